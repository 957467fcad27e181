import type { MaskedRange, ReadBytes } from './extents.ts';

/** As much as the viewer asks for where only a little is looked at. */
const MOST_AT_ONCE = 128 * 1024;
const nothing: MaskedRange[] = [];

/** Bytes that are here already, read as a body is. */
export function readHeld(bytes: Uint8Array): ReadBytes {
  return (from, to) => {
    const part = bytes.subarray(from, Math.min(to, from + MOST_AT_ONCE));
    return Promise.resolve({ bytes: part, masked: nothing });
  };
}

/**
 * Text as bytes. What is no Unicode text (lone surrogates) becomes bytes that are no UTF-8 either
 * (WTF-8), so that it is drawn as the bytes it is and never as a replacement character.
 */
export function bytesOfText(text: string): Uint8Array {
  if (text.isWellFormed()) return new TextEncoder().encode(text);
  const parts: Uint8Array[] = [];
  let done = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit < 0xd800 || unit > 0xdfff) continue;
    if (text.codePointAt(at)! > 0xffff) {
      at++;
      continue;
    }
    parts.push(new TextEncoder().encode(text.slice(done, at)));
    parts.push(Uint8Array.of(0xe0 | (unit >> 12), 0x80 | ((unit >> 6) & 0x3f), 0x80 | (unit & 0x3f)));
    done = at + 1;
  }
  parts.push(new TextEncoder().encode(text.slice(done)));
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
