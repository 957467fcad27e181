import { setImmediate } from 'node:timers/promises';

const LONGEST_TURN_MS = 8;

/**
 * Lets long work on the index thread be interrupted: awaited between its pieces, it gives way to
 * whoever came in meanwhile once it has been at it for 8 ms.
 */
export class Pause {
  #since = performance.now();

  async now(): Promise<void> {
    if (performance.now() - this.#since < LONGEST_TURN_MS) return;
    await setImmediate();
    this.#since = performance.now();
  }

  /** Gives way in any case. */
  async yield(): Promise<void> {
    await setImmediate();
    this.#since = performance.now();
  }
}
