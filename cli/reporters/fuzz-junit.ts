import type { FuzzFinding, FuzzReport } from '../../protocol/fuzz.ts';
import { isAtLeast } from '../report.ts';
import { safeJson } from '../safe-json.ts';
import { escaped, quoted } from './xml.ts';

interface Case {
  className: string;
  name: string;
  findings: FuzzFinding[];
}

/** A test case for each way that was tried in each parameter; what was not tried is skipped, never passed. */
export function* fuzzAsJunit({ run, plan, findings }: FuzzReport): Generator<string> {
  const cases = new Map<string, Case>();
  const caseOf = (subject: string, at: string, strategy: string): Case => {
    const key = JSON.stringify([subject, at, strategy]);
    const known = cases.get(key);
    if (known !== undefined) return known;
    const fresh = {
      className: `${run.target}.${subject}`,
      name: `${at === '' ? 'all of it' : at} ${strategy}`,
      findings: [],
    };
    cases.set(key, fresh);
    return fresh;
  };
  const isWhole = run.state === 'done' && run.problem === undefined;
  // What was never tried to its end is no test that passed.
  if (isWhole)
    for (const { name, parameters } of plan.subjects)
      for (const { at, strategies } of parameters)
        for (const { id, cases: many } of strategies) if (many > 0) caseOf(name, at, id);
  for (const finding of findings)
    caseOf(finding.subject, finding.at, finding.strategy).findings.push(finding);
  const all = [...cases.values()];
  const failures = all.filter((one) => one.findings.some(isWeighty)).length;
  const errors = isWhole ? 0 : 1;
  const tests = all.length + errors + plan.skipped.length;
  yield '<?xml version="1.0" encoding="UTF-8"?>';
  yield '<testsuites name="mcp-sec-inspect fuzz">';
  yield `  <testsuite name=${quoted(run.target)} tests="${tests}" failures="${failures}" errors="${errors}" skipped="${plan.skipped.length}">`;
  if (!isWhole) {
    const { code, message } = run.problem ?? { code: run.state, message: `The run is ${run.state}.` };
    yield `    <testcase classname=${quoted(run.target)} name="runs to its end">`;
    yield `      <error type=${quoted(code)} message=${quoted(message)}/>`;
    yield '    </testcase>';
  }
  for (const one of all) yield* caseText(one);
  for (const { what, why } of plan.skipped) {
    yield `    <testcase classname=${quoted(run.target)} name=${quoted(what)}>`;
    yield `      <skipped message=${quoted(why)}/>`;
    yield '    </testcase>';
  }
  yield '  </testsuite>';
  yield '</testsuites>';
}

function isWeighty({ severity }: FuzzFinding): boolean {
  return isAtLeast(severity, 'medium');
}

function* caseText({ className, name, findings }: Case): Generator<string> {
  const head = `    <testcase classname=${quoted(className)} name=${quoted(name)}`;
  const [first] = findings;
  if (first === undefined) {
    yield `${head}/>`;
    return;
  }
  const worst = findings.find(isWeighty);
  const tag = worst === undefined ? 'system-out' : 'failure';
  const { oracle, severity, title } = worst ?? first;
  const about = ` type=${quoted(oracle)} message=${quoted(`${severity}: ${title}`)}`;
  yield `${head}>`;
  yield `      <${tag}${worst === undefined ? '' : about}>`;
  for (const finding of findings) {
    yield `        ${escaped(`${finding.severity} ${finding.certainty} ${finding.oracle} ${finding.cwe}: ${finding.says}`)}`;
    yield `        ${escaped(safeJson(finding.minimal))}`;
    yield `        ${escaped(finding.command)}`;
  }
  yield `      </${tag}>`;
  yield '    </testcase>';
}
