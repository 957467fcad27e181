import type { Problem } from '../../protocol/problem.ts';
import { completePage } from '../journal/complete-page.ts';
import type { Journal } from '../journal/journal.ts';
import type { RecordedMessage } from '../transport/recording.ts';

/** Messages longer than this are not replayed; nobody waits for them when a session is opened. */
const MOST_BYTES = 16 * 1024 * 1024;
const WINDOW = 500;

/** The messages of a recorded session, oldest first, as its transport wants them. */
export async function readRecording(
  journal: Pick<Journal, 'session' | 'rows' | 'bytes'>,
  id: string,
): Promise<RecordedMessage[] | Problem> {
  const session = journal.session(id);
  if (session === undefined) {
    return {
      code: 'no-such-session',
      message: `There is no recorded session ${id.slice(0, 40)}.`,
      hint: 'It may have been deleted.',
    };
  }
  const q = `session:${session.number} (kind:request or kind:result or kind:error)`;
  const messages: RecordedMessage[] = [];
  for (let from = 0; ; from += WINDOW) {
    const page = await completePage(journal, { q, mode: 'frames', from, limit: WINDOW });
    if (!page.ok) return page.problem;
    for (const row of page.value.rows) {
      if (!('seq' in row) || row.bytes > MOST_BYTES) continue;
      const read = await journal.bytes(id, row.seq, 'payload', 0, MOST_BYTES);
      if (read.ok) messages.push({ toward: row.toward, bytes: read.value.bytes });
    }
    if (from + WINDOW >= page.value.total) return messages;
  }
}
