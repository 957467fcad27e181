import { SEVERITIES, type Finding } from '../../protocol/finding.ts';
import type { Held } from './findings-shelf.ts';
import { SessionFindings } from './session-findings.ts';

/** Of one session. */
const MOST = 500;

/**
 * Adds what was found otherwise than by rules over frames. Returns seq and severities of the frames it stands in;
 * empty when all of it was known.
 */
export function addAlso(held: Held, findings: readonly Finding[], wall: number): Uint32Array {
  // Inspected when its turn comes; what is added now is carried over then.
  held.shown ??= held.next ?? new SessionFindings(0);
  const marks: number[] = [];
  for (const finding of findings) {
    let isKnown = true;
    for (const into of new Set([held.shown, held.next]))
      if (into !== undefined && into.also.size < MOST) isKnown = !into.add(finding, wall) && isKnown;
    if (!isKnown) marks.push(finding.evidence[0]!.frame, 1 << SEVERITIES.indexOf(finding.severity));
  }
  const pairs = Uint32Array.from(marks);
  held.shown.mark(pairs);
  if (held.next !== held.shown) held.next?.mark(pairs);
  return pairs;
}

/** Inspecting anew finds what stands in the frames; what was found otherwise stays. */
export function carriedOver(from: SessionFindings | undefined, to: SessionFindings): SessionFindings {
  for (const fingerprint of from?.also ?? []) {
    const { finding, wall } = from!.problems.get(fingerprint)!;
    to.add(finding, wall);
    to.mark(Uint32Array.of(finding.evidence[0]!.frame, 1 << SEVERITIES.indexOf(finding.severity)));
  }
  return to;
}
