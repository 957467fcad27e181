import type { Database } from './driver.ts';
import type { Matcher } from './matcher.ts';
import type { Pause } from './pause.ts';
import { PositionList } from './position-list.ts';

const FIRST_STRETCH = 2000;
const LONGEST_STRETCH = 1 << 20;
const GOOD_MS = 6;
/** So many new frames are sooner found by beginning anew from the newest. */
const TOO_FAR_BEHIND = 300_000;
/** Goes on for so long after somebody last looked. */
const KEEP_GOING_MS = 20_000;
const RUN = 2 ** 32;

/** Matches in order; index 0 is the oldest one found so far. */
export interface MatchList {
  readonly total: number;
  readonly complete: boolean;
  positions(from: number, limit: number): number[];
}

export interface CursorOptions {
  database: Database;
  matcher: Matcher;
  pause: Pause;
  isExchanges: boolean;
  /** Newest position in the index. */
  head(): number;
}

/**
 * The matches of one query, found from the newest down in short stretches, then kept up with what
 * comes in. Works only while somebody waits for it or did so not long ago.
 */
export class Cursor implements MatchList {
  /** Frames looked at so far. */
  looked = 0;
  complete = false;
  isDropped = false;
  #o: CursorOptions;
  /** What was there at the beginning. */
  #older = new PositionList('descending');
  /** What came since. */
  #newer = new PositionList('ascending');
  #begin: number;
  /** Everything in [#reached, #seen] was looked at. */
  #reached: number;
  #seen: number;
  /** Matches up to here are in the lists; below #seen while a stretch is being looked at. */
  #caughtUp: number;
  #stretch = FIRST_STRETCH;
  /** Looked at, and changed since. */
  #changed = new Set<number>();
  /** Being looked at again right now. */
  #again: ReadonlySet<number> | undefined;
  /** Changed before they were reached. What changed them lies above, where this cursor does not look again. */
  #changedBelow = new Set<number>();
  #wantedUntil = 0;
  #isRunning = false;
  #waiting: (() => void)[] = [];
  #waiters = 0;

  constructor(options: CursorOptions) {
    this.#o = options;
    this.#begin = this.#seen = this.#caughtUp = options.head();
    this.#reached = this.#begin + 1;
    options.matcher.isUrgent = () => this.#waiters > 0;
  }

  get total(): number {
    return this.#older.length + this.#newer.length;
  }

  positions(from: number, limit: number): number[] {
    const found: number[] = [];
    const end = Math.min(from + limit, this.total);
    for (let i = from; i < end; i++) {
      const older = this.#older.length - 1 - i;
      found.push(older >= 0 ? this.#older.at(older) : this.#newer.at(i - this.#older.length));
    }
    return found;
  }

  /** These are new below what was looked at last, or may match otherwise than before. */
  note(positions: readonly number[]): void {
    for (const n of positions) {
      if (n > this.#seen) continue;
      (this.complete || n >= this.#reached ? this.#changed : this.#changedBelow).add(n);
    }
  }

  /** Resolves when all that was known at the call is taken into account, and there is `enough` or `ms` have passed. */
  async upToDate(enough: () => boolean, ms: number): Promise<void> {
    const head = this.#o.head();
    const owed = new Set([...this.#changed, ...(this.#again ?? [])]);
    const deadline = performance.now() + ms;
    this.#wantedUntil = deadline + KEEP_GOING_MS;
    const isDone = (): boolean => {
      if (this.isDropped) return true;
      if (this.#caughtUp < head) return false;
      for (const n of owed) {
        if (this.#changed.has(n) || this.#again?.has(n) === true) return false;
        owed.delete(n);
      }
      return this.complete || enough() || performance.now() >= deadline;
    };
    this.#waiters++;
    this.#o.pause.waitedFor++;
    if (!this.complete || !isDone()) this.#run();
    // A stretch can take longer than anybody wants to wait; what the ones before it found is told then.
    const timer = setTimeout(() => this.#tell(), ms);
    while (!isDone()) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#waiters--;
    this.#o.pause.waitedFor--;
    clearTimeout(timer);
  }

  drop(): void {
    this.isDropped = true;
    this.#tell();
  }

  #run(): void {
    if (this.#isRunning) return;
    this.#isRunning = true;
    this.#work().catch((error: unknown) => {
      this.drop();
      // A bug or a damaged index: ends the thread, whose owner then knows what to do.
      setImmediate(() => {
        throw error;
      });
    });
  }

  async #work(): Promise<void> {
    const isUrgent = (): boolean => this.#waiters > 0;
    while (!this.isDropped && performance.now() < this.#wantedUntil && this.#hasWork()) {
      // Typing a query leaves many lists behind that nobody looks at; they must not slow down the last one.
      await this.#o.pause.inBackground(isUrgent, () => this.#workOn());
      this.#tell();
      await this.#o.pause.yield();
    }
    this.#isRunning = false;
    this.#tell();
  }

  #hasWork(): boolean {
    return this.#changed.size > 0 || this.#o.head() > this.#seen || !this.complete;
  }

  async #workOn(): Promise<void> {
    if (this.isDropped) return;
    if (this.#changed.size > 0) await this.#lookAgain();
    else if (this.#o.head() > this.#seen) await this.#catchUp();
    else if (!this.complete) await this.#lookFurther();
  }

  async #lookFurther(): Promise<void> {
    const newest = this.#edge('SELECT max(n) AS n FROM frame WHERE n < ?', this.#reached);
    if (newest === undefined) {
      this.complete = true;
      return;
    }
    const begun = performance.now();
    const stretch = this.#o.matcher.isShort ? RUN : this.#stretch;
    const from = Math.max(Math.floor(newest / RUN) * RUN, newest + 1 - stretch);
    const found = await this.#o.matcher.stretch(from, newest + 1);
    for (let i = found.length - 1; i >= 0; i--) this.#older.push(found[i]!);
    this.looked += newest + 1 - from;
    this.#reached = from;
    for (const n of this.#changedBelow) {
      if (n < from) continue;
      this.#changedBelow.delete(n);
      this.#changed.add(n);
    }
    this.#adapt(performance.now() - begun);
  }

  async #catchUp(): Promise<void> {
    const { database, matcher, isExchanges } = this.#o;
    const head = this.#o.head();
    const from = this.#edge('SELECT min(n) AS n FROM frame WHERE n > ?', this.#seen) ?? head;
    if (head - from > TOO_FAR_BEHIND) {
      this.drop();
      return;
    }
    const begun = performance.now();
    const to = Math.min(head, from + this.#stretch - 1);
    const requests = isExchanges
      ? database
          .prepare('SELECT n FROM exchange WHERE n >= ? AND n <= ?')
          .all(from, to)
          .map((row) => Number(row['n']))
      : [];
    // From here on a change in this stretch counts as a change of something seen.
    this.#seen = to;
    const found = isExchanges ? await matcher.among(requests) : await matcher.stretch(from, to + 1);
    for (const n of found) this.#newer.push(n);
    this.#caughtUp = to;
    this.looked += to + 1 - from;
    this.#adapt(performance.now() - begun);
  }

  async #lookAgain(): Promise<void> {
    const again = this.#changed;
    // What changes once more while it is looked at comes again in its turn.
    this.#changed = new Set();
    this.#again = again;
    const matching = await this.#o.matcher.among([...again]);
    this.#again = undefined;
    this.#newer.replace(
      again,
      matching.filter((n) => n > this.#begin),
    );
    const isOld = (n: number): boolean => n <= this.#begin;
    if ([...again].some(isOld)) this.#older.replace(again, matching.filter(isOld));
  }

  #edge(sql: string, n: number): number | undefined {
    const found = this.#o.database.prepare(sql).get(n)?.['n'];
    return typeof found === 'number' ? found : undefined;
  }

  #adapt(took: number): void {
    if (took < GOOD_MS) this.#stretch = Math.min(LONGEST_STRETCH, this.#stretch * 2);
    else if (took > 2 * GOOD_MS) this.#stretch = Math.max(128, this.#stretch >> 1);
  }

  #tell(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }
}
