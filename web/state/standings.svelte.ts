import type { ItemRef } from '../../protocol/inventory.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { ReviewsApi } from '../connection/reviews-api.ts';
import { STOPPED, UNREACHABLE } from '../connection/ask.ts';
import { keyOf, standingOf, type Standing } from './standing.ts';

/** As many as are asked for at once, and as many as are kept. */
const AT_ONCE = 200;
const MOST_KEPT = 3000;

interface Kept {
  /** Undefined: the review does not know such an item. */
  standing: Standing | undefined;
  /** What was known of the review when it was asked for, and what the answer is of. */
  version: number;
  read: number;
}

/**
 * Where items stand that are looked at. At most one request is under way; what was asked for at another
 * version is drawn until the newer answer is here.
 */
export class Standings {
  #api: ReviewsApi;
  #target: string | undefined;
  #version = -1;
  #kept = new Map<string, Kept>();
  /** Raised when what is kept, which is not reactive itself, has changed. */
  #changes = $state(0);
  #problem = $state.raw<Problem | undefined>(undefined);
  #wanted = new Map<string, ItemRef>();
  #asking: AbortController | undefined;

  constructor(api: ReviewsApi) {
    this.#api = api;
  }

  get problem(): Problem | undefined {
    return this.#problem;
  }
  of(ref: ItemRef): Standing | undefined {
    return (void this.#changes, this.#kept.get(keyOf(ref))?.standing);
  }

  /** The version of the review that what is known of an item was read from. */
  readAt(ref: ItemRef): number | undefined {
    return (void this.#changes, this.#kept.get(keyOf(ref))?.read);
  }

  /** The review of this target is at this version. */
  show(target: string | undefined, version: number): void {
    if (target !== this.#target) {
      this.#kept.clear();
      this.#problem = undefined;
      this.#asking?.abort();
      this.#asking = undefined;
      this.#changes++;
    }
    this.#target = target;
    this.#version = version;
    this.#pump();
  }
  /** These are looked at now; whatever was before does not matter any more. */
  look(refs: readonly ItemRef[]): void {
    this.#wanted = new Map(refs.map((ref) => [keyOf(ref), ref]));
    this.#pump();
  }
  /** Nothing is as new as it says. */
  again(): void {
    for (const kept of this.#kept.values()) kept.version = -1;
    this.#pump();
  }
  close(): void {
    this.#target = undefined;
    this.#asking?.abort();
  }

  #pump(): void {
    if (this.#asking !== undefined || this.#target === undefined || this.#version === -1) return;
    const missing = [...this.#wanted].filter(([key]) => this.#kept.get(key)?.version !== this.#version);
    if (missing.length > 0)
      void this.#ask(
        this.#target,
        missing.slice(0, AT_ONCE).map(([, ref]) => ref),
      );
  }

  async #ask(target: string, refs: readonly ItemRef[]): Promise<void> {
    const version = this.#version;
    const asking = (this.#asking = new AbortController());
    const answer = await this.#api.standings(target, refs, asking.signal);
    if (this.#asking !== asking) return;
    this.#asking = undefined;
    if (!answer.ok) {
      // When the bridge is back, or something is told of the target, it is asked for again.
      if (answer.problem.code !== STOPPED && answer.problem.code !== UNREACHABLE)
        this.#problem = answer.problem;
      return;
    }
    this.#problem = undefined;
    if (this.#kept.size + refs.length > MOST_KEPT) this.#forget();
    const found = new Map(answer.value.items.map((one) => [keyOf(one), standingOf(one)]));
    for (const ref of refs) {
      const key = keyOf(ref);
      this.#kept.set(key, { standing: found.get(key), version, read: answer.value.version });
    }
    this.#changes++;
    this.#pump();
  }

  #forget(): void {
    for (const key of this.#kept.keys()) if (!this.#wanted.has(key)) this.#kept.delete(key);
  }
}
