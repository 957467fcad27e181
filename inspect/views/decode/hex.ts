import type { Stretch } from '../decode.ts';
import { byteOffsets, isOfWords, isReadable, textOfBytes } from './reads.ts';

const FEWEST_DIGITS = 24;

/** A run of nothing but hex digits that stands for text; hashes and ids do not. */
export function hexOf(text: string, from: number, to: number, most: number): Stretch | undefined {
  if (to - from < FEWEST_DIGITS) return undefined;
  const start =
    text.charCodeAt(from) === 0x30 && (text.charCodeAt(from + 1) | 0x20) === 0x78 ? from + 2 : from;
  const length = to - start;
  if (length % 2 !== 0) return undefined;
  const bytes = new Uint8Array(Math.min(length / 2, most));
  for (let k = 0; k < bytes.length; k++) {
    const high = hexValue(text.charCodeAt(start + 2 * k));
    const low = hexValue(text.charCodeAt(start + 2 * k + 1));
    if (high < 0 || low < 0) return undefined;
    bytes[k] = high * 16 + low;
  }
  if (!isReadable(bytes, bytes.length < length / 2) || !hasWords(bytes)) return undefined;
  const decoded = textOfBytes(bytes);
  const byteAt = byteOffsets(decoded);
  return {
    from,
    to,
    via: ['hex'],
    text: decoded,
    origin: (first, end) => ({
      from: Math.min(to, start + 2 * byteAt(first)),
      to: Math.min(to, start + 2 * byteAt(Math.max(first, end))),
    }),
  };
}

/** Long numbers are hex digits too, and some of them come to letters by accident. */
function hasWords(bytes: Uint8Array): boolean {
  let letters = 0;
  for (const b of bytes) if (isOfWords(b)) letters++;
  return letters >= bytes.length * 0.6;
}

export function hexValue(c: number): number {
  if (c >= 0x30 && c <= 0x39) return c - 0x30;
  const lower = c | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1;
}
