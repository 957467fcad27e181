import { decodeString } from '../protocol/json/lexemes.ts';
import { fromBase64, toBase64 } from './base64.ts';

/** Shorter texts are in every answer by chance. */
const LEAST = 3;
/** That much of the beginning of a text is one that was cut off. */
const PREFIX = 24;
const MOST_TEXTS = 40;
const MOST_LENGTH = 20_000;
const MOST_TAKEN_OUT = 2000;
const MOST_NESTED = 4;
/** One that is not closed is passed over whole: tried again from each quote in it, it takes the square of its length. */
const STRING = /"(?:[^"\\\u0000-\u001f]|\\.)*("?)/g;
/** The envelope of every call: nobody reflects these. */
const ENVELOPE = new Set(['jsonrpc', '2.0', 'id', 'method', 'params', 'name', 'arguments', '_meta', 'uri']);
const CONTROLS = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
]);
const NAMED = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);
/** Stands where something was taken out, so that what was on both sides does not become one word. */
export const TAKEN_OUT = '…';

/** The texts in a message or value, decoded; of what is no JSON, all of it. */
export function textsIn(json: string): string[] {
  const found = new Set<string>();
  for (const [text, end] of json.slice(0, MOST_LENGTH * 4).matchAll(STRING)) {
    if (end === '') continue;
    const decoded = decodeString(text);
    if (!ENVELOPE.has(decoded)) found.add(decoded);
    if (found.size >= MOST_TEXTS) break;
  }
  if (found.size === 0) found.add(json);
  return [...found];
}

/** As a person reads it: strings in strings and what is written for HTML unwrapped, so that it can be compared. */
export function plainOf(text: string): string {
  let plain = text;
  for (let depth = 0; depth < MOST_NESTED && plain.includes('\\'); depth++)
    plain = plain.replace(/\\(?:u([0-9a-f]{4})|(.))/gis, (_, hex: string | undefined, letter: string) =>
      hex === undefined ? (CONTROLS.get(letter) ?? letter) : String.fromCharCode(parseInt(hex, 16)),
    );
  return plain.includes('&') ? fromHtml(plain) : plain;
}

/**
 * The plain text of an answer without what was sent, in whatever way a server writes that: as it is, as JSON in JSON,
 * in an address, in HTML, in base64. What is left is the server's own.
 */
export function withoutSent(answer: string, texts: readonly string[]): string {
  let left = plainOf(answer);
  const byLength = texts.filter(({ length }) => length >= LEAST).toSorted((a, b) => b.length - a.length);
  const forms = byLength.slice(0, MOST_TEXTS).flatMap((text) => [...formsOf(text.slice(0, MOST_LENGTH))]);
  // Whole ones first: of two texts that begin alike, neither may be taken for the other cut off.
  for (const form of forms) if (left.includes(form)) left = left.replaceAll(form, () => TAKEN_OUT);
  for (const form of forms) if (form.length > PREFIX) left = cutOffTakenOut(left, form);
  return left;
}

function formsOf(text: string): Set<string> {
  const plain = plainOf(text);
  const address = inAddress(text);
  const forms = [text, plain, plain.trim(), address, address.replaceAll('%20', '+')];
  if (text.length >= 8) forms.push(...base64Of(text));
  return new Set(forms.filter(({ length }) => length >= LEAST));
}

function inAddress(text: string): string {
  // A lone surrogate cannot be written there at all.
  return encodeURIComponent(text.toWellFormed());
}

/** As base64 at each of the three places it can begin at, without the letters that depend on what is around it. */
export function base64Of(text: string): string[] {
  const bytes = new TextEncoder().encode(text);
  return [0, 1, 2].map((before) => {
    const padded = new Uint8Array(before + bytes.length);
    padded.set(bytes, before);
    const whole = toBase64(padded);
    return whole.slice(before === 0 ? 0 : before + 1, padded.length % 3 === 0 ? undefined : -1);
  });
}

function cutOffTakenOut(answer: string, form: string): string {
  const head = form.slice(0, PREFIX);
  let at = answer.indexOf(head);
  if (at < 0) return answer;
  const pieces: string[] = [];
  let from = 0;
  for (let count = 0; at >= 0 && count < MOST_TAKEN_OUT; count++) {
    let end = at + head.length;
    while (end - at < form.length && answer[end] === form[end - at]) end++;
    pieces.push(answer.slice(from, at));
    from = end;
    at = answer.indexOf(head, from);
  }
  return `${pieces.join(TAKEN_OUT)}${TAKEN_OUT}${answer.slice(from)}`;
}

/**
 * Whether a value can come out of what was sent by reading it otherwise: decoding it, folding letters, or dropping
 * what is neither letter nor digit. A server that says it then has worked out nothing.
 */
export function isSaidBy(sent: string, value: string): boolean {
  const bare = lettersOf(value);
  return readingsOf(sent).some(
    (reading) => reading.includes(value) || (bare.length >= LEAST && lettersOf(reading).includes(bare)),
  );
}

function readingsOf(sent: string): string[] {
  const texts = [sent, ...textsIn(sent)].map((text) => text.slice(0, MOST_LENGTH));
  const readings = new Set(texts);
  for (const decode of [fromAddress, fromHtml, fromEscapes, fromBase64Runs, fromHex])
    for (const text of [...readings].slice(0, MOST_TEXTS * 2)) readings.add(decode(text));
  for (const text of texts) readings.add(fromAddress(fromAddress(text)));
  return [...readings];
}

/** Letters and digits alone, folded: what a text has in common with every way to write it. */
export function lettersOf(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

function fromAddress(text: string): string {
  return text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}

function fromHtml(text: string): string {
  return text.replace(
    /&(?:#(x?)([0-9a-f]{1,6})|(amp|lt|gt|quot|apos));/gi,
    (whole, hex: string, digits: string | undefined, name: string | undefined) => {
      if (digits === undefined) return NAMED.get(name?.toLowerCase() ?? '') ?? whole;
      return letterOf(parseInt(digits, hex === '' ? 10 : 16), whole);
    },
  );
}

/** Of languages and shells, in hexadecimal or octal. */
function fromEscapes(text: string): string {
  return text.replace(
    /\\(?:u([0-9a-f]{4})|u\{([0-9a-f]{1,6})\}|x([0-9a-f]{2})|([0-7]{3}))/gi,
    (whole, ...digits: (string | undefined)[]) => {
      const hex = digits.slice(0, 3).find((one) => one !== undefined);
      return letterOf(hex === undefined ? parseInt(digits[3] ?? '', 8) : parseInt(hex, 16), whole);
    },
  );
}

function letterOf(code: number, otherwise: string): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : otherwise;
}

function fromBase64Runs(text: string): string {
  return text.replace(/[A-Za-z0-9+/_-]{8,}/g, fromBase64);
}

function fromHex(text: string): string {
  return text.replace(/(?:[0-9a-f]{2}){4,}/gi, (run) =>
    (run.match(/../g) ?? []).map((pair) => String.fromCharCode(parseInt(pair, 16))).join(''),
  );
}
