import { rmSync } from 'node:fs';
import type { Outcome } from '../protocol/problem.ts';
import { dataFolderAt } from './journal/data-folder.ts';
import { lockIndex } from './journal/index-lock.ts';
import { openJournal } from './journal/open-journal.ts';
import type { Platform } from './platform/platform.ts';

export interface RebuildOptions {
  /** Absolute and private; nobody else runs a bridge on it. */
  dataDir: string;
  build: string;
  platform: Pick<Platform, 'startMark' | 'boot'>;
}

/** Throws the index away and makes it anew from the recordings, which are the truth. */
export async function rebuildIndex(
  options: RebuildOptions,
): Promise<Outcome<{ sessions: number; frames: number }>> {
  const { dataDir, build, platform } = options;
  const folder = dataFolderAt(dataDir);
  const lock = lockIndex(folder.indexLock, platform);
  if (lock.kind === 'theirs') {
    return {
      ok: false,
      problem: {
        code: 'index-in-use',
        message: `Process ${lock.holder.pid} writes the index of ${dataDir} at this moment.`,
        hint: 'Wait until it has ended, then try again.',
      },
    };
  }
  for (const ending of ['', '-wal', '-shm', '-journal', '.lock']) {
    rmSync(folder.indexFile + ending, { recursive: true, force: true });
  }
  lock.release();
  const clock = { wall: () => Date.now() };
  const opened = openJournal({ dir: dataDir, build, clock, marks: platform, startIndexAfter: 0 });
  if (!opened.ok) return opened;
  const journal = opened.value;
  await journal.settled();
  const result = { sessions: journal.sessions().length, frames: journal.status().frames };
  await journal.close();
  return { ok: true, value: result };
}
