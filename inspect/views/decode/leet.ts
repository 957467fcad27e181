import type { Stretch } from '../decode.ts';
import { isKnown, isTelling, LONGEST_WORD } from './known-words.ts';

const LETTERS: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '6': 'g',
  '7': 't',
  '8': 'b',
  '9': 'g',
  '@': 'a',
  $: 's',
  '!': 'i',
};

const LETTER = 1;
const DIGIT = 2;
const SIGN = 3;
const KIND = new Uint8Array(128);
for (let c = 0; c < 128; c++) {
  const one = String.fromCharCode(c);
  if (/[A-Za-z]/.test(one)) KIND[c] = LETTER;
  else if (/[0-9]/.test(one)) KIND[c] = DIGIT;
  else if (Object.hasOwn(LETTERS, one)) KIND[c] = SIGN;
}

/** A word that mixes letters and figures, as it reads with letters for the figures; only the digits where it is no known word. */
interface Word {
  from: number;
  to: number;
  text: string;
}

/** Lines with words such as `1gn0r3`, read with letters; every character stands where it stood. */
export function* leetIn(text: string, most: number): Generator<Stretch> {
  let left = most;
  let words: Word[] = [];
  let lineFrom = 0;
  for (let at = 0; at <= text.length && left > 0;) {
    const c = text.charCodeAt(at);
    if (at === text.length || c === 0x0a) {
      // Two are needed; most lines have none.
      if (words.length >= 2 && isTelling(words.map((word) => word.text.toLowerCase()))) {
        left -= at - lineFrom;
        yield lineOf(text, lineFrom, at, words);
      }
      words = [];
      lineFrom = ++at;
      continue;
    }
    if (kindAt(c) === 0) {
      at++;
      continue;
    }
    const from = at;
    let kinds = 0;
    while (at < text.length && kindAt(text.charCodeAt(at)) !== 0) kinds |= 1 << kindAt(text.charCodeAt(at++));
    let to = at;
    while (to > from && text[to - 1] === '!') to--;
    const isMixed = (kinds & (1 << LETTER)) !== 0 && (kinds & ((1 << DIGIT) | (1 << SIGN))) !== 0;
    if (!isMixed || to - from < 3 || to - from > LONGEST_WORD + 6) continue;
    const read = readAs(text.slice(from, to));
    if (read !== undefined) words.push({ from, to, text: read });
  }
}

function kindAt(c: number): number {
  return c < 128 ? KIND[c]! : 0;
}

/** "1" is an i or an l. */
function readAs(word: string): string | undefined {
  const lower = word.toLowerCase();
  for (const one of ['i', 'l']) {
    const read = turned(lower, one, true);
    if (isKnown(read)) return turned(word, one, true);
  }
  // Figures at the end number things: "utf8", "part2".
  return /\d[A-Za-z]/.test(word) ? turned(word, 'i', false) : undefined;
}

function turned(word: string, forOne: string, hasSigns: boolean): string {
  let read = '';
  for (const one of word) {
    const isFigure = Object.hasOwn(LETTERS, one) && (hasSigns || (one >= '0' && one <= '9'));
    read += !isFigure ? one : one === '1' ? forOne : LETTERS[one]!;
  }
  return read;
}

function lineOf(text: string, from: number, to: number, words: readonly Word[]): Stretch {
  let read = '';
  let behind = from;
  for (const word of words) {
    read += text.slice(behind, word.from) + word.text;
    behind = word.to;
  }
  return {
    from,
    to,
    via: ['leet'],
    text: read + text.slice(behind, to),
    origin: (a, b) => ({ from: Math.min(to, from + a), to: Math.min(to, from + Math.max(a, b)) }),
  };
}
