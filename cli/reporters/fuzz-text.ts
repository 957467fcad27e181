import { SEVERITIES } from '../../protocol/finding.ts';
import type { FuzzCoverage, FuzzFinding, FuzzReport } from '../../protocol/fuzz.ts';
import { untriedLines } from '../fuzz-plan-lines.ts';
import { safeJson } from '../safe-json.ts';
import type { Telling } from './fuzz.ts';

/** Beyond, a message is no longer read in a terminal; it is whole in the recording and in --format json. */
const LONGEST = 4000;

/** Findings, the worst first, then what was tried and what was not. */
export function* fuzzAsText(report: FuzzReport, telling: Telling): Generator<string> {
  const { run, findings, coverage, plan } = report;
  const worstFirst = [...findings].sort(
    (a, b) => SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity) || a.n - b.n,
  );
  for (const finding of worstFirst) yield* findingLines(finding, telling);
  const found =
    findings.length === 0
      ? 'nothing proved'
      : `${findings.length} ${findings.length === 1 ? 'finding' : 'findings'}`;
  yield `${run.target}: ${found} in ${run.done} of ${run.cases} cases, ${run.requests} requests, seed ${run.seed}.`;
  if (run.notSent > 0) yield `  ${run.notSent} cases were not sent${whyNotSent(report)}.`;
  if (run.restarts > 0) yield `  The server was started again ${run.restarts} ×.`;
  yield* coverageLines(coverage);
  for (const line of untriedLines(plan)) yield `  ${line}`;
  if (run.state !== 'done') yield `The run was not finished: it is ${run.state}.`;
}

/** Most were not needed any more; the groups of outcomes say which. No answer of a server begins like that. */
function whyNotSent({ clusters }: FuzzReport): string {
  const whys = clusters.flatMap(({ words, count }) => {
    const [, why] = /^not sent: (.*)$/s.exec(words) ?? [];
    return why === undefined ? [] : [`${count} ${why}`];
  });
  return whys.length === 0 ? '' : `: ${whys.join(', ')}`;
}

function* findingLines(finding: FuzzFinding, { numberOf }: Telling): Generator<string> {
  const { severity, certainty, subject, at, title, cwe, says, strategy, payload, oracle } = finding;
  const { n, count, confirmed, minimal, minimalValue, shrunk, session, request, answer, control } = finding;
  const number = numberOf(session) ?? session;
  yield `${severity}, ${certainty}: ${title} (${cwe})`;
  yield `  ${subject}${at === '' ? '' : ` ${at}`}`;
  yield `  ${says}`;
  yield `  by ${strategy}/${payload}, seen by ${oracle}; case ${n}${count > 1 ? `, ${count} cases alike` : ''}; again in ${confirmed} of 3 repeats`;
  yield `  value   ${exactly(minimalValue)}`;
  yield `  message ${exactly(minimal)}`;
  if (shrunk.to < shrunk.from) yield `          made smaller from ${shrunk.from} to ${shrunk.to} characters`;
  const others = control?.answer === undefined ? '' : `; control: frame ${control.answer}`;
  yield `  session ${number}, frame ${request}${answer === undefined ? '' : `, answer ${answer}`}${others}`;
  yield `  fix     ${finding.fix}`;
  yield `  again   ${finding.command}`;
  yield '';
}

/** JSON text, whose meaning stays the same when a terminal has to be guarded from it. */
function exactly(text: string): string {
  const safe = safeJson(text);
  return safe.length > LONGEST
    ? `${safe.slice(0, LONGEST)}… (${safe.length} characters; all of it with --format json)`
    : safe;
}

function* coverageLines({ subjects, parameters, strategies, errors }: FuzzCoverage): Generator<string> {
  yield `  tried ${subjects.tried} of ${subjects.of} tools, prompts and templates, ${parameters.tried} of ${parameters.of} parameters; ${errors} kinds of error answers`;
  const words = strategies.map(({ id, cases, of }) => `${id} ${cases}${cases < of ? ` of ${of}` : ''}`);
  if (words.length > 0) yield `  ways: ${words.join(', ')}`;
}
