/** Requests in so many ms are counted together for how fast a run is. */
const WINDOW = 2000;

/** Lets requests go no faster than was asked for, and counts them. */
export class Pace {
  #gap: number;
  #now: () => number;
  #next = -Infinity;
  #count = 0;
  #recent: number[] = [];

  #signal: AbortSignal;
  #held: { over: Promise<void>; end(): void } | undefined;

  #told: () => void;

  /** `signal`: nobody waits any more. `told`: of every request that is let go. */
  constructor(rate: number | undefined, now: () => number, signal: AbortSignal, told = (): void => {}) {
    this.#told = told;
    this.#signal = signal;
    this.#gap = rate === undefined ? 0 : 1000 / rate;
    this.#now = now;
  }

  /** Requests that were let go. */
  get count(): number {
    return this.#count;
  }

  set count(count: number) {
    this.#count = count;
  }

  /** Until `release` nothing goes, whatever it belongs to. */
  hold(): void {
    if (this.#held !== undefined) return;
    let end: () => void = () => {};
    const over = new Promise<void>((resolve) => (end = resolve));
    this.#held = { over, end };
    this.#signal.addEventListener('abort', () => this.release(), { once: true });
  }

  release(): void {
    this.#held?.end();
    this.#held = undefined;
  }

  /** Resolves when the next request may go. */
  turn(): Promise<void> | undefined {
    if (this.#held !== undefined && !this.#signal.aborted) return this.#held.over.then(() => this.turn());
    this.#count++;
    this.#told();
    this.#note();
    if (this.#gap === 0) return undefined;
    const now = this.#now();
    const at = Math.max(now, this.#next);
    this.#next = at + this.#gap;
    if (at <= now) return undefined;
    return new Promise((resolve) => {
      const go = (): void => {
        clearTimeout(timer);
        this.#signal.removeEventListener('abort', go);
        resolve();
      };
      const timer = setTimeout(go, at - now);
      this.#signal.addEventListener('abort', go, { once: true });
      if (this.#signal.aborted) go();
    });
  }

  /** Over the last seconds. */
  get perSecond(): number {
    const [oldest] = this.#recent;
    if (oldest === undefined) return 0;
    const now = this.#now();
    this.#recent = this.#recent.filter((at) => now - at <= WINDOW);
    const span = Math.min(WINDOW, Math.max(100, now - oldest));
    return Math.round((this.#recent.length * 1000) / span);
  }

  #note(): void {
    const now = this.#now();
    this.#recent.push(now);
    if (this.#recent.length > 20_000) this.#recent = this.#recent.filter((at) => now - at <= WINDOW);
  }
}
