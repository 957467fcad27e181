import { decodeKey } from '../mcp/text.ts';

/**
 * Walks JSON in bytes without building anything: offsets are offsets in the bytes whatever they
 * decode to, and memory does not grow with the text. The grammar is taken as checked already;
 * on anything else the walk still ends, at the end of the bytes at the latest.
 */

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

export function afterBlank(b: Uint8Array, at: number): number {
  while (at < b.length && isBlank(b[at]!)) at++;
  return at;
}

function isBlank(c: number): boolean {
  return c === 0x20 || c === 0x0a || c === 0x0d || c === 0x09;
}

/** Offset behind the string whose opening quote is at `at`. */
function endOfString(b: Uint8Array, at: number): number {
  const n = b.length;
  for (let i = at + 1; i < n; i++) {
    const c = b[i]!;
    if (c === QUOTE) return i + 1;
    if (c === BACKSLASH) i++;
  }
  return n;
}

/** Offset behind the value that begins at `at`. Brackets are counted, not matched by kind. */
export function endOfValue(b: Uint8Array, at: number): number {
  const n = b.length;
  if (b[at] === QUOTE) return endOfString(b, at);
  let depth = 0;
  let i = at;
  while (i < n) {
    const c = b[i]!;
    if (c === QUOTE) {
      i = endOfString(b, i);
      continue;
    }
    if (c === 0x7b || c === 0x5b) depth++;
    else if (c === 0x7d || c === 0x5d) {
      if (depth === 0) return i;
      if (--depth === 0) return i + 1;
    } else if (depth === 0 && (c === 0x2c || isBlank(c))) return i;
    i++;
  }
  return n;
}

/** `at`: where the walk stopped, behind the closing bracket when there is one. */
export interface Walked {
  at: number;
  isClosed: boolean;
}

/** Told of one member; answers the offset behind its value, which `endOfValue` knows. */
export type MemberVisit = (key: string, value: number) => number;

/** Keys somebody waits for, found by their bytes: most keys of a server are never made a text. */
export class KnownKeys {
  #byStart = new Map<number, string[]>();

  constructor(names: Iterable<string>) {
    for (const name of names) {
      const start = startOf(name.length, name.charCodeAt(0));
      this.#byStart.set(start, [...(this.#byStart.get(start) ?? []), name]);
    }
  }

  /** The name between [from, to); an empty one when nobody waits for it. */
  at(b: Uint8Array, from: number, to: number): string {
    for (const name of this.#byStart.get(startOf(to - from, b[from] ?? 0)) ?? [])
      if (isAsciiAt(b, from, name)) return name;
    for (let i = from; i < to; i++)
      if (b[i] === BACKSLASH) return this.#spelt(decodeKey(b.subarray(from, to)));
    return '';
  }

  #spelt(key: string): string {
    return this.#byStart.get(startOf(key.length, key.charCodeAt(0)))?.includes(key) === true ? key : '';
  }
}

function startOf(length: number, first: number): number {
  return length * 256 + first;
}

function isAsciiAt(b: Uint8Array, from: number, name: string): boolean {
  for (let k = 0; k < name.length; k++) if (b[from + k] !== name.charCodeAt(k)) return false;
  return true;
}

/** Tells every member of the object that begins at `at`, repeated keys included, in order. */
export function eachMember(b: Uint8Array, at: number, visit: MemberVisit, known?: KnownKeys): Walked {
  let i = at + 1;
  for (;;) {
    i = afterComma(b, i);
    if (b[i] === 0x7d) return { at: i + 1, isClosed: true };
    if (b[i] !== QUOTE) return { at: i, isClosed: false };
    const keyEnd = endOfString(b, i);
    const key = known?.at(b, i + 1, keyEnd - 1) ?? decodeKey(b.subarray(i + 1, keyEnd - 1));
    i = afterBlank(b, keyEnd);
    if (b[i] !== 0x3a) return { at: i, isClosed: false };
    const value = afterBlank(b, i + 1);
    if (value >= b.length) return { at: value, isClosed: false };
    i = Math.max(value, visit(key, value));
  }
}

/** Told of one element; answers the offset behind it, or `undefined` to leave the list there. */
export type ElementVisit = (element: number) => number | undefined;

/** Tells every element of the list that begins at `at`. */
export function eachElement(b: Uint8Array, at: number, visit: ElementVisit): Walked {
  let i = at + 1;
  for (;;) {
    i = afterComma(b, i);
    if (i >= b.length) return { at: i, isClosed: false };
    if (b[i] === 0x5d) return { at: i + 1, isClosed: true };
    const end = visit(i);
    if (end === undefined || end <= i) return { at: i, isClosed: false };
    i = end;
  }
}

function afterComma(b: Uint8Array, at: number): number {
  const i = afterBlank(b, at);
  return b[i] === 0x2c ? afterBlank(b, i + 1) : i;
}

export type ByteKind = 'object' | 'list' | 'string' | 'number' | 'boolean' | 'null' | 'nothing';

/** What the value that begins at `at` is, by its first byte. */
export function kindAt(b: Uint8Array, at: number | undefined): ByteKind {
  switch (at === undefined ? undefined : b[at]) {
    case 0x7b:
      return 'object';
    case 0x5b:
      return 'list';
    case QUOTE:
      return 'string';
    case 0x74:
    case 0x66:
      return 'boolean';
    case 0x6e:
      return 'null';
    case undefined:
      return 'nothing';
    default:
      return 'number';
  }
}
