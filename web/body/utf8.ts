import type { Piece } from './hidden.ts';
import { splitHidden } from './hidden.ts';

const whole = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const FEW_BYTES = 4;

/** Length of the well-formed sequence at `at` (Unicode 16, table 3-7), or 0. */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const lead = bytes[at]!;
  if (lead < 0x80) return 1;
  if (lead < 0xc2 || lead > 0xf4) return 0;
  const length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  if (at + length > bytes.length) return 0;
  let low = 0x80;
  let high = 0xbf;
  if (lead === 0xe0) low = 0xa0;
  else if (lead === 0xed) high = 0x9f;
  else if (lead === 0xf0) low = 0x90;
  else if (lead === 0xf4) high = 0x8f;
  for (let k = 1; k < length; k++) {
    const next = bytes[at + k]!;
    if (next < low || next > high) return 0;
    low = 0x80;
    high = 0xbf;
  }
  return length;
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function chipFor(bytes: Uint8Array): Piece {
  const hex = hexOf(bytes);
  const few = Array.from(
    bytes.subarray(0, FEW_BYTES),
    (byte) => `0x${byte.toString(16).toUpperCase().padStart(2, '0')}`,
  );
  const label =
    bytes.length > FEW_BYTES ? `${bytes.length.toLocaleString('en')} bytes, not UTF-8` : few.join(' ');
  return { kind: 'bytes', label, hex };
}

/** Bytes as they may be drawn. Nothing is lost: what is not UTF-8 becomes chips with its bytes. */
export function splitBytes(bytes: Uint8Array, keep = ''): Piece[] {
  try {
    return splitHidden(whole.decode(bytes), keep);
  } catch (error) {
    // Not UTF-8 somewhere: found byte by byte below.
    if (!(error instanceof TypeError)) throw error;
  }
  const pieces: Piece[] = [];
  let good = 0;
  let at = 0;
  while (at < bytes.length) {
    const length = sequenceLength(bytes, at);
    if (length > 0) {
      at += length;
      continue;
    }
    if (at > good) pieces.push(...splitHidden(whole.decode(bytes.subarray(good, at)), keep));
    const bad = at;
    while (at < bytes.length && sequenceLength(bytes, at) === 0) at++;
    pieces.push(chipFor(bytes.subarray(bad, at)));
    good = at;
  }
  if (at > good) pieces.push(...splitHidden(whole.decode(bytes.subarray(good, at)), keep));
  return pieces;
}
