import type { ExchangeSummary } from '../../../protocol/exchange.ts';
import type { FrameSummary } from '../../../protocol/frame.ts';
import type { Database, SqlRow } from './driver.ts';
import { fromSqlText } from './exact-text.ts';

const LONGEST_WORDS = 60;

/** What came of requests that others went on with. The index is named: by itself SQLite may go through the session instead. */
export class FoundConversations {
  #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** `session`: its number inside the index. undefined: nothing goes on with this request. */
  of(session: number, first: FrameSummary): ExchangeSummary['conversation'] {
    if (first.continues !== undefined) return undefined;
    const counted = this.#database
      .prepare(
        `SELECT count(*) AS steps, max(a.mono) AS mono FROM frame r INDEXED BY frame_step CROSS JOIN exchange e ON e.n = r.n
         LEFT JOIN frame a ON a.n = e.answer WHERE r.session = ? AND r.continues = ?`,
      )
      .get(session, first.seq);
    const last = this.#database
      .prepare(
        `SELECT r.seq, e.failed, e.answers, a.asks, m.preview FROM frame r INDEXED BY frame_step CROSS JOIN exchange e ON e.n = r.n
         LEFT JOIN frame a ON a.n = e.answer LEFT JOIN frame_more m ON m.n = e.answer
         WHERE r.session = ? AND r.continues = ? ORDER BY r.seq DESC LIMIT 1`,
      )
      .get(session, first.seq);
    if (last === undefined) return undefined;
    const words = typeof last['preview'] === 'string' ? fromSqlText(last['preview']) : undefined;
    return {
      steps: Number(counted?.['steps']) + 1,
      last: Number(last['seq']),
      state: stateOf(last),
      ...(typeof counted?.['mono'] === 'number' ? { ms: counted['mono'] - first.mono } : {}),
      ...(words === undefined ? {} : { words: Array.from(words).slice(0, LONGEST_WORDS).join('') }),
    };
  }
}

function stateOf(last: SqlRow): NonNullable<ExchangeSummary['conversation']>['state'] {
  if (last['failed'] === 1) return 'failed';
  if (last['answers'] === 0) return 'waiting';
  return last['asks'] === null ? 'answered' : 'asks';
}
