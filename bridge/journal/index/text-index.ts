import { fold, isOneTrigram, toIndexText, trigramExpression } from '../text/fold.ts';
import { textOf } from '../text/frame-text.ts';
import type { Database } from './driver.ts';
import { KINDS } from './frame-rows.ts';
import type { RecordFiles } from './record-files.ts';
import { inTransaction } from './schema.ts';

interface Shard {
  shard: number;
  first: number;
  last: number;
  frames: number;
  bytes: number;
}

/** Frames with more text than this are searched by reading them. */
const LONGEST_INDEXED = 1024 * 1024;
const SHARD_FRAMES = 65_536;
const SHARD_BYTES = 24 * 1024 * 1024;
/** One step indexes about this much, so that nobody waits long behind it. */
const STEP_CHARS = 160 * 1024;
const STEP_FRAMES = 400;
const STEP_MS = 10;

/** Frames among which a needle is to be looked for. */
export interface Candidates {
  /** Ascending. Frames that are not among them do not contain it. */
  positions: number[];
  /** These contain it for sure; nothing needs to be read. */
  isSure(n: number): boolean;
}

/**
 * Full-text index over trigrams, filled behind the rows. It only says which frames may contain a
 * needle; whether they do is read from their bytes. Split into shards, so that deleting a session
 * drops tables instead of hunting through one big one, and nothing of its text stays.
 */
export class TextIndex {
  /** Frames whose text is not indexed yet. */
  pending: number;
  #database: Database;
  #files: RecordFiles;
  #shards: Shard[];
  /** Frames too long for the index. */
  #unindexed: Set<number>;

  constructor(database: Database, files: RecordFiles) {
    this.#database = database;
    this.#files = files;
    this.pending = Number(database.prepare('SELECT count(*) AS c FROM text_pending').get()?.['c']);
    this.#shards = database
      .prepare('SELECT shard, first, last, frames, bytes FROM text_shard ORDER BY shard')
      .all()
      .map((row) => row as unknown as Shard);
    this.#unindexed = new Set(
      database
        .prepare('SELECT n FROM text_scan')
        .all()
        .map((row) => Number(row['n'])),
    );
  }

  /** Rows were added that have no text in the index yet. */
  expect(frames: number): void {
    this.pending += frames;
  }

  /** Indexes a little. false: nothing is left to do. */
  step(now: () => number): boolean {
    if (this.pending === 0) return false;
    const rows = this.#database
      .prepare(
        `SELECT p.n, f.kind, f.session, m.segment, m.offset, m.size, s.id FROM text_pending p
         LEFT JOIN frame f ON f.n = p.n LEFT JOIN frame_more m ON m.n = p.n LEFT JOIN session s ON s.key = f.session
         ORDER BY p.n LIMIT ${STEP_FRAMES}`,
      )
      .all();
    if (rows.length === 0) {
      this.pending = 0;
      return false;
    }
    const texts: { n: number; session: number; text: string }[] = [];
    const tooLong: number[] = [];
    let chars = 0;
    let done = 0;
    const end = now() + STEP_MS;
    for (const row of rows) {
      const n = Number(row['n']);
      const text = row['id'] === null ? '' : this.#textOf(row);
      done++;
      if (text === undefined) tooLong.push(n);
      else if (text !== '') texts.push({ n, session: Number(row['session']), text });
      chars += text?.length ?? 0;
      if (chars > STEP_CHARS || now() > end) break;
    }
    inTransaction(this.#database, () => {
      this.#insert(texts);
      for (const n of tooLong) this.#database.prepare('INSERT OR IGNORE INTO text_scan(n) VALUES (?)').run(n);
      this.#database.prepare('DELETE FROM text_pending WHERE n <= ?').run(Number(rows[done - 1]?.['n']));
    });
    for (const n of tooLong) this.#unindexed.add(n);
    this.pending = Math.max(0, this.pending - done);
    return true;
  }

  /** Frames in [from, to) that may contain the folded needle. undefined: it is too short to look up. */
  candidates(needle: string, from: number, to: number): Candidates | undefined {
    const expression = trigramExpression(needle);
    if (expression === undefined) return undefined;
    const found: number[] = [];
    for (const { shard, first, last } of this.#shards) {
      if (last < from || first >= to) continue;
      const rows = this.#database
        .prepare(
          `SELECT rowid AS n FROM text_${shard} WHERE text_${shard} MATCH ? AND rowid >= ? AND rowid < ?`,
        )
        .all(expression, from, to);
      for (const row of rows) found.push(Number(row['n']));
    }
    const sure = isOneTrigram(needle) ? new Set(found) : undefined;
    if (this.pending > 0) {
      const rows = this.#database.prepare('SELECT n FROM text_pending WHERE n >= ? AND n < ?').all(from, to);
      for (const row of rows) found.push(Number(row['n']));
    }
    for (const n of this.#unindexed) if (n >= from && n < to) found.push(n);
    const positions = [...new Set(found)].sort((a, b) => a - b);
    return { positions, isSure: (n) => sure?.has(n) ?? false };
  }

  /**
   * Drops one table that holds text of a session; frames of others in it are to be indexed anew. Call
   * inside a transaction, after the session's rows are gone. false: there was none left.
   */
  forgetShard(session: number): boolean {
    const row = this.#database
      .prepare('SELECT shard FROM text_shard_session WHERE session = ? LIMIT 1')
      .get(session);
    if (row !== undefined) this.#drop(Number(row['shard']));
    this.pending = Number(this.#database.prepare('SELECT count(*) AS c FROM text_pending').get()?.['c']);
    for (const n of this.#unindexed)
      if (this.#database.prepare('SELECT n FROM text_scan WHERE n = ?').get(n) === undefined)
        this.#unindexed.delete(n);
    return row !== undefined;
  }

  #drop(shard: number): void {
    this.#database
      .prepare(
        `INSERT OR IGNORE INTO text_pending(n) SELECT t.rowid FROM text_${shard} t JOIN frame f ON f.n = t.rowid`,
      )
      .run();
    this.#database.exec(`DROP TABLE text_${shard}`);
    this.#database.prepare('DELETE FROM text_shard WHERE shard = ?').run(shard);
    this.#database.prepare('DELETE FROM text_shard_session WHERE shard = ?').run(shard);
    this.#shards = this.#shards.filter((one) => one.shard !== shard);
  }

  #textOf(row: Record<string, number | string | null>): string | undefined {
    const place = {
      segment: Number(row['segment']),
      offset: Number(row['offset']),
      size: Number(row['size']),
    };
    const frame = this.#files.frame(String(row['id']), place, KINDS[Number(row['kind'])]!);
    if (frame === undefined) return '';
    let text = '';
    for (const piece of textOf(frame)) {
      text += piece;
      if (text.length > LONGEST_INDEXED) return undefined;
    }
    return toIndexText(fold(text));
  }

  #insert(texts: readonly { n: number; session: number; text: string }[]): void {
    let shard: Shard | undefined;
    const sessions = new Set<string>();
    for (const { n, session, text } of texts) {
      const current = this.#current();
      if (shard !== undefined && current !== shard) this.#save(shard);
      shard = current;
      this.#database.prepare(`INSERT INTO text_${shard.shard}(rowid, t) VALUES (?, ?)`).run(n, text);
      shard.first = Math.min(shard.first, n);
      shard.last = Math.max(shard.last, n);
      shard.frames++;
      shard.bytes += text.length;
      sessions.add(`${shard.shard}/${session}`);
    }
    if (shard !== undefined) this.#save(shard);
    for (const one of sessions) {
      const [number, session] = one.split('/').map(Number);
      this.#database
        .prepare('INSERT OR IGNORE INTO text_shard_session(shard, session) VALUES (?, ?)')
        .run(number!, session!);
    }
  }

  #save({ shard, first, last, frames, bytes }: Shard): void {
    this.#database
      .prepare('UPDATE text_shard SET first = ?, last = ?, frames = ?, bytes = ? WHERE shard = ?')
      .run(first, last, frames, bytes, shard);
  }

  /** The shard that is being filled, or a new one. */
  #current(): Shard {
    const last = this.#shards.at(-1);
    if (last !== undefined && last.frames < SHARD_FRAMES && last.bytes < SHARD_BYTES) return last;
    const fresh = {
      shard: (last?.shard ?? 0) + 1,
      first: Number.MAX_SAFE_INTEGER,
      last: 0,
      frames: 0,
      bytes: 0,
    };
    this.#database.exec(
      `CREATE VIRTUAL TABLE text_${fresh.shard} USING fts5(t, content='', detail=none, tokenize='trigram case_sensitive 1')`,
    );
    this.#database
      .prepare('INSERT INTO text_shard(shard, first, last, frames, bytes) VALUES (?, ?, ?, 0, 0)')
      .run(fresh.shard, fresh.first, fresh.last);
    this.#shards.push(fresh);
    return fresh;
  }
}
