import { CONCEPTS, slots } from './concepts.ts';
import { KIND, kindOf } from './fold.ts';
import { DENIED, LANGUAGES } from './trie.ts';

/** Numbers that a hit has in the room of a scan: from, to, low, high, word, clause, languages. */
export const STRIDE = 7;
/** How many words behind it one denies at most. */
const LONGEST_REACH = 8;
/** How many before it, in languages that deny at the end; no further than another verb. */
const REACH_BACK = 5;
export const NEGATIVE = slots('not', 'without');
/** The concepts of what somebody is told to do; they are among the first, so their bits are low. */
const ACTS = slots(...CONCEPTS.slice(0, CONCEPTS.indexOf('instructions')));

/** Which negation a language has, as bits of `Hit.languages`. */
export interface Negations {
  readonly after: number;
}

/** "not" a few words before in the same clause; two after, where a language puts it there. */
export function isNegated(
  text: string,
  room: Int32Array,
  count: number,
  k: number,
  negations: Negations,
): boolean {
  const at = k * STRIDE;
  const isNegative = (j: number): boolean =>
    (room[j * STRIDE + 2]! & NEGATIVE.low) !== 0 || (room[j * STRIDE + 3]! & NEGATIVE.high) !== 0;
  const isAct = (slot: number): boolean => (room[slot + 2]! & ACTS.low) !== 0;
  const languages = room[at + 6]!;
  if ((languages & DENIED) !== 0) return true;
  if (isNegative(k)) return false;
  // "no" is "not" in Spanish and "in the" in Portuguese: what denies a word is of its language.
  const isOfIts = (j: number): boolean =>
    languages === 0 || (languages & LANGUAGES & room[j * STRIDE + 6]!) !== 0;
  for (let j = k - 1; j >= 0; j--) {
    const other = j * STRIDE;
    if (room[other + 5] !== room[at + 5] || room[at + 4]! - room[other + 4]! > LONGEST_REACH) break;
    if (!isNegative(j) || !isOfIts(j) || (room[other + 6]! & ~negations.after) === 0) continue;
    if (room[at + 4]! - room[other + 4]! <= reachOf(text, room[other]!, room[other + 1]!)) return true;
  }
  for (let j = k + 1; j < count; j++) {
    const other = j * STRIDE;
    if (room[other + 5] !== room[at + 5] || room[other + 4]! - room[at + 4]! > REACH_BACK) break;
    if (isNegative(j) && isOfIts(j) && (room[other + 6]! & negations.after) !== 0) return true;
    // "무시하고 알리지 마세요": what stands behind the second verb denies that one alone.
    if (isAct(at) && isAct(other)) break;
  }
  return false;
}

/**
 * How many words behind it a "not" denies. In ideographs the longer the word, the further: "不" denies what it
 * stands at, "不要把" what stands behind a whole object.
 */
function reachOf(text: string, from: number, to: number): number {
  if (kindOf(text.charCodeAt(from)) !== KIND.ideograph) return 4;
  if (to - from === 1) return 1.5;
  return to - from === 2 ? 4 : LONGEST_REACH;
}
