import type { StdioForm } from '../wire-form.ts';

export type Encoding = StdioForm['encoding'];

const utf8 = new TextEncoder();
export const NOTHING = new Uint8Array(0);

/** The bytes of a text. UTF-16 keeps lone surrogates; in UTF-8 they become EF BF BD, since there is no form for them. */
export function encodeText(text: string, encoding: Encoding): Uint8Array {
  if (encoding === 'utf-8') return utf8.encode(text);
  const bytes = new Uint8Array(text.length * 2);
  const [low, high] = encoding === 'utf-16le' ? [0, 1] : [1, 0];
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    bytes[2 * at + low] = unit & 0xff;
    bytes[2 * at + high] = unit >> 8;
  }
  return bytes;
}

/** How long a text is in UTF-8, without making its bytes. */
export function utf8Length(text: string): number {
  let length = text.length;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit < 0x80) continue;
    if (unit < 0x800) length++;
    // Four for both halves of a pair; a half alone becomes U+FFFD, which is three.
    else if (unit >= 0xd800 && unit < 0xdc00 && (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00) {
      length += 2;
      at++;
    } else length += 2;
  }
  return length;
}

/** How many surrogates of a text stand alone. */
export function loneSurrogates(text: string): number {
  if (text.isWellFormed()) return 0;
  let count = 0;
  for (let at = 0; at < text.length; at++) {
    // A pair is one code point; what is left in the range of surrogates is a lone one.
    const point = text.codePointAt(at)!;
    if (point > 0xffff) at++;
    else if (point >= 0xd800 && point <= 0xdfff) count++;
  }
  return count;
}

export function surrogateWords(count: number): string {
  return `${count === 1 ? 'A lone surrogate has' : `${count} lone surrogates have`} no form in UTF-8: sent as EF BF BD (U+FFFD).`;
}

export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only;
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
