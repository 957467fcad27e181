import type { Stretch } from '../decode.ts';
import { hexOf } from './hex.ts';
import { inflated, packingOf } from './inflate.ts';
import { byteOffsets, isReadable, textOfBytes } from './reads.ts';

export const FEWEST_CHARACTERS = 24;
/** Characters of the beginning that decide whether the rest is worth decoding. */
const PROBE = 64;
/** Lines of wrapped base64 are at least so long (PEM: 64, MIME: 76). */
const FEWEST_OF_A_LINE = 48;
/** Stretches that read as no text of themselves are tried as packed text so often. */
const MOST_TRIES = 40;
const FEWEST_OF_DEFLATE = 40;

const VALUES = new Int8Array(128).fill(-1);
for (let v = 0; v < 64; v++) {
  const standard = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  VALUES[standard.charCodeAt(v)] = v;
}
VALUES['-'.charCodeAt(0)] = 62;
VALUES['_'.charCodeAt(0)] = 63;

/** Runs of the base64 alphabet that stand for text, packed or not; runs of hex digits too, which are of the same alphabet. */
export function* runsIn(text: string, most: number): Generator<Stretch> {
  const budget = { tries: MOST_TRIES, left: most };
  for (let at = 0; at < text.length;) {
    if (valueAt(text, at) < 0) {
      at++;
      continue;
    }
    const to = endOfRun(text, at);
    if (to - at >= FEWEST_CHARACTERS && !isImage(text, at)) {
      for (const stretch of stretchesOf(text, at, to, budget)) {
        budget.left -= stretch.text.length;
        yield stretch;
        if (budget.left <= 0) return;
      }
    }
    at = to + 1;
  }
}

interface Budget {
  tries: number;
  left: number;
}

function* stretchesOf(text: string, from: number, to: number, budget: Budget): Generator<Stretch> {
  const whole = hexOf(text, from, to, budget.left) ?? base64Of(text, from, to, budget);
  if (whole !== undefined) {
    yield whole;
    return;
  }
  // A path or a name may lead up to it: /files/aWdub3Jl…
  for (let at = from; at < to;) {
    let end = at;
    while (end < to && isAlphanumeric(text.charCodeAt(end))) end++;
    if (end - at >= FEWEST_CHARACTERS && (at !== from || end !== to)) {
      while (end < text.length && end - at < to - at + 2 && text.charCodeAt(end) === 0x3d) end++;
      const part = hexOf(text, at, end, budget.left) ?? base64Of(text, at, end, budget);
      if (part !== undefined) yield part;
    }
    at = end + 1;
  }
}

function base64Of(text: string, from: number, to: number, budget: Budget): Stretch | undefined {
  const probe = bytesOf(text, from, Math.min(to, from + PROBE));
  if (probe.bytes.length < 12) return undefined;
  const isCut = to - from > PROBE;
  const packed = packingOf(probe.bytes);
  if (isReadable(probe.bytes, isCut)) {
    const { bytes, places } = isCut ? bytesOf(text, from, to) : probe;
    const kept = bytes.length > budget.left ? bytes.subarray(0, budget.left) : bytes;
    if (!isReadable(kept, kept.length < bytes.length)) return undefined;
    const decoded = textOfBytes(kept);
    const byteAt = byteOffsets(decoded);
    return {
      from,
      to,
      via: ['base64'],
      text: decoded,
      origin: (start, end) => {
        const first = Math.floor(byteAt(start) / 3) * 4;
        const last = Math.ceil(byteAt(Math.max(start, end)) / 3) * 4;
        return span(places, from, to, first, Math.max(first, last));
      },
    };
  }
  if (packed === 'deflate' && (!isMaybeDeflate(text, from, to, probe.bytes) || budget.tries-- <= 0))
    return undefined;
  const known = packed === 'deflate' || isCut ? bytesOf(text, from, to).bytes : probe.bytes;
  const unpacked = inflated(known, packed, budget.left);
  return unpacked === undefined ? undefined : { from, to, via: ['base64', packed], text: unpacked };
}

/** Unpacking costs much, and long names and ids are far more common: of them most fail here. */
function isMaybeDeflate(text: string, from: number, to: number, bytes: Uint8Array): boolean {
  const type = (bytes[0]! >> 1) & 3;
  const isStored = type === 0 && (bytes[1]! ^ bytes[3]!) === 0xff && (bytes[2]! ^ bytes[4]!) === 0xff;
  if (type === 3 || (type === 0 && !isStored) || to - from < FEWEST_OF_DEFLATE) return false;
  const probe = text.slice(from, Math.min(to, from + PROBE));
  return /[0-9]/.test(probe) && /[G-Z]/.test(probe) && /[g-z]/.test(probe);
}

/** Characters of the alphabet count; line ends in between do not. */
function span(
  places: Int32Array | undefined,
  from: number,
  to: number,
  first: number,
  last: number,
): { from: number; to: number } {
  if (places === undefined) return { from: Math.min(from + first, to), to: Math.min(from + last, to) };
  const start = places[first] ?? to;
  return { from: start, to: last === first ? start : Math.min(to, (places[last - 1] ?? to - 1) + 1) };
}

/** The bytes, and where each character stands if there were line ends in between. */
function bytesOf(text: string, from: number, to: number): { bytes: Uint8Array; places?: Int32Array } {
  const bytes = new Uint8Array(Math.floor(((to - from) * 3) / 4));
  let length = 0;
  let bits = 0;
  let waiting = 0;
  let isWrapped = false;
  for (let at = from; at < to; at++) {
    const value = valueAt(text, at);
    if (value < 0) {
      isWrapped ||= text.charCodeAt(at) !== 0x3d;
      continue;
    }
    bits = ((bits << 6) | value) & 0xffff;
    waiting += 6;
    if (waiting >= 8) {
      waiting -= 8;
      bytes[length++] = (bits >> waiting) & 0xff;
    }
  }
  return {
    bytes: bytes.subarray(0, length),
    ...(isWrapped ? { places: placesOf(text, from, to) } : {}),
  };
}

function placesOf(text: string, from: number, to: number): Int32Array {
  const places = new Int32Array(to - from);
  let count = 0;
  for (let at = from; at < to; at++) if (valueAt(text, at) >= 0) places[count++] = at;
  return places.subarray(0, count);
}

function endOfRun(text: string, from: number): number {
  let lineFrom = from;
  for (let at = from; ; at++) {
    if (at < text.length && valueAt(text, at) >= 0) continue;
    const next = at - lineFrom >= FEWEST_OF_A_LINE ? afterLineEnd(text, at) : at;
    if (next === at || next >= text.length || valueAt(text, next) < 0) {
      let end = at;
      while (end < at + 2 && text.charCodeAt(end) === 0x3d) end++;
      return end;
    }
    lineFrom = next;
    at = next;
  }
}

function afterLineEnd(text: string, at: number): number {
  const next = text.charCodeAt(at) === 0x0d ? at + 1 : at;
  return text.charCodeAt(next) === 0x0a ? next + 1 : at;
}

function valueAt(text: string, at: number): number {
  const c = text.charCodeAt(at);
  return c < 128 ? VALUES[c]! : -1;
}

function isAlphanumeric(c: number): boolean {
  return (c >= 0x30 && c <= 0x39) || ((c | 0x20) >= 0x61 && (c | 0x20) <= 0x7a);
}

/** Pictures are not read as text; but for SVG, which is text. */
function isImage(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - 40), at);
  const start = before.lastIndexOf('data:');
  return (
    start !== -1 &&
    /^data:(?:image|audio|video|font)\/(?!svg)/.test(before.slice(start)) &&
    before.endsWith(';base64,')
  );
}
