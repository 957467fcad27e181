import type { Blocks } from './blocks.ts';
import type { MatchList } from './cursor.ts';
import type { Database } from './driver.ts';

/** Every frame there is: needs no search. */
export class AllFrames implements MatchList {
  readonly complete = true;
  #blocks: Blocks;

  constructor(blocks: Blocks) {
    this.#blocks = blocks;
  }

  get total(): number {
    return this.#blocks.total;
  }

  positions(from: number, limit: number): number[] {
    return this.#blocks.positions(from, limit);
  }
}

/** Every frame of one session without gaps in its numbers: needs no search either. */
export class SessionFrames implements MatchList {
  readonly complete = true;
  readonly total: number;
  #database: Database;
  #key: number;

  private constructor(database: Database, key: number, total: number) {
    this.#database = database;
    this.#key = key;
    this.total = total;
  }

  /** undefined: not exactly one session has that number, or frames of it are missing. */
  static of(database: Database, number: number): SessionFrames | undefined {
    const found = database.prepare('SELECT key, frames, last_seq FROM session WHERE number = ?').all(number);
    const [row] = found;
    if (found.length !== 1 || row?.['frames'] !== row?.['last_seq']) return undefined;
    return new SessionFrames(database, Number(row?.['key']), Number(row?.['frames']));
  }

  positions(from: number, limit: number): number[] {
    return this.#database
      .prepare('SELECT n FROM frame WHERE session = ? AND seq > ? ORDER BY seq LIMIT ?')
      .all(this.#key, from, limit)
      .map((row) => Number(row['n']));
  }
}
