import type { ItemComparison, ItemHistory, ItemVersion } from '../../protocol/baseline.ts';
import type { ItemRef } from '../../protocol/inventory.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { ReviewsApi } from '../connection/reviews-api.ts';
import { STOPPED, UNREACHABLE } from '../connection/ask.ts';
import { isSameItem } from './inventory-rows.ts';
import type { Compared } from './place.ts';
import type { Standing } from './standing.ts';

/** What is asked about: an item of a target, and the two wordings the address names. */
export interface AskedPast {
  target: string;
  ref: ItemRef;
  compared: Compared;
  standing: Standing | undefined;
  version: number;
}

/** Two wordings of one item: hashes, or what stands for them. */
export interface Pair {
  before: string;
  after: string;
}

/**
 * The two wordings to show: those that were asked for if this item ever had them, else what was approved against
 * what there is now, else the last two. Undefined: there are no two.
 */
export function pairOf(
  { before, after }: Compared,
  versions: readonly ItemVersion[],
  standing: Pick<Standing, 'approved' | 'hash' | 'isGone'> | undefined,
): Pair | undefined {
  const isKnown = (hash: string) => versions.some((one) => one.hash === hash);
  const now = standing?.isGone === true ? 'now' : (standing?.hash ?? versions[0]?.hash);
  const approved = standing?.approved;
  const young = after !== 'now' && isKnown(after) ? after : now;
  if (before !== 'approved' && isKnown(before) && young !== undefined) return { before, after: young };
  if (approved !== undefined && young !== undefined && approved !== young)
    return { before: approved, after: young };
  const older = versions.find(({ hash }) => hash !== young);
  return older === undefined || young === undefined ? undefined : { before: older.hash, after: young };
}

/** Every wording that an item ever had, and two of them side by side. */
export class ItemPast {
  #api: ReviewsApi;
  #asked: AskedPast | undefined;
  #history = $state.raw<ItemHistory | undefined>(undefined);
  #comparison = $state.raw<ItemComparison | undefined>(undefined);
  #pair = $state.raw<Pair | undefined>(undefined);
  #problem = $state.raw<Problem | undefined>(undefined);
  #asking: AbortController | undefined;
  #comparing: AbortController | undefined;

  constructor(api: ReviewsApi) {
    this.#api = api;
  }

  get history(): ItemHistory | undefined {
    return this.#history;
  }
  get comparison(): ItemComparison | undefined {
    return this.#comparison;
  }
  /** The wordings that are compared; undefined while there are no two. */
  get pair(): Pair | undefined {
    return this.#pair;
  }
  get problem(): Problem | undefined {
    return this.#problem;
  }

  /** Called whenever the address names something else, or the review has changed. */
  show(asked: AskedPast | undefined): void {
    const before = this.#asked;
    this.#asked = asked;
    if (asked === undefined) return;
    const isOther = before?.target !== asked.target || !isSameItem(before.ref, asked.ref);
    if (isOther) {
      this.#history = this.#comparison = this.#pair = this.#problem = undefined;
      this.#comparing?.abort();
    }
    if (isOther || before.version !== asked.version) void this.#load(asked);
    else void this.#compare();
  }
  again(): void {
    if (this.#asked !== undefined) void this.#load(this.#asked);
  }

  async #load({ target, ref }: AskedPast): Promise<void> {
    this.#asking?.abort();
    const asking = (this.#asking = new AbortController());
    const found = await this.#api.history(target, ref, asking.signal);
    if (this.#asking !== asking) return;
    if (!found.ok) return this.#fail(found.problem);
    this.#history = found.value;
    this.#problem = undefined;
    await this.#compare();
  }

  async #compare(): Promise<void> {
    const asked = this.#asked;
    if (asked === undefined || this.#history === undefined) return;
    const { target, ref, compared, standing } = asked;
    const pair = pairOf(compared, this.#history.versions, standing);
    if (pair?.before === this.#pair?.before && pair?.after === this.#pair?.after) return;
    this.#comparing?.abort();
    const comparing = (this.#comparing = new AbortController());
    this.#pair = pair;
    this.#comparison = undefined;
    if (pair === undefined) return;
    const found = await this.#api.compare(target, { ref, ...pair }, comparing.signal);
    if (this.#comparing !== comparing) return;
    if (found.ok) [this.#comparison, this.#problem] = [found.value, undefined];
    else {
      this.#pair = undefined;
      this.#fail(found.problem);
    }
  }

  #fail(problem: Problem): void {
    // The page says by itself that the bridge is gone.
    if (problem.code !== STOPPED && problem.code !== UNREACHABLE) this.#problem = problem;
  }
}
