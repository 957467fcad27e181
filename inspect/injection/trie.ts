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

/**
 * All words of all lexicons in one tree, walked from the beginning of each word. Edges are one open hash table
 * of numbers: a step is a handful of operations and allocates nothing.
 */
export class Trie {
  readonly languages: readonly string[];
  /** Those that say which of their words others spell alike, as bits. */
  readonly sayingAlike: number;
  #mask: number;
  #nodes: Int32Array;
  #units: Uint16Array;
  #next: Int32Array;
  #count = 1;
  #edges = 0;
  /** By node: the word may end here, or anything may follow. */
  readonly exact: (Ending | undefined)[] = [undefined];
  readonly stem: (Ending | undefined)[] = [undefined];

  constructor(lexicons: readonly Lexicon[]) {
    this.languages = lexicons.map(({ language }) => language);
    this.sayingAlike = lexicons.reduce(
      (bits, { alike }, at) => (alike === undefined ? bits : bits | (1 << at)),
      0,
    );
    const size = 1 << 19;
    this.#mask = size - 1;
    this.#nodes = new Int32Array(size).fill(-1);
    this.#units = new Uint16Array(size);
    this.#next = new Int32Array(size);
    for (const [at, { words, denied, passed }] of lexicons.entries()) {
      for (const concept of CONCEPTS) {
        this.#addAll(words[concept], { ...slots(concept), languages: 1 << at });
        this.#addAll(denied?.[concept], { ...slots(concept), languages: (1 << at) | DENIED });
      }
      this.#addAll(passed, { low: 0, high: 0, languages: 0 });
    }
    for (const [at, { alike }] of lexicons.entries())
      for (const term of (alike ?? '').split(',')) this.#mark(term.trim(), 1 << at);
  }

  /** The node behind `node` and a folded unit; -1 where no word goes on so. */
  step(node: number, unit: number): number {
    let slot = hash(node, unit) & this.#mask;
    while (this.#nodes[slot] !== -1) {
      if (this.#nodes[slot] === node && this.#units[slot] === unit) return this.#next[slot]!;
      slot = (slot + 1) & this.#mask;
    }
    return -1;
  }

  #addAll(terms: string | undefined, ending: Ending): void {
    if (terms === undefined) return;
    for (const term of terms.split(',')) this.#add(term.trim(), ending);
  }

  #add(term: string, ending: Ending): void {
    if (term === '') return;
    const isStem = term.endsWith('*');
    let node = 0;
    for (let at = 0; at < term.length - (isStem ? 1 : 0); at++) {
      const unit = fold(term.charCodeAt(at));
      if (unit !== SILENT) node = this.#edge(node, unit);
    }
    const endings = isStem ? this.stem : this.exact;
    const known = endings[node];
    // Most words stand for one concept in one language: they share what they end in.
    endings[node] = known === undefined ? ending : both(known, ending);
  }

  #mark(term: string, language: number): void {
    let node = 0;
    for (let at = 0; at < term.length && node !== -1; at++) node = this.step(node, fold(term.charCodeAt(at)));
    const known = this.exact[node];
    if (known !== undefined && (known.languages & language) === 0)
      this.exact[node] = { ...known, languages: known.languages | ALIKE };
  }

  #edge(node: number, unit: number): number {
    const known = this.step(node, unit);
    if (known !== -1) return known;
    if (++this.#edges > this.#mask / 2) throw new Error('The lexicons outgrew their table: make it larger.');
    let slot = hash(node, unit) & this.#mask;
    while (this.#nodes[slot] !== -1) slot = (slot + 1) & this.#mask;
    this.#nodes[slot] = node;
    this.#units[slot] = unit;
    this.#next[slot] = this.#count;
    this.exact.push(undefined);
    this.stem.push(undefined);
    return this.#count++;
  }
}

function hash(node: number, unit: number): number {
  const mixed = Math.imul(node, 0x9e3779b1) ^ Math.imul(unit, 0x85ebca6b);
  return mixed ^ (mixed >>> 15);
}
