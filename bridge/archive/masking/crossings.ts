import type { WalkedFrame } from '../../journal/segment/whole-session.ts';
import type { BodyForm } from './channels.ts';
import type { Stretch } from './needles.ts';
import type { SecretSearch } from './secret-search.ts';

/** The end of a channel so far, frame by frame. */
interface Piece {
  seq: number;
  from: number;
  bytes: Buffer;
}

const LONGEST_REACH = 2048;
const MOST_CHANNELS = 1000;
const NONE: readonly Stretch[] = [];

/** Where values stand that begin in one frame of a channel and end in a later one. */
export class Crossings {
  #search: SecretSearch;
  #ends = new Map<string, Piece[]>();
  #found = new Map<string, Stretch[]>();

  constructor(search: SecretSearch) {
    this.#search = search;
  }

  in(session: string, seq: number): readonly Stretch[] {
    return this.#found.get(`${session}/${seq}`) ?? NONE;
  }

  async meet(session: string, frame: WalkedFrame, { isPacked, isChunked }: BodyForm): Promise<void> {
    if (isPacked || frame.rawBytes === 0) return;
    const reach = Math.min(this.#search.longest, LONGEST_REACH);
    const key = `${session} ${frame.head.channel}`;
    const before = this.#ends.get(key) ?? [];
    const begin = await this.#piece(frame, 0, reach);
    if (before.length > 0) this.#look(session, [...before, begin], isChunked);
    const end = await this.#piece(frame, Math.max(0, frame.rawBytes - reach), frame.rawBytes);
    // A frame shorter than what is looked for may lie in the middle of it.
    const ends = [...(frame.rawBytes < reach ? before : []), end];
    while (ends.length > 1 && ends.slice(1).reduce((sum, { bytes }) => sum + bytes.length, 0) >= reach)
      ends.shift();
    this.#ends.delete(key);
    this.#ends.set(key, ends);
    if (this.#ends.size > MOST_CHANNELS) this.#ends.delete(this.#ends.keys().next().value!);
  }

  #look(session: string, pieces: readonly Piece[], isChunked: boolean): void {
    const joined = this.#search.findKnown(Buffer.concat(pieces.map(({ bytes }) => bytes)), isChunked);
    if (joined.length === 0) return;
    let at = 0;
    for (const { seq, from, bytes } of pieces) {
      const alone = this.#search.findKnown(bytes, isChunked);
      const own = joined
        .map(({ kind, ...range }) => ({
          kind,
          from: Math.max(0, range.from - at),
          to: Math.min(bytes.length, range.to - at),
        }))
        .filter((one) => one.from < one.to && !alone.some((it) => it.from <= one.from && it.to >= one.to))
        .map((one) => ({ kind: one.kind, from: one.from + from, to: one.to + from }));
      at += bytes.length;
      if (own.length === 0) continue;
      const key = `${session}/${seq}`;
      this.#found.set(key, [...(this.#found.get(key) ?? []), ...own]);
    }
  }

  /** A copy: what was read is gone with the next frame. */
  async #piece(frame: WalkedFrame, from: number, to: number): Promise<Piece> {
    return { seq: frame.seq, from, bytes: Buffer.from(await frame.read('raw', from, to)) };
  }
}
