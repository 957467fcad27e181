import type { ReadNode } from './read-node.ts';

export function isWord(c: number): boolean {
  return (
    c > 0x20 && c !== 0x22 && c !== 0x2c && c !== 0x3a && c !== 0x5b && c !== 0x5d && c !== 0x7b && c !== 0x7d
  );
}

export function isHexDigit(c: number): boolean {
  return (c >= 0x30 && c <= 0x39) || (c >= 0x41 && c <= 0x46) || (c >= 0x61 && c <= 0x66);
}

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** No JSON, but many readers of other languages take them for numbers. */
export const NOT_IN_JSON = new Set(['NaN', 'Infinity', '-Infinity']);

export function wordKind(word: string): ReadNode['kind'] | undefined {
  if (word === 'true' || word === 'false' || word === 'null') return word;
  return NUMBER.test(word) || NOT_IN_JSON.has(word) || /^-?\d{400}$/.test(word) ? 'number' : undefined;
}

export const AFTER_BACKSLASH = new Set([...'"\\/bfnrtu'].map((c) => c.charCodeAt(0)));
