/** Arrivals kept one by one; beyond, resuming from so long ago is refused as a whole. */
const MOST_KEPT = 1000;

/**
 * Knows how far the journal was told, and which frames were told after newer ones: two sessions
 * number their frames from one counter and write them each in its own time. A page that says
 * "seen up to 6" may or may not have seen a late 5, so it cannot be resumed from there.
 */
export class LateArrivals {
  #head: number;
  #total = 0;
  #kept: { n: number; head: number }[] = [];
  /** Positions up to here may miss an arrival that is no longer kept. */
  #floor = -1;

  constructor(head: number) {
    this.#head = head;
  }

  get head(): number {
    return this.#head;
  }

  /** Late arrivals so far. */
  get total(): number {
    return this.#total;
  }

  note(batch: readonly { n: number }[]): void {
    const head = this.#head;
    for (const { n } of batch) {
      if (n <= head) this.#keep({ n, head });
      if (n > this.#head) this.#head = n;
    }
  }

  /** Whether everything told after `seen` can be found by its position alone. */
  canResume(seen: number | undefined): seen is number {
    if (seen === undefined || !Number.isSafeInteger(seen) || seen < 0 || seen > this.#head) return false;
    if (seen <= this.#floor) return false;
    return !this.#kept.some((late) => late.n <= seen && seen <= late.head);
  }

  #keep(late: { n: number; head: number }): void {
    this.#total += 1;
    this.#kept.push(late);
    if (this.#kept.length <= MOST_KEPT) return;
    const dropped = this.#kept.shift();
    this.#floor = Math.max(this.#floor, dropped?.head ?? 0);
  }
}
