import type { Answer } from './requester.ts';
import { errorWords } from './results.ts';

export interface TaskPollsOptions {
  ask(id: string): Promise<Answer>;
  /** Asking for this one has no sense any more. */
  gaveUp(id: string, why: string): void;
}

const USUAL_INTERVAL = 2000;
const SHORTEST_INTERVAL = 500;
/** What a server may ask us to wait at most; a person looks at the list meanwhile. */
const LONGEST_INTERVAL = 5 * 60_000;
/** Polls at the interval as asked for; after those, each waits a little longer. */
const STEADY_POLLS = 15;
const SLOWER_BY = 1.2;
const SLOWEST = 30_000;
/** ms between any two: five hundred tasks must not become a flood. */
const GAP = 50;
const MOST_UNDER_WAY = 4;
const MOST_FAILURES = 3;
/** What tells of a task is read up to here: a result may stand in it. */
export const LONGEST_ANSWER = 16 * 1024 * 1024;

interface Polled {
  interval: number;
  /** `performance.now()` from which it may be asked for. */
  due: number;
  unchanged: number;
  failures: number;
  isAsking: boolean;
}

/** Between two polls of one task: what it asks for, in bounds, and longer the longer nothing happens. */
export function intervalOf(asked: number | undefined, unchanged: number): number {
  const base = Math.min(Math.max(asked ?? USUAL_INTERVAL, SHORTEST_INTERVAL), LONGEST_INTERVAL);
  const slower = base * SLOWER_BY ** Math.min(60, Math.max(0, unchanged - STEADY_POLLS));
  return Math.min(slower, Math.max(base, SLOWEST));
}

/** Asks for tasks again and again until they end. One timer for all of them. */
export class TaskPolls {
  #o: TaskPollsOptions;
  #polled = new Map<string, Polled>();
  #underWay = 0;
  #timer: NodeJS.Timeout | undefined;
  #isOver = false;

  constructor(options: TaskPollsOptions) {
    this.#o = options;
  }

  /** Begins or goes on; `isNews`: something changed, so the next one is not put off any longer. */
  follow(id: string, asked: number | undefined, isNews = true): void {
    if (this.#isOver) return;
    const before = this.#polled.get(id);
    const unchanged = isNews ? 0 : (before?.unchanged ?? 0) + 1;
    const interval = intervalOf(asked, unchanged);
    const due = performance.now() + interval;
    if (before === undefined)
      this.#polled.set(id, { interval, due, unchanged, failures: 0, isAsking: false });
    else Object.assign(before, { interval, due, unchanged });
    this.#schedule();
  }

  drop(id: string): void {
    this.#polled.delete(id);
  }

  end(): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
    this.#polled.clear();
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    if (this.#isOver || this.#underWay >= MOST_UNDER_WAY) return;
    let next: [string, Polled] | undefined;
    for (const entry of this.#polled)
      if (!entry[1].isAsking && (next === undefined || entry[1].due < next[1].due)) next = entry;
    if (next === undefined) return;
    const [id, polled] = next;
    const wait = Math.max(GAP, polled.due - performance.now());
    this.#timer = setTimeout(() => {
      // It was dropped meanwhile: the next one is looked for.
      if (this.#polled.get(id) === polled) void this.#ask(id, polled);
      else this.#schedule();
    }, wait).unref();
  }

  async #ask(id: string, polled: Polled): Promise<void> {
    polled.isAsking = true;
    this.#underWay++;
    this.#schedule();
    const answer = await this.#o.ask(id);
    this.#underWay--;
    polled.isAsking = false;
    polled.due = performance.now() + polled.interval;
    if (this.#polled.get(id) === polled) this.#judge(id, polled, answer);
    this.#schedule();
  }

  #judge(id: string, polled: Polled, answer: Answer): void {
    const { errorCode = '', bytes = 0 } = answer.frame?.summary ?? {};
    const isTooLong = bytes > LONGEST_ANSWER;
    if (answer.outcome === 'result' && !isTooLong) {
      polled.failures = 0;
      return;
    }
    polled.failures++;
    const isFinal = isTooLong || answer.outcome === 'cancelled' || /^-3260[12]$/.test(errorCode);
    if (!isFinal && polled.failures < MOST_FAILURES) return;
    this.drop(id);
    const why = answer.outcome === 'error' ? errorWords(answer) : isTooLong ? 'too long' : answer.outcome;
    this.#o.gaveUp(id, `tasks/get: ${why}`);
  }
}
