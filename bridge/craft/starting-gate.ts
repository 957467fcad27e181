import type { Hold } from '../transport/transport.ts';

/** ms until those that are ready are let go without the others. */
const LONGEST_WAIT = 10_000;

/** Holds messages back until all of them are ready, and lets them go in one turn of the event loop. */
export class StartingGate {
  readonly hold: Hold;
  #count: number;
  #ready = 0;
  #fallen = 0;
  #waitedFor: () => void = () => {};
  #release: () => void = () => {};

  constructor(count: number) {
    this.#count = count;
    const released = new Promise<void>((resolve) => (this.#release = resolve));
    this.hold = {
      released,
      ready: () => {
        this.#ready++;
        this.#look();
      },
    };
  }

  /** One of them will never be ready. */
  fell(): void {
    this.#fallen++;
    this.#look();
  }

  async allReady(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.#waitedFor = resolve;
      timer = setTimeout(resolve, LONGEST_WAIT);
      this.#look();
    });
    clearTimeout(timer);
  }

  release(): void {
    this.#release();
  }

  /** How it was done, for whoever reads the result. */
  words(isHttp: boolean): string {
    const how = isHttp
      ? 'Each on a connection of its own: all but its last byte was on its way, then the last bytes were written together.'
      : 'One write for all of them; each is a frame of its own.';
    const missing = this.#count - this.#fallen - this.#ready;
    const late =
      missing <= 0
        ? ''
        : ` ${missing} of ${this.#count} were not ready within ${LONGEST_WAIT / 1000} s and followed by themselves.`;
    return `${how}${late}`;
  }

  #look(): void {
    if (this.#ready + this.#fallen >= this.#count) this.#waitedFor();
  }
}
