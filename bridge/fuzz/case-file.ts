import { closeSync, writeSync } from 'node:fs';
import type { Problem } from '../../protocol/problem.ts';

/** What a run has used up. `around`: requests around its cases; `ms`: of its time. */
export interface Spent {
  requests: number;
  around: number;
  ms: number;
}

/** Lines of one turn are written together, before anything else happens: a killed bridge leaves what was shown. */
export class CaseFile {
  #fd: number | undefined;
  #path: string;
  #lines: string[] = [];
  #isDue = false;
  #isTouched = false;
  #onProblem: (problem: Problem) => void;
  #spent: () => Spent;

  constructor(fd: number, path: string, spent: () => Spent, onProblem: (problem: Problem) => void) {
    this.#fd = fd;
    this.#path = path;
    this.#spent = spent;
    this.#onProblem = onProblem;
  }

  add(line: string): void {
    this.#lines.push(line);
    this.#isTouched = true;
    if (this.#isDue) return;
    this.#isDue = true;
    setImmediate(() => this.flush());
  }

  /** A message is about to go: what is known is on file before, so that nobody sends it again who goes on. */
  sends(): void {
    this.#isTouched = true;
    this.flush();
  }

  flush(): void {
    this.#isDue = false;
    if (this.#fd === undefined || !this.#isTouched) return;
    this.#isTouched = false;
    const lines = [...this.#lines, JSON.stringify({ spent: this.#spent() })];
    const bytes = Buffer.from(`${lines.join('\n')}\n`);
    this.#lines = [];
    try {
      for (let at = 0; at < bytes.length;) at += writeSync(this.#fd, bytes, at);
    } catch (error) {
      this.#onProblem({
        code: 'not-written',
        message: `${this.#path} could not be written: ${(error as Error).message}.`,
        hint: 'What was sent is in the sessions of the run all the same.',
      });
    }
  }

  close(): void {
    this.flush();
    if (this.#fd !== undefined) closeSync(this.#fd);
    this.#fd = undefined;
  }
}
