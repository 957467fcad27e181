import { randomBytes } from 'node:crypto';
import type { Outcome } from '../../protocol/problem.ts';
import { claimNext } from './counter.ts';
import { dataFolderAt, type Migration, prepareDataFolder } from './data-folder.ts';
import { DEFAULT_LIMITS, DiskBudget, type DiskLimits } from './disk-budget.ts';
import { FileJournal } from './file-journal.ts';
import type { DriverChoice } from './index/driver.ts';
import { lockIndex } from './index-lock.ts';
import type { Journal } from './journal.ts';
import type { ProcessMarks } from './writer-mark.ts';

export interface JournalOptions {
  /** Data directory, absolute. */
  dir: string;
  /** Version of this program, for whoever finds recordings of a later format. */
  build: string;
  clock: { wall(): number };
  /** Tells apart processes; the bridge's Platform. Absent: by pid alone. */
  marks?: ProcessMarks;
  limits?: Partial<DiskLimits>;
  /** Bytes after which a session goes on in another segment file. */
  rollAt?: number;
  /** File of the index thread. */
  workerUrl?: URL;
  driver?: DriverChoice;
  /** false: what is recorded is left for the next process that makes an index. Default true. */
  indexes?: boolean;
  /** ms after which the index thread is started though nobody needs it yet. */
  startIndexAfter?: number;
  /** 32 random hex digits. */
  randomId?(): string;
  freeBytes?(folder: string): number | undefined;
  migrations?: readonly Migration[];
}

export const NO_MARKS: ProcessMarks = { startMark: () => undefined, boot: () => undefined };

/** Opens the journal in a data directory, or says why not. Waits for nothing: index and old sessions are read when they are needed. */
export function openJournal(options: JournalOptions): Outcome<Journal> {
  const folder = dataFolderAt(options.dir);
  const marks = options.marks ?? NO_MARKS;
  try {
    const problem = prepareDataFolder(folder, options.build, options.migrations ?? []);
    if (problem !== undefined) return { ok: false, problem };
    const budget = new DiskBudget(
      folder.root,
      { ...DEFAULT_LIMITS, ...options.limits },
      () => options.clock.wall(),
      options.freeBytes,
    );
    const run = claimNext(folder.counters, 'run');
    const journal = new FileJournal({
      folder,
      marks,
      budget,
      run,
      lock: options.indexes === false ? { kind: 'left' } : lockIndex(folder.indexLock, marks, run),
      wall: () => options.clock.wall(),
      randomId: options.randomId ?? (() => randomBytes(16).toString('hex')),
      rollAt: options.rollAt ?? 64 * 1024 * 1024,
      workerUrl: options.workerUrl ?? new URL('./index/index-worker.ts', import.meta.url),
      driver: options.driver ?? 'auto',
      startIndexAfter: options.startIndexAfter ?? 250,
    });
    return { ok: true, value: journal };
  } catch (error) {
    const { message } = error as Error;
    return {
      ok: false,
      problem: {
        code: 'data-dir-unwritable',
        message: `The data directory ${options.dir} cannot be used: ${message}.`,
        hint: 'Check its permissions and free space, or choose another one with --data-dir.',
      },
    };
  }
}
