/** Many at once, or one alone: whoever wants to be alone waits for those under way, and those after it wait for it. */
export class Exclusive {
  #shared = 0;
  #tail: Promise<void> = Promise.resolve();
  #alone = 0;
  #idle: (() => void) | undefined;

  async shared<T>(work: () => Promise<T>): Promise<T> {
    while (this.#alone > 0) await this.#tail;
    this.#shared++;
    try {
      return await work();
    } finally {
      this.#shared--;
      if (this.#shared === 0) this.#idle?.();
    }
  }

  alone<T>(work: () => Promise<T>): Promise<T> {
    this.#alone++;
    const turn = this.#tail.then(async () => {
      if (this.#shared > 0) await new Promise<void>((resolve) => (this.#idle = resolve));
      this.#idle = undefined;
      return work();
    });
    this.#tail = turn.then(
      () => void this.#alone--,
      () => void this.#alone--,
    );
    return turn;
  }
}
