import { type Escape } from './around.ts';
import { hexValue } from './hex.ts';
import { isReadable, textOfBytes } from './reads.ts';

/** `%41`, and the UTF-8 of several in a row; `%u0041` of old scripts. */
export function* percentIn(text: string): Generator<Escape> {
  for (let at = text.indexOf('%'); at !== -1; at = text.indexOf('%', at)) {
    if (text[at + 1] === 'u') {
      const code = hexNumber(text, at + 2, 4);
      if (code >= 0) yield { from: at, to: at + 6, text: String.fromCharCode(code) };
      at += code >= 0 ? 6 : 1;
      continue;
    }
    const first = hexNumber(text, at + 1, 2);
    const length = first < 0x80 ? 1 : first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc2 ? 2 : 0;
    const bytes = new Uint8Array(length);
    let isWhole = first >= 0 && length > 0;
    for (let k = 0; k < length && isWhole; k++) {
      const value = text[at + 3 * k] === '%' ? hexNumber(text, at + 3 * k + 1, 2) : -1;
      isWhole = value >= 0;
      bytes[k] = value;
    }
    if (isWhole && (length === 1 || isReadable(bytes)))
      yield { from: at, to: at + 3 * length, text: textOfBytes(bytes) };
    at += isWhole ? 3 * length : 1;
  }
}

/** Longer numbers are no character (HTML allows any count of zeros). */
const MOST_DIGITS = 12;
const MOST_NAME = 12;

const NAMED = new Map(
  Object.entries({
    amp: '&',
    lt: '<',
    gt: '>',
    quot: '"',
    apos: "'",
    nbsp: '\u00a0',
    shy: '\u00ad',
    zwnj: '\u200c',
    zwj: '\u200d',
    lrm: '\u200e',
    rlm: '\u200f',
    ZeroWidthSpace: '\u200b',
    NoBreak: '\u2060',
    Tab: '\t',
    NewLine: '\n',
    excl: '!',
    num: '#',
    dollar: '$',
    percnt: '%',
    lpar: '(',
    rpar: ')',
    ast: '*',
    plus: '+',
    comma: ',',
    period: '.',
    sol: '/',
    colon: ':',
    semi: ';',
    equals: '=',
    quest: '?',
    commat: '@',
    lbrack: '[',
    lsqb: '[',
    bsol: '\\',
    rbrack: ']',
    rsqb: ']',
    Hat: '^',
    lowbar: '_',
    grave: '`',
    lbrace: '{',
    lcub: '{',
    vert: '|',
    verbar: '|',
    rbrace: '}',
    rcub: '}',
    hyphen: '\u2010',
    ndash: '–',
    mdash: '—',
    hellip: '…',
    lsquo: '‘',
    rsquo: '’',
    ldquo: '“',
    rdquo: '”',
  }),
);

/** `&#105;`, `&#x69;` and the names of what is on a keyboard. */
export function* entitiesIn(text: string): Generator<Escape> {
  for (let at = text.indexOf('&'); at !== -1; at = text.indexOf('&', at)) {
    const escape = text[at + 1] === '#' ? numbered(text, at) : named(text, at);
    if (escape !== undefined) yield escape;
    at = escape?.to ?? at + 1;
  }
}

function numbered(text: string, at: number): Escape | undefined {
  const isHex = text[at + 2] === 'x' || text[at + 2] === 'X';
  let end = at + (isHex ? 3 : 2);
  const start = end;
  let code = 0;
  while (end < text.length && end - start < MOST_DIGITS) {
    const digit = hexValue(text.charCodeAt(end));
    if (digit < 0 || (!isHex && digit > 9)) break;
    code = Math.min(0x110000, code * (isHex ? 16 : 10) + digit);
    end++;
  }
  if (end === start || code === 0 || code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) return undefined;
  // Browsers read them without the semicolon as well.
  return { from: at, to: text[end] === ';' ? end + 1 : end, text: String.fromCodePoint(code) };
}

function named(text: string, at: number): Escape | undefined {
  const end = text.slice(at + 1, at + 2 + MOST_NAME * 2).indexOf(';');
  if (end < 2) return undefined;
  const known = NAMED.get(text.slice(at + 1, at + 1 + end));
  return known === undefined ? undefined : { from: at, to: at + end + 2, text: known };
}

const SIMPLE = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['e', '\u001b'],
]);

/** Literal `\x41`, `\u0041`, `\u{41}`, `\101`, and `\n`: a word that follows it is a word of its own. */
export function* backslashesIn(text: string): Generator<Escape> {
  for (let at = text.indexOf('\\'); at !== -1; at = text.indexOf('\\', at)) {
    const escape = backslash(text, at);
    if (escape !== undefined) yield escape;
    at = escape?.to ?? at + (text[at + 1] === '\\' ? 2 : 1);
  }
}

function backslash(text: string, at: number): Escape | undefined {
  const kind = text[at + 1];
  if (kind === undefined) return undefined;
  if (kind === 'x') return coded(text, at, at + 4, hexNumber(text, at + 2, 2));
  if (kind === 'u' && text[at + 2] === '{') {
    const digits = text.slice(at + 3, at + 10).indexOf('}');
    return digits < 1 ? undefined : coded(text, at, at + 4 + digits, hexNumber(text, at + 3, digits));
  }
  if (kind === 'u') return coded(text, at, at + 6, hexNumber(text, at + 2, 4));
  if (kind === 'U') return coded(text, at, at + 10, hexNumber(text, at + 2, 8));
  if (kind === '0' || kind === '1') {
    let code = 0;
    for (let k = 1; k <= 3; k++) {
      const digit = text.charCodeAt(at + k) - 0x30;
      if (!(digit >= 0 && digit < 8)) return undefined;
      code = code * 8 + digit;
    }
    return coded(text, at, at + 4, code);
  }
  const simple = SIMPLE.get(kind);
  return simple === undefined ? undefined : { from: at, to: at + 2, text: simple };
}

function coded(text: string, from: number, to: number, code: number): Escape | undefined {
  if (code < 0 || code > 0x10ffff || to > text.length) return undefined;
  return { from, to, text: code <= 0xffff ? String.fromCharCode(code) : String.fromCodePoint(code) };
}

/** -1 where these are not so many hex digits. */
function hexNumber(text: string, from: number, digits: number): number {
  let value = 0;
  for (let at = from; at < from + digits; at++) {
    const digit = at < text.length ? hexValue(text.charCodeAt(at)) : -1;
    if (digit < 0) return -1;
    value = value * 16 + digit;
  }
  return value;
}
