import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/** Connections and calls so far: of this process, or of all that share a state file. */
export class Counts {
  #file;
  #own = { connects: 0, calls: 0 };

  constructor(file) {
    this.#file = file;
  }

  get now() {
    if (this.#file === undefined || !existsSync(this.#file)) return this.#own;
    return JSON.parse(readFileSync(this.#file, 'utf8'));
  }

  connected() {
    this.#keep({ ...this.now, connects: this.now.connects + 1 });
  }

  called() {
    this.#keep({ ...this.now, calls: this.now.calls + 1 });
  }

  #keep(counts) {
    this.#own = counts;
    if (this.#file !== undefined) writeFileSync(this.#file, JSON.stringify(counts));
  }
}
