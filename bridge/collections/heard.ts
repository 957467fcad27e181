import type { Change, StreamListener } from '../stream/source.ts';

/** A stop that many can wait for, and that may come before them. */
export class Stop {
  #isOver = false;
  #waiting = new Set<() => void>();

  now(): void {
    this.#isOver = true;
    for (const told of this.#waiting) told();
  }

  /** Returns how to wait no more. */
  then(told: () => void): () => void {
    if (this.#isOver) told();
    this.#waiting.add(told);
    return () => this.#waiting.delete(told);
  }
}

/**
 * The first thing found: looked for at once and whenever something changes. Undefined when it takes too long, or
 * is stopped.
 */
export function heard<T>(
  {
    within,
    stop,
    subscribe,
  }: { within: number; stop: Stop; subscribe(listener: StreamListener): () => void },
  look: (change?: Change) => T | undefined | Promise<T | undefined>,
): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const ends: (() => void)[] = [];
    const end = (value: T | undefined): void => {
      for (const each of ends) each();
      resolve(value);
    };
    const seek = async (change?: Change): Promise<void> => {
      const found = await look(change);
      if (found !== undefined) end(found);
    };
    const timer = setTimeout(() => end(undefined), within);
    const begin = (change?: Change): void => void seek(change).catch(reject);
    ends.push(() => clearTimeout(timer), subscribe({ frames() {}, change: begin }));
    ends.push(stop.then(() => end(undefined)));
    begin();
  });
}
