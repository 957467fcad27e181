import type { Span } from '../json/document.ts';

/** Stretches of bytes that are no UTF-8 (RFC 3629): stray or missing continuations, overlong forms, surrogates. In bytes. */
export function invalidUtf8(bytes: Uint8Array, most: number): Span[] {
  const found: Span[] = [];
  let at = 0;
  while (at < bytes.length && found.length < most) {
    const length = sequenceAt(bytes, at);
    if (length > 0) {
      at += length;
      continue;
    }
    const last = found.at(-1);
    if (last?.to === at) last.to = at + 1;
    else found.push({ from: at, to: at + 1 });
    at++;
  }
  return found;
}

/** Length of the character that begins at `at`; 0 when none does. */
function sequenceAt(b: Uint8Array, at: number): number {
  const c = b[at]!;
  if (c < 0x80) return 1;
  if (c < 0xc2 || c > 0xf4) return 0;
  const second = b[at + 1] ?? 0;
  if (c < 0xe0) return isContinuation(second) ? 2 : 0;
  const lowest = c === 0xe0 ? 0xa0 : c === 0xf0 ? 0x90 : 0x80;
  const highest = c === 0xed ? 0x9f : c === 0xf4 ? 0x8f : 0xbf;
  if (second < lowest || second > highest || !isContinuation(b[at + 2] ?? 0)) return 0;
  if (c < 0xf0) return 3;
  return isContinuation(b[at + 3] ?? 0) ? 4 : 0;
}

function isContinuation(c: number): boolean {
  return c >= 0x80 && c <= 0xbf;
}
