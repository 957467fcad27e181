import { createHash } from 'node:crypto';
import type { FuzzFinding, FuzzReport } from '../../protocol/fuzz.ts';
import { plain, SARIF_LEVELS, sarifLog } from './sarif-log.ts';

/** Most of a message in a result: a viewer shows a sentence, not a megabyte. */
const LONGEST = 2000;

/** SARIF 2.1.0: each finding is a result at the parameter it was found in. */
export function fuzzAsSarif({ run, plan, findings }: FuzzReport, build: string, exitCode: number): string {
  const ids = [...new Set(findings.map(({ strategy }) => strategy))];
  const rules = ids.map((id) => {
    const { title, fix, cwe } = findings.find(({ strategy }) => strategy === id)!;
    const planned = plan.strategies.find((strategy) => strategy.id === id);
    return { id, title: planned?.title ?? title, help: plain(fix), tags: tagsOf(cwe) };
  });
  const notifications = [
    ...(run.problem === undefined ? [] : [plain(`${run.target}: ${run.problem.message}`)]),
    ...(run.state === 'done' ? [] : [plain(`${run.target}: the run is ${run.state}.`)]),
  ];
  const results = findings.map((finding) => ({
    ruleId: finding.strategy,
    ruleIndex: ids.indexOf(finding.strategy),
    level: SARIF_LEVELS[finding.severity],
    message: { text: messageOf(run.target, finding) },
    locations: [
      {
        logicalLocations: [
          {
            name: plain(finding.at === '' ? finding.subject : finding.at),
            fullyQualifiedName: plain(`${run.target}/${finding.subject}${finding.at}`),
            kind: 'parameter',
          },
        ],
      },
    ],
    // Neither seed nor case: the same flaw stays the same in every run.
    partialFingerprints: { 'mcpSecFuzz/v1': hashOf(run.target, finding) },
    properties: {
      severity: finding.severity,
      certainty: finding.certainty,
      cwe: finding.cwe,
      oracle: finding.oracle,
      payload: finding.payload,
      case: finding.n,
      confirmed: finding.confirmed,
      target: plain(run.target),
      minimalValue: plain(cut(finding.minimalValue)),
      minimal: plain(cut(finding.minimal)),
      command: plain(finding.command),
    },
  }));
  return sarifLog({ build, rules, exitCode, notifications, results });
}

function messageOf(target: string, { subject, at, title, says }: FuzzFinding): string {
  return plain(cut(`${target}, ${subject}${at === '' ? '' : ` ${at}`}: ${title}. ${says}`));
}

/** As code scanning reads them: external/cwe/cwe-022. */
function tagsOf(cwe: string): string[] {
  const number = /^CWE-(\d{1,5})$/.exec(cwe)?.[1];
  return number === undefined ? [] : [`external/cwe/cwe-${number.padStart(3, '0')}`];
}

function hashOf(target: string, { subject, at, strategy, oracle }: FuzzFinding): string {
  return createHash('sha256')
    .update(JSON.stringify([target, subject, at, strategy, oracle]))
    .digest('hex');
}

function cut(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
