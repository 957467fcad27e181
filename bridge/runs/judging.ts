import { Worker } from 'node:worker_threads';
import type { Outcome, Problem } from '../../protocol/problem.ts';
import type { FromJudging, JudgingCalls, JudgingName } from './messages.ts';

export interface JudgingOptions {
  workerUrl: URL;
  sessionsFolder: string;
  /** ms for one answer; a thread that needs longer is ended. */
  limit: number;
}

interface Waiting {
  settle(answer: Outcome<never>): void;
  timer: NodeJS.Timeout;
}

const THREAD_LIMITS = { maxOldGenerationSizeMb: 1024, maxYoungGenerationSizeMb: 64, stackSizeMb: 4 };

/** The bridge's side of judging: one thread for one run, or one plan. What it has read is gone with it. */
export class Judging {
  #limit: number;
  #worker: Worker;
  #waiting = new Map<number, Waiting>();
  #count = 0;
  #ended: Problem | undefined;

  constructor({ workerUrl, sessionsFolder, limit }: JudgingOptions) {
    this.#limit = limit;
    this.#worker = new Worker(workerUrl, {
      name: 'judging',
      env: {},
      workerData: { sessionsFolder },
      resourceLimits: THREAD_LIMITS,
    });
    this.#worker.unref();
    this.#worker.on('message', ({ id, answer }: FromJudging) => {
      const waiting = this.#waiting.get(id);
      this.#waiting.delete(id);
      clearTimeout(waiting?.timer);
      waiting?.settle(answer as Outcome<never>);
    });
    this.#worker.on('error', (error) => this.#end(`What was offered could not be judged: ${error.message}.`));
  }

  /** Never rejects: a thread that breaks off is a Problem, and every question after it. */
  ask<Name extends JudgingName>(
    name: Name,
    asked: JudgingCalls[Name][0],
  ): Promise<Outcome<JudgingCalls[Name][1]>> {
    if (this.#ended !== undefined) return Promise.resolve({ ok: false, problem: this.#ended });
    const id = ++this.#count;
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#end(`What was offered was not judged within ${this.#limit / 1000} s.`);
      }, this.#limit).unref();
      // The one place where the answer of a name is taken for what that name answers.
      this.#waiting.set(id, { settle: resolve, timer });
      this.#worker.postMessage({ id, name, asked });
    });
  }

  close(): void {
    this.#end('The run is over.');
  }

  #end(message: string): void {
    if (this.#ended !== undefined) return;
    const problem: Problem = { code: 'not-judged', message };
    this.#ended = problem;
    for (const { settle, timer } of this.#waiting.values()) {
      clearTimeout(timer);
      settle({ ok: false, problem });
    }
    this.#waiting.clear();
    // It holds nothing but copies; its end is nobody's to wait for.
    void this.#worker.terminate();
  }
}
