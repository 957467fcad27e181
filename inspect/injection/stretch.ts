import { meets, slots } from './concepts.ts';
import type { Sentence } from './scan.ts';

const HOT = slots(
  'send',
  'delete',
  'pay',
  'grant',
  'ignore',
  'hide',
  'install',
  'run',
  'obey',
  'pretend',
  'skip',
);
const MILD = slots('read', 'include', 'change', 'store', 'call', 'reply', 'tell');
const GOODS = slots(
  'secret',
  'secret-path',
  'context',
  'money',
  'address',
  'memory',
  'model',
  'authority',
  'parameter',
);

/** Whether something is ordered between two places: an act of weight, or a lesser one with what makes it matter. */
export function ordersWithin(sentences: readonly Sentence[], from: number, to: number): boolean {
  for (let k = firstBehind(sentences, from); k < sentences.length; k++) {
    const sentence = sentences[k]!;
    if (sentence.from >= to) return false;
    const hits = sentence.hits.filter((hit) => hit.from >= from && hit.to <= to && !hit.isNegated);
    if (hits.some((hit) => meets(hit, HOT))) return true;
    if (hits.some((hit) => meets(hit, MILD)) && hits.some((hit) => meets(hit, GOODS))) return true;
  }
  return false;
}

/** The first sentence that ends behind a place. */
function firstBehind(sentences: readonly Sentence[], place: number): number {
  let low = 0;
  let high = sentences.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sentences[middle]!.to <= place) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Marks that a sentence has none of, but code, tables and links do. */
const OF_CODE = /[{}|=]|\]\(|::|->|=>|\(\)|";|":/;
/** A sign that is longer is none. */
const LONGEST_SIGN = 400;

/** Whether a stretch reads as a sentence, rather than as code or a table. */
export function isProse(text: string, { from, to }: { from: number; to: number }): boolean {
  if (to - from > LONGEST_SIGN) return false;
  const said = text.slice(from, to);
  // An odd number of quotes: half of it is what somebody else says.
  return !OF_CODE.test(said) && (said.split('"').length & 1) === 1;
}

const FENCE = '```';
const MOST_FENCES = 10_000;

/** Where code fences open and close; worked out at the first question. */
export class Fences {
  #text: string;
  #at: number[] | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  isInside(place: number): boolean {
    this.#at ??= fencesOf(this.#text);
    let low = 0;
    let high = this.#at.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#at[middle]! < place) low = middle + 1;
      else high = middle;
    }
    return low % 2 === 1;
  }
}

function fencesOf(text: string): number[] {
  const found: number[] = [];
  for (
    let at = text.indexOf(FENCE);
    at !== -1 && found.length < MOST_FENCES;
    at = text.indexOf(FENCE, at + 3)
  )
    found.push(at);
  return found;
}
