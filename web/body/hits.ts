import type { Severity } from '../../protocol/finding.ts';
import { SEVERITIES } from '../../protocol/finding.ts';
import type { MaskedRange } from './extents.ts';

/** Bytes [from, to) of a body that a finding points at. `finding`: which one, as whoever marked them counts. */
export interface Hit {
  from: number;
  to: number;
  severity: Severity;
  finding: number;
  /** What it is a sign of, in our words, and which place of its finding that is. */
  sign?: { says: string; place: number };
}

/** Bytes [from, to) that the same findings point at; none when `severity` is absent. */
export interface HitStretch {
  from: number;
  to: number;
  severity?: Severity;
  findings: number[];
  /** What they are signs of, and which place of which finding; absent where nothing is. */
  signs?: string[];
  spots?: string[];
}

/** How a piece is marked: by the worst finding that points at it, by which ones, and as signs of what. */
export interface Mark {
  hit?: Severity;
  findings?: number[];
  signs?: string[];
  spots?: string[];
}

/** All hits of a body, looked up by the few bytes that are drawn. */
export class Hits {
  readonly #hits: readonly Hit[];
  /** The farthest byte that any hit up to here reaches: grows, so that it can be searched by halves. */
  readonly #reach: number[] = [];

  constructor(hits: readonly Hit[]) {
    // A finding about nothing (a missing thing) is drawn at the byte where it would be.
    this.#hits = hits
      .map((hit) => ({ ...hit, to: Math.max(hit.to, hit.from + 1) }))
      .sort((a, b) => a.from - b.from || b.to - a.to);
    let reach = 0;
    for (const { to } of this.#hits) this.#reach.push((reach = Math.max(reach, to)));
  }

  get isEmpty(): boolean {
    return this.#hits.length === 0;
  }

  /** Those that share a byte with [from, to). */
  over(from: number, to: number): Hit[] {
    let low = 0;
    let high = this.#reach.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#reach[middle]! <= from) low = middle + 1;
      else high = middle;
    }
    const found: Hit[] = [];
    for (let k = low; k < this.#hits.length && this.#hits[k]!.from < to; k++)
      if (this.#hits[k]!.to > from) found.push(this.#hits[k]!);
    return found;
  }
}

export const NO_HITS = new Hits([]);

export function worstOf(severities: readonly Severity[]): Severity | undefined {
  return severities.toSorted((a, b) => SEVERITIES.indexOf(b) - SEVERITIES.indexOf(a))[0];
}

/** A stretch that `hits` cover, by its borders; every cut is where `isCut` allows one, else farther out. */
export function stretches(
  hits: readonly Hit[],
  from: number,
  to: number,
  outward: (at: number, way: -1 | 1) => number = (at) => at,
): HitStretch[] {
  if (hits.length === 0) return [{ from, to, findings: [] }];
  const wide = hits.map((hit) => ({
    ...hit,
    from: hit.from <= from ? from : Math.max(from, outward(hit.from, -1)),
    to: hit.to >= to ? to : Math.min(to, outward(hit.to, 1)),
  }));
  const cuts = [...new Set([from, to, ...wide.flatMap((hit) => [hit.from, hit.to])])].sort((a, b) => a - b);
  return cuts.slice(0, -1).map((start, k) => {
    const end = cuts[k + 1]!;
    const over = wide.filter((hit) => hit.from <= start && hit.to >= end);
    const severity = worstOf(over.map((hit) => hit.severity));
    const signed = over.flatMap(({ finding, sign }) => (sign === undefined ? [] : { finding, ...sign }));
    return {
      from: start,
      to: end,
      findings: [...new Set(over.map(({ finding }) => finding))],
      ...(severity === undefined ? {} : { severity }),
      ...(signed.length === 0
        ? {}
        : {
            signs: [...new Set(signed.map(({ says }) => says))],
            spots: signed.map(({ finding, place }) => spotOf(finding, place)),
          }),
    };
  });
}

/** One place of one finding, as marks name it. */
export function spotOf(finding: number, place: number): string {
  return `${finding}.${place}`;
}

/** What a piece of such a stretch is drawn with. */
export function markOf({ severity, findings, signs, spots }: HitStretch): Mark {
  if (severity === undefined) return {};
  return { hit: severity, findings, ...(signs && spots ? { signs, spots } : {}) };
}

/** Where bytes may be cut: never inside a character of UTF-8, nor inside a secret that is masked. */
export function outwardIn(
  bytes: Uint8Array,
  start: number,
  masked: readonly MaskedRange[],
): (at: number, way: -1 | 1) => number {
  return (at, way) => {
    const secret = masked.find((range) => range.from < at && at < range.to);
    if (secret !== undefined) return way < 0 ? secret.from : secret.to;
    let cut = at;
    for (let steps = 0; steps < 3 && isInside(bytes[cut - start]); steps++) cut += way;
    // Bytes that belong to no character are cut where they were asked for.
    return isInside(bytes[cut - start]) ? at : cut;
  };
}

function isInside(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80;
}
