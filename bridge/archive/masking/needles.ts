import { spellingsOf, type Spelling } from './spellings.ts';
import { unescaped } from './unescaped.ts';

/** Bytes [from, to), and what is hidden there, in words. */
export interface Stretch {
  from: number;
  to: number;
  kind: string;
  /** A number of JSON, which stays one. */
  isNumber?: boolean;
}

interface Needle extends Spelling {
  kind: string;
}

/** Escapes within escapes are followed this far: what one program wrote another quotes. */
const MOST_LEVELS = 3;
const TABLE_BITS = 20;
const spread = (word: number): number => Math.imul(word, 0x9e3779b1) >>> (32 - TABLE_BITS);

/** Finds many values at once, in all their spellings and across line ends. */
export class Needles {
  /** No match is longer, line ends apart. */
  longest = 0;
  #values = new Set<string>();
  /** By their first four bytes. */
  #byStart = new Map<number, Needle[]>();
  /** Whether any needle may begin with four bytes; asked for every byte of a recording. */
  #mayBegin = new Uint8Array(2 ** TABLE_BITS);

  get size(): number {
    return this.#values.size;
  }

  add(value: string, kind: string): void {
    if (this.#values.has(value)) return;
    this.#values.add(value);
    for (const spelling of spellingsOf(value)) {
      const start = spelling.bytes.readUInt32BE(0);
      const known = this.#byStart.get(start);
      if (known?.some(({ bytes }) => bytes.equals(spelling.bytes)) === true) continue;
      const needle = { ...spelling, kind };
      if (known === undefined) this.#byStart.set(start, [needle]);
      else known.push(needle);
      this.#mayBegin[spread(start)] = 1;
      this.longest = Math.max(this.longest, spelling.bytes.length + 2);
    }
  }

  /** Everything that matches, however it is escaped; line ends are passed over and never part of a stretch. */
  find(bytes: Buffer, isChunked = false): Stretch[] {
    if (this.#values.size === 0) return [];
    const found = this.#findIn(bytes, isChunked);
    let view = unescaped(bytes);
    for (let level = 0; view !== undefined && level < MOST_LEVELS; level++) {
      const { from, to } = view;
      for (const one of this.#findIn(view.bytes, isChunked))
        found.push({ ...one, from: from[one.from]!, to: to[one.to - 1]! });
      const inner = unescaped(view.bytes);
      if (inner === undefined) break;
      view = {
        bytes: inner.bytes,
        from: inner.from.map((at) => from[at]!),
        to: inner.to.map((at) => to[at - 1]!),
      };
    }
    return found;
  }

  #findIn(bytes: Uint8Array, isChunked: boolean): Stretch[] {
    const places = placesWithout(bytes, isChunked);
    const length = places?.length ?? bytes.length;
    const at = (i: number): number => bytes[places === undefined ? i : places[i]!]!;
    const found: Stretch[] = [];
    let word = 0;
    for (let i = 0; i < length; i++) {
      word = ((word << 8) | at(i)) >>> 0;
      if (i < 3 || this.#mayBegin[spread(word)] === 0) continue;
      for (const needle of this.#byStart.get(word) ?? []) {
        const from = i - 3;
        const to = from + needle.bytes.length;
        if (to > length || !isAt(needle.bytes, from, at)) continue;
        const first = needle.before > 0 && from > 0 && isBase64(at(from - 1)) ? from - 1 : from;
        const last = needle.after > 0 && to < length && isBase64(at(to)) ? to + 1 : to;
        for (const stretch of stretchesOf(places, first, last)) found.push({ ...stretch, kind: needle.kind });
      }
    }
    return found;
  }
}

/** Places of the bytes that count: all but line ends, and sizes of HTTP chunks. undefined: all of them do. */
function placesWithout(bytes: Uint8Array, isChunked: boolean): Uint32Array | undefined {
  if (!bytes.includes(0x0a) && !bytes.includes(0x0d)) return undefined;
  const places = new Uint32Array(bytes.length);
  let count = 0;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]!;
    if (byte === 0x0a && isChunked) {
      const size = chunkSizeAt(bytes, i + 1);
      if (size > 0) i += size;
    }
    if (byte !== 0x0a && byte !== 0x0d) places[count++] = i;
  }
  return places.subarray(0, count);
}

/** Length of a line that is the size of a chunk; 0: it is none. */
function chunkSizeAt(bytes: Uint8Array, from: number): number {
  const line = Buffer.from(bytes.buffer, bytes.byteOffset + from, Math.min(64, bytes.length - from));
  return /^[0-9A-Fa-f]{1,8}(?:;[^\r\n]{0,40})?\r/.exec(line.toString('latin1'))?.[0].length ?? 0;
}

function isAt(needle: Buffer, from: number, at: (i: number) => number): boolean {
  for (let k = 4; k < needle.length; k++) if (at(from + k) !== needle[k]) return false;
  return true;
}

function isBase64(byte: number): boolean {
  return /[A-Za-z0-9+/_-]/.test(String.fromCharCode(byte));
}

/** Runs of places that touch. */
function* stretchesOf(
  places: Uint32Array | undefined,
  from: number,
  to: number,
): Generator<{ from: number; to: number }> {
  if (places === undefined) {
    yield { from, to };
    return;
  }
  let first = from;
  for (let i = from + 1; i <= to; i++) {
    if (i < to && places[i] === places[i - 1]! + 1) continue;
    yield { from: places[first]!, to: places[i - 1]! + 1 };
    first = i;
  }
}

/** Ascending and disjoint; the first kind of those that overlap or touch within one is kept. */
export function merged(stretches: readonly Stretch[]): Stretch[] {
  const all: Stretch[] = [];
  for (const stretch of [...stretches].sort((a, b) => a.from - b.from || b.to - a.to)) {
    const last = all.at(-1);
    if (last !== undefined && stretch.from < last.to) last.to = Math.max(last.to, stretch.to);
    else if (stretch.from < stretch.to) all.push({ ...stretch });
  }
  return all;
}
