import { fold, KIND, kindOf, SILENT } from './fold.ts';
import { ROOT, type Trie } from './trie.ts';

/** Units below this that are letters are one word each with what stands beside them: Latin, Greek, Cyrillic. */
const FIRST_OTHER = 0x530;
/** Folded, by unit; 0 for what is no letter, or is stepped over. */
const PLAIN = new Uint16Array(FIRST_OTHER);
for (let unit = 0; unit < FIRST_OTHER; unit++)
  if (kindOf(unit) === KIND.letter && fold(unit) !== SILENT) PLAIN[unit] = fold(unit);

/** Words that are remembered, and how long they may be. Powers of two. */
const REMEMBERED = 4096;
const LONGEST = 16;

/**
 * Finds where a word of the lexicons begins and ends; scripts differ in what may stand around one. The same words
 * come again and again: how far the lexicons go with one is remembered.
 */
export class WordFinder {
  /** Behind the word that was found last. */
  endAt = 0;
  #trie: Trie;
  /** Behind the whole word that was read last, known to the lexicons or not; -1 where it was not read whole. */
  #wholeEnd = -1;
  #word = new Uint16Array(LONGEST);
  #letters = new Uint16Array(REMEMBERED * LONGEST);
  #lengths = new Uint8Array(REMEMBERED);
  /** Where a longer term goes on from the word; -1 where none does. */
  #nodes = new Int32Array(REMEMBERED);
  #endings = new Uint16Array(REMEMBERED);

  constructor(trie: Trie) {
    this.#trie = trie;
  }

  /** The longest word of a lexicon that begins here, as the number of its ending; `endAt` is behind it. 0: none. */
  find(text: string, at: number, length: number, kind: number): number {
    this.#wholeEnd = -1;
    const unit = text.charCodeAt(at);
    if (unit < FIRST_OTHER) return this.#plain(text, at, length, kind);
    const ending = this.#walk(text, at, length, kind, ROOT, 0);
    if (ending !== 0 || !isArabic(unit)) return ending;
    // And, so, by, to, like, the: written together with the word they stand before.
    for (let skipped = 1; skipped <= 3 && PARTICLES.has(text.charCodeAt(at + skipped - 1)); skipped++) {
      const inner = this.#walk(text, at + skipped, length, kind, ROOT, 0);
      if (inner !== 0) return inner;
    }
    return 0;
  }

  /** Behind a word that is in no lexicon, right after it was looked for; `don't` and `e-mail` are two. */
  behind(text: string, from: number, length: number): number {
    return this.#wholeEnd === -1 ? Math.max(from + 1, wordEnd(text, from, length)) : this.#wholeEnd;
  }

  /** As `#walk`, of a word that is remembered when it comes again. */
  #plain(text: string, at: number, length: number, kind: number): number {
    const word = this.#word;
    let here = at;
    let hash = 0;
    for (; here < length; here++) {
      const unit = text.charCodeAt(here);
      const letter = unit < FIRST_OTHER ? PLAIN[unit]! : 0;
      if (letter === 0) {
        if (kindOf(unit) !== KIND.letter) break;
        return this.#walk(text, at, length, kind, ROOT, 0);
      }
      if (here - at === LONGEST) return this.#walk(text, at, length, kind, ROOT, 0);
      word[here - at] = letter;
      hash = Math.imul(hash ^ letter, 0x01000193);
    }
    this.#wholeEnd = here;
    const slot = this.#remembered((hash ^ (hash >>> 13)) & (REMEMBERED - 1), here - at);
    const ending = this.#endings[slot]!;
    if (ending !== 0) this.endAt = here;
    const node = this.#nodes[slot]!;
    return node === -1 ? ending : this.#walk(text, here, length, kind, node, ending);
  }

  /** Sees to it that the word that is being read is in its slot. */
  #remembered(slot: number, length: number): number {
    const word = this.#word;
    const letters = this.#letters;
    const start = slot * LONGEST;
    if (this.#lengths[slot] === length) {
      let same = 0;
      while (same < length && letters[start + same] === word[same]) same++;
      if (same === length) return slot;
    }
    const trie = this.#trie;
    let node = ROOT;
    let ending = 0;
    for (let at = 0; at < length; at++) {
      letters[start + at] = word[at]!;
      if (node === -1) continue;
      node = trie.step(node, word[at]!);
      if (node === -1) continue;
      const any = trie.stemAt(node);
      if (any !== 0) ending = any;
      const whole = at === length - 1 ? trie.exactAt(node) : 0;
      if (whole !== 0) ending = whole;
    }
    this.#lengths[slot] = length;
    this.#endings[slot] = ending;
    this.#nodes[slot] = node !== -1 && trie.goesOn(node) ? node : -1;
    return slot;
  }

  /** From a node on, which was reached before `at` with this ending. */
  #walk(text: string, at: number, length: number, kind: number, from: number, reached: number): number {
    const trie = this.#trie;
    let node = from;
    let here = at;
    let ending = reached;
    while (here < length) {
      const next = text.charCodeAt(here);
      const isBlank = isBlankAt(text, here);
      const last = node;
      node = trie.step(last, isBlank ? 0x20 : fold(next));
      // "dis-lui", "l’utilisateur": two words to a lexicon.
      if (node === -1 && isJoint(next)) node = trie.step(last, 0x20);
      if (node === -1) break;
      here++;
      if (isBlank) while (here < length && isBlankAt(text, here)) here++;
      else while (here < length && fold(text.charCodeAt(here)) === SILENT) here++;
      const any = trie.stemAt(node);
      if (any !== 0) {
        ending = any;
        this.endAt = kind === KIND.ideograph || isHangul(next) ? here : wordEnd(text, here, length);
      }
      const whole = trie.exactAt(node);
      if (whole !== 0 && (kind === KIND.ideograph || isApostrophe(next) || !isLetterAt(text, here, length))) {
        ending = whole;
        this.endAt = here;
      }
    }
    return ending;
  }
}

/** و ف ب ل ك س ا */
const PARTICLES = new Set([0x648, 0x641, 0x628, 0x644, 0x643, 0x633, 0x627]);

function isArabic(unit: number): boolean {
  return unit >= 0x620 && unit <= 0x64a;
}

function isApostrophe(unit: number): boolean {
  return unit === 0x27 || unit === 0x2019;
}

/** Apostrophes and hyphens. */
function isJoint(unit: number): boolean {
  return isApostrophe(unit) || unit === 0x2d || unit === 0x2010;
}

export function isHangul(unit: number): boolean {
  return unit >= 0xac00 && unit <= 0xd7a3;
}

function isBlankAt(text: string, at: number): boolean {
  const kind = kindOf(text.charCodeAt(at));
  return kind === KIND.blank || kind === KIND.line;
}

export function isLetterAt(text: string, at: number, length: number): boolean {
  return at < length && kindOf(text.charCodeAt(at)) === KIND.letter;
}

function wordEnd(text: string, from: number, length: number): number {
  let at = from;
  while (isLetterAt(text, at, length)) at++;
  return at;
}
