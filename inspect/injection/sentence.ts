import { meets, type Slots } from './concepts.ts';
import type { Hit, Sentence } from './scan.ts';

export interface Span {
  readonly from: number;
  readonly to: number;
}

export interface Nearness {
  /** How many words may stand between the first and any other; 8 unless said. */
  readonly words?: number;
  /** Where the others stand; languages differ, so `any` unless English alone is meant. */
  readonly order?: 'any' | 'after' | 'before';
  /** Whether the first must be denied ("do not tell"), must not be ("do not ignore" is no order to ignore), or either. */
  readonly negated?: 'no' | 'yes' | 'either';
  /** Only within one clause. */
  readonly inClause?: boolean;
}

/** Whether a sentence has something of every set; a few operations, before anything is looked at. */
export function hasAll(sentence: { low: number; high: number }, ...needs: readonly Slots[]): boolean {
  return needs.every((need) => meets(sentence, need));
}

/**
 * A hit of `anchor` with a hit of each other set near it, all of them different words; the tightest one.
 * Returns where they stand together.
 */
export function near(
  sentence: Sentence,
  anchor: Slots,
  others: readonly Slots[],
  { words = 8, order = 'any', negated = 'no', inClause = false }: Nearness = {},
): Span | undefined {
  if (!hasAll(sentence, anchor, ...others)) return undefined;
  const { hits } = sentence;
  let best: Span | undefined;
  for (const [at, hit] of hits.entries()) {
    if (!meets(hit, anchor)) continue;
    if (negated !== 'either' && hit.isNegated !== (negated === 'yes')) continue;
    const span = together(hits, at, others, words, order, inClause);
    if (span !== undefined && (best === undefined || span.to - span.from < best.to - best.from)) best = span;
  }
  return best;
}

function together(
  hits: readonly Hit[],
  at: number,
  others: readonly Slots[],
  words: number,
  order: 'any' | 'after' | 'before',
  inClause: boolean,
): Span | undefined {
  const anchor = hits[at]!;
  const used = new Set([at]);
  let { from, to } = anchor;
  for (const other of others) {
    let closest: number | undefined;
    for (const [k, hit] of hits.entries()) {
      if (used.has(k) || !meets(hit, other)) continue;
      const distance = hit.word - anchor.word;
      if (Math.abs(distance) > words || (inClause && hit.clause !== anchor.clause)) continue;
      if ((order === 'after' && k < at) || (order === 'before' && k > at)) continue;
      if (closest === undefined || Math.abs(distance) < Math.abs(hits[closest]!.word - anchor.word))
        closest = k;
    }
    if (closest === undefined) return undefined;
    used.add(closest);
    from = Math.min(from, hits[closest]!.from);
    to = Math.max(to, hits[closest]!.to);
  }
  return { from, to };
}
