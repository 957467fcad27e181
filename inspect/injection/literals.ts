import { slots } from './concepts.ts';
import { pathConcepts } from './literal-paths.ts';
import type { Span } from './sentence.ts';

/** What is found by its shape and not by its words: addresses, and paths of secrets and of files that stay. */
export interface Literal extends Span {
  readonly low: number;
  readonly high: number;
}

/** More of them say nothing new. */
const MOST = 4000;
const LONGEST = 300;

const NONE: readonly Literal[] = [];

/** In the order in which they stand, apart from each other. One pass; most texts have nothing to look at twice. */
export function literalsIn(text: string): readonly Literal[] {
  let found: Literal[] | undefined;
  let behind = 0;
  // Up to here no word with full stops in it is a host.
  let hostless = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit > 0x7f || STARTS[unit] === 0) continue;
    // What begins with digits begins at the first of them, and all else right behind letters.
    if (isDigit(text, at) && isDigit(text, at - 1)) continue;
    const literal =
      unit === 0x2e && at < hostless ? pathAt(text, at, behind) : literalAt(text, at, unit, behind);
    if (literal === undefined) {
      if (unit === 0x2e && at >= hostless) hostless = after(HOST, text, at);
      continue;
    }
    (found ??= []).push(literal);
    if (found.length >= MOST) break;
    behind = literal.to;
    at = behind - 1;
  }
  return found ?? NONE;
}

const STARTS = new Uint8Array(128);
for (const one of '@:.+/\\0123456789') STARTS[one.charCodeAt(0)] = 1;

/** `behind`: where the literal before it ended, so that nothing is read twice. */
function literalAt(text: string, at: number, unit: number, behind: number): Literal | undefined {
  switch (unit) {
    case 0x40:
      return addressed(emailAt(text, at, behind));
    case 0x3a:
      return text.startsWith('//', at + 1) ? addressed(urlAt(text, at, behind)) : undefined;
    case 0x2b:
      return addressed(phoneAt(text, at));
    case 0x2e:
      return pathAt(text, at, behind) ?? addressed(hostAt(text, at, behind));
    case 0x2f:
    case 0x5c:
      return pathAt(text, at, behind);
    default:
      return addressed(numberAt(text, at, behind));
  }
}

const ADDRESS = slots('address');

function addressed(span: Span | undefined): Literal | undefined {
  return span === undefined ? undefined : { ...span, ...ADDRESS };
}

/** Characters by what they may stand in. */
const LOCAL = charset('.!#$%&*+-_=~');
const HOST = charset('.-');
const PATH = charset('.-_~$%{}*/\\');

function charset(marks: string): Uint8Array {
  const set = new Uint8Array(128);
  for (let unit = 0; unit < 128; unit++)
    if (/[a-zA-Z0-9]/.test(String.fromCharCode(unit)) || marks.includes(String.fromCharCode(unit)))
      set[unit] = 1;
  return set;
}

function has(set: Uint8Array, text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return unit < 128 && set[unit] === 1;
}

function before(set: Uint8Array, text: string, at: number, behind: number): number {
  const least = Math.max(behind, at - LONGEST);
  let from = at;
  while (from > least && has(set, text, from - 1)) from--;
  return from;
}

function after(set: Uint8Array, text: string, at: number): number {
  const most = Math.min(text.length, at + LONGEST);
  let to = at;
  while (to < most && has(set, text, to)) to++;
  return to;
}

function isDigit(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return unit >= 0x30 && unit <= 0x39;
}

function isLetter(text: string, at: number): boolean {
  const unit = text.charCodeAt(at) | 0x20;
  return unit >= 0x61 && unit <= 0x7a;
}

function isAlphanumeric(text: string, at: number): boolean {
  return isDigit(text, at) || isLetter(text, at);
}

/** `a@b.cd`; not `package@1.2` and not `@scope/package`. */
function emailAt(text: string, at: number, behind: number): Span | undefined {
  if (!isAlphanumeric(text, at + 1)) return undefined;
  const from = before(LOCAL, text, at, behind);
  let to = after(HOST, text, at + 1);
  while (to > at && !isAlphanumeric(text, to - 1)) to--;
  const dot = at + 1 + text.slice(at + 1, to).lastIndexOf('.');
  if (from === at || dot <= at + 1 || dot > to - 3 || !isLetter(text, dot + 1)) return undefined;
  return { from, to };
}

function urlAt(text: string, at: number, behind: number): Span | undefined {
  const from = before(HOST, text, at, behind);
  if (from === at || !isLetter(text, from) || text.charCodeAt(at + 3) <= 0x20) return undefined;
  const to = urlEnd(text, at + 3);
  return to > at + 3 ? { from, to } : undefined;
}

/** To the next blank, quote, bracket or character that no URL has; without the full stop of the sentence. */
function urlEnd(text: string, from: number): number {
  const most = Math.min(text.length, from + 2048);
  let to = from;
  while (to < most) {
    const unit = text.charCodeAt(to);
    if (unit <= 0x20 || unit > 0x7e || '"\'<>`|\\^()[]'.includes(text[to]!)) break;
    to++;
  }
  while (to > from && '.,;:!?*_'.includes(text[to - 1]!)) to--;
  return to;
}

/** Ends of names that a word with a full stop in it is a host by; no file endings, and no words of a sentence. */
const ENDS = new Set(
  (
    'com net org io ai dev app xyz info biz co top site online cloud tech store shop live link click club space website ' +
    'example test invalid onion internal local ru su cn tk ml ga cf gq cc gg tv ws fm ly de fr uk eu nl es pt br jp kr tr ' +
    'ir ua cz se dk fi gr hu ro il ae sa za mx ar cl ca au nz sg hk tw edu gov mil int'
  ).split(' '),
);
/** What stands before `.com` or `.io` where a product is meant. */
const PRODUCTS = new Set(['socket', 'draw', 'asp', 'system', 'console', 'log', 'logger', 'this', 'self']);

/** `evil.com`, `drop.evil.example/x`, `10.0.0.1`. Called at a full stop. */
function hostAt(text: string, at: number, behind: number): Span | undefined {
  if (!isAlphanumeric(text, at - 1) || !isAlphanumeric(text, at + 1)) return undefined;
  const from = before(HOST, text, at, behind);
  if (from > 0 && isGlued(text, from - 1)) return undefined;
  let to = after(HOST, text, at);
  while (to > at && !isAlphanumeric(text, to - 1)) to--;
  if (from === at || text[to] === '(' || text[to] === '_' || text[to] === '@') return undefined;
  const dot = at + text.slice(at, to).lastIndexOf('.');
  const end = text.slice(dot + 1, to);
  if (!isAlphanumeric(text, from)) return undefined;
  const name = text.slice(from, dot);
  const isName = ENDS.has(end) && !PRODUCTS.has(name.toLowerCase()) && /[a-zA-Z]/.test(name);
  if (!isName && !isIpv4(text.slice(from, to))) return undefined;
  return { from, to: text[to] === '/' || text[to] === ':' ? urlEnd(text, to) : to };
}

/** Part of a longer name, a variable or a path. */
function isGlued(text: string, at: number): boolean {
  return '_$/\\@#%&='.includes(text[at]!);
}

function isIpv4(name: string): boolean {
  const parts = name.split('.');
  return parts.length === 4 && parts.every((part) => /^[0-9]{1,3}$/.test(part) && Number(part) < 256);
}

/** `+49 30 1234567`: eight to fifteen digits. */
function phoneAt(text: string, at: number): Span | undefined {
  if (!isDigit(text, at + 1) || (at > 0 && isAlphanumeric(text, at - 1))) return undefined;
  let digits = 0;
  let to = at + 1;
  for (let here = at + 1; here < text.length && here < at + 30; here++) {
    if (isDigit(text, here)) {
      digits++;
      to = here + 1;
    } else if (!' -.()/'.includes(text[here]!)) break;
  }
  return digits >= 8 && digits <= 15 ? { from: at, to } : undefined;
}

/** Accounts and wallets, at their first digit. */
function numberAt(text: string, at: number, behind: number): Span | undefined {
  const isFirst = at === 0 || !isAlphanumeric(text, at - 1);
  if (isFirst)
    return (
      etherAt(text, at) ?? (isOne(text, at) ? walletAt(text, at, 25, 35) : undefined) ?? dashedAt(text, at)
    );
  if (at - behind >= 2 && text.startsWith('bc1', at - 2) && (at < 3 || !isAlphanumeric(text, at - 3)))
    return walletAt(text, at - 2, 26, 90);
  return ibanAt(text, at, behind);
}

function isOne(text: string, at: number): boolean {
  return text[at] === '1' || text[at] === '3';
}

function etherAt(text: string, at: number): Span | undefined {
  if (text[at] !== '0' || text[at + 1] !== 'x') return undefined;
  const to = after(HOST, text, at);
  return to - at === 42 && /^0x[0-9a-fA-F]{40}$/.test(text.slice(at, to)) ? { from: at, to } : undefined;
}

/** Letters and digits mixed, so long. */
function walletAt(text: string, from: number, least: number, most: number): Span | undefined {
  let to = from;
  let digits = 0;
  for (; to < text.length && to - from <= most && isAlphanumeric(text, to); to++)
    if (isDigit(text, to)) digits++;
  const length = to - from;
  if (length < least || length > most || digits < 3 || length - digits < 8) return undefined;
  return { from, to };
}

/** `555-010-9999`, and nothing longer. */
function dashedAt(text: string, at: number): Span | undefined {
  if (text[at + 3] !== '-' || text[at + 7] !== '-' || (at > 0 && text[at - 1] === '-')) return undefined;
  const to = at + 12;
  if (!/^[0-9]{3}-[0-9]{3}-[0-9]{4}$/.test(text.slice(at, to))) return undefined;
  return text[to] === '-' || isAlphanumeric(text, to) ? undefined : { from: at, to };
}

/** Two capitals, two digits, then eleven to thirty in groups of four. */
function ibanAt(text: string, at: number, behind: number): Span | undefined {
  const from = at - 2;
  if (from < behind || !isDigit(text, at + 1) || !isCapital(text, from) || !isCapital(text, from + 1))
    return undefined;
  if (from > 0 && isAlphanumeric(text, from - 1)) return undefined;
  let count = 4;
  let digits = 2;
  let to = at + 2;
  for (let here = to; here < text.length && count < 34; here++) {
    if (isDigit(text, here)) digits++;
    else if (text[here] === ' ' && (count % 4 === 0 || count < 5)) continue;
    else if (!isCapital(text, here)) break;
    count++;
    to = here + 1;
  }
  return count >= 15 && digits >= 12 ? { from, to } : undefined;
}

function isCapital(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return unit >= 0x41 && unit <= 0x5a;
}

/** Called at a full stop or a slash that may begin one of the paths that are known. */
function pathAt(text: string, at: number, behind: number): Literal | undefined {
  if (!isLetter(text, at + 1)) return undefined;
  const concepts = pathConcepts(text, at, isAlphanumeric(text, at - 1));
  if (concepts === undefined) return undefined;
  const from = before(PATH, text, at, behind);
  let to = after(PATH, text, at);
  while (to > at && !isAlphanumeric(text, to - 1)) to--;
  return { from, to, low: concepts.low, high: concepts.high };
}
