import type {
  ComparisonQuery,
  ItemComparison,
  ItemHistory,
  Review,
  ReviewQuery,
  ReviewRequest,
  ReviewSummary,
  Standings,
} from '../../protocol/baseline.ts';
import type { ItemRef } from '../../protocol/inventory.ts';
import type { Outcome } from '../../protocol/problem.ts';
import type { Method } from './ask.ts';

type Ask = <T>(method: Method, path: string, body?: unknown, signal?: AbortSignal) => Promise<Outcome<T>>;

/** What the page may ask about what was approved of a target, and about what became of it. */
export class ReviewsApi {
  #ask: Ask;

  constructor(ask: Ask) {
    this.#ask = ask;
  }

  review(
    target: string,
    { q, state, from, limit }: ReviewQuery,
    signal?: AbortSignal,
  ): Promise<Outcome<Review>> {
    const query = new URLSearchParams({ q: q.toWellFormed(), from: String(from), limit: String(limit) });
    if (state !== undefined) query.set('state', state);
    return this.#ask('GET', `reviews/${encodeURIComponent(target)}?${query.toString()}`, undefined, signal);
  }
  standings(target: string, items: readonly ItemRef[], signal?: AbortSignal): Promise<Outcome<Standings>> {
    return this.#ask('POST', `reviews/${encodeURIComponent(target)}/standings`, { items }, signal);
  }
  decide(target: string, request: ReviewRequest): Promise<Outcome<ReviewSummary>> {
    return this.#ask('POST', `reviews/${encodeURIComponent(target)}`, request);
  }
  history(target: string, ref: ItemRef, signal?: AbortSignal): Promise<Outcome<ItemHistory>> {
    const path = `reviews/${encodeURIComponent(target)}/history?${named(ref).toString()}`;
    return this.#ask('GET', path, undefined, signal);
  }
  compare(
    target: string,
    { ref, before, after }: ComparisonQuery,
    signal?: AbortSignal,
  ): Promise<Outcome<ItemComparison>> {
    const query = named(ref);
    query.set('before', before);
    query.set('after', after);
    const path = `reviews/${encodeURIComponent(target)}/compare?${query.toString()}`;
    return this.#ask('GET', path, undefined, signal);
  }
}

function named({ section, name, nth }: ItemRef): URLSearchParams {
  return new URLSearchParams({ section, name: name.toWellFormed(), nth: String(nth) });
}
