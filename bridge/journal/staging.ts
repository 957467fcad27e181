import { mkdirSync, readdirSync, renameSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Outcome, Problem } from '../../protocol/problem.ts';
import type { Session } from '../../protocol/session.ts';
import { writePrivateFile } from '../platform/private-files.ts';
import { claimNext } from './counter.ts';
import type { DataFolder } from './data-folder.ts';
import type { DiskBudget } from './disk-budget.ts';
import { SegmentLog } from './segment/log.ts';
import { sessionFileIn, sessionFileText } from './session-file.ts';

/** Sessions that are being brought in lie in the data directory under this, the process and a random name. */
const STAGED = 'importing-';

/** A session on the stage: its log, and a file of text that goes into its folder. */
export interface StagedSession {
  readonly id: string;
  readonly number: number;
  readonly log: SegmentLog;
  keepAside(name: string, text: string): Problem | undefined;
}

export interface StagingParts {
  folder: DataFolder;
  budget: DiskBudget;
  run: number;
  rollAt: number;
  nextK(): number;
  randomId(): string;
  wall(): number;
  /** It lies among the others now. */
  taken(session: Session, log: SegmentLog): void;
  /** Resolves when the index has its rows. */
  indexed(session: string): Promise<unknown>;
}

/**
 * Sessions that come whole from elsewhere. They are written apart, and stand among the others at once
 * with all their frames, or not at all.
 */
export class Staging {
  #o: StagingParts;
  #folder: string;
  #staged: StagedSession[] = [];

  constructor(parts: StagingParts) {
    this.#o = parts;
    this.#folder = join(parts.folder.root, `${STAGED}${process.pid}-${parts.randomId()}`);
  }

  begin(startedAt: number): Outcome<StagedSession> {
    const { folder, randomId, run, nextK, rollAt, budget, wall } = this.#o;
    try {
      const id = randomId();
      const place = join(this.#folder, id);
      mkdirSync(place, { mode: 0o700, recursive: true });
      const log = new SegmentLog({
        folder: place,
        sessionId: id,
        startedAt,
        run,
        nextK,
        rollAt,
        budget,
        wall,
        onClosed() {},
      });
      const staged: StagedSession = {
        id,
        number: claimNext(folder.counters, 'number'),
        log,
        keepAside: (name, text) => writePrivateFile(join(place, name), text),
      };
      this.#staged.push(staged);
      return { ok: true, value: staged };
    } catch (error) {
      return { ok: false, problem: notStaged(folder.root, error) };
    }
  }

  /** All of them take their place. What cannot be done is undone. */
  async keep(sessions: readonly Session[]): Promise<Problem | undefined> {
    const { sessions: home, root } = this.#o.folder;
    const moved: string[] = [];
    try {
      for (const session of sessions) {
        const { log } = this.#of(session.id);
        await log.close();
        const counted = { ...session, frames: log.frames, bytes: log.bytes };
        const problem = writePrivateFile(
          sessionFileIn(join(this.#folder, session.id)),
          sessionFileText({ session: counted, writer: undefined }),
        );
        if (problem !== undefined) throw new Error(problem.message);
      }
      for (const { id } of sessions) {
        renameSync(join(this.#folder, id), join(home, id));
        moved.push(id);
      }
    } catch (error) {
      for (const id of moved) renameSync(join(home, id), join(this.#folder, id));
      await this.drop();
      return notStaged(root, error);
    }
    for (const session of sessions) {
      const { log } = this.#of(session.id);
      this.#o.taken({ ...session, frames: log.frames, bytes: log.bytes }, log);
    }
    await rm(this.#folder, { recursive: true, force: true });
    // A failure is told by the journal's status, and made good with the next start.
    await Promise.all(sessions.map(({ id }) => this.#o.indexed(id)));
    return undefined;
  }

  /** Nothing of them stays. */
  async drop(): Promise<void> {
    const written = this.#staged.reduce((sum, { log }) => sum + log.bytes, 0);
    await Promise.all(this.#staged.map(({ log }) => log.close()));
    await rm(this.#folder, { recursive: true, force: true, maxRetries: 5 });
    this.#o.budget.freed(written);
  }

  #of(id: string): StagedSession {
    const found = this.#staged.find((one) => one.id === id);
    if (found === undefined) throw new Error('only what was begun here is kept');
    return found;
  }
}

/** Removes what was left by processes that ended while they brought something in. */
export async function removeStaged(root: string): Promise<void> {
  const left = readdirSync(root).filter((name) => {
    const pid = new RegExp(`^${STAGED}(\\d{1,10})-`).exec(name)?.[1];
    return pid !== undefined && Number(pid) !== process.pid && !isThere(Number(pid));
  });
  await Promise.all(left.map((name) => rm(join(root, name), { recursive: true, force: true })));
}

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it is there and not ours.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function notStaged(root: string, error: unknown): Problem {
  return {
    code: 'not-written',
    message: `Sessions could not be brought into ${root}: ${(error as Error).message}.`,
    hint: 'Check free space and permissions.',
  };
}
