/** Bytes that stand for a secret: offsets in the whole body, end exclusive, and the secret's name. */
export interface MaskedRange {
  from: number;
  to: number;
  name: string;
}

export interface Stretch {
  bytes: Uint8Array;
  masked: MaskedRange[];
}

/** Reads bytes [from, to) of a body; may give fewer, but none only at the end. */
export type ReadBytes = (from: number, to: number, signal: AbortSignal) => Promise<Stretch>;

/** Aligned, so that neighbouring windows share what they read. */
const BLOCK = 128 * 1024;

/** Keeps the blocks looked at last, never more than `budget` bytes of them. */
export class Extents {
  readonly total: number;
  #read: ReadBytes;
  #budget: number;
  #blocks = new Map<number, Promise<Stretch>>();
  #signal: AbortSignal;

  constructor(read: ReadBytes, total: number, signal: AbortSignal, budget = 4 * 1024 * 1024) {
    this.#read = read;
    this.total = total;
    this.#signal = signal;
    this.#budget = budget;
  }

  /** The bytes from `from` to the end of their block. */
  async from(from: number): Promise<Stretch> {
    const start = from - (from % BLOCK);
    const block = await this.#block(start);
    return { bytes: block.bytes.subarray(from - start), masked: block.masked };
  }

  #block(start: number): Promise<Stretch> {
    const known = this.#blocks.get(start);
    if (known !== undefined) {
      this.#blocks.delete(start);
      this.#blocks.set(start, known);
      return known;
    }
    const block = this.#read(start, Math.min(this.total, start + BLOCK), this.#signal);
    this.#blocks.set(start, block);
    // A block that could not be read is asked for again next time.
    block.catch(() => this.#blocks.delete(start));
    for (const oldest of this.#blocks.keys()) {
      if (this.#blocks.size * BLOCK <= this.#budget) break;
      this.#blocks.delete(oldest);
    }
    return block;
  }
}
