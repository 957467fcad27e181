import { meets, slots, type Slots } from './concepts.ts';
import { KIND, kindOf } from './fold.ts';
import { LEXICONS } from './languages/index.ts';
import type { Hit, Sentence } from './scan.ts';
import type { Surroundings } from './signal.ts';

const MUST = slots('must');
const MODEL = slots('model');
const HIDE_OR_ALSO = slots('hide', 'also', 'after', 'must');
const ENGLISH = 1 << LEXICONS.findIndex(({ language }) => language === 'en');

/** Words after which an English verb is said to somebody: "and send", "then send", "please send". */
const LEADS = new Set(
  'please kindly now then and also always just first must should shall immediately simply next additionally afterwards finally instead but so go do will may can'.split(
    ' ',
  ),
);
/** Words before a noun, or before a verb that describes: "the order", "to read", "users send". */
const QUESTIONS = new Set(['would', 'could', 'can', 'will', 'might']);

/**
 * Whether a verb is said as an order, rather than told of something or used as a noun. English has one form
 * for all of these, so its place decides; other lexicons hold forms of command. How a description opens
 * ("Send a message") is what its tool does.
 */
export function isOrder(sentence: Sentence, hit: Hit, around: Surroundings): boolean {
  const { text } = around;
  if (around.isDefinition && hit.from < 40 && wordBefore(text, 0, hit.from) === '') return false;
  if ((hit.languages & ENGLISH) === 0) return true;
  const before = wordBefore(text, sentence.from, hit.from);
  if (before === '' || LEADS.has(before)) return true;
  const isLed = sentence.hits.some(
    (other) => other.to <= hit.from && hit.from - other.to <= 1 && meets(other, HIDE_OR_ALSO),
  );
  if (isLed) return true;
  if (before === 'you') {
    const asks = wordBefore(text, sentence.from, text.lastIndexOf(before, hit.from));
    return QUESTIONS.has(asks);
  }
  const isInfinitive = before === 'to' || before === 'be';
  return sentence.hits.some(
    (other) =>
      other.to <= hit.from &&
      hit.word - other.word <= (isInfinitive ? 5 : 2) &&
      (meets(other, MUST) || (!isInfinitive && meets(other, MODEL))),
  );
}

/** The first hit of these that is an order and is not denied. */
export function orderOf(sentence: Sentence, what: Slots, around: Surroundings): Hit | undefined {
  return sentence.hits.find((hit) => meets(hit, what) && !hit.isNegated && isOrder(sentence, hit, around));
}

/** All hits of these that are orders and are not denied. */
export function ordersOf(sentence: Sentence, what: Slots, around: Surroundings): Hit[] {
  return sentence.hits.filter((hit) => meets(hit, what) && !hit.isNegated && isOrder(sentence, hit, around));
}

/** Whether a model is spoken to or spoken of in the sentence, or in the one before it. */
export function isToModel(sentence: Sentence, around: Surroundings): boolean {
  return (
    meets(sentence, MODEL) ||
    (around.before !== undefined && sentence.from - around.before.to < 3 && meets(around.before, MODEL))
  );
}

/** The word right before a place, in lower case; empty where a clause begins there. */
export function wordBefore(text: string, start: number, at: number): string {
  let to = at;
  while (to > start) {
    const kind = kindOf(text.charCodeAt(to - 1));
    if (kind === KIND.letter || kind === KIND.ideograph) break;
    if (kind !== KIND.blank && kind !== KIND.line) return '';
    to--;
  }
  let from = to;
  while (from > start && to - from < 40 && kindOf(text.charCodeAt(from - 1)) === KIND.letter) from--;
  return text.slice(from, to).toLowerCase();
}

/** The stretch from the first to the last of some hits. */
export function spanOf(...hits: readonly { from: number; to: number }[]): { from: number; to: number } {
  return {
    from: Math.min(...hits.map(({ from }) => from)),
    to: Math.max(...hits.map(({ to }) => to)),
  };
}

/** The hit of these that is nearest to another, within so many words. */
export function nearest(sentence: Sentence, what: Slots, to: Hit, words: number): Hit | undefined {
  let best: Hit | undefined;
  for (const hit of sentence.hits) {
    if (hit === to || !meets(hit, what)) continue;
    const distance = Math.abs(hit.word - to.word);
    if (distance <= words && (best === undefined || distance < Math.abs(best.word - to.word))) best = hit;
  }
  return best;
}
