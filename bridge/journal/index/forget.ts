import type { Blocks } from './blocks.ts';
import type { Database } from './driver.ts';
import type { Intake } from './intake.ts';
import type { Lists } from './lists.ts';
import type { Pause } from './pause.ts';
import type { RecordFiles } from './record-files.ts';
import { inTransaction } from './schema.ts';
import type { TextIndex } from './text-index.ts';

export interface ForgetOptions {
  database: Database;
  blocks: Blocks;
  texts: TextIndex;
  intake: Intake;
  lists: Lists;
  files: RecordFiles;
  pause: Pause;
}

const SLICE = 1000;

/**
 * Takes everything of a session out of the index, for good: rows are overwritten (secure_delete), its
 * full-text tables dropped, and the write-ahead log, which still holds old pages, is emptied.
 */
export async function forgetSession(id: string, o: ForgetOptions): Promise<void> {
  const key = o.intake.keyOf(id);
  o.lists.dropAll();
  o.files.forget(id);
  for (;;) {
    const positions = o.database
      .prepare(`SELECT n FROM frame WHERE session = ? LIMIT ${SLICE}`)
      .all(key)
      .map((row) => Number(row['n']));
    if (positions.length === 0) break;
    inTransaction(o.database, () => {
      for (const table of ['frame', 'frame_more', 'exchange', 'text_pending', 'text_scan']) {
        const remove = o.database.prepare(`DELETE FROM ${table} WHERE n = ?`);
        for (const n of positions) remove.run(n);
      }
      o.blocks.change(positions, -1);
    });
    await o.pause.yield();
  }
  while (inTransaction(o.database, () => o.texts.forgetShard(key))) await o.pause.yield();
  o.database.prepare('DELETE FROM session WHERE key = ?').run(key);
  o.intake.forget(id);
  o.lists.dropAll();
  o.database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
}
