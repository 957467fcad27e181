import type { Decision, Review, ReviewRequest, ReviewSummary } from '../../protocol/baseline.ts';
import type { ItemRef } from '../../protocol/inventory.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { ReviewsApi } from '../connection/reviews-api.ts';
import { STOPPED, UNREACHABLE } from '../connection/ask.ts';
import { ItemPast } from './item-past.svelte.ts';
import type { Location } from './location.svelte.ts';
import { ReviewedList } from './reviewed-list.svelte.ts';
import type { Reviews } from './reviews.svelte.ts';
import { keyOf, standingOf, type Standing } from './standing.ts';
import type { Toast } from './toast.svelte.ts';

const AT_ONCE = 500;
/** Rows beyond this have no state of their own in the list; the list of one state shows them all. */
const MOST_KNOWN = 20_000;
/** ms; a server whose lists never rest is asked about no more often. */
const AGAIN_AFTER = 400;

/** A decision whose note is being written: about one item, or about all that are open. */
export interface AskedDecision {
  decision: Decision;
  of: Standing | 'all';
}

interface Parts {
  api: ReviewsApi;
  location: Location;
  toast: Toast;
  reviews: Reviews;
}

/** What Inventory knows of one target's review: the state of each item, its drift, and the decisions made here. */
export class ReviewDesk {
  readonly list: ReviewedList;
  readonly past: ItemPast;
  #parts: Parts;
  #target: string | undefined;
  #version = -1;
  #standings = $state.raw<ReadonlyMap<string, Standing>>(new Map());
  #review = $state.raw<Review | undefined>(undefined);
  #problem = $state.raw<Problem | undefined>(undefined);
  #asked = $state.raw<AskedDecision | undefined>(undefined);
  #isDeciding = $state(false);
  #asking: AbortController | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.list = new ReviewedList(parts.api, parts.location);
    this.past = new ItemPast(parts.api);
  }

  /** The whole review, with its first items only. */
  get review(): Review | undefined {
    return this.#review;
  }
  get problem(): Problem | undefined {
    return this.#problem;
  }
  get asked(): AskedDecision | undefined {
    return this.#asked;
  }
  get isDeciding(): boolean {
    return this.#isDeciding;
  }
  of(ref: ItemRef | undefined): Standing | undefined {
    return ref === undefined ? undefined : this.#standings.get(keyOf(ref));
  }

  /** Called whenever the target that is looked at changes, or something is told of it. */
  show(target: string | undefined, summary: ReviewSummary | undefined): void {
    if (target !== this.#target) {
      this.#target = target;
      this.#version = -1;
      this.#review = this.#problem = this.#asked = undefined;
      this.#standings = new Map();
      clearTimeout(this.#timer);
      this.#timer = undefined;
      this.#asking?.abort();
    }
    if (target === undefined || summary === undefined || summary.version === this.#version) return;
    const isFirst = this.#version === -1;
    this.#version = summary.version;
    if (isFirst) void this.#load(target);
    else this.#againSoon();
  }
  /** The bridge is back, or what was decided was refused. */
  again(): void {
    if (this.#version !== -1) this.#againSoon();
    this.list.again();
    this.past.again();
  }
  close(): void {
    clearTimeout(this.#timer);
    this.#asking?.abort();
  }

  /** Asks for a note; nothing is decided yet. */
  ask(asked: AskedDecision | undefined): void {
    this.#asked = asked;
  }
  async decide(note: string): Promise<boolean> {
    const [target, asked, version] = [this.#target, this.#asked, this.#review?.summary.version];
    if (target === undefined || asked === undefined || version === undefined || this.#isDeciding)
      return false;
    const { decision, of } = asked;
    const items: ReviewRequest['items'] = of === 'all' ? 'all' : [{ ...of.ref, hash: of.hash }];
    this.#isDeciding = true;
    const outcome = await this.#parts.api.decide(target, { decision, items, version, note });
    this.#isDeciding = false;
    if (!outcome.ok) {
      this.#parts.toast.complain(outcome.problem);
      // What was seen is not what is there.
      this.#asked = undefined;
      this.again();
      return false;
    }
    this.#asked = undefined;
    this.#parts.toast.say(SAID[decision]);
    this.#parts.reviews.heard(outcome.value);
    this.past.again();
    return true;
  }

  #againSoon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      if (this.#target !== undefined) void this.#load(this.#target);
    }, AGAIN_AFTER);
  }

  async #load(target: string): Promise<void> {
    this.#asking?.abort();
    const asking = (this.#asking = new AbortController());
    const standings = new Map<string, Standing>();
    let first: Review | undefined;
    for (let from = 0; from < MOST_KNOWN;) {
      const query = { q: '', from, limit: AT_ONCE };
      const answer = await this.#parts.api.review(target, query, asking.signal);
      if (this.#asking !== asking) return;
      if (!answer.ok) {
        if (answer.problem.code !== STOPPED && answer.problem.code !== UNREACHABLE)
          this.#problem = answer.problem;
        return;
      }
      const { items, total, summary } = answer.value;
      // It changed between two pages: begin again.
      if (first !== undefined && summary.version !== first.summary.version) return this.#againSoon();
      first ??= answer.value;
      for (const item of items) standings.set(keyOf(item), standingOf(item));
      from += items.length;
      if (items.length === 0 || from >= total) break;
    }
    this.#problem = undefined;
    this.#review = first;
    this.#standings = standings;
  }
}

const SAID: Record<Decision, string> = {
  approved: 'Approved as it is worded now. Any other wording is open again.',
  rejected: 'Rejected. The badge stays for as long as the server offers this wording.',
  watched: 'Kept under watch: quiet until it changes once more.',
};
