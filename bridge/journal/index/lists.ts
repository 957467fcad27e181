import type { QueryNode, Query } from '../../../protocol/query/index.ts';
import type { Blocks } from './blocks.ts';
import { type AsksFor, compileQuery, type Mode, resolveTimes } from './compile.ts';
import { Cursor, type MatchList } from './cursor.ts';
import type { Database } from './driver.ts';
import type { MarkedPlaces } from './marked-places.ts';
import { Matcher } from './matcher.ts';
import type { NeedleSearch } from './needle-search.ts';
import type { Pause } from './pause.ts';
import type { TextIndex } from './text-index.ts';
import { AllFrames, SessionFrames } from './whole-lists.ts';

const MOST_CURSORS = 16;
/** Eight bytes each, over all cursors. */
const MOST_POSITIONS = 6_000_000;

export interface ListsOptions {
  database: Database;
  blocks: Blocks;
  texts: TextIndex;
  search: NeedleSearch;
  pause: Pause;
  head(): number;
}

/** The lists that were asked for lately, each found once and then kept up. */
export class Lists {
  #o: ListsOptions;
  #cursors = new Map<string, { cursor: Cursor; isVolatile: boolean; mode: Mode; asks: AsksFor }>();

  constructor(options: ListsOptions) {
    this.#o = options;
  }

  /** `now`: ms since the epoch. */
  of(query: Query, mode: Mode, now: number): MatchList | Cursor {
    if (mode === 'frames') {
      if (query.root === undefined) return new AllFrames(this.#o.blocks);
      const number = soleSession(query.root);
      const whole = number === undefined ? undefined : SessionFrames.of(this.#o.database, number);
      if (whole !== undefined) return whole;
    }
    return this.#cursor(query, mode, now);
  }

  late(positions: readonly number[]): void {
    if (positions.length > 5000) this.dropAll();
    else for (const { cursor } of this.#cursors.values()) cursor.note(positions);
  }

  moved(positions: readonly number[]): void {
    for (const { cursor, isVolatile } of this.#cursors.values()) if (isVolatile) cursor.note(positions);
  }

  /** Findings or annotations of these changed; none given: of too many to say which. */
  marked(what: keyof AsksFor, { frames, exchanges }: MarkedPlaces): void {
    for (const [key, { cursor, mode, asks }] of this.#cursors) {
      if (!asks[what]) continue;
      if (frames.length > 0) {
        cursor.note(mode === 'frames' ? frames : exchanges);
        continue;
      }
      cursor.drop();
      this.#cursors.delete(key);
    }
  }

  /** A session is over, or was renamed: what only the session decides may have changed. */
  sessionChanged(): void {
    for (const [key, { cursor, isVolatile }] of this.#cursors) {
      if (!isVolatile && !key.includes('"session"') && !key.includes('"target"')) continue;
      cursor.drop();
      this.#cursors.delete(key);
    }
  }

  dropAll(): void {
    for (const { cursor } of this.#cursors.values()) cursor.drop();
    this.#cursors.clear();
  }

  #cursor(query: Query, mode: Mode, now: number): Cursor {
    const key = `${mode} ${resolveTimes(query, now)} ${JSON.stringify(query.root, (name, value: unknown) => (name === 'span' ? undefined : value))}`;
    const known = this.#cursors.get(key);
    this.#cursors.delete(key);
    if (known !== undefined && !known.cursor.isDropped) {
      this.#cursors.set(key, known);
      return known.cursor;
    }
    const { database, texts, search, pause, head } = this.#o;
    const compiled = compileQuery(query, mode, now);
    const matcher = new Matcher(database, texts, search, compiled, pause);
    const cursor = new Cursor({ database, matcher, pause, isExchanges: mode === 'exchanges', head });
    this.#cursors.set(key, {
      cursor,
      mode,
      isVolatile: compiled.isVolatile,
      asks: compiled.asks,
    });
    this.#makeRoom();
    return cursor;
  }

  #makeRoom(): void {
    let held = [...this.#cursors.values()].reduce((sum, { cursor }) => sum + cursor.total, 0);
    for (const [key, { cursor }] of this.#cursors) {
      const isTooMuch =
        this.#cursors.size > MOST_CURSORS || (held > MOST_POSITIONS && this.#cursors.size > 1);
      if (!isTooMuch) return;
      held -= cursor.total;
      cursor.drop();
      this.#cursors.delete(key);
    }
  }
}

/** `session:14` and nothing else. */
function soleSession(root: QueryNode): number | undefined {
  if (root.kind !== 'term' || root.field !== 'session' || root.operator !== ':') return undefined;
  return root.value.kind === 'word' && /^\d{1,9}$/.test(root.value.text)
    ? Number(root.value.text)
    : undefined;
}
