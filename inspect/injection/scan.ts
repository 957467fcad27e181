import { KIND, kindOf } from './fold.ts';
import type { Literal } from './literals.ts';
import { isNegated, NEGATIVE, STRIDE, type Negations } from './negation.ts';
import { isEnd, isParagraph } from './sentence-ends.ts';
import { ALIKE, DENIED, LANGUAGES, type Trie } from './trie.ts';
import { isHangul, WordFinder } from './words.ts';

/** A word of a lexicon in a text. */
export interface Hit {
  readonly from: number;
  readonly to: number;
  readonly low: number;
  readonly high: number;
  /** How many words stand before it in the text; two ideographs count as one. */
  readonly word: number;
  /** Counts what commas, colons and brackets part. */
  readonly clause: number;
  readonly languages: number;
  /** "not", "never", "without" stand so close that they speak of this word. */
  readonly isNegated: boolean;
}

/** What stands between two ends, with the words found in it. */
export interface Sentence {
  readonly from: number;
  readonly to: number;
  /** Of all its hits. */
  readonly low: number;
  readonly high: number;
  readonly hits: readonly Hit[];
  /** Words in it, known or not. */
  readonly words: number;
}

const NONE: readonly Literal[] = [];
/** As far as the engine hands over a string, which says what it cuts. */
export const MOST_READ = 1 << 23;
/** A sentence without an end is broken after so many words. */
const LONGEST_SENTENCE = 80;
/** Finds the words of the lexicons in texts; keeps its room between texts. */
export class Scanner {
  #finder: WordFinder;
  #trie: Trie;
  #sayingAlike: number;
  #negations: Negations;
  #room = new Int32Array(STRIDE * 1024);

  constructor(trie: Trie, negations: Negations) {
    this.#finder = new WordFinder(trie);
    this.#trie = trie;
    this.#sayingAlike = trie.sayingAlike;
    this.#negations = negations;
  }

  /**
   * `isWanted`: which sentences are worth making, from the concepts in them. `literals`: found by their shape,
   * in their order; each counts as one word, and no words are looked for in it.
   */
  scan(
    text: string,
    isWanted: (low: number, high: number) => boolean,
    found: (sentence: Sentence) => void,
    literals: readonly Literal[] = NONE,
  ): void {
    const length = Math.min(text.length, MOST_READ);
    const finder = this.#finder;
    const trie = this.#trie;
    let count = 0;
    let low = 0;
    let high = 0;
    let languages = 0;
    let words = 0;
    let wordsBefore = 0;
    let clause = 0;
    let start = 0;
    let nextLiteral = 0;
    let literalAt = literals[0]?.from ?? Infinity;
    for (let at = 0; at < length;) {
      // Where the sentence is over, if it is.
      let end = -1;
      if (at >= literalAt) {
        const literal = literals[nextLiteral++]!;
        literalAt = literals[nextLiteral]?.from ?? Infinity;
        if (literal.to <= at) continue;
        this.#put(count++, literal.from, literal.to, literal.low, literal.high, words, clause, 0);
        low |= literal.low;
        high |= literal.high;
        words++;
        at = literal.to;
        continue;
      }
      const unit = text.charCodeAt(at);
      const kind = kindOf(unit);
      if (kind === KIND.blank || kind === KIND.other) {
        at++;
        continue;
      }
      if (kind === KIND.pause) {
        clause++;
        at++;
        continue;
      }
      if (kind === KIND.end || kind === KIND.line) {
        const isOver = kind === KIND.line ? isParagraph(text, at) : unit > 0x7f || isEnd(text, at + 1);
        at++;
        if (!isOver) continue;
        clause++;
        end = at;
      } else {
        const number = finder.find(text, at, length, kind);
        const { endAt } = finder;
        const isInside = isHangul(unit) && at > 0 && isHangul(text.charCodeAt(at - 1));
        if (isInside && (number === 0 || endAt < at + 2)) {
          // Endings and particles behind a word that is known; a second word of at least two syllables may follow.
          at++;
        } else if (number !== 0) {
          const ending = trie.ending(number);
          if (ending.low !== 0 || ending.high !== 0) {
            this.#put(count++, at, endAt, ending.low, ending.high, words, clause, ending.languages);
            low |= ending.low;
            high |= ending.high;
            languages |= ending.languages;
          }
          words += kind === KIND.ideograph ? (endAt - at) / 2 : 1;
          at = endAt;
        } else if (kind === KIND.ideograph) {
          words += 0.5;
          at++;
        } else {
          words++;
          at = finder.behind(text, at, length);
        }
        if (words - wordsBefore > LONGEST_SENTENCE) end = at;
      }
      if (end === -1) continue;
      if (count > 0) {
        const sentence = this.#sentence(
          text,
          start,
          end,
          count,
          low,
          high,
          languages,
          words - wordsBefore,
          isWanted,
        );
        if (sentence !== undefined) found(sentence);
      }
      count = low = high = languages = 0;
      wordsBefore = words;
      start = end;
    }
    if (count === 0) return;
    const last = this.#sentence(
      text,
      start,
      length,
      count,
      low,
      high,
      languages,
      words - wordsBefore,
      isWanted,
    );
    if (last !== undefined) found(last);
  }

  #put(
    count: number,
    from: number,
    to: number,
    low: number,
    high: number,
    word: number,
    clause: number,
    languages: number,
  ): void {
    let room = this.#room;
    const slot = count * STRIDE;
    if (slot + STRIDE > room.length) {
      room = new Int32Array(room.length * 2);
      room.set(this.#room);
      this.#room = room;
    }
    room[slot] = from;
    room[slot + 1] = to;
    room[slot + 2] = low;
    room[slot + 3] = high;
    room[slot + 4] = word;
    room[slot + 5] = clause;
    room[slot + 6] = languages;
  }

  /** Of the hits that were put; nothing where it is not worth making. `mentions`: the languages of all of them. */
  #sentence(
    text: string,
    from: number,
    to: number,
    most: number,
    allLow: number,
    allHigh: number,
    mentions: number,
    words: number,
    isWanted: (low: number, high: number) => boolean,
  ): Sentence | undefined {
    const room = this.#room;
    let count = most;
    let low = allLow;
    let high = allHigh;
    if ((mentions & ALIKE) !== 0) {
      count = this.#withoutAlike(room, count);
      low = high = 0;
      for (let k = 0; k < count; k++) {
        low |= room[k * STRIDE + 2]!;
        high |= room[k * STRIDE + 3]!;
      }
    }
    if (count === 0 || !isWanted(low, high)) return undefined;
    const hasDenial = (low & NEGATIVE.low) !== 0 || (high & NEGATIVE.high) !== 0;
    return { from, to, low, high, hits: this.#hits(text, room, count, hasDenial), words };
  }

  /** Leaves out words that are spelt as in another language, where nothing else speaks theirs; how many stay. */
  #withoutAlike(room: Int32Array, count: number): number {
    let spoken = 0;
    for (let k = 0; k < count; k++) {
      const languages = room[k * STRIDE + 6]!;
      if ((languages & (ALIKE | this.#sayingAlike)) === 0) spoken |= languages & LANGUAGES;
    }
    let kept = 0;
    for (let k = 0; k < count; k++) {
      const languages = room[k * STRIDE + 6]!;
      if ((languages & ALIKE) !== 0 && (languages & spoken) === 0) continue;
      if (kept !== k) room.copyWithin(kept * STRIDE, k * STRIDE, (k + 1) * STRIDE);
      kept++;
    }
    return kept;
  }

  #hits(text: string, room: Int32Array, count: number, hasDenial: boolean): Hit[] {
    const hits: Hit[] = [];
    for (let k = 0; k < count; k++) {
      const at = k * STRIDE;
      hits.push({
        from: room[at]!,
        to: room[at + 1]!,
        low: room[at + 2]!,
        high: room[at + 3]!,
        word: room[at + 4]!,
        clause: room[at + 5]!,
        languages: room[at + 6]!,
        isNegated: hasDenial
          ? isNegated(text, room, count, k, this.#negations)
          : (room[at + 6]! & DENIED) !== 0,
      });
    }
    return hits;
  }
}
