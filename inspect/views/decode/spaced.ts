import type { Stretch } from '../decode.ts';
import { Spelling } from './spelling.ts';

/** Fewer letters in a row are initials, or the choices of a question. */
const FEWEST = 9;
/** What may stand between two letters of a word, and between two words, at most. */
const WIDEST = 6;

/** Whether every other character is the same for a while, somewhere. Looks at each fourth character. */
export function looksSpaced(text: string): boolean {
  for (let at = 0; at + 6 < text.length; at += 4) {
    const one = text.charCodeAt(at);
    const next = text.charCodeAt(at + 1);
    const isApart =
      (one === text.charCodeAt(at + 2) &&
        one === text.charCodeAt(at + 4) &&
        !isLetter(one) &&
        isLetter(next)) ||
      (next === text.charCodeAt(at + 3) &&
        next === text.charCodeAt(at + 5) &&
        !isLetter(next) &&
        isLetter(one));
    if (isApart) return true;
  }
  return false;
}

/** Words with something between their letters: `i g n o r e   a l l`, `i-g-n-o-r-e a-l-l`. */
export function* spacedIn(text: string): Generator<Stretch> {
  for (let at = 0; at < text.length;) {
    if (!isAlone(text, at)) {
      at++;
      continue;
    }
    const spelling = new Spelling();
    let between: string | undefined;
    spelling.add(text[at]!, at, at + 1);
    for (;;) {
      const gap = gapAt(text, at + 1);
      if (gap === 0 || !isAlone(text, at + 1 + gap)) break;
      const apart = text.slice(at + 1, at + 1 + gap);
      between ??= apart;
      if (apart !== between) spelling.part();
      at += 1 + gap;
      spelling.add(text[at]!, at, at + 1);
    }
    at++;
    if (spelling.length < FEWEST) continue;
    const stretch = spelling.stretch('spaced letters');
    if (stretch !== undefined) yield stretch;
  }
}

/** How many characters stand from here to the next letter or digit; 0 where it is too far. */
function gapAt(text: string, from: number): number {
  let at = from;
  while (at < text.length && at - from <= WIDEST && !isLetter(text.charCodeAt(at))) at++;
  return at < text.length && at - from <= WIDEST ? at - from : 0;
}

/** A single letter. */
function isAlone(text: string, at: number): boolean {
  return (
    isLetter(text.charCodeAt(at)) &&
    !isLetter(text.charCodeAt(at + 1)) &&
    (at === 0 || !isLetter(text.charCodeAt(at - 1)))
  );
}

/** Letters and digits of ASCII, and all beyond it. */
function isLetter(c: number): boolean {
  return (c >= 0x61 && c <= 0x7a) || (c >= 0x41 && c <= 0x5a) || (c >= 0x30 && c <= 0x39) || c > 0xbf;
}
