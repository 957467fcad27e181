import type { FindingRow, FindingsLine, FindingsPage } from '../../protocol/finding.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Api } from '../connection/api.ts';
import { STOPPED, UNREACHABLE } from '../connection/ask.ts';
import type { Location } from './location.svelte.ts';
import type { Group } from './place.ts';

const MOST_ASKED = 200;
const AHEAD = 40;
const MOST_KEPT = 2000;
/** ms between two refreshes while sessions are inspected. */
const REFRESH_EVERY = 400;

type Known = Omit<FindingsPage, 'lines'>;

/** The list of Findings: a window over the lines of a query that the bridge holds. */
export class Findings {
  #api: Pick<Api, 'findings'>;
  #location: Location;
  #lines = $state.raw(new Map<number, FindingsLine>());
  #page = $state.raw<Known | undefined>(undefined);
  #problem = $state.raw<Problem | undefined>(undefined);
  #query: { q: string; group: Group } | undefined;
  #window: [number, number] = [0, 0];
  #version = -1;
  #isDirty = false;
  #lastAsked = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asking: AbortController | undefined;
  #revealed = $state.raw<{ index: number } | undefined>(undefined);
  /** A line that is to be selected as soon as it is here, and which way to go on when it is the head of a group. */
  #sought: { index: number; step: 1 | -1 } | undefined;
  #selected = $derived.by(() => {
    const { finding } = this.#location.place;
    if (finding === undefined) return undefined;
    const { session } = this;
    let first: number | undefined;
    for (const [index, line] of this.#lines) {
      if (line.kind !== 'finding' || line.row.fingerprint !== finding) continue;
      if (line.row.session === session) return index;
      first ??= index;
    }
    return first;
  });
  /** Which of the rows of one fingerprint: the one that was chosen last. */
  session = $state<string | undefined>(undefined);

  constructor(api: Pick<Api, 'findings'>, location: Location) {
    this.#api = api;
    this.#location = location;
  }

  get page(): Known | undefined {
    return this.#page;
  }
  get total(): number {
    return this.#page?.total ?? 0;
  }
  get problem(): Problem | undefined {
    return this.#problem;
  }
  get selected(): number | undefined {
    return this.#selected;
  }
  get revealed(): { index: number } | undefined {
    return this.#revealed;
  }
  line(index: number): FindingsLine | undefined {
    return this.#lines.get(index);
  }
  row(index: number | undefined): FindingRow | undefined {
    const line = index === undefined ? undefined : this.#lines.get(index);
    return line?.kind === 'finding' ? line.row : undefined;
  }

  show(q: string, group: Group, version: number): void {
    const isSame = this.#query?.q === q && this.#query.group === group;
    if (isSame && version === this.#version) return;
    this.#version = version;
    if (!isSame) {
      this.#query = { q, group };
      this.#page = undefined;
      this.#lines = new Map();
      this.#asking?.abort();
      this.#asking = undefined;
      this.#lastAsked = 0;
    }
    this.#isDirty = true;
    this.#pump();
  }
  /** Something was decided, or the bridge is back. */
  again(): void {
    if (this.#query === undefined) return;
    this.#isDirty = true;
    this.#lastAsked = 0;
    this.#pump();
  }

  look(from: number, to: number): void {
    this.#window = [from, to];
    this.#pump();
  }

  select(index: number, how: 'go' | 'slide' = 'slide', step: 1 | -1 = 1): void {
    // A key pressed before the first answer is heeded with it.
    if (this.#page === undefined) this.#sought = { index: Math.max(0, index), step };
    if (this.total === 0) return;
    const at = Math.max(0, Math.min(this.total - 1, index));
    const line = this.#lines.get(at);
    if (line === undefined) {
      this.#sought = { index: at, step };
      this.#revealed = { index: at };
      return this.#pump();
    }
    this.#sought = undefined;
    if (line.kind === 'group') {
      const next = at + step;
      if (next >= 0 && next < this.total) this.select(next, how, step);
      return;
    }
    this.session = line.row.session;
    this.#revealed = { index: at };
    this.#location[how]({ finding: line.row.fingerprint });
  }
  move(step: number): void {
    const from = this.#selected ?? (step > 0 ? -1 : this.total);
    this.select(from + step, 'slide', step < 0 ? -1 : 1);
  }

  #pump(): void {
    if (this.#asking !== undefined || this.#query === undefined) return;
    const missing = this.#missing();
    if (missing !== undefined) {
      const from = Math.max(0, missing[0] - AHEAD);
      void this.#ask(from, Math.min(MOST_ASKED, missing[1] + AHEAD - from));
    } else if (this.#isDirty) this.#refreshSoon();
  }

  #missing(): [number, number] | undefined {
    if (this.#page === undefined) return undefined;
    const sought = this.#sought?.index;
    let from = Math.max(0, this.#window[0]);
    let to = Math.min(this.total, this.#window[1]);
    if (sought !== undefined && !this.#lines.has(sought)) [from, to] = [sought, sought + 1];
    while (from < to && this.#lines.has(from)) from++;
    while (to > from && this.#lines.has(to - 1)) to--;
    return from < to ? [from, to] : undefined;
  }

  #refreshSoon(): void {
    const wait = this.#lastAsked + (this.#page === undefined ? 0 : REFRESH_EVERY) - performance.now();
    if (wait > 0) {
      this.#timer ??= setTimeout(() => {
        this.#timer = undefined;
        this.#pump();
      }, wait);
      return;
    }
    this.#isDirty = false;
    const from = Math.max(0, this.#window[0] - AHEAD);
    void this.#ask(from, Math.min(MOST_ASKED, this.#window[1] - from + AHEAD), true);
  }

  async #ask(from: number, limit: number, isAnew = false): Promise<void> {
    const query = this.#query!;
    const asking = (this.#asking = new AbortController());
    if (isAnew) this.#lastAsked = performance.now();
    const answer = await this.#api.findings({ ...query, from, limit }, asking.signal);
    if (this.#asking !== asking) return;
    this.#asking = undefined;
    if (!answer.ok) {
      this.#isDirty = answer.problem.code === UNREACHABLE;
      if (answer.problem.code !== STOPPED && answer.problem.code !== UNREACHABLE)
        this.#problem = answer.problem;
      return;
    }
    this.#problem = undefined;
    const { lines, ...page } = answer.value;
    // After a change no other line is known to stand where it stood.
    const next =
      isAnew || this.#lines.size > MOST_KEPT ? new Map<number, FindingsLine>() : new Map(this.#lines);
    for (const [k, line] of lines.entries()) next.set(page.from + k, line);
    const isFirst = this.#page === undefined;
    this.#lines = next;
    this.#page = page;
    if (isFirst && this.#selected !== undefined) this.#revealed = { index: this.#selected };
    const sought = this.#sought;
    if (sought !== undefined && next.has(sought.index)) this.select(sought.index, 'slide', sought.step);
    this.#pump();
  }
}
