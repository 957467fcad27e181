import type { FrameSummary } from '../../../protocol/frame.ts';
import type { Blocks } from './blocks.ts';
import type { Database } from './driver.ts';
import { toSqlText } from './exact-text.ts';
import { FRAME_COLUMNS, frameValues } from './frame-rows.ts';
import type { SessionNote } from './messages.ts';
import { inTransaction } from './schema.ts';

/** Who has to know which rows came, or changed after they came. */
export interface IntakeListener {
  /** New rows whose position is before ones that were taken already. */
  late(positions: readonly number[]): void;
  /** Requests that were answered, cancelled, or otherwise moved on. */
  moved(positions: readonly number[]): void;
}

/** How far the index covers a session's files: all of earlier segments, and `covered` bytes of this one. */
export interface Coverage {
  segment: number;
  covered: number;
}

interface ExchangeChange {
  answer?: number;
  answers: number;
  others: number;
  failed: boolean;
  cancelled: boolean;
}

const MARKS = FRAME_COLUMNS.split(',')
  .map(() => '?')
  .join(', ');
const REMEMBERED = 20_000;

/** Puts rows into the index and keeps exchanges and counts true. */
export class Intake {
  /** Newest position taken. */
  head = 0;
  /** Rows left out because a frame of another session has their position: one of the two was copied in. */
  clashes = 0;
  #database: Database;
  #blocks: Blocks;
  #listener: IntakeListener;
  #keys = new Map<string, number>();
  /** session key / seq → position, of the newest requests. */
  #requests = new Map<string, number>();

  constructor(database: Database, blocks: Blocks, listener: IntakeListener) {
    this.#database = database;
    this.#blocks = blocks;
    this.#listener = listener;
    this.head = Number(database.prepare('SELECT max(n) AS n FROM frame').get()?.['n'] ?? 0);
  }

  /** Rows that are there already are passed over. `places`: segment, offset, size of each. Returns how many were new. */
  take(rows: readonly FrameSummary[], places: ArrayLike<number>): number {
    const changes = new Map<number, ExchangeChange>();
    const added = inTransaction(this.#database, () => {
      const fresh = this.#insert(rows, places, changes);
      this.#saveChanges(changes);
      this.#blocks.change(fresh, 1);
      return fresh;
    });
    const late = added.filter((n) => n <= this.head);
    for (const n of added) if (n > this.head) this.head = n;
    if (late.length > 0) this.#listener.late(late);
    if (changes.size > 0) this.#listener.moved([...changes.keys()]);
    return added.length;
  }

  note(note: SessionNote): void {
    this.#database
      .prepare(
        `INSERT INTO session(id, number, target, target_name, name, is_over) VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT(id) DO UPDATE SET number = excluded.number, target = excluded.target,
         target_name = excluded.target_name, name = excluded.name, is_over = excluded.is_over`,
      )
      .run(note.id, note.number, note.target, note.targetName, note.name ?? null, Number(note.isOver));
  }

  coverage(id: string): Coverage {
    const row = this.#database.prepare('SELECT segment, covered FROM session WHERE id = ?').get(id);
    return { segment: Number(row?.['segment'] ?? 0), covered: Number(row?.['covered'] ?? 0) };
  }

  /** All of the session's files up to here was gone through. */
  cover(id: string, { segment, covered }: Coverage): void {
    this.#database
      .prepare('UPDATE session SET segment = ?, covered = ? WHERE key = ?')
      .run(segment, covered, this.keyOf(id));
  }

  /** The session's number inside the index; made when it is not known yet. */
  keyOf(id: string): number {
    const known = this.#keys.get(id);
    if (known !== undefined) return known;
    this.#database.prepare('INSERT INTO session(id) VALUES (?) ON CONFLICT(id) DO NOTHING').run(id);
    const key = Number(this.#database.prepare('SELECT key FROM session WHERE id = ?').get(id)?.['key']);
    this.#keys.set(id, key);
    return key;
  }

  forget(id: string): void {
    this.#keys.delete(id);
    this.#requests.clear();
  }

  #insert(
    rows: readonly FrameSummary[],
    places: ArrayLike<number>,
    changes: Map<number, ExchangeChange>,
  ): number[] {
    const frame = this.#database.prepare(`INSERT OR IGNORE INTO frame(${FRAME_COLUMNS}) VALUES (${MARKS})`);
    const more = this.#database.prepare(
      'INSERT INTO frame_more(n, preview, segment, offset, size) VALUES (?, ?, ?, ?, ?)',
    );
    const exchange = this.#database.prepare('INSERT INTO exchange(n) VALUES (?)');
    const pending = this.#database.prepare('INSERT INTO text_pending(n) VALUES (?)');
    const fresh: number[] = [];
    const covered = new Map<number, { seq: number; frames: number; segment: number; end: number }>();
    rows.forEach((row, i) => {
      const key = this.keyOf(row.session);
      if (frame.run(...frameValues(row, key)) === 0) {
        if (!this.#isKnown(row, key)) this.clashes++;
        return;
      }
      const [segment, offset, size] = [places[i * 3]!, places[i * 3 + 1]!, places[i * 3 + 2]!];
      more.run(row.n, row.preview === undefined ? null : toSqlText(row.preview), segment, offset, size);
      pending.run(row.n);
      if (row.kind === 'request') {
        exchange.run(row.n);
        this.#rememberRequest(key, row);
      }
      if (row.request !== undefined) this.#noteAnswer(key, row, changes);
      fresh.push(row.n);
      const frames = (covered.get(key)?.frames ?? 0) + 1;
      covered.set(key, { seq: row.seq, frames, segment, end: offset + size });
    });
    const cover = this.#database.prepare(
      'UPDATE session SET frames = frames + ?, last_seq = max(last_seq, ?), segment = ?, covered = ? WHERE key = ? AND (segment < ? OR segment = ? AND covered < ?)',
    );
    const count = this.#database.prepare(
      'UPDATE session SET frames = frames + ?, last_seq = max(last_seq, ?) WHERE key = ?',
    );
    for (const [key, { seq, frames, segment, end }] of covered)
      if (cover.run(frames, seq, segment, end, key, segment, segment, end) === 0) count.run(frames, seq, key);
    return fresh;
  }

  #isKnown(row: FrameSummary, key: number): boolean {
    const there = this.#database.prepare('SELECT session, seq FROM frame WHERE n = ?').get(row.n);
    return there?.['session'] === key && there['seq'] === row.seq;
  }

  #rememberRequest(key: number, row: FrameSummary): void {
    this.#requests.set(`${key}/${row.seq}`, row.n);
    if (this.#requests.size <= REMEMBERED) return;
    const oldest = this.#requests.keys().next();
    if (oldest.done !== true) this.#requests.delete(oldest.value);
  }

  #noteAnswer(key: number, row: FrameSummary, changes: Map<number, ExchangeChange>): void {
    const request = this.#requests.get(`${key}/${row.request}`) ?? this.requestAt(key, row.request!);
    if (request === undefined) return;
    const change = changes.get(request) ?? { answers: 0, others: 0, failed: false, cancelled: false };
    changes.set(request, change);
    if (row.kind === 'result' || row.kind === 'error') {
      change.answers++;
      change.answer ??= row.n;
      if (row.kind === 'error' || row.isError === true) change.failed = true;
      return;
    }
    change.others++;
    if (row.method === 'notifications/cancelled') change.cancelled = true;
    else if ((row.status ?? 0) >= 400) change.failed = true;
  }

  has(n: number): boolean {
    return this.#database.prepare('SELECT 1 AS yes FROM frame WHERE n = ?').get(n) !== undefined;
  }

  /** Position of the request that is frame `seq` of a session. */
  requestAt(key: number, seq: number): number | undefined {
    const row = this.#database
      .prepare('SELECT n FROM frame WHERE session = ? AND seq = ? AND kind = 0')
      .get(key, seq);
    return row === undefined ? undefined : Number(row['n']);
  }

  #saveChanges(changes: Map<number, ExchangeChange>): void {
    const save = this.#database.prepare(
      `UPDATE exchange SET failed = CASE WHEN answers = 0 THEN max(failed, ?) ELSE failed END,
       answer = IFNULL(answer, ?), answers = answers + ?, others = others + ?, cancelled = max(cancelled, ?) WHERE n = ?`,
    );
    for (const [n, change] of changes)
      save.run(
        Number(change.failed),
        change.answer ?? null,
        change.answers,
        change.others,
        Number(change.cancelled),
        n,
      );
  }
}
