import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Severity } from '../../protocol/finding.ts';
import type { Problem } from '../../protocol/problem.ts';
import { readFindings, writeFindings } from './findings-file.ts';
import { SessionFindings } from './session-findings.ts';

/** What is known of one session: what is shown, and what a new inspection has made so far. */
export interface Held {
  shown: SessionFindings | undefined;
  /** The same object as `shown` once it has come as far. */
  next: SessionFindings | undefined;
  /** Grows with every change. */
  version: number;
}

export interface FindingsShelfOptions {
  sessionsFolder: string;
  /** false: another process keeps these files. */
  writes: boolean;
  onProblem(problem: Problem): void;
}

const SAVE_EVERY_MS = 1000;
/** Writing is given at most this share of the time. */
const SHARE = 20;

interface Saving {
  timer: NodeJS.Timeout | undefined;
  writing: Promise<void> | undefined;
  took: number;
}

/** Findings of every session: in memory once they were asked for, and in a file of the session's folder, which can be made anew. */
export class FindingsShelf {
  #o: FindingsShelfOptions;
  #held = new Map<string, Held>();
  #saving = new Map<string, Saving>();

  constructor(options: FindingsShelfOptions) {
    this.#o = options;
  }

  /** Of a session that exists. */
  get(session: string): Held {
    const known = this.#held.get(session);
    if (known !== undefined) return known;
    const held = { shown: readFindings(this.#folder(session)), next: undefined, version: 1 };
    this.#held.set(session, held);
    return held;
  }

  /** One that was read already. */
  known(session: string): Held | undefined {
    return this.#held.get(session);
  }

  /** Of a session that begins now: there is nothing to read. */
  begin(session: string): Held {
    const held: Held = { shown: new SessionFindings(0), next: undefined, version: 1 };
    this.#held.set(session, held);
    return held;
  }

  severityAt(session: string, seq: number): Severity | undefined {
    return this.known(session)?.shown?.severityAt(seq);
  }

  sessions(): IterableIterator<[string, Held]> {
    return this.#held.entries();
  }

  save(session: string): void {
    if (!this.#o.writes) return;
    const saving = this.#saving.get(session) ?? { timer: undefined, writing: undefined, took: 0 };
    this.#saving.set(session, saving);
    const wait = Math.max(SAVE_EVERY_MS, saving.took * SHARE);
    saving.timer ??= setTimeout(() => this.#write(session, saving), wait).unref();
  }

  /** Writes at once what waits, and resolves when it is written. */
  async saved(): Promise<void> {
    for (const [session, saving] of [...this.#saving]) {
      await saving.writing;
      if (saving.timer !== undefined) this.#write(session, saving);
      await saving.writing;
    }
  }

  /** A session is deleted: its file goes with its folder. */
  forget(session: string): void {
    this.#held.delete(session);
    clearTimeout(this.#saving.get(session)?.timer);
    this.#saving.delete(session);
  }

  #write(session: string, saving: Saving): void {
    clearTimeout(saving.timer);
    saving.timer = undefined;
    const findings = this.#held.get(session)?.shown;
    if (findings === undefined) return;
    if (saving.writing !== undefined) {
      this.save(session);
      return;
    }
    const began = performance.now();
    const writing = writeFindings(this.#folder(session), findings)
      .catch((error: Error) => {
        // Deleted meanwhile.
        if (!existsSync(this.#folder(session))) return;
        const message = `Findings of session ${session.slice(0, 8)} could not be written: ${error.message}.`;
        this.#o.onProblem({ code: 'findings', message });
      })
      .finally(() => {
        saving.writing = undefined;
        if (saving.timer === undefined && this.#saving.get(session) === saving) this.#saving.delete(session);
      });
    saving.took = performance.now() - began;
    saving.writing = writing;
  }

  #folder(session: string): string {
    return join(this.#o.sessionsFolder, session);
  }
}
