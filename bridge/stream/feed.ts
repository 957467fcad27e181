import type { FrameSummary } from '../../protocol/frame.ts';
import type { Snapshot } from '../../protocol/stream.ts';
import type { Change, StreamListener, StreamSource } from './source.ts';

/** Newest rows held for pages that were away for a moment; older ones come from the journal. */
const HELD_ROWS = 8192;

export interface FeedOptions {
  snapshot(): Omit<Snapshot, 'head'>;
  /** Journal position before anything was announced in this run. */
  head: number;
  /** Rows of this run that are no longer held: n > `after`, ascending, at most `limit` and then the newest. */
  older(after: number, limit: number): Promise<FrameSummary[]>;
}

/** What pages are told: announced rows in order, and changes. One per bridge. */
export class Feed implements StreamSource {
  #o: FeedOptions;
  #head: number;
  #held: FrameSummary[] = [];
  #dropped = 0;
  #listeners = new Set<StreamListener>();

  constructor(options: FeedOptions) {
    this.#o = options;
    this.#head = options.head;
  }

  /** Rows that are in their session's file. */
  announce(rows: readonly FrameSummary[]): void {
    const last = rows.at(-1);
    if (last === undefined) return;
    this.#head = Math.max(this.#head, last.n);
    for (const row of rows) this.#held.push(row);
    if (this.#held.length > HELD_ROWS * 2) {
      this.#held = this.#held.slice(-HELD_ROWS);
      this.#dropped = this.#held[0]!.n - 1;
    }
    for (const listener of this.#listeners) listener.frames(rows);
  }

  change(change: Change): void {
    for (const listener of this.#listeners) listener.change(change);
  }

  head(): number {
    return this.#head;
  }

  snapshot(): Snapshot {
    return { ...this.#o.snapshot(), head: this.#head };
  }

  async summariesAfter(after: number, limit: number): Promise<FrameSummary[]> {
    if (after < this.#dropped) return this.#o.older(after, limit);
    const rows = this.#held.filter((row) => row.n > after).sort((a, b) => a.n - b.n);
    return rows.slice(-limit);
  }

  subscribe(listener: StreamListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
