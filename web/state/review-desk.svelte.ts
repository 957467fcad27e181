import type { Decision, Review, ReviewRequest, ReviewSummary } from '../../protocol/baseline.ts';
import type { Drift } from '../../protocol/drift.ts';
import type { ItemRef } from '../../protocol/inventory.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { ReviewsApi } from '../connection/reviews-api.ts';
import { STOPPED, UNREACHABLE } from '../connection/ask.ts';
import { isSameItem } from './inventory-rows.ts';
import { ItemPast } from './item-past.svelte.ts';
import type { Location } from './location.svelte.ts';
import { ReviewedList } from './reviewed-list.svelte.ts';
import type { Reviews } from './reviews.svelte.ts';
import { keyOf, type Standing } from './standing.ts';
import { Standings } from './standings.svelte.ts';
import type { Toast } from './toast.svelte.ts';

/** ms; a server whose lists never rest is asked about no more often. */
const AGAIN_AFTER = 400;

/** A decision whose note is being written: about one item, or about all that are open. */
export interface AskedDecision {
  decision: Decision;
  of: Standing | 'all';
  /** The review as it was when this was opened: what was read, and what the decision is about. */
  read: ReviewSummary;
  /** What had changed then, in words that were shown; absent before it was here. */
  drift: Drift | undefined;
}

/**
 * Why nothing can be decided at this moment. `turned`: it is not what was read any more, `changed` counts what is
 * known to be different. `elsewhere`: the text on the page is of another session than the wording that would be
 * decided about.
 */
export type Hindrance =
  | { kind: 'turned'; changed: number }
  | { kind: 'elsewhere'; shown: string | undefined; seen: string | undefined };

/** What of the target is on the page. */
export interface Shown {
  session?: string | undefined;
  item?: ItemRef | undefined;
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
  #target = $state.raw<string | undefined>(undefined);
  #shown = $state.raw<Shown>({});
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
  get hindrance(): Hindrance | undefined {
    const asked = this.#asked;
    if (asked === undefined) return undefined;
    const latest = this.#parts.reviews.of(this.#target);
    if (latest === undefined || this.#hasTurned(asked, latest)) {
      const now = this.#review?.drift;
      const changed = asked.drift === undefined || now === undefined ? 0 : changedBetween(asked.drift, now);
      return { kind: 'turned', changed };
    }
    const { session } = this.#shown;
    if (session === latest.session || this.#isReviewItselfShown(asked)) return undefined;
    return { kind: 'elsewhere', shown: session, seen: latest.session };
  }
  get isDeciding(): boolean {
    return this.#isDeciding;
  }
  of(ref: ItemRef | undefined): Standing | undefined {
    return ref === undefined ? undefined : this.standings.of(ref);
  }

  /** Called whenever the target that is looked at changes, or something is told of it. */
  show(target: string | undefined, summary: ReviewSummary | undefined, shown: Shown = {}): void {
    const of = this.#asked?.of;
    // A form about one item does not stay beside the text of another.
    if (of !== undefined && of !== 'all' && !isSameItem(this.#shown.item, shown.item))
      this.#asked = undefined;
    this.#shown = shown;
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

  /** Asks for a note; nothing is decided yet. What is decided then is what is there to be read now. */
  ask(asked: Pick<AskedDecision, 'decision' | 'of'> | undefined): void {
    const read = this.#review?.summary ?? this.#parts.reviews.of(this.#target);
    this.#asked =
      asked === undefined || read === undefined
        ? undefined
        : { decision: asked.decision, of: asked.of, read, drift: this.#review?.drift };
  }
  /** Sends nothing while something hinders it: the form says what. */
  async decide(note: string): Promise<boolean> {
    const [target, asked] = [this.#target, this.#asked];
    if (target === undefined || asked === undefined || this.#isDeciding || this.hindrance !== undefined)
      return false;
    const { decision, of } = asked;
    const items: ReviewRequest['items'] = of === 'all' ? 'all' : [{ ...of.ref, hash: of.hash }];
    const version = this.#versionOf(asked);
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

  /**
   * One item is bound by its hash: when it is as it was, other items may change, or a restless server could keep
   * anybody from ever rejecting anything. All of them, and the server with where it is, are bound by the version.
   */
  #versionOf({ of, read }: AskedDecision): number {
    if (of === 'all') return read.version;
    const at = this.standings.readAt(of.ref) ?? read.version;
    const now = this.standings.of(of.ref);
    return of.ref.section !== 'server' && now !== undefined && isAsItWas(of, now) ? at : read.version;
  }
  #hasTurned(asked: AskedDecision, latest: ReviewSummary): boolean {
    if (asked.of === 'all') return latest.version > asked.read.version;
    const now = this.standings.of(asked.of.ref);
    if (now === undefined || !isAsItWas(asked.of, now)) return true;
    return asked.of.ref.section === 'server' && latest.version > asked.read.version;
  }
  /** The review shows what it knows itself, whichever session is beside it. */
  #isReviewItselfShown({ of }: AskedDecision): boolean {
    const { compared, reviewed } = this.#parts.location.place;
    if (of === 'all') return reviewed !== undefined;
    const { history, pair, comparison } = this.past;
    if (of.isGone) return true;
    return (
      compared !== undefined &&
      comparison !== undefined &&
      isSameItem(history?.ref, of.ref) &&
      (pair?.after === of.hash || pair?.before === of.hash)
    );
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

function isAsItWas(was: Standing, now: Standing): boolean {
  return (
    was.hash === now.hash &&
    was.approved === now.approved &&
    was.state === now.state &&
    was.became === now.became &&
    was.now === now.now &&
    was.severity === now.severity
  );
}

function changedBetween(before: Drift, after: Drift): number {
  const worded = ({ items }: Drift) =>
    new Map(items.map((one) => [keyOf(one), JSON.stringify([one.before, one.after, one.was, one.changes])]));
  const [was, now] = [worded(before), worded(after)];
  return [...new Set([...was.keys(), ...now.keys()])].filter((key) => was.get(key) !== now.get(key)).length;
}

const SAID: Record<Decision, string> = {
  approved: 'Approved as it is worded now. Any other wording is open again.',
  rejected: 'Rejected. The badge stays for as long as the server offers this wording.',
  watched: 'Kept under watch: quiet until it changes once more.',
};
