import type { Practice, PracticeList } from '../../protocol/practice.ts';
import type { Outcome } from '../../protocol/problem.ts';
import type { Method } from './ask.ts';

type Ask = <T>(method: Method, path: string, body?: unknown, signal?: AbortSignal) => Promise<Outcome<T>>;

/** What the page may ask about practice servers; nothing can be ticked from here. */
export class PracticeApi {
  #ask: Ask;

  constructor(ask: Ask) {
    this.#ask = ask;
  }

  lists(): Promise<Outcome<Practice>> {
    return this.#ask('GET', 'practice');
  }
  hint(target: string, line: string): Promise<Outcome<PracticeList>> {
    return this.#ask('POST', 'practice/hints', { target, line });
  }
  startAnew(target: string): Promise<Outcome<PracticeList>> {
    return this.#ask('POST', 'practice/anew', { target });
  }
}
