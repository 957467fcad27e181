import type { Stretch } from '../decode.ts';
import { Spelling } from './spelling.ts';

const SIGNS = new Map(
  (
    '.- -... -.-. -.. . ..-. --. .... .. .--- -.- .-.. -- -. --- .--. --.- .-. ... - ..- ...- .-- -..- -.-- --.. ' +
    '----- .---- ..--- ...-- ....- ..... -.... --... ---.. ----.'
  )
    .split(' ')
    .map((sign, at) => [sign, 'abcdefghijklmnopqrstuvwxyz0123456789'[at]!]),
);
const LONGEST_SIGN = 5;
const FEWEST = 9;

/** No sentence of nine letters goes without a dot and a dash beside each other's blank. */
export function looksMorse(text: string): boolean {
  return text.includes('- .') && text.includes('. -');
}

/** Morse code: letters apart by one or two blanks, words by `/`, `|`, a line end or more blanks. */
export function* morseIn(text: string): Generator<Stretch> {
  for (let at = 0; at < text.length;) {
    if (!isSign(text.charCodeAt(at))) {
      at++;
      continue;
    }
    const spelling = new Spelling();
    while (at < text.length) {
      let to = at;
      while (isSign(text.charCodeAt(to))) to++;
      const letter = to - at > LONGEST_SIGN ? undefined : SIGNS.get(text.slice(at, to));
      // A full stop behind the last word is no letter, but ends nothing before it.
      if (letter === undefined) {
        at = Math.max(to, at + 1);
        break;
      }
      spelling.add(letter, at, to);
      let next = to;
      let isWord = false;
      while (next < text.length && next - to < 8 && isBetween(text.charCodeAt(next))) {
        if (text[next] !== ' ') isWord = true;
        next++;
      }
      at = next;
      if (next === to || !isSign(text.charCodeAt(next))) break;
      if (isWord || next - to > 2) spelling.part();
    }
    if (spelling.length < FEWEST) continue;
    const stretch = spelling.stretch('morse');
    if (stretch !== undefined) yield stretch;
  }
}

function isSign(c: number): boolean {
  return c === 0x2e || c === 0x2d;
}

function isBetween(c: number): boolean {
  return c === 0x20 || c === 0x2f || c === 0x7c || c === 0x0a || c === 0x0d || c === 0x09;
}
