import type { BodyProgress, BodyRequest, BodyRow } from '../body/body.ts';
import type { Hit } from '../body/hits.ts';
import type { Bodies, OpenedBody } from '../connection/bodies.ts';

const MOST_KEPT = 800;
const MARGIN = 30;
/** Rows above and below the view that are drawn already. */
const AHEAD = 6;

/** What a viewer shows: rows of one body in one mode, as many as are looked at. */
export class BodyView {
  #bodies: Pick<Bodies, 'open'>;
  #request: Omit<BodyRequest, 'columns'>;
  #opened: OpenedBody | undefined;
  #columns = 0;
  #progress = $state.raw<BodyProgress>({ rows: 0, read: 0, done: false });
  #rows = new Map<number, BodyRow>();
  #version = $state(0);
  #window: [number, number] = [0, 0];
  #isAsking = false;
  #hits: Hit[] = [];
  /** The rows here were asked for before the hits changed. */
  #isOutdated = false;
  #isAskedAnew = false;
  /** A byte to scroll to once the body is opened. */
  #goal: number | undefined;
  /** Row to scroll to, after the rows were cut anew. */
  #found = $state.raw<{ row: number; atTop: boolean } | undefined>(undefined);

  constructor(bodies: Pick<Bodies, 'open'>, request: Omit<BodyRequest, 'columns'>) {
    this.#bodies = bodies;
    this.#request = request;
  }

  get progress(): BodyProgress {
    return this.#progress;
  }
  get request(): Omit<BodyRequest, 'columns'> {
    return this.#request;
  }
  get found(): { row: number; atTop: boolean } | undefined {
    return this.#found;
  }
  row(index: number): BodyRow | undefined {
    return (void this.#version, this.#rows.get(index));
  }

  /** Cuts the body into rows of so many columns; what was at the top stays there. */
  fit(columns: number): void {
    if (columns === this.#columns || columns < 1) return;
    const top = this.#rows.get(this.#window[0])?.from ?? 0;
    this.#columns = columns;
    this.close();
    this.#rows.clear();
    this.#isAsking = this.#isOutdated = this.#isAskedAnew = false;
    this.#progress = { rows: this.#progress.rows, read: 0, done: false };
    const opened = this.#bodies.open(
      { ...this.#request, columns },
      {
        progress: (progress) => this.#onProgress(progress),
        rows: (from, rows) => this.#onRows(from, rows),
        found: (byte, row) => (this.#found = { row, atTop: byte !== this.#goal }),
      },
    );
    this.#opened = opened;
    if (this.#hits.length > 0) opened.mark(this.#hits);
    const wanted = top > 0 ? top : this.#goal;
    if (wanted !== undefined) opened.find(wanted);
  }

  /** What findings point at, in bytes of this body. */
  mark(hits: Hit[]): void {
    if (this.#hits.length === 0 && hits.length === 0) return;
    this.#hits = hits;
    this.#opened?.mark(hits);
    this.#isOutdated = true;
    this.#isAskedAnew = false;
    this.#ask();
  }

  /** Scrolls to the row of a byte, as soon as there is one. */
  goTo(byte: number): void {
    this.#goal = byte;
    this.#opened?.find(byte);
  }

  /** The viewer shows rows [from, to). */
  look(from: number, to: number): void {
    this.#window = [from, to];
    this.#ask();
  }

  close(): void {
    this.#opened?.close();
    this.#opened = undefined;
  }

  #onProgress(progress: BodyProgress): void {
    this.#progress = progress;
    this.#ask();
  }

  #onRows(from: number, rows: BodyRow[]): void {
    this.#isAsking = false;
    if (this.#isAskedAnew) {
      this.#rows.clear();
      this.#isOutdated = this.#isAskedAnew = false;
    }
    for (const [k, row] of rows.entries()) this.#rows.set(from + k, row);
    this.#evict();
    this.#version++;
    if (rows.length > 0) this.#ask();
  }

  #ask(): void {
    if (this.#isAsking) return;
    let from = Math.max(0, this.#window[0] - AHEAD);
    const to = Math.min(this.#window[1] + AHEAD, this.#progress.rows);
    while (from < to && this.#rows.has(from) && !this.#isOutdated) from++;
    if (from >= to) return;
    this.#isAsking = true;
    this.#isAskedAnew = this.#isOutdated;
    this.#opened?.rows(Math.max(0, from - MARGIN), Math.min(this.#progress.rows, to + MARGIN));
  }

  #evict(): void {
    if (this.#rows.size <= MOST_KEPT) return;
    const [from, to] = this.#window;
    for (const index of this.#rows.keys()) {
      if (index < from - MOST_KEPT / 4 || index > to + MOST_KEPT / 4) this.#rows.delete(index);
    }
  }
}
