import type { Severity } from '../../../protocol/finding.ts';
import type { Database } from './driver.ts';
import { inTransaction } from './schema.ts';
import { type MarkedPlaces, placesOf } from './marked-places.ts';
import type { ToIndex } from './messages.ts';

/** The nth bit of a mark. Written out, so that the thread does not load the schema library for it. */
const MARKED = ['info', 'low', 'medium', 'high', 'critical'] as const satisfies readonly Severity[];

/** The bits of a mark that are asked for; `any` is of any severity. */
export function findingMark(name: string): number {
  const bit = (MARKED as readonly string[]).indexOf(name);
  return bit === -1 ? 0b11111 : 1 << bit;
}

export interface FindingMarksOptions {
  /** The session's number inside the index. */
  keyOf(session: string): number;
  changed(places: MarkedPlaces): void;
}

/**
 * Which frames have findings, so that `finding:` can be asked for. In memory only: inspection keeps
 * what it found, and tells it to every index that begins.
 */
export class FindingMarks {
  #database: Database;
  #o: FindingMarksOptions;

  constructor(database: Database, options: FindingMarksOptions) {
    this.#database = database;
    this.#o = options;
    database.exec(
      'CREATE TEMP TABLE finding(session INTEGER, seq INTEGER, mark INTEGER, PRIMARY KEY(session, seq)) WITHOUT ROWID',
    );
  }

  take({ session, marks, isAnew }: Extract<ToIndex, { kind: 'found' }>): void {
    const key = this.#o.keyOf(session);
    const seqs = new Set<number>();
    inTransaction(this.#database, () => {
      if (isAnew) {
        for (const row of this.#database.prepare('SELECT seq FROM temp.finding WHERE session = ?').all(key))
          seqs.add(Number(row['seq']));
        this.#database.prepare('DELETE FROM temp.finding WHERE session = ?').run(key);
      }
      const put = this.#database.prepare(
        `INSERT INTO temp.finding(session, seq, mark) VALUES (?, ?, ?)
         ON CONFLICT(session, seq) DO UPDATE SET mark = mark | excluded.mark`,
      );
      for (let i = 0; i + 1 < marks.length; i += 2) {
        seqs.add(marks[i]!);
        put.run(key, marks[i]!, marks[i + 1]!);
      }
    });
    const places = placesOf(this.#database, key, seqs);
    if (places !== undefined) this.#o.changed(places);
  }

  forget(session: string): void {
    this.#database.prepare('DELETE FROM temp.finding WHERE session = ?').run(this.#o.keyOf(session));
  }
}
