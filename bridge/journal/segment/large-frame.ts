import { PART_BYTES, RECORD_BYTES, RecordKind } from './format.ts';
import { PartTable } from './part-table.ts';
import type { SegmentWriter } from './writer.ts';

/** What is known of a large frame from its first record on. */
export interface LargeFrameOrigin {
  stream: number;
  run: number;
  channel: string;
  /** ms since the epoch. */
  wall: number;
}

/** Parts shorter than this wait for more, so that a line dripping in byte by byte costs no record per byte. */
const LEAST_PART = 16 * 1024;

/** Raw and stored bytes of one large frame, written as parts while they come. */
export class LargeFrameParts {
  readonly origin: LargeFrameOrigin;
  readonly raw: PartStream;
  readonly stored: PartStream;

  constructor(writer: SegmentWriter, origin: LargeFrameOrigin) {
    this.origin = origin;
    this.raw = new PartStream(writer, origin, RecordKind.rawPart);
    this.stored = new PartStream(writer, origin, RecordKind.storedPart);
  }

  finish(): { raw: PartTable; stored: PartTable } {
    return { raw: this.raw.finish(), stored: this.stored.finish() };
  }
}

type PartKind = typeof RecordKind.rawPart | typeof RecordKind.storedPart;

class PartStream {
  total = 0;
  #writer: SegmentWriter;
  #origin: LargeFrameOrigin;
  #kind: PartKind;
  #table = new PartTable();
  #waiting = Buffer.alloc(0);

  constructor(writer: SegmentWriter, origin: LargeFrameOrigin, kind: PartKind) {
    this.#writer = writer;
    this.#origin = origin;
    this.#kind = kind;
  }

  push(chunk: Uint8Array): void {
    this.total += chunk.length;
    if (this.#waiting.length + chunk.length < LEAST_PART) {
      this.#waiting = Buffer.concat([this.#waiting, chunk]);
      return;
    }
    this.#place(this.#waiting);
    this.#waiting = Buffer.alloc(0);
    for (let at = 0; at < chunk.length; at += PART_BYTES) this.#place(chunk.subarray(at, at + PART_BYTES));
  }

  finish(): PartTable {
    this.#place(this.#waiting);
    this.#waiting = Buffer.alloc(0);
    return this.#table;
  }

  #place(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    const { stream, run } = this.#origin;
    const { segment, offset } = this.#writer.place(
      { kind: this.#kind, stream, seq: 0, run, k: 0 },
      '',
      bytes,
    );
    this.#table.add({ segment, offset: offset + RECORD_BYTES, length: bytes.length });
  }
}
