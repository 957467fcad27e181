/** Requests that a run may make around its cases, however few it has: controls, confirmations, making smaller. */
const LEAST = 300;

/**
 * Requests around the cases of a run: as many as it was given cases, and those that it does not need for them. Half is
 * kept for seeing again what was seen: what is made smaller may not take it from those found later.
 */
export class Allowance {
  #most: number;
  #spent: number;
  #signal: AbortSignal;

  /** `before`: what the run had spent when it was left behind. */
  constructor(budget: number, cases: number, signal: AbortSignal, before = 0) {
    this.#most = Math.max(LEAST, 2 * budget - cases);
    this.#signal = signal;
    this.#spent = before;
  }

  get spent(): number {
    return this.#spent;
  }

  /** One more; false: there are none left, or nobody wants them any more. */
  spend(): boolean {
    return this.#take(this.#most);
  }

  /** One more for making a message smaller. */
  spendOnSmaller(): boolean {
    return this.#take(this.#most / 2);
  }

  #take(most: number): boolean {
    if (this.#signal.aborted || this.#spent >= most) return false;
    this.#spent++;
    return true;
  }
}
