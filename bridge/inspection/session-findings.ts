import {
  SEVERITIES,
  type Evidence,
  type Finding,
  type FindingRow,
  type Severity,
  type SeverityCounts,
  type Triage,
} from '../../protocol/finding.ts';
import type { NeighbourRef } from './neighbour-lists.ts';
import type { FoundBatch, NotInspected } from './messages.ts';

/** A problem with its places in one session. `finding` is as it was found first. */
export interface Problematic {
  finding: Finding;
  /** When the first frame was recorded. */
  wall: number;
  count: number;
  /** The first ones; `finding.evidence` is the very first. */
  places: Evidence[][];
}

export const OPEN: Triage = { state: 'open', reason: '', at: 0 };

/** What inspection found in one session. */
export class SessionFindings {
  pack = '';
  upTo = 0;
  isWhole = false;
  notInspected: NotInspected[] = [];
  /** The servers it was compared with. */
  neighbours: readonly NeighbourRef[] = [];
  readonly problems = new Map<string, Problematic>();
  /** Fingerprints of those that were not found by rules over frames. */
  readonly also = new Set<string>();
  /** By seq: a bit per severity. */
  #marks: Uint8Array = new Uint8Array(0);
  /** Which inspection fills it. */
  readonly job: number;

  constructor(job: number) {
    this.job = job;
  }

  take({ pack, upTo, found, again, marks, notInspected, isWhole }: FoundBatch): void {
    this.pack = pack;
    this.upTo = Math.max(this.upTo, upTo);
    this.isWhole = isWhole;
    this.notInspected.push(...notInspected);
    for (const { finding, wall } of found) this.#add(finding, wall);
    for (const [fingerprint, count] of again) {
      const known = this.problems.get(fingerprint);
      if (known !== undefined) known.count += count;
    }
    this.mark(marks);
  }

  /** seq and severities, in turn. */
  mark(marks: Uint32Array): void {
    for (let i = 0; i + 1 < marks.length; i += 2) {
      const seq = marks[i]!;
      if (seq >= this.#marks.length) this.#grow(seq);
      this.#marks[seq]! |= marks[i + 1]!;
    }
  }

  get marks(): Uint8Array {
    return this.#marks;
  }

  set marks(marks: Uint8Array) {
    this.#marks = marks;
  }

  /** All of them as pairs of seq and severities. */
  markPairs(): Uint32Array {
    const pairs: number[] = [];
    for (let seq = 0; seq < this.#marks.length; seq++)
      if (this.#marks[seq] !== 0) pairs.push(seq, this.#marks[seq]!);
    return Uint32Array.from(pairs);
  }

  severityAt(seq: number): Severity | undefined {
    const mark = this.#marks[seq] ?? 0;
    return mark === 0 ? undefined : SEVERITIES[31 - Math.clz32(mark)];
  }

  /** The newest frames that have findings, ascending. */
  newestMarks(most: number): [number, Severity][] {
    const found: [number, Severity][] = [];
    for (let seq = this.#marks.length - 1; seq >= 0 && found.length < most; seq--)
      if (this.#marks[seq] !== 0) found.push([seq, this.severityAt(seq)!]);
    return found.reverse();
  }

  /** What was found otherwise than by rules over frames. false: it is known. */
  add(finding: Finding, wall: number): boolean {
    if (this.problems.has(finding.fingerprint)) return false;
    this.also.add(finding.fingerprint);
    this.#add(finding, wall);
    return true;
  }

  open(triageOf: (fingerprint: string) => Triage | undefined): SeverityCounts {
    const counts = noCounts();
    for (const [fingerprint, { finding }] of this.problems)
      if ((triageOf(fingerprint)?.state ?? 'open') === 'open') counts[finding.severity]++;
    return counts;
  }

  #add(finding: Finding, wall: number): void {
    const known = this.problems.get(finding.fingerprint);
    if (known === undefined) {
      this.problems.set(finding.fingerprint, { finding, wall, count: 1, places: [finding.evidence] });
      return;
    }
    known.count++;
    known.places.push(finding.evidence);
  }

  #grow(seq: number): void {
    const larger = new Uint8Array(Math.max(1024, 2 ** Math.ceil(Math.log2(seq + 1))));
    larger.set(this.#marks);
    this.#marks = larger;
  }
}

export function noCounts(): SeverityCounts {
  return { info: 0, low: 0, medium: 0, high: 0, critical: 0 };
}

export function rowOf(
  { finding, wall, count, places }: Problematic,
  session: { id: string; target: string; targetName: string },
  triage: Triage | undefined,
): FindingRow {
  const frames = new Set(places.slice(1).flatMap((place) => place[0]?.frame ?? []));
  return {
    ...finding,
    session: session.id,
    target: session.target,
    targetName: session.targetName,
    count,
    frames: [...frames].sort((a, b) => a - b),
    wall,
    triage: triage ?? OPEN,
  };
}
