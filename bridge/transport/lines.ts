import { HELD_BYTES } from './held-bytes.ts';
import type { OpenFrame, Wire, WireHead } from './transport.ts';

const NEWLINE = 0x0a;
const RETURN = 0x0d;

/**
 * Cuts a byte stream into one frame per line, terminator included, so that the frames put together
 * are the stream. What is left at the end is a frame too.
 */
export class LineRecorder {
  #wire: Wire;
  #head: WireHead;
  #held: Uint8Array[] = [];
  #heldBytes = 0;
  #large: OpenFrame | undefined;
  #largeBytes = 0;
  /** When the first part of what is held came. */
  #since = 0;

  constructor(wire: Wire, head: WireHead) {
    this.#wire = wire;
    this.#head = head;
  }

  get hasTail(): boolean {
    return this.#heldBytes > 0 || this.#large !== undefined;
  }

  /** The caller flushes the wire once it is through with a chunk. */
  push(chunk: Buffer): void {
    let at = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, at)) {
      this.#complete(chunk.subarray(at, end + 1));
      at = end + 1;
    }
    if (at < chunk.length) this.#hold(chunk.subarray(at));
  }

  /** Records what is left without a line end. `problem` says why it has none. */
  finish(problem?: string): void {
    if (!this.hasTail) return;
    const begun = this.#begunHead();
    const head = problem === undefined ? begun : { ...begun, problem };
    if (this.#large !== undefined) {
      this.#large.end(head, { kind: 'slice', from: 0, to: this.#largeBytes });
      this.#large = undefined;
      return;
    }
    const line = this.#take();
    this.#wire.record(head, line, { kind: 'slice', from: 0, to: line.length });
  }

  #complete(end: Uint8Array): void {
    if (this.#large !== undefined) {
      this.#completeLarge(this.#large, end);
      return;
    }
    let line = end;
    let head = this.#head;
    if (this.#heldBytes > 0) {
      head = this.#begunHead();
      this.#held.push(end);
      this.#heldBytes += end.length;
      line = this.#take();
    }
    const to = line.at(-2) === RETURN ? line.length - 2 : line.length - 1;
    this.#wire.record(head, line, { kind: 'slice', from: 0, to });
  }

  #completeLarge(large: OpenFrame, end: Uint8Array): void {
    large.raw(end, true);
    const to = this.#largeBytes + end.length - (end.at(-2) === RETURN ? 2 : 1);
    large.end(this.#begunHead(), { kind: 'slice', from: 0, to });
    this.#large = undefined;
  }

  /** Of a line that began in an earlier chunk than it ended in. */
  #begunHead(): WireHead {
    return { ...this.#head, firstByte: this.#since };
  }

  #hold(part: Uint8Array): void {
    if (this.#large !== undefined) {
      this.#large.raw(part, true);
      this.#largeBytes += part.length;
      return;
    }
    if (this.#heldBytes === 0) this.#since = this.#wire.now();
    this.#held.push(part);
    this.#heldBytes += part.length;
    if (this.#heldBytes <= HELD_BYTES) return;
    this.#large = this.#wire.begin(this.#head.channel);
    this.#largeBytes = this.#heldBytes;
    for (const held of this.#held) this.#large.raw(held, true);
    this.#held = [];
    this.#heldBytes = 0;
  }

  #take(): Uint8Array {
    const line = this.#held.length === 1 ? this.#held[0]! : Buffer.concat(this.#held, this.#heldBytes);
    this.#held = [];
    this.#heldBytes = 0;
    return line;
  }
}
