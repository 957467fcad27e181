import { setImmediate, setTimeout } from 'node:timers/promises';

const LONGEST_TURN_MS = 8;

/**
 * Lets long work on the index thread be interrupted: awaited between its pieces, it gives way to
 * whoever came in meanwhile once it has been at it for 8 ms.
 */
export class Pause {
  /** Somebody waits for so many lists right now. */
  waitedFor = 0;
  #isBackgroundBusy = false;
  #since = performance.now();

  /** `isUrgent`: of work that may wait while somebody waits for something else; a long piece of it was begun before. */
  async now(isUrgent: () => boolean = () => true): Promise<void> {
    if (performance.now() - this.#since < LONGEST_TURN_MS) return;
    await setImmediate();
    while (!isUrgent() && this.waitedFor > 0) await setTimeout(2);
    this.#since = performance.now();
  }

  /**
   * For a piece of work that nobody waits for: begins when nobody waits for anything else and no other
   * such piece is being done, so that a question never comes in behind a row of them. When `isUrgent`
   * turns true, it begins at once.
   */
  async inBackground(isUrgent: () => boolean, work: () => Promise<void>): Promise<void> {
    while (!isUrgent() && (this.waitedFor > 0 || this.#isBackgroundBusy)) await setTimeout(2);
    if (isUrgent()) {
      await work();
      return;
    }
    this.#isBackgroundBusy = true;
    try {
      await work();
      await this.yield();
    } finally {
      this.#isBackgroundBusy = false;
    }
  }

  /** Gives way in any case. */
  async yield(): Promise<void> {
    await setImmediate();
    this.#since = performance.now();
  }
}
