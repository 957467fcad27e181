import type { Outcome } from '../../protocol/problem.ts';
import { dataFolderAt } from './data-folder.ts';
import { removeIndex } from './index/schema.ts';
import { lockIndex } from './index-lock.ts';
import { type JournalOptions, NO_MARKS, openJournal } from './open-journal.ts';

/**
 * Throws the index away and makes it anew from the recordings; for the command line. Refused while
 * another process works on the data directory. Resolves when rows and text are complete.
 */
export async function rebuildIndex(
  options: JournalOptions,
): Promise<Outcome<{ sessions: number; frames: number }>> {
  const folder = dataFolderAt(options.dir);
  const lock = lockIndex(folder.indexLock, options.marks ?? NO_MARKS);
  if (lock.kind === 'theirs') {
    return {
      ok: false,
      problem: {
        code: 'index-elsewhere',
        message: `Process ${lock.holder.pid} is working on the index in ${options.dir}.`,
        hint: 'Stop that mcp-sec-inspect first.',
      },
    };
  }
  removeIndex(folder.indexFile);
  if (lock.kind === 'ours') lock.release();
  const opened = openJournal({ ...options, startIndexAfter: 0 });
  if (!opened.ok) return opened;
  const journal = opened.value;
  try {
    await journal.settled();
    const page = await journal.rows({ q: '', mode: 'frames', from: 0, limit: 0 });
    if (!page.ok) return page;
    return { ok: true, value: { sessions: journal.sessions().length, frames: page.value.total } };
  } finally {
    await journal.close();
  }
}
