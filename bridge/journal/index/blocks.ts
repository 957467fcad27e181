import type { Database } from './driver.ts';

const BLOCK = 4096;

/** Counts frames per 4,096 positions, so that the nth frame of a million is found at once. */
export class Blocks {
  #database: Database;
  /** Block number → frames in it, ascending by number. */
  #counts = new Map<number, number>();
  #isSorted = true;
  total = 0;

  constructor(database: Database) {
    this.#database = database;
    for (const row of database.prepare('SELECT b, frames FROM block ORDER BY b').all()) {
      this.#counts.set(Number(row['b']), Number(row['frames']));
      this.total += Number(row['frames']);
    }
  }

  /** Counts frames that came (+1) or went (−1). Call inside the transaction that adds or removes them. */
  change(positions: readonly number[], by: 1 | -1): void {
    const changes = new Map<number, number>();
    for (const n of positions) {
      const b = Math.floor(n / BLOCK);
      changes.set(b, (changes.get(b) ?? 0) + by);
    }
    const save = this.#database.prepare(
      'INSERT INTO block(b, frames) VALUES (?, ?) ON CONFLICT(b) DO UPDATE SET frames = excluded.frames',
    );
    for (const [b, change] of changes) {
      if (!this.#counts.has(b)) this.#isSorted = false;
      const count = (this.#counts.get(b) ?? 0) + change;
      this.#counts.set(b, count);
      save.run(b, count);
    }
    this.total += positions.length * by;
  }

  /** Positions of the frames number `from` to `from + limit - 1`, counted from 0, oldest first. */
  positions(from: number, limit: number): number[] {
    if (!this.#isSorted) this.#counts = new Map([...this.#counts].sort(([a], [b]) => a - b));
    this.#isSorted = true;
    let before = 0;
    for (const [b, count] of this.#counts) {
      if (before + count > from) {
        return this.#database
          .prepare('SELECT n FROM frame WHERE n >= ? ORDER BY n LIMIT ? OFFSET ?')
          .all(b * BLOCK, limit, from - before)
          .map((row) => Number(row['n']));
      }
      before += count;
    }
    return [];
  }
}
