import type { ReviewState } from '../../protocol/baseline.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { ReviewsApi } from '../connection/reviews-api.ts';
import { STOPPED, UNREACHABLE } from '../connection/ask.ts';
import { isSameItem } from './inventory-rows.ts';
import type { Location } from './location.svelte.ts';
import { standingOf, type Standing } from './standing.ts';

const MARGIN = 60;
const AT_ONCE = 200;
const MOST_KEPT = 3000;

interface Asked {
  target: string;
  state: ReviewState;
  q: string;
  version: number;
}

/** The items of one review state, what waits for a decision first: also those that are not offered any more. */
export class ReviewedList {
  #api: ReviewsApi;
  #location: Location;
  #rows = new Map<number, Standing>();
  /** Raised when the rows, which are not reactive themselves, have changed. */
  #changes = $state(0);
  #total = $state<number | undefined>(undefined);
  #problem = $state.raw<Problem | undefined>(undefined);
  #asked: Asked | undefined;
  #window: [number, number] = [0, 0];
  #isStale = false;
  #asking: AbortController | undefined;
  #revealed = $state.raw<{ index: number } | undefined>(undefined);
  /** A row to select as soon as it is here. */
  #wanted: number | undefined;

  constructor(api: ReviewsApi, location: Location) {
    this.#api = api;
    this.#location = location;
  }

  get count(): number {
    return this.#total ?? 0;
  }
  get isKnown(): boolean {
    return this.#total !== undefined;
  }
  get problem(): Problem | undefined {
    return this.#problem;
  }
  get revealed(): { index: number } | undefined {
    return this.#revealed;
  }
  row(index: number): Standing | undefined {
    return (void this.#changes, this.#rows.get(index));
  }
  get selected(): number | undefined {
    void this.#changes;
    const { item } = this.#location.place;
    if (item === undefined) return undefined;
    for (const [index, { ref }] of this.#rows) if (isSameItem(ref, item)) return index;
    return undefined;
  }

  /** Called whenever what is asked for, or what is known of it, changes. */
  show(asked: Asked | undefined): void {
    const before = this.#asked;
    this.#asked = asked;
    if (asked === undefined) return;
    const isOther = before?.target !== asked.target || before.state !== asked.state || before.q !== asked.q;
    if (!isOther && before.version === asked.version) return;
    if (isOther) {
      this.#rows.clear();
      this.#total = this.#wanted = undefined;
      this.#window = [0, AT_ONCE];
      this.#revealed = { index: 0 };
      this.#changes++;
    }
    this.again();
  }
  again(): void {
    if (this.#asked === undefined) return;
    this.#asking?.abort();
    this.#asking = undefined;
    this.#isStale = true;
    this.#pump();
  }
  look(from: number, to: number): void {
    this.#window = [from, to];
    this.#pump();
  }

  select(index: number, how: 'go' | 'slide' = 'slide'): void {
    const to = Math.max(0, Math.min(this.count - 1, index));
    const row = this.#rows.get(to);
    this.#revealed = { index: to };
    this.#wanted = row === undefined ? to : undefined;
    if (row !== undefined) this.#location[how]({ item: row.ref });
  }
  move(step: number): void {
    if (this.count === 0) return;
    this.select(this.selected === undefined ? (step > 0 ? 0 : this.count - 1) : this.selected + step);
  }

  #pump(): void {
    if (this.#asking !== undefined || this.#asked === undefined) return;
    const [from, to] = this.#window;
    const last = this.#total === undefined ? to : Math.min(to, this.#total);
    let missing = from;
    while (!this.#isStale && missing < last && this.#rows.has(missing)) missing++;
    if (!this.#isStale && missing >= last) return;
    void this.#ask(Math.max(0, (this.#isStale ? from : missing) - MARGIN));
  }

  async #ask(from: number): Promise<void> {
    const { target, state, q } = this.#asked!;
    const asking = (this.#asking = new AbortController());
    const answer = await this.#api.review(target, { q, state, from, limit: AT_ONCE }, asking.signal);
    if (this.#asking !== asking) return;
    this.#asking = undefined;
    if (!answer.ok) {
      const { code } = answer.problem;
      if (code !== STOPPED && code !== UNREACHABLE) this.#problem = answer.problem;
      return;
    }
    this.#problem = undefined;
    if (this.#isStale || this.#rows.size > MOST_KEPT) this.#rows.clear();
    this.#isStale = false;
    this.#total = answer.value.total;
    for (const [k, item] of answer.value.items.entries())
      this.#rows.set(answer.value.from + k, standingOf(item));
    this.#changes++;
    if (this.#wanted !== undefined && this.#rows.has(this.#wanted)) this.select(this.#wanted);
    this.#pump();
  }
}
