import type { FrameSummary } from '../../protocol/frame.ts';

/** The newest rows of this run in order of position, for pages that follow along. Bounded. */
export class RecentRows {
  #rows: FrameSummary[] = [];
  #most: number;
  /** Rows with positions up to here were let go, or never here. */
  #forgotten: number;
  #bySession = new Map<string, Map<number, FrameSummary>>();

  /** `from`: positions up to this one belong to earlier runs. */
  constructor(from: number, most = 65_536) {
    this.#forgotten = from;
    this.#most = most;
  }

  /** Newest position. */
  get head(): number {
    return this.#rows.at(-1)?.n ?? this.#forgotten;
  }

  add(row: FrameSummary): void {
    let at = this.#rows.length;
    // Sessions write on their own, so a position may come a little after a later one.
    while (at > 0 && this.#rows[at - 1]!.n > row.n) at--;
    if (at === this.#rows.length) this.#rows.push(row);
    else this.#rows.splice(at, 0, row);
    let session = this.#bySession.get(row.session);
    if (session === undefined) this.#bySession.set(row.session, (session = new Map()));
    session.set(row.seq, row);
    if (this.#rows.length > this.#most * 2) this.#letGo(this.#rows.length - this.#most);
  }

  get(session: string, seq: number): FrameSummary | undefined {
    return this.#bySession.get(session)?.get(seq);
  }

  /** Rows after a position, all of them or the newest `limit`. undefined: some of those asked for are not here any more. */
  after(position: number, limit: number): FrameSummary[] | undefined {
    if (position < this.#forgotten && this.#rows.length < limit) return undefined;
    return this.newest(position, limit);
  }

  /** Of the rows held here, the newest `limit` after a position. */
  newest(position: number, limit: number): FrameSummary[] {
    let low = 0;
    let high = this.#rows.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#rows[middle]!.n <= position) low = middle + 1;
      else high = middle;
    }
    return this.#rows.slice(Math.max(low, this.#rows.length - limit));
  }

  forget(session: string): void {
    if (!this.#bySession.delete(session)) return;
    this.#rows = this.#rows.filter((row) => row.session !== session);
  }

  #letGo(count: number): void {
    const gone = this.#rows.splice(0, count);
    this.#forgotten = Math.max(this.#forgotten, gone.at(-1)?.n ?? 0);
    for (const row of gone) {
      const session = this.#bySession.get(row.session);
      session?.delete(row.seq);
      if (session?.size === 0) this.#bySession.delete(row.session);
    }
  }
}
