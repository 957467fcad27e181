import type { FrameHead, Payload } from '../protocol/frame.ts';
import { scannerFor, scanPayload, type FrameScanner, type Scan } from '../protocol/mcp/scan.ts';
import { createSummariser, type Summariser } from '../protocol/mcp/summary.ts';
import type { LiveFrame } from './session/live-frame.ts';
import type { RecordingWay } from './session/recording-way.ts';
import type { OpenFrame, Wire, WireHead } from './transport/transport.ts';

const RETRY_AFTER = 1000;

/**
 * The way of every byte: transport → journal → (only then) index, pages and session.
 * One per session; it is the Wire its transports write to.
 */
export function createPipeline(options: RecordingWay): Wire {
  return new Pipeline(options);
}

class Pipeline implements Wire {
  blocked = false;
  #o: RecordingWay;
  #summariser: Summariser;
  /** Appended to the log, not yet written; nobody has heard of them. */
  #unwritten: LiveFrame[] = [];
  #isAnnouncing = false;
  #written: LiveFrame[] = [];
  #waiting: (() => void)[] = [];

  constructor(options: RecordingWay) {
    this.#o = options;
    this.#summariser = createSummariser(options.log.id);
  }

  record(wireHead: WireHead, raw: Uint8Array, payload: Payload, stored?: Uint8Array): number {
    const head = this.#stamp(wireHead);
    const placed = this.#o.log.append(head, raw, payload, stored);
    const message = payload.kind === 'slice' ? raw.subarray(payload.from, payload.to) : stored;
    const scan = message === undefined ? undefined : scanPayload(head.channel, message);
    this.#keep(placed, head, raw.length, scan, () => Promise.resolve(message ?? EMPTY));
    return placed.seq;
  }

  begin(channel: string): OpenFrame {
    const large = this.#o.log.begin(channel);
    const scanner: FrameScanner = scannerFor(channel);
    const count = { raw: 0, payload: 0, derived: 0, told: 0 };
    return {
      raw: (chunk, isPayload = false) => {
        large.raw(chunk);
        count.raw += chunk.length;
        if (isPayload) {
          scanner.push(chunk);
          count.payload += chunk.length;
        }
        if (count.raw - count.told < 4 * 1024 * 1024) return;
        count.told = count.raw;
        this.#o.announce.receiving({ channel, bytes: count.raw });
      },
      derived: (chunk) => {
        large.stored(chunk);
        scanner.push(chunk);
        count.derived += chunk.length;
      },
      end: (wireHead, slice) => {
        const head = this.#stamp(wireHead);
        const payload: Payload =
          count.derived > 0
            ? { kind: 'stored', bytes: count.derived }
            : (slice ??
              (count.payload > 0
                ? { kind: 'slice', from: count.raw - count.payload, to: count.raw }
                : { kind: 'none' }));
        const placed = large.end(head, payload);
        const scan = payload.kind === 'none' ? undefined : scanner.end();
        this.#keep(placed, head, count.raw, scan, () => this.#o.readMessage(placed.seq));
        if (count.told > 0) this.#o.announce.receiving(undefined);
        return placed.seq;
      },
    };
  }

  flush(): void {
    if (this.blocked) return;
    const problem = this.#o.log.flush();
    if (problem !== undefined) {
      this.blocked = true;
      this.#o.announce.recording(problem);
      this.#retryLater();
      return;
    }
    if (this.#unwritten.length === 0) return;
    for (const frame of this.#unwritten) this.#written.push(frame);
    this.#unwritten = [];
    this.#announce();
  }

  now(): number {
    return this.#o.clock.mono() - this.#o.began;
  }

  whenUnblocked(then: () => void): void {
    if (this.blocked) this.#waiting.push(then);
    else then();
  }

  #retryLater(): void {
    setTimeout(() => {
      if (this.#o.log.flush() !== undefined) {
        this.#retryLater();
        return;
      }
      this.blocked = false;
      this.#o.announce.recording(undefined);
      this.flush();
      const waiting = this.#waiting;
      this.#waiting = [];
      for (const then of waiting) then();
    }, this.#o.retryAfter ?? RETRY_AFTER).unref();
  }

  #stamp(head: WireHead): FrameHead {
    const { clock, began } = this.#o;
    return { ...head, leg: 'server', wall: clock.wall(), mono: clock.mono() - began };
  }

  #keep(
    placed: { seq: number; n: number },
    head: FrameHead,
    rawBytes: number,
    scan: Scan | undefined,
    message: () => Promise<Uint8Array>,
  ): void {
    const summary = this.#summariser.summarise(placed, head, rawBytes, scan);
    this.#unwritten.push({ summary, head, scan, message });
  }

  /** A bug in a listener must not end the bridge, nor keep later frames from anybody. */
  #guarded(tell: () => void): void {
    try {
      tell();
    } catch (bug) {
      this.#o.onBug(bug);
    }
  }

  /** A listener may send, which flushes again: those frames wait their turn, so that order is kept. */
  #announce(): void {
    if (this.#isAnnouncing) return;
    this.#isAnnouncing = true;
    try {
      while (this.#written.length > 0) {
        const batch = this.#written;
        this.#written = [];
        this.#guarded(() => this.#o.announce.rows(batch.map((frame) => frame.summary)));
        this.#guarded(() => this.#o.announce.frames(batch));
      }
    } finally {
      this.#isAnnouncing = false;
    }
  }
}

const EMPTY = new Uint8Array(0);
