import { createSubscriber } from 'svelte/reactivity';

function every(ms: number): () => void {
  return createSubscriber((update) => {
    const timer = setInterval(update, ms);
    return () => clearInterval(timer);
  });
}

/** The time, as something to depend on. Ticks only while something that shows it is on the screen. */
export class Clock {
  #tenths = every(100);
  #seconds = every(1000);
  #minutes = every(30_000);

  /** For what counts while one waits. */
  get tenths(): number {
    this.#tenths();
    return Date.now();
  }
  get seconds(): number {
    this.#seconds();
    return Date.now();
  }
  /** For "yesterday" and the like. */
  get minutes(): number {
    this.#minutes();
    return Date.now();
  }
}
