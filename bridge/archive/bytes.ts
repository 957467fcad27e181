import { isUtf8 } from 'node:buffer';
import type { ArchivedBytes } from '../../protocol/archive.ts';

/** Bytes as a line of JSON holds them: as text where they are UTF-8, otherwise as base64. */
export function writeBytes(bytes: Uint8Array): ArchivedBytes {
  const held = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // Text full of control characters would be six times as long.
  if (isUtf8(held) && controlsIn(held) * 5 <= held.length / 3) return { text: held.toString('utf8') };
  return { base64: held.toString('base64') };
}

/** undefined: it is no base64 of anything. */
export function readBytes(written: ArchivedBytes): Buffer | undefined {
  if ('text' in written) {
    // Half a character has no bytes.
    return written.text.isWellFormed() ? Buffer.from(written.text, 'utf8') : undefined;
  }
  const bytes = Buffer.from(written.base64, 'base64');
  return bytes.toString('base64') === written.base64 ? bytes : undefined;
}

/** Where to cut [from, at) so that no character of text is cut in two. */
export function characterEnd(bytes: Uint8Array, at: number): number {
  let end = at;
  while (end > at - 3 && end > 0 && end < bytes.length && (bytes[end]! & 0xc0) === 0x80) end--;
  return (bytes[end]! & 0xc0) === 0x80 ? at : end;
}

function controlsIn(bytes: Uint8Array): number {
  let count = 0;
  for (const byte of bytes) if (byte < 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) count++;
  return count;
}
