import type { AnswerExactly, AnsweredExactly, AnswerScript } from '../../protocol/answering.ts';
import type { Outcome } from '../../protocol/problem.ts';
import type { Method } from './ask.ts';

type Ask = <T>(method: Method, path: string, body?: unknown, signal?: AbortSignal) => Promise<Outcome<T>>;

/** How questions are answered by rule, and answers that are sent byte by byte. */
export class AnsweringApi {
  #ask: Ask;

  constructor(ask: Ask) {
    this.#ask = ask;
  }

  script(target: string, signal?: AbortSignal): Promise<Outcome<AnswerScript>> {
    return this.#ask('GET', `targets/${encodeURIComponent(target)}/answering`, undefined, signal);
  }
  putScript(target: string, script: AnswerScript): Promise<Outcome<AnswerScript>> {
    return this.#ask('PUT', `targets/${encodeURIComponent(target)}/answering`, script);
  }
  /** Whole messages, as they stand; answered once the first is recorded. */
  exactly(session: string, answer: AnswerExactly): Promise<Outcome<AnsweredExactly>> {
    return this.#ask('POST', `sessions/${session}/exact-answers`, answer);
  }
}
