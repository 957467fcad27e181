import type { FuzzCaseRow, FuzzCases, FuzzTab } from '../../protocol/fuzz.ts';
import type { Problem } from '../../protocol/problem.ts';
import { STOPPED, UNREACHABLE } from '../connection/ask.ts';
import type { FuzzApi } from '../connection/fuzz-api.ts';

/** Rows asked for beyond the window on each side. */
const MARGIN = 40;
/** Rows above and below the view that are drawn already. */
const AHEAD = 6;
const FIRST = 80;
/** Asked for besides at most, where cases come quicker than answers: what is in view has moved down by then. */
const MOST_AHEAD = 400;
const MOST_KEPT = 2000;
/** ms between two refreshes, at least; longer where the bridge has to look through many. */
const REFRESH_EVERY = 100;
const REFRESH_SHARE = 4;

/** Which cases are listed. */
interface Listed {
  readonly run: string;
  readonly tab: FuzzTab;
  readonly q: string;
  readonly cluster: number | undefined;
}

/**
 * The table of cases: a window over what the bridge holds, newest first. At most one request is under way; what
 * happened meanwhile is one more request afterwards, however much it was.
 */
export class FuzzCaseList {
  #api: Pick<FuzzApi, 'cases'>;
  #onselect: (n: number) => void;
  #listed: Listed | undefined;
  #rows = new Map<number, FuzzCaseRow>();
  /** Rows [from, to) that are of the newest version. */
  #fresh: readonly [number, number] = [0, 0];
  #total = $state(0);
  /** Raised when the rows, which are not reactive themselves, have changed. */
  #changes = $state(0);
  #moved = $state(0);
  #isLoaded = $state(false);
  #problem = $state.raw<Problem | undefined>(undefined);
  #revealed = $state.raw<{ index: number } | undefined>(undefined);
  #selected = $state<number | undefined>(undefined);
  /** The case that is looked at, wherever it stands; null: the bridge knows none of that number. */
  #chosen = $state.raw<FuzzCaseRow | null | undefined>(undefined);
  /** It is to be scrolled to as soon as it is known where it stands. */
  #isSought = false;
  #window: readonly [number, number] = [0, 0];
  #asking: AbortController | undefined;
  #isDirty = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #lastAsked = -REFRESH_EVERY;
  #wait = REFRESH_EVERY;
  /** How far rows moved lately between two answers. */
  #pace = 0;
  /** A row that was gone to before it was here. */
  #pending: number | undefined;

  constructor(api: Pick<FuzzApi, 'cases'>, onselect: (n: number) => void) {
    this.#api = api;
    this.#onselect = onselect;
  }

  get total(): number {
    return this.#total;
  }
  get isLoaded(): boolean {
    return this.#isLoaded;
  }
  get problem(): Problem | undefined {
    return this.#problem;
  }
  /** How far the rows moved under the view, in all; the list scrolls along. */
  get moved(): number {
    return this.#moved;
  }
  /** A new value each time the list should scroll to a row. */
  get revealed(): { index: number } | undefined {
    return this.#revealed;
  }
  row(index: number): FuzzCaseRow | undefined {
    return (void this.#changes, this.#rows.get(index));
  }
  /** The case that is looked at, whether it is listed or not; null: there is none of that number. */
  get chosen(): FuzzCaseRow | null | undefined {
    return this.#chosen;
  }
  indexOf(n: number | undefined): number | undefined {
    void this.#changes;
    if (n === undefined) return undefined;
    for (const [index, row] of this.#rows) if (row.n === n) return index;
    return undefined;
  }

  /** Called whenever what is listed, or the case that is looked at, changes. */
  show(listed: Listed | undefined, n: number | undefined): void {
    const isOther = JSON.stringify(listed) !== JSON.stringify(this.#listed);
    if (!isOther && n === this.#selected) return;
    if (n !== this.#selected || listed?.run !== this.#listed?.run) this.#chosen = undefined;
    this.#selected = n;
    if (isOther) {
      this.close();
      this.#listed = listed;
      this.#clear();
    }
    const index = this.indexOf(n);
    this.#isSought = index === undefined && n !== undefined;
    if (index !== undefined) {
      this.#chosen = this.#rows.get(index);
      this.#revealed = { index };
    } else if (isOther || n !== undefined) this.heard();
  }
  /** Something about the cases is new. */
  heard(): void {
    this.#isDirty = true;
    this.#pump();
  }
  /** Rows [from, to) are in view. */
  look(from: number, to: number): void {
    this.#window = [from, to];
    this.#pump();
  }
  close(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#asking?.abort();
    this.#asking = undefined;
  }

  select(index: number): void {
    if (this.#total === 0) return;
    const next = Math.max(0, Math.min(this.#total - 1, index));
    const row = this.#rows.get(next);
    this.#pending = row === undefined ? next : undefined;
    if (row === undefined) this.#revealed = { index: next };
    else this.#onselect(row.n);
  }
  move(step: number): void {
    const from = this.indexOf(this.#selected) ?? (step > 0 ? this.#window[0] - 1 : this.#window[1]);
    this.select(from + step);
  }

  #clear(): void {
    this.#rows.clear();
    this.#fresh = [0, 0];
    this.#total = 0;
    this.#isLoaded = false;
    this.#problem = this.#pending = undefined;
    this.#changes++;
  }

  #pump(): void {
    if (this.#asking !== undefined || this.#listed === undefined) return;
    const [from, to] = [Math.max(0, this.#window[0] - AHEAD), Math.min(this.#total, this.#window[1] + AHEAD)];
    const isMissing = this.#isLoaded && from < to && (from < this.#fresh[0] || to > this.#fresh[1]);
    if (isMissing) void this.#ask(Math.max(0, from - MARGIN), to - from + 2 * MARGIN + this.#ahead);
    else if (this.#isDirty) this.#refreshSoon();
  }

  #refreshSoon(): void {
    const wait = this.#isSought ? 0 : this.#lastAsked + this.#wait - performance.now();
    if (wait > 0) {
      this.#timer ??= setTimeout(() => {
        this.#timer = undefined;
        this.#pump();
      }, wait);
      return;
    }
    this.#isDirty = false;
    const [from, to] = this.#window;
    const limit = to - from + 2 * MARGIN + (from > 0 ? this.#ahead : 0);
    void this.#ask(Math.max(0, from - MARGIN), Math.max(FIRST, limit));
  }

  get #ahead(): number {
    return Math.min(MOST_AHEAD, 2 * this.#pace);
  }

  async #ask(from: number, limit: number): Promise<void> {
    const listed = this.#listed!;
    const asking = (this.#asking = new AbortController());
    this.#lastAsked = performance.now();
    const n = this.#selected;
    const { run, tab, q, cluster } = listed;
    const answer = await this.#api.cases(
      run,
      {
        tab,
        q,
        from,
        limit,
        ...(cluster === undefined ? {} : { cluster }),
        ...(n === undefined ? {} : { n }),
      },
      asking.signal,
    );
    if (this.#asking !== asking) return;
    this.#asking = undefined;
    this.#wait = Math.max(REFRESH_EVERY, (performance.now() - this.#lastAsked) * REFRESH_SHARE);
    if (!answer.ok) {
      this.#isDirty ||= answer.problem.code === UNREACHABLE;
      if (answer.problem.code !== STOPPED && answer.problem.code !== UNREACHABLE)
        this.#problem = answer.problem;
      return;
    }
    this.#problem = undefined;
    this.#takeIn(from, answer.value);
    if (n !== undefined && n === this.#selected) this.#takeChosen(answer.value.asked);
    this.#pump();
  }

  #takeIn(from: number, { rows, total }: FuzzCases): void {
    const shift = this.#isLoaded ? this.#shiftTo(from, rows, total) : 0;
    this.#pace = Math.max(0, shift);
    if (shift !== 0) this.#rows = new Map([...this.#rows].map(([index, row]) => [index + shift, row]));
    for (const [k, row] of rows.entries()) this.#rows.set(from + k, row);
    for (const index of this.#rows.keys()) if (index < 0 || index >= total) this.#rows.delete(index);
    if (this.#rows.size > MOST_KEPT)
      for (const index of this.#rows.keys())
        if (index < from - MOST_KEPT / 4 || index > from + rows.length + MOST_KEPT / 4)
          this.#rows.delete(index);
    this.#fresh = [from, from + rows.length];
    // Whoever looks at the newest goes on to do so; whoever scrolled down keeps what is in view.
    if (this.#window[0] > 0 && shift !== 0) {
      this.#moved += shift;
      this.#window = [this.#window[0] + shift, this.#window[1] + shift];
    }
    if (this.#pending !== undefined) this.#pending += shift;
    this.#total = total;
    this.#isLoaded = true;
    this.#changes++;
    const gone = this.#pending === undefined ? undefined : this.#rows.get(this.#pending);
    if (gone === undefined) return;
    this.#pending = undefined;
    this.#onselect(gone.n);
  }

  /** How far down what was known stands now: new cases stand above it. */
  #shiftTo(from: number, rows: readonly FuzzCaseRow[], total: number): number {
    for (const [k, row] of rows.entries()) {
      const known = this.indexOf(row.n);
      if (known !== undefined) return from + k - known;
    }
    return total - this.#total;
  }

  #takeChosen(asked: FuzzCases['asked']): void {
    this.#chosen = asked?.row ?? null;
    if (this.#isSought && asked?.at !== undefined) this.#revealed = { index: asked.at };
    this.#isSought = false;
  }
}
