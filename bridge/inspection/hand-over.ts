const AFTER_MS = 20;

/** Live sessions that grew: their thread is told of all of them together, a moment later. */
export class HandOver {
  #waiting = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #tell: (session: string) => void;

  constructor(tell: (session: string) => void) {
    this.#tell = tell;
  }

  get isEmpty(): boolean {
    return this.#waiting.size === 0;
  }

  add(session: string): void {
    this.#waiting.add(session);
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      for (const id of this.#waiting) this.#tell(id);
      this.#waiting.clear();
    }, AFTER_MS).unref();
  }

  /** Whether it was still to be told. */
  drop(session: string): boolean {
    return this.#waiting.delete(session);
  }

  close(): void {
    clearTimeout(this.#timer);
  }
}
