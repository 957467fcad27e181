import { fold, KIND, kindOf, SILENT } from './fold.ts';
import { both, type Ending, type Trie } from './trie.ts';

/** Finds where a word of the lexicons begins and ends; scripts differ in what may stand around one. */
export class WordFinder {
  /** Behind the word that was found last. */
  endAt = 0;
  #trie: Trie;

  constructor(trie: Trie) {
    this.#trie = trie;
  }

  /** The longest word of a lexicon that begins here; `endAt` is behind it. */
  find(text: string, at: number, length: number, kind: number): Ending | undefined {
    const ending = this.#walk(text, at, length, kind);
    if (ending !== undefined || !isArabic(text.charCodeAt(at))) return ending;
    // And, so, by, to, like, the: written together with the word they stand before.
    for (let skipped = 1; skipped <= 3 && PARTICLES.has(text.charCodeAt(at + skipped - 1)); skipped++) {
      const inner = this.#walk(text, at + skipped, length, kind);
      if (inner !== undefined) return inner;
    }
    return undefined;
  }

  #walk(text: string, at: number, length: number, kind: number): Ending | undefined {
    const trie = this.#trie;
    let node = 0;
    let here = at;
    let ending: Ending | undefined;
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
      const any = trie.stem[node];
      if (any !== undefined) {
        ending = any;
        this.endAt = kind === KIND.ideograph || isHangul(next) ? here : wordEnd(text, here, length);
      }
      const whole = trie.exact[node];
      if (
        whole !== undefined &&
        (kind === KIND.ideograph || isApostrophe(next) || !isLetterAt(text, here, length))
      ) {
        ending = any === undefined ? whole : both(whole, any);
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

/** Behind a word that is in no lexicon; `don't` and `e-mail` are one word. */
export function afterWord(text: string, from: number, length: number): number {
  return Math.max(from + 1, wordEnd(text, from, length));
}
