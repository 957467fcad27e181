import { parseQuery } from '../../protocol/query/parse.ts';
import type { RowsPage } from '../../protocol/api.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Api } from '../connection/api.ts';
import { STOPPED, UNREACHABLE } from '../connection/ask.ts';
import { askedRows } from './asked-rows.ts';
import { findRow } from './find-row.ts';
import type { Location } from './location.svelte.ts';
import type { FrameRef, Mode } from './place.ts';
import { isSameRef } from './place.ts';
import type { Row } from './row-cache.ts';
import { frameOf, RowCache } from './row-cache.ts';

/** Rows asked for beyond the window on each side, and the most in one request. */
const MARGIN = 40;
const MOST_ASKED = 200;
/** Rows above and below the view that are drawn already. */
const AHEAD = 6;
/** ms between two refreshes: while following, while something else is looked at, and while the bridge still counts. */
const FOLLOW_EVERY = 60;
const REFRESH_EVERY = 250;
const COUNT_EVERY = 200;

/**
 * The list of Traffic: a window over the matches of a query that the bridge holds. At most one
 * request is under way; what happened meanwhile is one more request afterwards, however much it was.
 */
export class Traffic {
  #api: Api;
  #location: Location;
  #cache = new RowCache();
  /** Raised when the cache, which is not reactive itself, has changed. */
  #version = $state(0);
  #page = $state.raw<Omit<RowsPage, 'rows'> | undefined>(undefined);
  #problem = $state.raw<Problem | undefined>(undefined);
  #follow = $state(true);
  #selected = $state<number | undefined>(undefined);
  /** The frame that the list has dealt with: selected, being looked for, or not among the matches. */
  #heeded: FrameRef | undefined;
  /** How far the rows moved under the window, in all; the list scrolls along. */
  #moved = $state(0);
  #window = $state.raw<[number, number]>([0, 0]);
  #query: { q: string; mode: Mode } | undefined;
  #asking: AbortController | undefined;
  #isDirty = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #lastAsked = 0;
  #head = 0;
  /** The row that the address names is to be found among the matches, and shown. */
  #sought: FrameRef | undefined;
  #isLocating = false;
  /** Rows of this query were here already when a row began to be sought. */
  #wasShown = false;
  #revealed = $state.raw<{ index: number } | undefined>(undefined);

  constructor(api: Api, location: Location) {
    this.#api = api;
    this.#location = location;
  }

  get total(): number {
    return (void this.#version, this.#cache.total);
  }
  /** What is known of the matches besides their rows; undefined before the first answer. */
  get page(): Omit<RowsPage, 'rows'> | undefined {
    return this.#page;
  }
  get problem(): Problem | undefined {
    return this.#problem;
  }
  get isFollowing(): boolean {
    return this.#follow;
  }
  get selected(): number | undefined {
    return this.#selected;
  }
  get moved(): number {
    return this.#moved;
  }
  /** A new value each time a row was found that the list should scroll to. */
  get revealed(): { index: number } | undefined {
    return this.#revealed;
  }
  row(index: number): Row | undefined {
    return (void this.#version, this.#cache.at(index));
  }
  /** Names of tools, prompts and resources among the rows looked at lately. */
  names(): string[] {
    return (void this.#version, this.#cache.names());
  }
  /** Matches newer than what is looked at. */
  get newer(): number {
    const last = Math.min(this.#selected ?? Infinity, this.#window[1] - 1);
    return Math.max(0, this.total - 1 - last);
  }

  /** Shows the matches of the place's query. Called whenever that changes; asks only when it differs. */
  show(q: string, mode: Mode): void {
    if (this.#query?.q === q && this.#query.mode === mode) return;
    if (!parseQuery(q).ok) return;
    this.#query = { q, mode };
    this.#page = undefined;
    this.#seek();
  }

  /** The address names another row than the one selected: by Back, a link or the palette. */
  atChanged(at: FrameRef | undefined): void {
    if (isSameRef(this.#heeded, at)) return;
    this.#heeded = at;
    if (at !== undefined) this.#seek();
    else this.#selected = undefined;
  }

  /** Frames up to `head` were recorded. */
  heard(head: number): void {
    this.#head = Math.max(this.#head, head);
    this.#isDirty = true;
    this.#pump();
  }

  /** Rows were deleted, or the bridge is another run: nothing that is here counts any more. */
  startAnew(head: number): void {
    this.#cache.clear();
    this.#version++;
    this.#head = head;
    if (this.#query !== undefined) this.#seek();
  }

  /** The list shows rows [from, to). */
  look(from: number, to: number): void {
    if (from !== this.#window[0] || to !== this.#window[1]) this.#window = [from, to];
    this.#pump();
  }

  follow(on: boolean): void {
    if (this.#follow === on) return;
    this.#follow = on;
    if (!on) return;
    this.#sought = undefined;
    this.#isDirty = true;
    this.#pump();
  }

  select(index: number, how: 'go' | 'slide' = 'slide'): void {
    if (this.total === 0) return;
    const next = Math.max(0, Math.min(this.total - 1, index));
    this.#follow = false;
    this.#sought = undefined;
    this.#selected = next;
    this.#revealed = { index: next };
    // A row that is not here yet is named in the address as soon as it is.
    this.#nameSelected(how);
  }

  /** By `step` rows from where the selection is, or from the last row in view. */
  move(step: number): void {
    const from = this.#selected ?? (step > 0 ? this.#window[0] - 1 : this.#window[1]);
    this.select(from + step);
  }

  unselect(): void {
    this.#selected = this.#heeded = undefined;
    this.#location.slide({ at: undefined });
  }

  /** Asks again for what is to be seen: the row of the address, or else the newest. */
  #seek(): void {
    this.#asking?.abort();
    this.#asking = undefined;
    this.#selected = undefined;
    this.#wasShown = this.#page !== undefined;
    this.#sought = this.#heeded = this.#location.place.at;
    this.#follow = this.#sought === undefined;
    this.#isDirty = true;
    this.#pump();
  }

  #pump(): void {
    if (this.#asking !== undefined || this.#query === undefined) return;
    const [from, to] = this.#window;
    const isSeen = this.#page !== undefined && to > from;
    const missing = isSeen ? this.#cache.missing(from - AHEAD, to + AHEAD) : undefined;
    if (missing !== undefined) {
      const start = Math.max(0, missing[0] - MARGIN);
      void this.#ask(start, Math.min(MOST_ASKED, missing[1] - start + MARGIN));
    } else if (this.#isDirty) this.#refreshSoon();
  }

  #refreshSoon(): void {
    const every =
      this.#page === undefined
        ? 0
        : this.#page.complete
          ? this.#follow
            ? FOLLOW_EVERY
            : REFRESH_EVERY
          : COUNT_EVERY;
    const wait = this.#lastAsked + every - performance.now();
    if (wait > 0) {
      this.#timer ??= setTimeout(() => {
        this.#timer = undefined;
        this.#pump();
      }, wait);
      return;
    }
    this.#isDirty = false;
    const [from, to] = this.#window;
    const limit = Math.max(MARGIN, Math.min(MOST_ASKED, to - from + MARGIN));
    if (this.#follow || this.#page === undefined) void this.#ask(-limit, limit);
    else void this.#ask(from, Math.min(MOST_ASKED, Math.max(1, to - from)));
  }

  async #ask(from: number, limit: number): Promise<void> {
    const query = this.#query!;
    const asking = (this.#asking = new AbortController());
    this.#lastAsked = performance.now();
    const answer = await this.#api.rows({ ...query, from, limit }, asking.signal);
    if (this.#asking !== asking) return;
    this.#asking = undefined;
    if (!answer.ok) {
      // When the bridge is back, or the next frames come, it is asked for again.
      this.#isDirty = answer.problem.code === UNREACHABLE;
      if (answer.problem.code !== STOPPED && answer.problem.code !== UNREACHABLE)
        this.#problem = answer.problem;
      return;
    }
    this.#problem = undefined;
    this.#takeIn(answer.value);
    this.#pump();
  }

  #takeIn(page: RowsPage): void {
    const isNew = this.#page === undefined;
    if (isNew) this.#cache.clear();
    const moved = this.#cache.take(page, this.#window);
    const { rows: _, ...rest } = page;
    this.#page = rest;
    this.#version++;
    if (page.head < this.#head || !page.complete) this.#isDirty = true;
    if (!isNew && moved !== 0) {
      this.#moved += moved;
      this.#window = [this.#window[0] + moved, this.#window[1] + moved];
      if (this.#selected !== undefined) this.#selected += moved;
    }
    // The list is about to scroll to the end; rows behind it are not worth asking for.
    if (this.#follow) this.#window = [page.total - (this.#window[1] - this.#window[0]), page.total];
    this.#nameSelected('slide');
    if (this.#sought !== undefined) void this.#locate();
  }

  #nameSelected(how: 'go' | 'slide'): void {
    const row = this.#selected === undefined ? undefined : this.#cache.at(this.#selected);
    if (row === undefined) return;
    const { session, seq } = frameOf(row);
    this.#heeded = { session, seq };
    if (!isSameRef(this.#heeded, this.#location.place.at)) this.#location[how]({ at: this.#heeded });
  }

  async #locate(): Promise<void> {
    const { at } = this.#location.place;
    const { mode, q } = askedRows(this.#location.place);
    if (at === undefined || this.#isLocating) return;
    this.#isLocating = true;
    const index = await findRow(this.#api, at, { q, mode, total: this.total }, (known) =>
      this.#cache.at(known),
    );
    this.#isLocating = false;
    if (this.#sought === undefined) return;
    const isStill =
      this.#query?.q === q && this.#query.mode === mode && isSameRef(at, this.#location.place.at);
    if (!isStill) return this.#locate();
    this.#sought = undefined;
    // A step of a conversation that stands behind its first exchange: the list stays where it is.
    if (index === undefined) {
      if (!this.#wasShown || mode === 'frames') this.follow(true);
    } else {
      this.#selected = index;
      this.#revealed = { index };
    }
  }
}
