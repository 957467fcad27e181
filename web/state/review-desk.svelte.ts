import type { Decision, Review, ReviewRequest, ReviewSummary } from '../../protocol/baseline.ts';
import type { ItemRef } from '../../protocol/inventory.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { ReviewsApi } from '../connection/reviews-api.ts';
import { STOPPED, UNREACHABLE } from '../connection/ask.ts';
import { ItemPast } from './item-past.svelte.ts';
import type { Location } from './location.svelte.ts';
import { ReviewedList } from './reviewed-list.svelte.ts';
import type { Reviews } from './reviews.svelte.ts';
import type { Standing } from './standing.ts';
import { Standings } from './standings.svelte.ts';
import type { Toast } from './toast.svelte.ts';

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
  readonly standings: Standings;
  #parts: Parts;
  #target: string | undefined;
  #version = -1;
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
    this.standings = new Standings(parts.api);
  }

  /** The review as a whole, without its items. */
  get review(): Review | undefined {
    return this.#review;
  }
  get problem(): Problem | undefined {
    return this.#problem ?? this.standings.problem;
  }
  get asked(): AskedDecision | undefined {
    return this.#asked;
  }
  get isDeciding(): boolean {
    return this.#isDeciding;
  }
  of(ref: ItemRef | undefined): Standing | undefined {
    return ref === undefined ? undefined : this.standings.of(ref);
  }

  /** Called whenever the target that is looked at changes, or something is told of it. */
  show(target: string | undefined, summary: ReviewSummary | undefined): void {
    if (target !== this.#target) {
      this.#target = target;
      this.#version = -1;
      this.#review = this.#problem = this.#asked = undefined;
      clearTimeout(this.#timer);
      this.#timer = undefined;
      this.#asking?.abort();
    }
    this.standings.show(target, summary?.version ?? -1);
    if (target === undefined || summary === undefined || summary.version === this.#version) return;
    const isFirst = this.#version === -1;
    this.#version = summary.version;
    if (isFirst) void this.#load(target);
    else this.#againSoon();
  }
  /** The bridge is back, or what was decided was refused. */
  again(): void {
    if (this.#version !== -1) this.#againSoon();
    this.standings.again();
    this.list.again();
    this.past.again();
  }
  close(): void {
    clearTimeout(this.#timer);
    this.#asking?.abort();
    this.standings.close();
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

  /** Its items come with the rows that are looked at. */
  async #load(target: string): Promise<void> {
    this.#asking?.abort();
    const asking = (this.#asking = new AbortController());
    const answer = await this.#parts.api.review(target, { q: '', from: 0, limit: 0 }, asking.signal);
    if (this.#asking !== asking) return;
    if (answer.ok) [this.#review, this.#problem] = [answer.value, undefined];
    else if (answer.problem.code !== STOPPED && answer.problem.code !== UNREACHABLE)
      this.#problem = answer.problem;
  }
}

const SAID: Record<Decision, string> = {
  approved: 'Approved as it is worded now. Any other wording is open again.',
  rejected: 'Rejected. The badge stays for as long as the server offers this wording.',
  watched: 'Kept under watch: quiet until it changes once more.',
};
