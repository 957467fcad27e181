import type { Stretch } from '../decode.ts';
import { Rewriting } from '../rewriting.ts';
import { hexValue } from './hex.ts';
import { isOfWords } from './reads.ts';

/** So many numbers in a row are a list of characters, if they come to words. */
const FEWEST_NUMBERS = 12;
const LETTERS = 0.8;

/** One character each: decimal, two hex digits, or eight bits. */
const READINGS: readonly { via: string; read(text: string, from: number, to: number): number }[] = [
  { via: 'decimal', read: (text, from, to) => (to - from <= 3 ? numberOf(text, from, to, 10) : -1) },
  { via: 'hex', read: readHex },
  { via: 'binary', read: (text, from, to) => (to - from === 8 ? numberOf(text, from, to, 2) : -1) },
];

/** Lists such as `105, 103, 110` or `0x69 0x67 0x6e`, where they come to words. */
export function* numbersIn(text: string, most: number): Generator<Stretch> {
  let left = most;
  let tokens: number[] = [];
  for (let at = 0; at < text.length;) {
    if (!isDigit(text.charCodeAt(at))) {
      at++;
      continue;
    }
    let end = at > 0 && isWordPart(text.charCodeAt(at - 1)) ? afterWord(text, at) : at;
    // One token after the other, as long as separators and another digit follow.
    while (end < text.length && isDigit(text.charCodeAt(end))) {
      const start = end;
      while (end < text.length && end - start < 9 && isTokenPart(text.charCodeAt(end))) end++;
      if (end < text.length && isWordPart(text.charCodeAt(end))) {
        end = afterWord(text, end);
        break;
      }
      tokens.push(start, end);
      const next = afterSeparators(text, end);
      if (next === end || next - end > 4) break;
      end = next;
    }
    at = Math.max(end, at + 1);
    if (tokens.length === 0) continue;
    const stretch = tokens.length >= 2 * FEWEST_NUMBERS ? listOf(text, tokens) : undefined;
    tokens = [];
    if (stretch === undefined) continue;
    yield stretch;
    left -= stretch.text.length;
    if (left <= 0) return;
  }
}

function listOf(text: string, tokens: readonly number[]): Stretch | undefined {
  for (const { via, read } of READINGS) {
    const made = new Rewriting(text);
    let letters = 0;
    let k = 0;
    for (; k < tokens.length; k += 2) {
      const code = read(text, tokens[k]!, tokens[k + 1]!);
      if (!(code === 9 || code === 10 || code === 13 || (code >= 0x20 && code < 0x7f))) break;
      if (isOfWords(code)) letters++;
      made.put(String.fromCharCode(code), tokens[k]!, tokens[k + 1]!);
    }
    const count = tokens.length / 2;
    if (k < tokens.length || letters < count * LETTERS) continue;
    return {
      from: tokens[0]!,
      to: tokens[tokens.length - 1]!,
      via: [via],
      text: made.text(),
      origin: (from, to) => made.origin(from, to),
    };
  }
  return undefined;
}

function readHex(text: string, from: number, to: number): number {
  const isPrefixed = text.charCodeAt(from) === 0x30 && (text.charCodeAt(from + 1) | 0x20) === 0x78;
  const start = isPrefixed ? from + 2 : from;
  return to - start === 2 ? numberOf(text, start, to, 16) : -1;
}

function numberOf(text: string, from: number, to: number, base: number): number {
  let value = 0;
  for (let at = from; at < to; at++) {
    const digit = hexValue(text.charCodeAt(at));
    if (digit < 0 || digit >= base) return -1;
    value = value * base + digit;
  }
  return value;
}

/** What can be read begins with a digit, in hex too: letters and blanks are 20 to 7e. */
function isDigit(c: number): boolean {
  return c >= 0x30 && c <= 0x39;
}

function isTokenPart(c: number): boolean {
  return hexValue(c) >= 0 || (c | 0x20) === 0x78;
}

function isWordPart(c: number): boolean {
  return (c >= 0x30 && c <= 0x39) || ((c | 0x20) >= 0x61 && (c | 0x20) <= 0x7a) || c === 0x5f;
}

function afterWord(text: string, from: number): number {
  let at = from;
  while (at < text.length && isWordPart(text.charCodeAt(at))) at++;
  return Math.max(at, from);
}

/** Blanks, commas, semicolons, colons, a line end. */
function afterSeparators(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    const c = text.charCodeAt(at);
    if (c !== 0x20 && c !== 0x2c && c !== 0x3b && c !== 0x3a && c !== 0x0a && c !== 0x09) break;
    at++;
  }
  return at;
}
