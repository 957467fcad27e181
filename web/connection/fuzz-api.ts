import type { FuzzCards } from '../../protocol/fuzz-cards.ts';
import type {
  AskFuzzCases,
  FuzzCases,
  FuzzPlan,
  FuzzReport,
  FuzzRequest,
  FuzzRun,
} from '../../protocol/fuzz.ts';
import type { Outcome } from '../../protocol/problem.ts';
import type { Method } from './ask.ts';

type Ask = <T>(method: Method, path: string, body?: unknown, signal?: AbortSignal) => Promise<Outcome<T>>;

const pathOf = (id: string): string => `fuzz/runs/${encodeURIComponent(id)}`;

/** What the page may ask about fuzzing. Only `start` and `resume` have anything sent to a server. */
export class FuzzApi {
  #ask: Ask;

  constructor(ask: Ask) {
    this.#ask = ask;
  }

  cards(): Promise<Outcome<FuzzCards>> {
    return this.#ask('GET', 'fuzz/cards');
  }
  /** Everything that a run would make, start and send. */
  plan(request: FuzzRequest, signal?: AbortSignal): Promise<Outcome<FuzzPlan>> {
    return this.#ask('POST', 'fuzz/plan', request, signal);
  }
  start(request: FuzzRequest, confirmation: string): Promise<Outcome<FuzzRun>> {
    return this.#ask('POST', 'fuzz/runs', { request, confirmation });
  }
  runs(): Promise<Outcome<{ runs: FuzzRun[] }>> {
    return this.#ask('GET', 'fuzz/runs');
  }
  report(id: string, signal?: AbortSignal): Promise<Outcome<FuzzReport>> {
    return this.#ask('GET', pathOf(id), undefined, signal);
  }
  /** A window over its cases, newest first. */
  cases(id: string, asked: AskFuzzCases, signal?: AbortSignal): Promise<Outcome<FuzzCases>> {
    return this.#ask('POST', `${pathOf(id)}/cases`, asked, signal);
  }
  turn(id: string, how: 'pause' | 'resume' | 'stop'): Promise<Outcome<FuzzRun>> {
    return this.#ask('POST', `${pathOf(id)}/${how}`);
  }
  remove(id: string): Promise<Outcome<Record<string, never>>> {
    return this.#ask('DELETE', pathOf(id));
  }
}
