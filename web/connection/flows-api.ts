import type {
  Flows,
  FlowsCorrected,
  FlowToolsPage,
  FlowToolsRequest,
  FlowToolText,
  SetFlowCorrection,
} from '../../protocol/flows.ts';
import type { Outcome } from '../../protocol/problem.ts';
import type { Method } from './ask.ts';

type Ask = <T>(method: Method, path: string, body?: unknown, signal?: AbortSignal) => Promise<Outcome<T>>;

/** What the page may ask about paths over tools. */
export class FlowsApi {
  #ask: Ask;

  constructor(ask: Ask) {
    this.#ask = ask;
  }

  /** Paths over connected targets, but for these. */
  paths(without: readonly string[], signal?: AbortSignal): Promise<Outcome<Flows>> {
    const query = new URLSearchParams(without.map((target) => ['without', target.toWellFormed()]));
    return this.#ask('GET', `flows?${query.toString()}`, undefined, signal);
  }
  tools({ q, tag, from, limit }: FlowToolsRequest, signal?: AbortSignal): Promise<Outcome<FlowToolsPage>> {
    const query = new URLSearchParams({ q: q.toWellFormed(), from: String(from), limit: String(limit) });
    if (tag !== undefined) query.set('tag', tag);
    return this.#ask('GET', `flows/tools?${query.toString()}`, undefined, signal);
  }
  tool(target: string, definition: string, signal?: AbortSignal): Promise<Outcome<FlowToolText>> {
    const query = new URLSearchParams({ target: target.toWellFormed() });
    return this.#ask('GET', `flows/tools/${definition}?${query.toString()}`, undefined, signal);
  }
  correct(definition: string, correction: SetFlowCorrection): Promise<Outcome<FlowsCorrected>> {
    return this.#ask('PUT', `flows/corrections/${definition}`, correction);
  }
}
