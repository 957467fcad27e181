import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { sessionIds } from '../session-ids.ts';
import type { WriterMark } from '../writer-mark.ts';
import type { Database } from './driver.ts';
import type { Intake } from './intake.ts';
import type { IndexStart, Recovered } from './messages.ts';
import type { Pause } from './pause.ts';
import type { RecordFiles } from './record-files.ts';
import { isCovered, SessionRecovery } from './recovery.ts';
import { peekSession } from './session-peek.ts';

export interface CatchUpOptions {
  start: IndexStart;
  database: Database;
  files: RecordFiles;
  intake: Intake;
  pause: Pause;
  forget(session: string): Promise<void>;
  /** Runs of those that still record. */
  running(writers: WriterMark[]): Promise<ReadonlySet<number>>;
  isStopped(): boolean;
  recovered(session: Recovered): void;
  progress(taken: number): void;
}

/**
 * Brings in what is on disk and not in the index: frames of bridges that were killed, folders that were
 * copied in, everything when the index is new. And takes out what is in the index and no longer on disk.
 */
export class CatchUp {
  /** Frames still to be looked at, as their sessions count them. */
  toDo = 0;
  /** Until then nobody can say how much there is: a killed bridge did not count what it wrote last. */
  isDone = false;
  /** Resolves, soon after the start, when it is known whether there is anything to bring in. */
  readonly surveyed: Promise<void>;
  #surveyed!: () => void;
  #o: CatchUpOptions;
  #stopped = new Set<string>();

  constructor(options: CatchUpOptions) {
    this.#o = options;
    this.surveyed = new Promise((resolve) => {
      this.#surveyed = resolve;
    });
  }

  /** A session that goes away meanwhile. */
  skip(session: string): void {
    this.#stopped.add(session);
  }

  async run(): Promise<void> {
    const { start, database, intake } = this.#o;
    const folder = start.folder.sessions;
    const gone = database
      .prepare('SELECT id FROM session')
      .all()
      .map((row) => String(row['id']))
      .filter((id) => !existsSync(join(folder, id)));
    const behind = sessionIds(folder)
      .filter((id) => !isCovered(join(folder, id), intake.coverage(id)))
      .map((id) => ({ id, file: peekSession(join(folder, id)) }))
      .filter(({ file }) => start.isReplacement || !this.#isOurs(file?.writer));
    this.isDone = behind.length === 0 && gone.length === 0;
    this.#surveyed();
    for (const id of gone) await this.#o.forget(id);
    const running = await this.#o.running(behind.flatMap(({ file }) => file?.writer ?? []));
    this.toDo = behind.reduce((sum, { file }) => sum + (file?.frames ?? 0), 0);
    this.#o.progress(0);
    for (const { id, file } of behind) {
      if (this.#o.isStopped()) return;
      if (file !== undefined) intake.note(file.note);
      await this.#recover(id, file?.writer === undefined || !running.has(file.writer.run));
      this.toDo = Math.max(0, this.toDo - (file?.frames ?? 0));
      this.#o.progress(0);
    }
    this.toDo = 0;
    this.isDone = true;
    this.#o.progress(0);
  }

  /** A session whose folder was put there whole, while this runs. */
  async adopt(id: string): Promise<void> {
    this.isDone = false;
    await this.#recover(id, true);
    this.isDone = true;
    this.#o.progress(0);
  }

  async #recover(id: string, isOver: boolean): Promise<void> {
    const { start, files, intake, pause } = this.#o;
    const isStopped = (): boolean => this.#o.isStopped() || this.#stopped.has(id);
    const recovery = new SessionRecovery(id, {
      sessionsFolder: start.folder.sessions,
      files,
      intake,
      pause,
      isOver,
      isStopped,
      took: (frames) => this.#o.progress(frames),
    });
    try {
      const { recovered, end } = await recovery.run();
      if (isStopped()) return;
      intake.cover(id, end);
      if (isOver) this.#o.recovered(recovered);
    } catch (error) {
      // ENOENT: the session was deleted while it was read.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }

  #isOurs(writer: WriterMark | undefined): boolean {
    return writer?.run === this.#o.start.own.run;
  }
}
