import type { Severity } from '../../../protocol/finding.ts';
import type { Sql } from './compile.ts';
import type { Database } from './driver.ts';
import { inTransaction } from './schema.ts';
import type { ToIndex } from './messages.ts';

/** The nth bit of a mark. Written out, so that the thread does not load the schema library for it. */
const MARKED = ['info', 'low', 'medium', 'high', 'critical'] as const satisfies readonly Severity[];

/** The condition that a frame has such a finding; `any` is of any severity. */
export function findingSql(name: string, row: string): Sql {
  const bit = (MARKED as readonly string[]).indexOf(name);
  return {
    sql: `EXISTS (SELECT 1 FROM temp.finding g WHERE g.session = ${row}.session AND g.seq = ${row}.seq AND g.mark & ? <> 0)`,
    params: [bit === -1 ? 0b11111 : 1 << bit],
  };
}

export interface FindingMarksOptions {
  /** The session's number inside the index. */
  keyOf(session: string): number;
  /** Positions of frames whose findings changed, and of the requests they belong to. */
  changed(frames: readonly number[], exchanges: readonly number[]): void;
}

/** Beyond, lists over findings are begun anew: that is quicker. */
const MOST_LOOKED_UP = 5000;

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
    this.#tell(key, seqs);
  }

  forget(session: string): void {
    this.#database.prepare('DELETE FROM temp.finding WHERE session = ?').run(this.#o.keyOf(session));
  }

  /** Frames that are not in the index yet are looked at when they come. */
  #tell(key: number, seqs: ReadonlySet<number>): void {
    if (seqs.size === 0) return;
    if (seqs.size > MOST_LOOKED_UP) {
      this.#o.changed([], []);
      return;
    }
    const find = this.#database.prepare(
      `SELECT f.n, CASE WHEN f.kind = 0 THEN f.n ELSE r.n END AS request FROM frame f
       LEFT JOIN frame r ON r.session = f.session AND r.seq = f.request AND r.kind = 0
       WHERE f.session = ? AND f.seq = ?`,
    );
    const frames: number[] = [];
    const exchanges = new Set<number>();
    for (const seq of seqs) {
      const row = find.get(key, seq);
      if (row === undefined) continue;
      frames.push(Number(row['n']));
      if (row['request'] !== null) exchanges.add(Number(row['request']));
    }
    if (frames.length > 0) this.#o.changed(frames, [...exchanges]);
  }
}
