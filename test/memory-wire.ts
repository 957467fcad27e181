import { type Payload } from '../protocol/frame.ts';
import type { OpenFrame, Wire, WireHead } from '../bridge/transport/transport.ts';

export interface KeptFrame {
  seq: number;
  head: WireHead;
  raw: Buffer;
  payload: Payload;
  message: Buffer;
}

/** A Wire that keeps frames in memory, for tests of transports: announces at `flush`, as the real one does. */
export class MemoryWire implements Wire {
  blocked = false;
  frames: KeptFrame[] = [];
  /** Longest frame given as a whole; what is longer must come through `begin`. */
  longestWhole = 0;
  /** Bytes of large frames are dropped when false, so that a gigabyte can be counted without holding it. */
  keepsLarge = true;
  largeBytes = 0;
  #unflushed: KeptFrame[] = [];
  #seq = 0;
  #waiting: { until: (frames: KeptFrame[]) => boolean; resolve: () => void }[] = [];
  #blockedWaiters: (() => void)[] = [];

  now(): number {
    return performance.now();
  }

  record(head: WireHead, raw: Uint8Array, payload: Payload, stored?: Uint8Array): number {
    this.longestWhole = Math.max(this.longestWhole, raw.length);
    const bytes = Buffer.from(raw);
    const message =
      payload.kind === 'slice'
        ? bytes.subarray(payload.from, payload.to)
        : Buffer.from(stored ?? new Uint8Array());
    return this.#keep({ seq: ++this.#seq, head, raw: bytes, payload, message });
  }

  begin(): OpenFrame {
    const raw: Buffer[] = [];
    const derived: Buffer[] = [];
    const count = { raw: 0, payload: 0, derived: 0 };
    return {
      raw: (chunk, isPayload = false) => {
        count.raw += chunk.length;
        if (isPayload) count.payload += chunk.length;
        this.largeBytes += chunk.length;
        if (this.keepsLarge) raw.push(Buffer.from(chunk));
      },
      derived: (chunk) => {
        count.derived += chunk.length;
        if (this.keepsLarge) derived.push(Buffer.from(chunk));
      },
      end: (head, slice) => {
        const bytes = Buffer.concat(raw);
        const payload = largePayload(count, slice);
        const message =
          payload.kind === 'slice' ? bytes.subarray(payload.from, payload.to) : Buffer.concat(derived);
        return this.#keep({ seq: ++this.#seq, head, raw: bytes, payload, message });
      },
    };
  }

  flush(): void {
    this.frames.push(...this.#unflushed);
    this.#unflushed = [];
    const done = this.#waiting.filter((waiter) => waiter.until(this.frames));
    this.#waiting = this.#waiting.filter((waiter) => !done.includes(waiter));
    for (const waiter of done) waiter.resolve();
  }

  whenUnblocked(then: () => void): void {
    if (this.blocked) this.#blockedWaiters.push(then);
    else then();
  }

  unblock(): void {
    this.blocked = false;
    for (const then of this.#blockedWaiters.splice(0)) then();
  }

  /** Resolves once the announced frames are as wanted. */
  until(isEnough: (frames: KeptFrame[]) => boolean): Promise<void> {
    if (isEnough(this.frames)) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push({ until: isEnough, resolve }));
  }

  /** All bytes of a channel, as its frames hold them. */
  channel(name: string): Buffer {
    return Buffer.concat(
      this.frames.filter((frame) => frame.head.channel === name).map((frame) => frame.raw),
    );
  }

  #keep(frame: KeptFrame): number {
    this.#unflushed.push(frame);
    return frame.seq;
  }
}

/** As the pipeline decides it: derived bytes first, then what the transport says, then what was marked. */
function largePayload(
  count: { raw: number; payload: number; derived: number },
  slice: Payload | undefined,
): Payload {
  if (count.derived > 0) return { kind: 'stored', bytes: count.derived };
  if (slice !== undefined) return slice;
  if (count.payload === 0) return { kind: 'none' };
  return { kind: 'slice', from: count.raw - count.payload, to: count.raw };
}
