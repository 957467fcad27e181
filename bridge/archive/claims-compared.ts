import type { ArchiveClaims, ClaimedFinding, ClaimsCompared } from '../../protocol/archive.ts';
import { type Finding, SEVERITIES } from '../../protocol/finding.ts';

const MOST = 500;

/**
 * What a file says was found, beside what is found here. Fingerprints do not help: they are made of the
 * target, which has another key here, and are left out of masked files. A rule and a place tell them.
 */
export function claimsCompared(claims: ArchiveClaims, here: readonly Finding[]): ClaimsCompared {
  const known = new Set(here.map(placeOf));
  const all = claims.findings.map(({ finding, count, triage }): ClaimedFinding => {
    const { rule, title, severity, evidence } = finding;
    const frame = evidence[0]?.frame ?? 0;
    const isHere = known.has(placeOf(finding));
    return { rule, title, severity, count, frame, isHere, ...(triage === undefined ? {} : { triage }) };
  });
  const weight = ({ severity }: ClaimedFinding): number => SEVERITIES.indexOf(severity);
  const findings = all.sort((a, b) => weight(b) - weight(a) || a.frame - b.frame).slice(0, MOST);
  return {
    by: claims.by,
    masked: claims.masked,
    counts: { file: all.length, here: here.length, both: all.filter(({ isHere }) => isHere).length },
    findings,
    more: all.length - findings.length,
  };
}

function placeOf({ rule, item, evidence: [first] }: Finding): string {
  const place =
    first === undefined ? [] : [first.frame, first.part, first.from, first.to, first.header, first.pointer];
  return JSON.stringify([rule, item?.section, item?.name, ...place]);
}
