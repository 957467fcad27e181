import type { Compared, CompareRequest } from '../../protocol/comparison.ts';
import type { Outcome } from '../../protocol/problem.ts';
import type { Method } from './ask.ts';

type Ask = <T>(method: Method, path: string, body?: unknown, signal?: AbortSignal) => Promise<Outcome<T>>;

/** What the page may ask about differences. Nothing is sent to a server. */
export class ComparingApi {
  #ask: Ask;

  constructor(ask: Ask) {
    this.#ask = ask;
  }

  compare(request: CompareRequest, signal?: AbortSignal): Promise<Outcome<Compared>> {
    return this.#ask('POST', 'comparisons', request, signal);
  }
}
