import type { FrameSummary } from '../../protocol/frame.ts';

const SLACK = 8192;

/** The newest rows of this run in order of position, for pages that follow along. Bounded. */
export class RecentRows {
  #rows: FrameSummary[] = [];
  #most: number;
  /** Rows with positions up to here were let go, or never here. */
  #forgotten: number;
  /** The same rows by session, ascending seq. */
  #bySession = new Map<string, FrameSummary[]>();

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
    const session = this.#bySession.get(row.session);
    if (session === undefined) this.#bySession.set(row.session, [row]);
    else session.push(row);
    if (this.#rows.length > this.#most + SLACK) this.#letGo(this.#rows.length - this.#most);
  }

  get(session: string, seq: number): FrameSummary | undefined {
    const rows = this.#bySession.get(session) ?? [];
    const row = rows[firstAfter(rows, seq - 1, (one) => one.seq)];
    return row?.seq === seq ? row : undefined;
  }

  /** Rows after a position, all of them or the newest `limit`. undefined: some of those asked for are not here any more. */
  after(position: number, limit: number): FrameSummary[] | undefined {
    if (position < this.#forgotten && this.#rows.length < limit) return undefined;
    return this.newest(position, limit);
  }

  /** Of the rows held here, the newest `limit` after a position. */
  newest(position: number, limit: number): FrameSummary[] {
    const from = firstAfter(this.#rows, position, (row) => row.n);
    return this.#rows.slice(Math.max(from, this.#rows.length - limit));
  }

  forget(session: string): void {
    if (!this.#bySession.delete(session)) return;
    this.#rows = this.#rows.filter((row) => row.session !== session);
  }

  #letGo(count: number): void {
    this.#forgotten = Math.max(this.#forgotten, this.#rows[count - 1]?.n ?? 0);
    this.#rows.splice(0, count);
    for (const [id, rows] of this.#bySession) {
      rows.splice(
        0,
        firstAfter(rows, this.#forgotten, (row) => row.n),
      );
      if (rows.length === 0) this.#bySession.delete(id);
    }
  }
}

/** Index of the first row whose key is above `key`; keys ascend. */
function firstAfter(
  rows: readonly FrameSummary[],
  key: number,
  keyOf: (row: FrameSummary) => number,
): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (keyOf(rows[middle]!) <= key) low = middle + 1;
    else high = middle;
  }
  return low;
}
