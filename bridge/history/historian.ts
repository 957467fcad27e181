import { Worker } from 'node:worker_threads';
import type { Outcome, Problem } from '../../protocol/problem.ts';
import type { CallName, FromHistory, HistoryCalls, HistoryStart, Question, ToHistory } from './messages.ts';

export interface HistorianOptions {
  workerUrl: URL;
  start: HistoryStart;
  /** ms for one answer; a thread that needs longer is ended. */
  limit: number;
  onProblem(problem: Problem): void;
}

interface Waiting {
  question: ToHistory;
  since: number;
  settle(answer: Outcome<never>): void;
}

const THREAD_LIMITS = { maxOldGenerationSizeMb: 1024, maxYoungGenerationSizeMb: 64, stackSizeMb: 4 };
const WATCH_MS = 1000;

/** The bridge's side of history: asks the thread, watches it, starts it again. */
export class Historian {
  #o: HistorianOptions;
  #worker: Worker | undefined;
  #waiting = new Map<number, Waiting>();
  #count = 0;
  #watching: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(options: HistorianOptions) {
    this.#o = options;
  }

  get isBusy(): boolean {
    return this.#waiting.size > 0;
  }

  /** Never rejects: a thread that breaks off is a Problem. */
  ask<Name extends CallName>(
    name: Name,
    asked: HistoryCalls[Name][0],
  ): Promise<Outcome<HistoryCalls[Name][1]>> {
    if (this.#isClosed) return Promise.resolve({ ok: false, problem: ended('The bridge ends.') });
    const question = { id: ++this.#count, name, asked } as ToHistory & Question;
    return new Promise((resolve) => {
      // The one place where the answer of a name is taken for what that name answers.
      const settle = resolve as Waiting['settle'];
      this.#waiting.set(question.id, { question, since: performance.now(), settle });
      this.#started().postMessage(question);
    });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearInterval(this.#watching);
    const worker = this.#worker;
    this.#worker = undefined;
    this.#failAll('The bridge ends.');
    await worker?.terminate();
  }

  #started(): Worker {
    if (this.#worker !== undefined) return this.#worker;
    const worker = new Worker(this.#o.workerUrl, {
      name: 'history',
      env: {},
      workerData: this.#o.start,
      resourceLimits: THREAD_LIMITS,
    });
    this.#worker = worker;
    // The end of the process does not wait for it: what it writes is whole or not there.
    worker.unref();
    worker.on('message', ({ id, answer }: FromHistory) => {
      if (worker !== this.#worker) return;
      const waiting = this.#waiting.get(id);
      this.#waiting.delete(id);
      for (const other of this.#waiting.values()) other.since = performance.now();
      waiting?.settle(answer as Outcome<never>);
    });
    worker.on('error', (error) => {
      if (worker === this.#worker) this.#ended(error.message);
    });
    this.#watching ??= setInterval(() => this.#watch(), WATCH_MS).unref();
    return worker;
  }

  /** The first one waits for its answer; the others wait for that one. */
  #watch(): void {
    const [first] = this.#waiting.values();
    if (first === undefined || performance.now() - first.since < this.#o.limit) return;
    const worker = this.#worker;
    this.#ended(`it was ended after ${Math.round(this.#o.limit / 100) / 10} s`);
    void worker?.terminate();
  }

  /** What it was at is given up; whatever waited behind it is asked again. */
  #ended(words: string): void {
    this.#worker = undefined;
    const [first] = this.#waiting.values();
    if (first === undefined || this.#isClosed) return;
    this.#waiting.delete(first.question.id);
    const problem = ended(`What a server offers could not be compared: ${words}.`);
    this.#o.onProblem(problem);
    first.settle({ ok: false, problem });
    for (const waiting of this.#waiting.values()) {
      waiting.since = performance.now();
      this.#started().postMessage(waiting.question);
    }
  }

  #failAll(words: string): void {
    for (const { settle } of this.#waiting.values()) settle({ ok: false, problem: ended(words) });
    this.#waiting.clear();
  }
}

function ended(message: string): Problem {
  return { code: 'history-ended', message };
}
