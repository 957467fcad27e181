/** Where one part of a large frame's bytes lies: `offset` is that of its first byte, not of its record. */
export interface Part {
  segment: number;
  offset: number;
  length: number;
}

const ENTRY = 12;

/** Parts of one large frame in order, 12 bytes each in memory and in the file. */
export class PartTable {
  #bytes = Buffer.alloc(ENTRY * 16);
  #count = 0;
  total = 0;

  add(part: Part): void {
    const at = this.#count * ENTRY;
    if (at === this.#bytes.length)
      this.#bytes = Buffer.concat([this.#bytes, Buffer.alloc(this.#bytes.length)]);
    this.#bytes.writeUInt32LE(part.segment, at);
    this.#bytes.writeUInt32LE(part.offset, at + 4);
    this.#bytes.writeUInt32LE(part.length, at + 8);
    this.#count++;
    this.total += part.length;
  }

  encode(): Buffer {
    return this.#bytes.subarray(0, this.#count * ENTRY);
  }

  static decode(bytes: Buffer): PartTable {
    const table = new PartTable();
    for (let at = 0; at + ENTRY <= bytes.length; at += ENTRY) {
      table.add({
        segment: bytes.readUInt32LE(at),
        offset: bytes.readUInt32LE(at + 4),
        length: bytes.readUInt32LE(at + 8),
      });
    }
    return table;
  }

  /** The stretches of files that hold bytes [from, to). */
  *stretches(from: number, to: number): Generator<Part> {
    let begin = 0;
    for (let at = 0; at < this.#count * ENTRY && begin < to; at += ENTRY) {
      const length = this.#bytes.readUInt32LE(at + 8);
      const first = Math.max(from, begin);
      const last = Math.min(to, begin + length);
      if (first < last) {
        yield {
          segment: this.#bytes.readUInt32LE(at),
          offset: this.#bytes.readUInt32LE(at + 4) + first - begin,
          length: last - first,
        };
      }
      begin += length;
    }
  }
}
