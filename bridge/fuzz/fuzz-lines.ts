import type { Outcome, Problem } from '../../protocol/problem.ts';
import { FuzzLine, type FuzzLineParts } from './fuzz-line.ts';

/** Times a server is started again in one run, and times in a row that it may not open. */
const MOST_RESTARTS = 200;
const MOST_REFUSALS = 3;

export interface FuzzLinesParts extends FuzzLineParts {
  signal: AbortSignal;
  /** Why the target may not be reached any more. */
  refused(): Problem | undefined;
  opened(session: string): void;
}

/** The session of a run, and the next one when that is gone. */
export class FuzzLines {
  #p: FuzzLinesParts;
  #line: FuzzLine | undefined;
  #opening: Promise<Outcome<FuzzLine>> | undefined;
  #count = 0;
  /** Those that were ended here on purpose; they say nothing of the server. */
  #renewed = 0;
  #problem: Problem | undefined;

  constructor(parts: FuzzLinesParts) {
    this.#p = parts;
  }

  /** How often it had to be begun anew. */
  get restarts(): number {
    return Math.max(0, this.#count - 1);
  }

  get current(): FuzzLine | undefined {
    return this.#line;
  }

  /** Why there will be no further session. */
  get problem(): Problem | undefined {
    return this.#problem;
  }

  /** An open one; begins another where there is none. Problems are final. */
  async get(): Promise<Outcome<FuzzLine>> {
    if (this.#line?.isOpen === true) return { ok: true, value: this.#line };
    return (this.#opening ??= this.#open().finally(() => (this.#opening = undefined)));
  }

  /** It does not answer any more. */
  async drop(line: FuzzLine, reason: string): Promise<void> {
    if (this.#line === line) this.#line = undefined;
    await line.end(reason);
  }

  /** Ends it, where it runs, so that the next one begins with what is there then. */
  async renew(reason: string): Promise<void> {
    const line = this.#line;
    if (line?.isOpen !== true) return;
    this.#renewed++;
    await this.drop(line, reason);
  }

  async end(reason: string): Promise<void> {
    await this.#opening?.catch(() => undefined);
    await this.#line?.end(reason);
  }

  async #open(): Promise<Outcome<FuzzLine>> {
    if (this.#problem !== undefined) return { ok: false, problem: this.#problem };
    const before = this.#line;
    this.#line = undefined;
    await before?.end('its server is gone');
    const refused = this.#p.refused();
    if (refused !== undefined) return this.#give(refused);
    if (this.#count - this.#renewed > MOST_RESTARTS) return this.#give(TOO_OFTEN);
    let last: Problem | undefined;
    for (let tries = 0; tries < MOST_REFUSALS && !this.#p.signal.aborted; tries++) {
      const opened = await FuzzLine.open(this.#p, this.#p.signal);
      if (opened.ok) {
        this.#count++;
        this.#line = opened.value;
        this.#p.opened(opened.value.session);
        return opened;
      }
      last = opened.problem;
      if (opened.problem.code === 'not-confirmed' || this.#count === 0) break;
    }
    return this.#give(last ?? STOPPED);
  }

  #give(problem: Problem): Outcome<FuzzLine> {
    this.#problem = problem;
    return { ok: false, problem };
  }
}

const TOO_OFTEN: Problem = {
  code: 'too-many-restarts',
  message: `The server ended ${MOST_RESTARTS} times; it is not started again.`,
  hint: 'Look at what was found so far, and try the rest with fewer tools or strategies.',
};
const STOPPED: Problem = { code: 'run-over', message: 'The run was stopped.' };
