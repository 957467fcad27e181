import { HELD_BYTES } from './held-bytes.ts';
import type { Payload } from '../../protocol/frame.ts';
import type { OpenFrame, Wire, WireHead } from './transport.ts';

/** A stretch of the raw bytes that is message, or message bytes that stand nowhere on the wire. */
type Piece = { from: number; to: number } | { bytes: Buffer };

/**
 * Puts one frame after another together from the parts that arrive, in order. Up to 1 MiB is held;
 * beyond, raw bytes and message go to disk as they come. Nothing is copied while parts lie side by side.
 */
export class FrameAssembly {
  #wire: Wire;
  #channel: string;
  /** The message is known to be one stretch of the raw bytes, so a large frame need not store it twice. */
  #isContiguous: boolean;
  #held: number;
  /** When the bytes that are given now came in. */
  #arrivedAt: () => number;
  /** When the first bytes of this frame did. */
  #since: number | undefined;
  #parts: Buffer[] = [];
  #pieces: Piece[] = [];
  #large: OpenFrame | undefined;
  #rawBytes = 0;
  #messageBytes = 0;
  #messageAt = 0;
  #derivedHeld = 0;

  constructor(
    wire: Wire,
    channel: string,
    isContiguous: boolean,
    arrivedAt: () => number,
    held: number = HELD_BYTES,
  ) {
    this.#wire = wire;
    this.#channel = channel;
    this.#isContiguous = isContiguous;
    this.#arrivedAt = arrivedAt;
    this.#held = held;
  }

  /** The frame began before any of its bytes was given: with a head that was read first. */
  began(at: number): void {
    this.#since = at;
  }

  get rawBytes(): number {
    return this.#rawBytes;
  }

  get messageBytes(): number {
    return this.#messageBytes;
  }

  /** Bytes of the wire that are not message: heads, chunk framing, field names. */
  raw(bytes: Buffer): void {
    if (bytes.length === 0) return;
    this.#since ??= this.#arrivedAt();
    this.#rawBytes += bytes.length;
    if (this.#large !== undefined) this.#large.raw(bytes);
    else this.#hold(bytes);
  }

  /** Bytes of the wire that are message too. */
  message(bytes: Buffer): void {
    if (bytes.length === 0) return;
    this.#since ??= this.#arrivedAt();
    const from = this.#rawBytes;
    if (this.#messageBytes === 0) this.#messageAt = from;
    this.#rawBytes += bytes.length;
    this.#messageBytes += bytes.length;
    if (this.#large !== undefined) {
      this.#spillMessage(this.#large, bytes);
      return;
    }
    const last = this.#pieces.at(-1);
    if (last !== undefined && 'to' in last && last.to === from) last.to += bytes.length;
    else this.#pieces.push({ from, to: from + bytes.length });
    this.#hold(bytes);
  }

  /** Message bytes that had to be derived: inflated, or the line breaks between SSE data lines. */
  derived(bytes: Buffer): void {
    if (bytes.length === 0) return;
    this.#since ??= this.#arrivedAt();
    this.#messageBytes += bytes.length;
    if (this.#large !== undefined) {
      this.#large.derived(bytes);
      return;
    }
    this.#pieces.push({ bytes });
    this.#derivedHeld += bytes.length;
    if (this.#derivedHeld > this.#held) this.#spill();
  }

  /**
   * Records the frame and begins the next. `keepsMessage: false`: what looked like a message is none.
   * `message` is given back when it was held.
   */
  end(given: WireHead, keepsMessage = true): { seq: number; message: Buffer | undefined } {
    const large = this.#large;
    const isOld = this.#since !== undefined && this.#since < this.#arrivedAt();
    const head = isOld ? { ...given, firstByte: this.#since! } : given;
    if (large !== undefined) {
      const payload = this.#largePayload(keepsMessage);
      this.#reset();
      return { seq: large.end(head, payload), message: undefined };
    }
    const raw = this.#parts.length === 1 ? this.#parts[0]! : Buffer.concat(this.#parts, this.#rawBytes);
    const pieces = keepsMessage && this.#messageBytes > 0 ? this.#pieces : [];
    this.#reset();
    const [only] = pieces;
    if (only === undefined)
      return { seq: this.#wire.record(head, raw, { kind: 'none' }), message: undefined };
    if (pieces.length === 1 && 'to' in only) {
      const { from, to } = only;
      return {
        seq: this.#wire.record(head, raw, { kind: 'slice', from, to }),
        message: raw.subarray(from, to),
      };
    }
    const message = Buffer.concat(pieces.map((piece) => bytesOf(piece, raw)));
    return { seq: this.#wire.record(head, raw, { kind: 'stored', bytes: message.length }, message), message };
  }

  #hold(bytes: Buffer): void {
    const last = this.#parts.at(-1);
    if (last !== undefined && areAdjacent(last, bytes)) {
      this.#parts[this.#parts.length - 1] = Buffer.from(
        last.buffer,
        last.byteOffset,
        last.length + bytes.length,
      );
    } else {
      this.#parts.push(bytes);
    }
    if (this.#rawBytes > this.#held) this.#spill();
  }

  #spill(): void {
    const raw = this.#parts.length === 1 ? this.#parts[0]! : Buffer.concat(this.#parts);
    const large = this.#wire.begin(this.#channel);
    const [only] = this.#pieces;
    if (this.#isContiguous && only !== undefined && 'to' in only) {
      large.raw(raw.subarray(0, only.from));
      large.raw(raw.subarray(only.from, only.to), true);
      large.raw(raw.subarray(only.to));
    } else {
      large.raw(raw);
      for (const piece of this.#pieces) large.derived(bytesOf(piece, raw));
    }
    this.#parts = [];
    this.#pieces = [];
    this.#large = large;
  }

  #largePayload(keepsMessage: boolean): Payload | undefined {
    if (!keepsMessage || this.#messageBytes === 0) return { kind: 'none' };
    if (!this.#isContiguous) return undefined;
    return { kind: 'slice', from: this.#messageAt, to: this.#messageAt + this.#messageBytes };
  }

  #spillMessage(large: OpenFrame, bytes: Buffer): void {
    large.raw(bytes, this.#isContiguous);
    if (!this.#isContiguous) large.derived(bytes);
  }

  #reset(): void {
    this.#parts = [];
    this.#pieces = [];
    this.#large = undefined;
    this.#since = undefined;
    this.#rawBytes = 0;
    this.#messageBytes = 0;
    this.#derivedHeld = 0;
  }
}

function areAdjacent(before: Buffer, after: Buffer): boolean {
  return before.buffer === after.buffer && before.byteOffset + before.length === after.byteOffset;
}

function bytesOf(piece: Piece, raw: Buffer): Buffer {
  return 'to' in piece ? raw.subarray(piece.from, piece.to) : piece.bytes;
}
