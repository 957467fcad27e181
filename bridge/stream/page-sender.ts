import type { FrameSummary } from '../../protocol/frame.ts';
import type { BridgeMessage } from '../../protocol/stream.ts';
import { type Change, keyOf } from './source.ts';

/** Where a sender writes to: one page's socket. */
export interface Outlet {
  /** `written` is called when the operating system has taken the text, or never. */
  send(text: string, written: () => void): void;
  /** Bytes handed over and not yet taken by the operating system. */
  readonly buffered: number;
}

/** What a sender masks rows and changes with. */
export type MaskFields = <T>(value: T) => T;

export const MOST_ROWS = 200;
/** Characters of one frames event; a hostile server chooses how long names are. */
const MOST_TEXT = 256 * 1024;
const FLUSH_EVERY_MS = 16;
/** Somebody looks at the button they pressed: that the answer is there is not held back for other things. */
const HURRIED_EVERY_MS = 1;
/** Bytes in the socket above which nothing more is given to it. */
const HIGH_WATER = 256 * 1024;
/** Frames events under way that the page has not taken in yet. */
const MOST_UNTAKEN = 4;

/**
 * Tells one page what happened, as fast as that page takes it. What it holds back is of fixed
 * size: a count, the newest rows, and one latest change per thing.
 */
export class PageSender {
  readonly #outlet: Outlet;
  readonly #mask: MaskFields;
  readonly #changes = new Map<string, Change>();
  /** `upTo` of events sent and not taken, oldest first. */
  #untaken: number[] = [];
  #after: number;
  #upTo: number;
  #count = 0;
  #rows: FrameSummary[] = [];
  #lastFlush = -Infinity;
  #cancelFlush: (() => void) | undefined;
  #isHeld = true;
  #isClosed = false;

  /** Frames are told from position `after` on. Nothing is sent before `release`. */
  constructor(outlet: Outlet, mask: MaskFields, after: number) {
    this.#outlet = outlet;
    this.#mask = mask;
    this.#after = after;
    this.#upTo = after;
  }

  /** Frames not sent yet, and how many of their rows are kept. */
  get pending(): { count: number; rows: number; changes: number } {
    return { count: this.#count, rows: this.#rows.length, changes: this.#changes.size };
  }

  /** Puts frames in front of those that came meanwhile; they were recorded between `after` and them. */
  prepend(history: readonly FrameSummary[]): void {
    this.#count += history.length;
    this.#upTo = Math.max(this.#upTo, history.at(-1)?.n ?? 0);
    this.#rows = [...history, ...this.#rows].slice(-MOST_ROWS);
  }

  /** Forgets the frames told so far: the page starts anew from `after`. */
  restart(after: number): void {
    this.#after = after;
    this.#upTo = after;
    this.#count = 0;
    this.#rows = [];
  }

  /** Sends a first message at once and everything else from now on. */
  release(first: BridgeMessage): void {
    this.#isHeld = false;
    // The snapshot in the first message holds everything that changed so far, except preferences and runs.
    for (const key of this.#changes.keys())
      if (key !== 'preferences' && !key.startsWith('run ')) this.#changes.delete(key);
    this.#send(JSON.stringify(this.#mask(first)));
    this.#plan();
  }

  frames(batch: readonly FrameSummary[]): void {
    for (const summary of batch) this.#upTo = Math.max(this.#upTo, summary.n);
    this.#count += batch.length;
    this.#rows.push(...batch.slice(-MOST_ROWS));
    // Cut now and then: cutting for every frame of a flood would cost more than the frames.
    if (this.#rows.length > 2 * MOST_ROWS) this.#rows = this.#rows.slice(-MOST_ROWS);
    this.#plan();
  }

  change(change: Change): void {
    const key = keyOf(change);
    // Deleted first, so that what changed last is sent last.
    this.#changes.delete(key);
    this.#changes.set(key, change);
    this.#plan(change.kind === 'call' ? HURRIED_EVERY_MS : FLUSH_EVERY_MS);
  }

  /** The page has taken in all frames up to this position. */
  taken(upTo: number): void {
    this.#untaken = this.#untaken.filter((sent) => sent > upTo);
    this.#plan();
  }

  close(): void {
    this.#isClosed = true;
    this.#cancelFlush?.();
    this.restart(this.#after);
    this.#changes.clear();
  }

  /** Flushes soon: at the end of this turn, or when the last flush is long enough ago. */
  #plan(every = FLUSH_EVERY_MS): void {
    const isPlanned = this.#cancelFlush !== undefined && every === FLUSH_EVERY_MS;
    if (this.#isHeld || this.#isClosed || isPlanned || !this.#hasWork()) return;
    this.#cancelFlush?.();
    const wait = this.#lastFlush + every - performance.now();
    if (wait <= 0) {
      const immediate = setImmediate(() => this.#flush());
      this.#cancelFlush = () => clearImmediate(immediate);
    } else {
      const timer = setTimeout(() => this.#flush(), wait);
      this.#cancelFlush = () => clearTimeout(timer);
    }
  }

  #hasWork(): boolean {
    if (this.#outlet.buffered >= HIGH_WATER) return false;
    return this.#changes.size > 0 || this.#maySendFrames();
  }

  #maySendFrames(): boolean {
    return this.#count > 0 && this.#untaken.length < MOST_UNTAKEN;
  }

  #flush(): void {
    this.#cancelFlush = undefined;
    this.#lastFlush = performance.now();
    // Changes first: a session is known before its frames arrive.
    for (const [key, change] of this.#changes) {
      if (this.#outlet.buffered >= HIGH_WATER) return;
      this.#changes.delete(key);
      this.#send(JSON.stringify(this.#mask(change)));
    }
    if (this.#maySendFrames() && this.#outlet.buffered < HIGH_WATER) this.#sendFrames();
  }

  #sendFrames(): void {
    const rows = this.#newestRowTexts();
    const place = `"after":${this.#after},"upTo":${this.#upTo},"count":${this.#count}`;
    this.#untaken.push(this.#upTo);
    this.restart(this.#upTo);
    this.#send(`{"kind":"frames",${place},"rows":[${rows.join(',')}]}`);
  }

  #newestRowTexts(): string[] {
    const texts: string[] = [];
    let size = 0;
    for (const row of this.#rows.slice(-MOST_ROWS).reverse()) {
      const text = JSON.stringify(this.#mask(row));
      size += text.length;
      if (size > MOST_TEXT) break;
      texts.push(text);
    }
    return texts.reverse();
  }

  #send(text: string): void {
    this.#outlet.send(text, () => this.#plan());
  }
}
