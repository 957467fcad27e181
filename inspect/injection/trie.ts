import { CONCEPTS, slots } from './concepts.ts';
import { fold, SILENT } from './fold.ts';
import type { Lexicon } from './lexicon.ts';

/** Beside the languages of an ending: the word carries its own denial. */
export const DENIED = 1 << 30;

/** Beside the languages of an ending: spelt like a word of another language that means nothing here. */
export const ALIKE = 1 << 29;
/** The languages alone. */
export const LANGUAGES = ALIKE - 1;

/** Where a walk ended: which concepts, and of which languages (bits, in the order of the lexicons). */
export interface Ending {
  readonly low: number;
  readonly high: number;
  readonly languages: number;
}

export function both(one: Ending, other: Ending): Ending {
  return {
    low: one.low | other.low,
    high: one.high | other.high,
    languages: one.languages | other.languages,
  };
}

const SLOTS = 1 << 19;
/** Where a walk begins. */
export const ROOT = SLOTS;
/** Characters that lexicons are written in, as numbers that a key has room for. */
const LETTER_BITS = 12;
const ENDING_BITS = 15;
const ENDINGS = (1 << ENDING_BITS) - 1;
/** Beside the endings of a node: something that is no ASCII letter or digit goes on from it. */
const GOES_ON = 1 << 30;

/**
 * All words of all lexicons in one tree, walked from the beginning of each word. Edges are one open hash table of
 * numbers, and a node is the slot of the edge that leads to it: a step is one look into memory and allocates
 * nothing.
 */
export class Trie {
  readonly languages: readonly string[];
  /** Those that say which of their words others spell alike, as bits. */
  readonly sayingAlike: number;
  /** By folded unit; 0 for what no lexicon has. */
  #letters = new Uint16Array(1 << 16);
  #letterCount = 0;
  /** By letter. */
  #firsts = new Int32Array(1 << LETTER_BITS).fill(-1);
  /** Two numbers a slot: where the edge comes from and its letter (0: free), and what ends in its node. */
  #table = new Int32Array(SLOTS * 2);
  #edges = 0;
  #endings: Ending[] = [{ low: 0, high: 0, languages: 0 }];
  /** Numbers of two endings together, by theirs. */
  #together = new Map<number, number>();
  /** The path of the term that was added last: the next one often begins like it. */
  #path = new Int32Array(256);
  #last = new Uint16Array(256);
  #lastLength = 0;

  constructor(lexicons: readonly Lexicon[]) {
    this.languages = lexicons.map(({ language }) => language);
    this.sayingAlike = lexicons.reduce(
      (bits, { alike }, at) => (alike === undefined ? bits : bits | (1 << at)),
      0,
    );
    for (const [at, { words, denied, passed }] of lexicons.entries()) {
      for (const concept of CONCEPTS) {
        this.#addAll(words[concept], { ...slots(concept), languages: 1 << at });
        this.#addAll(denied?.[concept], { ...slots(concept), languages: (1 << at) | DENIED });
      }
      this.#addAll(passed, { low: 0, high: 0, languages: 0 });
    }
    for (const [at, { alike }] of lexicons.entries())
      for (const term of (alike ?? '').split(',')) this.#mark(term.trim(), 1 << at);
    this.#joinEndings();
  }

  /** The node behind `node` and a folded unit; -1 where no word goes on so. */
  step(node: number, unit: number): number {
    const letter = this.#letters[unit]!;
    if (letter === 0) return -1;
    return node === ROOT ? this.#firsts[letter]! : this.#edge(node, letter);
  }

  /** What ends at a node when the word ends there; 0 for nothing. `both` with what any ending may follow. */
  exactAt(node: number): number {
    return node === ROOT ? 0 : this.#table[node * 2 + 1]! & ENDINGS;
  }

  /** What ends at a node whatever follows. */
  stemAt(node: number): number {
    return node === ROOT ? 0 : (this.#table[node * 2 + 1]! >> ENDING_BITS) & ENDINGS;
  }

  /** Whether anything but an ASCII letter or digit may follow a node. */
  goesOn(node: number): boolean {
    return (this.#table[node * 2 + 1]! & GOES_ON) !== 0;
  }

  ending(number: number): Ending {
    return this.#endings[number]!;
  }

  #edge(node: number, letter: number): number {
    const table = this.#table;
    const key = (node << LETTER_BITS) | letter;
    for (let slot = slotOf(key); ; slot = (slot + 1) & (SLOTS - 1)) {
      const known = table[slot * 2]!;
      if (known === key) return slot;
      if (known === 0) return -1;
    }
  }

  #addAll(terms: string | undefined, ending: Ending): void {
    if (terms === undefined) return;
    const number = this.#endings.length;
    if (number > ENDINGS) throw new Error('The endings outgrew their numbers: give them more bits.');
    this.#endings.push(ending);
    for (let from = 0; from <= terms.length;) {
      const comma = terms.indexOf(',', from);
      const to = comma === -1 ? terms.length : comma;
      this.#add(terms, from, to, number);
      from = to + 1;
    }
  }

  #add(terms: string, start: number, end: number, ending: number): void {
    let from = start;
    let to = end;
    while (from < to && isSpace(terms, from)) from++;
    while (to > from && isSpace(terms, to - 1)) to--;
    if (from === to) return;
    const isStem = terms.charCodeAt(to - 1) === 0x2a;
    if (isStem) to--;
    let node = ROOT;
    let depth = 0;
    let isAsBefore = true;
    for (let at = from; at < to; at++) {
      const unit = fold(terms.charCodeAt(at));
      if (unit === SILENT) continue;
      isAsBefore &&= depth < this.#lastLength && this.#last[depth] === unit;
      if (isAsBefore) node = this.#path[depth]!;
      else {
        node = this.#grown(node, unit);
        this.#last[depth] = unit;
        this.#path[depth] = node;
      }
      depth++;
      if (depth === this.#path.length) throw new Error('A term of a lexicon is too long.');
    }
    // A term that is the beginning of the last one leaves the rest of its path standing.
    if (!isAsBefore) this.#lastLength = depth;
    if (node !== ROOT) this.#end(node, isStem ? ENDING_BITS : 0, ending);
  }

  #end(node: number, shift: number, ending: number): void {
    const at = node * 2 + 1;
    const known = (this.#table[at]! >> shift) & ENDINGS;
    // Most words stand for one concept in one language: they share what they end in.
    const now = known === 0 ? ending : this.#joined(known, ending);
    this.#table[at] = (this.#table[at]! & ~(ENDINGS << shift)) | (now << shift);
  }

  #joined(one: number, other: number): number {
    const key = one * (ENDINGS + 1) + other;
    const known = this.#together.get(key);
    if (known !== undefined) return known;
    return this.#numbered(key, both(this.#endings[one]!, this.#endings[other]!));
  }

  #numbered(key: number, ending: Ending): number {
    const number = this.#endings.push(ending) - 1;
    if (number > ENDINGS) throw new Error('The endings outgrew their numbers: give them more bits.');
    this.#together.set(key, number);
    return number;
  }

  #mark(term: string, language: number): void {
    let node = ROOT;
    for (let at = 0; at < term.length && node !== -1; at++) node = this.step(node, fold(term.charCodeAt(at)));
    if (node === -1) return;
    const number = this.exactAt(node);
    const known = this.#endings[number]!;
    if (number === 0 || (known.languages & (language | ALIKE)) !== 0) return;
    const marked = { ...known, languages: known.languages | ALIKE };
    // No pair of endings has such a key: the second is none.
    const now = this.#together.get(number * (ENDINGS + 1)) ?? this.#numbered(number * (ENDINGS + 1), marked);
    this.#table[node * 2 + 1] = (this.#table[node * 2 + 1]! & ~ENDINGS) | now;
  }

  /** Where a word may end and anything may follow too, the word stands for what both do. */
  #joinEndings(): void {
    const table = this.#table;
    for (let at = 1; at < table.length; at += 2) {
      const exact = table[at]! & ENDINGS;
      const stem = (table[at]! >> ENDING_BITS) & ENDINGS;
      if (exact !== 0 && stem !== 0) table[at] = (table[at]! & ~ENDINGS) | this.#joined(exact, stem);
    }
  }

  #grown(node: number, unit: number): number {
    const known = this.step(node, unit);
    if (known !== -1) return known;
    if (++this.#edges > SLOTS / 2) throw new Error('The lexicons outgrew their table: make it larger.');
    const letter = this.#letterOf(unit);
    const key = (node << LETTER_BITS) | letter;
    let slot = slotOf(key);
    while (this.#table[slot * 2] !== 0) slot = (slot + 1) & (SLOTS - 1);
    this.#table[slot * 2] = key;
    if (node === ROOT) this.#firsts[letter] = slot;
    else if (!isAsciiWord(unit)) this.#table[node * 2 + 1]! |= GOES_ON;
    return slot;
  }

  #letterOf(unit: number): number {
    const known = this.#letters[unit]!;
    if (known !== 0) return known;
    if (++this.#letterCount >= 1 << LETTER_BITS)
      throw new Error('The lexicons have more characters than a key has room for.');
    return (this.#letters[unit] = this.#letterCount);
  }
}

/** A letter is never 0, so no key is. */
function slotOf(key: number): number {
  const mixed = Math.imul(key, 0x9e3779b1);
  return (mixed ^ (mixed >>> 15)) & (SLOTS - 1);
}

function isSpace(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return unit <= 0x20 || unit === 0xa0 || unit === 0x3000;
}

/** Folded ones: small letters and digits. */
function isAsciiWord(unit: number): boolean {
  return (unit >= 0x61 && unit <= 0x7a) || (unit >= 0x30 && unit <= 0x39);
}
