import type { Evidence, Finding } from '../../protocol/finding.ts';
import type { Payload } from '../../protocol/frame.ts';
import type { BodyPart } from '../body/body.ts';
import type { Hit } from '../body/hits.ts';

/** A stretch of what a body shows: of which frame, which part of it, and from where on. */
export interface ShownPart {
  seq: number;
  part: BodyPart;
  /** Where the body begins in its part, and how long it is. */
  start: number;
  total: number;
  payload: Payload;
}

/** Where evidence stands in a body, in bytes of that body; undefined where the body does not show it. */
export function placeIn(shown: ShownPart, evidence: Evidence): { from: number; to: number } | undefined {
  if (evidence.frame !== shown.seq) return undefined;
  const moved = offset(shown, evidence.part);
  if (moved === undefined) return undefined;
  const from = evidence.from + moved - shown.start;
  const to = evidence.to + moved - shown.start;
  if (to < 0 || from >= shown.total || (to === 0 && from < 0)) return undefined;
  return { from: Math.max(0, from), to: Math.min(shown.total, to) };
}

/** What is added to a byte of `part` to have the byte of the part that is shown. */
function offset({ part, payload }: ShownPart, of: Evidence['part']): number | undefined {
  if (part === of) return 0;
  if (payload.kind === 'slice') return part === 'raw' ? payload.from : -payload.from;
  // Put together from pieces, or none: no byte of one is known to be a byte of the other.
  return undefined;
}

/** All places of findings in a body, each counted by its place among the findings. */
export function hitsIn(shown: ShownPart, findings: readonly Finding[]): Hit[] {
  return findings.flatMap(({ severity, evidence }, finding) =>
    evidence.flatMap((one, k) => {
      const found = placeIn(shown, one);
      if (found === undefined) return [];
      const sign = one.sign === undefined ? {} : { sign: { says: one.sign.says, place: k } };
      return [{ ...found, severity, finding, ...sign }];
    }),
  );
}

/** Where one place of a finding begins in a body; where the body does not show it, the first that it does. */
export function goalIn(shown: ShownPart, finding: Finding, place: number | undefined): number | undefined {
  const wanted = place === undefined ? undefined : finding.evidence[place];
  const found = wanted === undefined ? undefined : placeIn(shown, wanted);
  return found?.from ?? firstPlace(shown, finding);
}

/** The first place of a finding that a body shows. */
export function firstPlace(shown: ShownPart, { evidence }: Finding): number | undefined {
  for (const one of evidence) {
    const place = placeIn(shown, one);
    if (place !== undefined) return place.from;
  }
  return undefined;
}
