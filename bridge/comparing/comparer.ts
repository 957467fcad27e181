import { Worker } from 'node:worker_threads';
import type { Outcome, Problem } from '../../protocol/problem.ts';
import type { ComparingCalls, ComparingName, FromComparing, ToComparing } from './messages.ts';

export interface ComparerOptions {
  workerUrl: URL;
  /** ms for one question; a thread that needs longer is ended. */
  limit: number;
}

interface Waiting {
  question: ToComparing;
  settle(answer: Outcome<never>): void;
}

const THREAD_LIMITS = { maxOldGenerationSizeMb: 1536, maxYoungGenerationSizeMb: 64, stackSizeMb: 4 };
const MOST_WAITING = 50;
/** ms without a question after which the thread ends. */
const IDLE = 60_000;

/** Compares in a thread with limits of time and memory: no answer of a server holds up the bridge. One at a time. */
export class Comparer {
  #o: ComparerOptions;
  #worker: Worker | undefined;
  #running: Waiting | undefined;
  #queue: Waiting[] = [];
  #count = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: ComparerOptions) {
    this.#o = options;
  }

  /** Never rejects: what could not be compared is a Problem. */
  ask<Name extends ComparingName>(
    name: Name,
    asked: ComparingCalls[Name][0],
  ): Promise<Outcome<ComparingCalls[Name][1]>> {
    if (this.#queue.length >= MOST_WAITING) return Promise.resolve({ ok: false, problem: BUSY });
    return new Promise((resolve) => {
      // The one place where the answer of a name is taken for what that name answers.
      const question = { id: ++this.#count, name, asked } as ToComparing;
      this.#queue.push({ question, settle: resolve });
      this.#next();
    });
  }

  async close(): Promise<void> {
    const problem: Problem = { code: 'not-compared', message: 'The bridge ends.' };
    for (const { settle } of this.#queue.splice(0)) settle({ ok: false, problem });
    await this.#end(problem);
  }

  #next(): void {
    if (this.#running !== undefined) return;
    clearTimeout(this.#timer);
    const next = this.#queue.shift();
    if (next === undefined) {
      this.#timer = setTimeout(() => void this.#end(undefined), IDLE).unref();
      return;
    }
    this.#running = next;
    const { limit } = this.#o;
    this.#timer = setTimeout(() => {
      const message = `They were not compared within ${limit / 1000} s.`;
      void this.#end({ code: 'not-compared', message, hint: 'They differ too much, or are too large.' });
    }, limit).unref();
    this.#start().postMessage(next.question);
  }

  #start(): Worker {
    if (this.#worker !== undefined) return this.#worker;
    const worker = new Worker(this.#o.workerUrl, {
      name: 'comparing',
      env: {},
      resourceLimits: THREAD_LIMITS,
    });
    worker.on('message', ({ id, answer }: FromComparing) => {
      if (this.#worker === worker && this.#running?.question.id === id)
        this.#settle(answer as Outcome<never>);
    });
    // Out of memory, or a bug in the thread: told, and the next question gets a thread of its own.
    worker.on('error', (error) => {
      if (this.#worker !== worker) return;
      const message = `They could not be compared: ${error.message}.`;
      void this.#end({ code: 'not-compared', message });
    });
    worker.unref();
    this.#worker = worker;
    return worker;
  }

  #settle(answer: Outcome<never>): void {
    const running = this.#running;
    this.#running = undefined;
    running?.settle(answer);
    this.#next();
  }

  async #end(problem: Problem | undefined): Promise<void> {
    clearTimeout(this.#timer);
    const worker = this.#worker;
    this.#worker = undefined;
    if (this.#running !== undefined && problem !== undefined) this.#settle({ ok: false, problem });
    await worker?.terminate();
  }
}

const BUSY: Problem = {
  code: 'too-much-to-compare',
  message: 'Too many comparisons wait already.',
  hint: 'Ask again in a moment.',
};
