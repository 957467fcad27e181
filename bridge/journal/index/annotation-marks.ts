import { COLOURS } from '../../../protocol/colours.ts';
import { fold } from '../text/fold.ts';
import type { Database } from './driver.ts';
import { toSqlText } from './exact-text.ts';
import { type MarkedPlaces, placesOf } from './marked-places.ts';
import type { ToIndex } from './messages.ts';
import { inTransaction } from './schema.ts';

export interface AnnotationMarksOptions {
  /** The session's number inside the index. */
  keyOf(session: string): number;
  changed(places: MarkedPlaces): void;
}

/**
 * What a person put on frames, so that `marked:`, `colour:` and `note~` can be asked for. In memory
 * only: it is kept in files of the sessions, and told to every index that begins.
 */
export class AnnotationMarks {
  #database: Database;
  #o: AnnotationMarksOptions;

  constructor(database: Database, options: AnnotationMarksOptions) {
    this.#database = database;
    this.#o = options;
    database.exec(
      `CREATE TEMP TABLE annotation(session INTEGER, seq INTEGER, mark INTEGER, colour INTEGER, note TEXT,
       PRIMARY KEY(session, seq)) WITHOUT ROWID`,
    );
  }

  take({ session, annotations, isAnew }: Extract<ToIndex, { kind: 'annotated' }>): void {
    const database = this.#database;
    const key = this.#o.keyOf(session);
    const seqs = new Set<number>();
    inTransaction(database, () => {
      if (isAnew) {
        for (const row of database.prepare('SELECT seq FROM temp.annotation WHERE session = ?').all(key))
          seqs.add(Number(row['seq']));
        database.prepare('DELETE FROM temp.annotation WHERE session = ?').run(key);
      }
      const put = database.prepare(
        'INSERT OR REPLACE INTO temp.annotation(session, seq, mark, colour, note) VALUES (?, ?, ?, ?, ?)',
      );
      const remove = database.prepare('DELETE FROM temp.annotation WHERE session = ? AND seq = ?');
      for (const { seq, mark, colour, note } of annotations) {
        seqs.add(seq);
        if (mark === undefined && colour === undefined && note === undefined) remove.run(key, seq);
        else
          put.run(
            key,
            seq,
            mark === true ? 1 : null,
            colour === undefined ? null : COLOURS.indexOf(colour),
            note === undefined ? null : toSqlText(fold(note)),
          );
      }
    });
    const places = placesOf(database, key, seqs);
    if (places !== undefined) this.#o.changed(places);
  }

  forget(session: string): void {
    this.#database.prepare('DELETE FROM temp.annotation WHERE session = ?').run(this.#o.keyOf(session));
  }
}
