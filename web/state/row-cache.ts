import type { RowsPage } from '../../protocol/api.ts';
import type { ExchangeSummary } from '../../protocol/exchange.ts';
import type { FrameSummary } from '../../protocol/frame.ts';

export type Row = FrameSummary | ExchangeSummary;

export function isExchange(row: Row): row is ExchangeSummary {
  return typeof row.request === 'object';
}

/** The frame a row stands for: itself, or the request of an exchange. */
export function frameOf(row: Row): FrameSummary {
  return isExchange(row) ? row.request : row;
}

type Answer = Pick<RowsPage, 'total' | 'complete' | 'from' | 'rows'>;

const MOST_KEPT = 3000;
/** When the cache is full, what is farther from the window than this goes. */
const KEPT_AROUND = 1000;

/**
 * The rows of one query that were looked at lately, by their index from the oldest match. Never
 * holds more than a few thousand, however many match.
 */
export class RowCache {
  #rows = new Map<number, Row>();
  #total = 0;
  /** The last answer counted all matches, so indices stay what they are. */
  #isCounted = true;

  get total(): number {
    return this.#total;
  }
  get size(): number {
    return this.#rows.size;
  }

  at(index: number): Row | undefined {
    return this.#rows.get(index);
  }

  /** The stretch from the first to the last row in [from, to) that is not here. */
  missing(from: number, to: number): [number, number] | undefined {
    let first = Math.max(0, from);
    let last = Math.min(this.#total, to) - 1;
    while (first <= last && this.#rows.has(first)) first++;
    while (last > first && this.#rows.has(last)) last--;
    return first <= last ? [first, last + 1] : undefined;
  }

  /** Different names among the rows that are here, oldest first. */
  names(): string[] {
    const names = new Set<string>();
    for (const row of this.#rows.values()) {
      const { name } = frameOf(row);
      if (name !== undefined) names.add(name);
    }
    return [...names];
  }

  clear(): void {
    this.#rows.clear();
    this.#total = 0;
    this.#isCounted = true;
  }

  /**
   * Takes in an answer. Returns by how much the rows that were here moved: while the oldest part of
   * the journal is still being counted, and after a deletion, indices change under us.
   */
  take(page: Answer, focus: readonly [number, number]): number {
    const shift = this.#shiftTo(page);
    if (shift === undefined) this.#rows.clear();
    else if (shift !== 0) this.#rows = new Map([...this.#rows].map(([index, row]) => [index + shift, row]));
    const moved = shift ?? page.total - this.#total;
    for (const [k, row] of page.rows.entries()) this.#rows.set(page.from + k, row);
    for (const index of this.#rows.keys()) if (index < 0 || index >= page.total) this.#rows.delete(index);
    this.#total = page.total;
    this.#isCounted = page.complete;
    this.#evict(focus[0] + moved, focus[1] + moved);
    return moved;
  }

  /** 0 when the answer fits what is here; undefined when nothing of it can be kept. */
  #shiftTo({ total, from, rows }: Answer): number | undefined {
    let sawConflict = total < this.#total || !this.#isCounted;
    for (const [k, row] of rows.entries()) {
      const known = this.#rows.get(from + k);
      if (known === undefined) continue;
      if (frameOf(known).n === frameOf(row).n) return 0;
      sawConflict = true;
    }
    if (!sawConflict) return 0;
    const places = new Map(rows.map((row, k) => [frameOf(row).n, from + k]));
    for (const [index, row] of this.#rows) {
      const place = places.get(frameOf(row).n);
      if (place !== undefined) return place - index;
    }
    return undefined;
  }

  #evict(from: number, to: number): void {
    if (this.#rows.size <= MOST_KEPT) return;
    for (const index of this.#rows.keys()) {
      if (index < from - KEPT_AROUND || index >= to + KEPT_AROUND) this.#rows.delete(index);
    }
  }
}
