import { gunzipSync, inflateSync } from 'node:zlib';

/** A stretch of text that may stand for other text. */
export interface EncodedRun {
  from: number;
  to: number;
  run: string;
  isPercent: boolean;
}

/** What it stands for. `isPlain`: what is in it can be found by how it is spelled. */
export interface Decoded {
  text: string;
  isPlain: boolean;
}

const PERCENT = /(?:[\w.~!*'()+-]{0,256}%[0-9A-Fa-f]{2}){2,}[\w.~!*'()+-]{0,256}/g;
const RUN = /[A-Za-z0-9+/_-]{16,}={0,2}/g;
const MOST = 256 * 1024;

/** Stretches that look like base64, hexadecimal, or percent-encoded text. */
export function* encodedRuns(text: string): Generator<EncodedRun> {
  if (text.includes('%')) for (const hit of text.matchAll(PERCENT)) yield runOf(hit, true);
  for (const hit of text.matchAll(RUN)) yield runOf(hit, false);
}

function runOf(hit: RegExpExecArray, isPercent: boolean): EncodedRun {
  return { from: hit.index, to: hit.index + hit[0].length, run: hit[0], isPercent };
}

/** One level, and what is packed in it. undefined: it comes to no text. */
export function decoded({ run: whole, isPercent }: EncodedRun): Decoded | undefined {
  const run = whole.slice(0, MOST);
  if (isPercent) return { text: percentDecoded(run), isPlain: true };
  const isHex = /^(?:[0-9A-Fa-f]{2})+$/.test(run);
  const bytes = Buffer.from(run, isHex ? 'hex' : 'base64');
  const packed = unpack(bytes);
  if (packed !== undefined) return { text: packed, isPlain: false };
  const wide = wideText(bytes);
  // As it is for what is known, and as text of one byte a character for what is only told by its look.
  if (wide !== undefined) return { text: `${bytes.toString('latin1')}\n${wide}`, isPlain: false };
  const isMixed = isHex && /[a-f]/.test(run) && /[A-F]/.test(run);
  if (isMixed) return { text: bytes.toString('latin1'), isPlain: false };
  return looksText(bytes) ? { text: bytes.toString('latin1'), isPlain: true } : undefined;
}

/** Two bytes a character, as text of one. undefined: it is not. */
export function wideText(bytes: Buffer): string | undefined {
  const sample = bytes.subarray(0, 4096);
  let zeros = 0;
  for (const byte of sample) if (byte === 0) zeros++;
  return zeros * 3 > sample.length && sample.length > 8
    ? bytes.toString('latin1').replaceAll('\0', '')
    : undefined;
}

function percentDecoded(text: string): string {
  return text.replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}

function unpack(bytes: Buffer): string | undefined {
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const isZlib = bytes[0] === 0x78 && ((bytes[0] << 8) | bytes[1]!) % 31 === 0;
  if (!isGzip && !isZlib) return undefined;
  try {
    return (isGzip ? gunzipSync : inflateSync)(bytes, { maxOutputLength: 4 * MOST }).toString('latin1');
  } catch {
    // Z_DATA_ERROR, Z_BUF_ERROR: it only begins like one, or is cut off, or is too long.
    return undefined;
  }
}

function looksText(bytes: Buffer): boolean {
  let odd = 0;
  for (const byte of bytes) if (byte < 0x20 ? byte !== 9 && byte !== 10 && byte !== 13 : byte === 0x7f) odd++;
  return odd * 20 <= bytes.length;
}
