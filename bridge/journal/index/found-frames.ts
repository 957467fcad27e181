import type { FrameSummary } from '../../../protocol/frame.ts';
import type { Database } from './driver.ts';
import { readFrameRow, selectFrames } from './frame-rows.ts';
import type { Asked, ExchangeFrames, FoundFrame } from './messages.ts';

const MOST_EXCHANGE_FRAMES = 1000;

/** Finds single frames and stretches of them. */
export class FoundFrames {
  #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** The newest `limit` rows with positions above `after`, oldest first. */
  after({ after, limit }: Asked['after']['ask']): FrameSummary[] {
    const rows = this.#database
      .prepare(`${selectFrames('f.n > ?')} ORDER BY f.n DESC LIMIT ?`)
      .all(after, limit);
    return rows.reverse().map(readFrameRow);
  }

  frame({ session, seq }: Asked['frame']['ask']): FoundFrame | undefined {
    const row = this.#database
      .prepare(
        `SELECT f.*, m.preview, m.segment, m.offset, m.size, s.id FROM session s
         JOIN frame f ON f.session = s.key AND f.seq = ? JOIN frame_more m ON m.n = f.n WHERE s.id = ?`,
      )
      .get(seq, session);
    if (row === undefined) return undefined;
    const place = {
      segment: Number(row['segment']),
      offset: Number(row['offset']),
      size: Number(row['size']),
    };
    return { summary: readFrameRow(row), place };
  }

  /** Request and all frames tied to it, ascending. */
  exchange({ session, request }: Asked['exchange']['ask']): ExchangeFrames {
    const tied = 'FROM session s JOIN frame f ON f.session = s.key WHERE s.id = ? AND f.request = ?';
    const seqs = this.#database
      .prepare(`SELECT f.seq ${tied} ORDER BY f.seq LIMIT ${MOST_EXCHANGE_FRAMES - 1}`)
      .all(session, request)
      .map((row) => Number(row['seq']));
    const isAll = seqs.length < MOST_EXCHANGE_FRAMES - 1;
    const count = isAll
      ? seqs.length
      : Number(this.#database.prepare(`SELECT count(*) AS c ${tied}`).get(session, request)?.['c']);
    return {
      request,
      frames: [...new Set([request, ...seqs])].sort((a, b) => a - b),
      more: count - seqs.length,
    };
  }
}
