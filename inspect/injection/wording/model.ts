import type { Around, Read } from '../around.ts';
import { base64Bytes } from '../../support/base64.ts';
import type { Found } from '../around.ts';
import type { Span } from '../sentence.ts';
import type { Signal } from '../signal.ts';
import type { Sentence } from '../scan.ts';
import { BUCKETS, glance, reading } from './features.ts';
import { BIAS, GATE, STEP, THRESHOLDS, WEIGHTS } from './weights.ts';
import { isHedged } from './hedges.ts';
import { eachSeen, isJoined, type Seen } from './windows.ts';

/** What a sum of weights is multiplied by: features are many, and not independent. */
export const SCALE = 0.3;
/** How much more it takes for each doubling of the windows of a text: the longer it is, the likelier an accident. */
export const LENGTH = 0.6;

/** The stretch that looks most like an order from outside, and how much more than honest texts do (logits). */
export interface Likeness extends Span {
  readonly above: number;
}

/** Which buckets have a weight, a bit each: most have none, and these are near at hand. */
const weighty = new Int32Array(BUCKETS >> 5);
/** How many have one before each 32 of them: their weights stand side by side. */
const ranks = new Uint32Array(BUCKETS >> 5);
const weights = decoded(WEIGHTS);

/** Where the weight of a bucket stands; -1 where it has none. */
function rankOf(bucket: number): number {
  const bits = weighty[bucket >> 5]!;
  const bit = 1 << (bucket & 31);
  return (bits & bit) === 0 ? -1 : ranks[bucket >> 5]! + bitsIn(bits & (bit - 1));
}

function bitsIn(bits: number): number {
  const pairs = bits - ((bits >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** Sums weights of features, each once. */
class Sum {
  #stamps = new Int32Array(weights.length);
  #now = 0;
  value = 0;

  begin(): void {
    this.#now++;
    this.value = 0;
  }

  take = (bucket: number): void => {
    const rank = rankOf(bucket);
    if (rank === -1 || this.#stamps[rank] === this.#now) return;
    this.#stamps[rank] = this.#now;
    this.value += weights[rank]!;
  };
}

/** A linear model over words, concepts and signs; see docs/decisions for why, and `npm run train-wording`. */
export class WordingModel {
  #sum = new Sum();

  likenessOf(around: Around, read: Read): Likeness | undefined {
    let best: Span | undefined;
    let most = -Infinity;
    let windows = 0;
    let before: { sentence: Sentence; value: number } | undefined;
    eachSeen(around, read, (seen) => {
      const { sentence } = seen;
      const value = this.#valueOf(seen);
      windows++;
      if (value > most) {
        most = value;
        best = sentence;
      }
      if (before !== undefined && isJoined(before.sentence, sentence)) {
        windows++;
        if (before.value + value > most) {
          most = before.value + value;
          best = { from: before.sentence.from, to: sentence.to };
        }
      }
      before = { sentence, value };
    });
    if (best === undefined || most === -Infinity) return undefined;
    const threshold = THRESHOLDS[around.isDefinition ? 'definition' : 'data'] + lengthened(windows);
    return { from: best.from, to: best.to, above: BIAS + SCALE * STEP * most - threshold };
  }

  /** Whether it takes the sentence at a place, read by itself, for an order as well. */
  agreesAt(around: Around, read: Read, at: number): boolean {
    let agrees = false;
    eachSeen(around, read, (seen) => {
      const { from, to } = seen.sentence;
      if (at < from || at >= to) return;
      const threshold = THRESHOLDS[around.isDefinition ? 'definition' : 'data'] + lengthened(1);
      agrees ||= BIAS + SCALE * STEP * this.#valueOf(seen) >= threshold - DOUBT;
    });
    return agrees;
  }

  /** Words are read only where the glance makes it worth while. */
  #valueOf({ sentence, around, signs }: Seen): number {
    const sum = this.#sum;
    sum.begin();
    glance(sentence, around, signs, sum.take);
    if (sum.value * STEP >= GATE) reading(sentence, around, sum.take);
    return sum.value;
  }

  /** The model's opinion as one more sign, with the words that made it. */
  signOf(around: Around, read: Read): Found | undefined {
    const likeness = this.likenessOf(around, read);
    if (likeness === undefined) return undefined;
    const step = STEPS.find(({ above }) => likeness.above >= above);
    if (step === undefined) return undefined;
    const { from, to } = likeness;
    const parts = tellingParts(around, read, likeness);
    const weight = isHedged(around, read, likeness, parts) ? Math.min(step.weight, HEDGED) : step.weight;
    return { signal: WORDING, weight, from, to, parts };
  }
}

/** How much the threshold rises for a text of so many windows. */
export function lengthened(windows: number): number {
  return LENGTH * Math.log2(Math.max(2, windows));
}

/** How much less it may be sure than for a finding of its own (logits). */
const DOUBT = 1.5;

/** Never more: alone it is worth a look, and no more than medium. */
const STEPS = [
  { above: 0, weight: 5 },
  { above: -0.5, weight: 3 },
  { above: -1, weight: 2 },
] as const;

/** Too little for a finding, even beside a weak sign. */
const HEDGED = 1;

const WORDING: Signal = {
  id: 'wording',
  says: 'is worded as orders from outside are',
  weight: { definition: 5, data: 5 },
};

const MOST_PARTS = 3;

/** The stretches of a window that speak most for an order, strongest first, none within another. */
function tellingParts(around: Around, read: Read, window: Span): Span[] {
  const byStretch = new Map<string, Span & { sum: number }>();
  const take = (bucket: number, from: number, to: number): void => {
    // What holds for the whole sentence points at nothing.
    if (to - from > MOST_OF_A_PART) return;
    const known = byStretch.get(`${from} ${to}`) ?? { from, to, sum: 0 };
    const rank = rankOf(bucket);
    if (rank !== -1) known.sum += weights[rank]!;
    byStretch.set(`${from} ${to}`, known);
  };
  eachSeen(around, read, ({ sentence, around: here, signs }) => {
    if (sentence.from < window.from || sentence.to > window.to) return;
    glance(sentence, here, signs, take);
    reading(sentence, here, take);
  });
  const parts: Span[] = [];
  for (const { from, to, sum } of [...byStretch.values()].sort((a, b) => b.sum - a.sum)) {
    if (parts.length === MOST_PARTS || sum <= 0) break;
    if (!parts.some((part) => from < part.to && part.from < to)) parts.push({ from, to });
  }
  return parts;
}

const MOST_OF_A_PART = 60;

/** Pairs of a gap to the last bucket that has a weight (seven bits a byte, the lowest first) and a signed byte. */
function decoded(base64: string): Int8Array {
  const bytes = base64Bytes(base64, base64.length) ?? new Uint8Array(0);
  const made = new Int8Array(bytes.length >> 1);
  let count = 0;
  let bucket = 0;
  for (let at = 0; at < bytes.length; at++) {
    let gap = bytes[at]! & 0x7f;
    for (let shift = 7; bytes[at]! > 0x7f; shift += 7) gap |= (bytes[++at]! & 0x7f) << shift;
    bucket += gap;
    made[count++] = bytes[++at]!;
    weighty[bucket >> 5]! |= 1 << (bucket & 31);
  }
  for (let at = 1; at < ranks.length; at++) ranks[at] = ranks[at - 1]! + bitsIn(weighty[at - 1]!);
  return made.slice(0, count);
}
