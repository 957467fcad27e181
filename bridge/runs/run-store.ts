import { randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { ProbeRun } from '../../protocol/probe.ts';
import type { Problem } from '../../protocol/problem.ts';
import {
  preparePrivateDir,
  readPrivateFile,
  removeQuietly,
  writePrivateFile,
} from '../platform/private-files.ts';
import { isAlive } from './homes.ts';

const VERSION = 1;
const MOST_RUNS = 200;
const LARGEST = 32 * 1024 * 1024;
const ID = /^[0-9a-f]{32}$/;
const File = z.object({ version: z.literal(VERSION), pid: z.number(), run: ProbeRun });

export function newRunId(): string {
  return randomBytes(16).toString('hex');
}

/** A run as it stands in lists: what differs is asked for run by run. */
export function summaryOf(run: ProbeRun): ProbeRun {
  return { ...run, results: run.results.map(({ drift: _drift, ...rest }) => rest) };
}

/** What became of runs, a file each (0600), the newest 200. Another bridge may write into the same folder. */
export class RunStore {
  #folder: string;
  #isUnderway: (id: string) => boolean;
  /** Summaries of runs that do not change any more. */
  #over = new Map<string, ProbeRun>();

  /** `isUnderway`: in this process. */
  constructor(folder: string, isUnderway: (id: string) => boolean) {
    this.#folder = folder;
    this.#isUnderway = isUnderway;
  }

  put(run: ProbeRun): Problem | undefined {
    const problem = preparePrivateDir(this.#folder);
    if (problem !== undefined) return problem;
    const text = `${JSON.stringify({ version: VERSION, pid: process.pid, run })}\n`;
    // What could not be read back is not written: the run would be gone without a word.
    if (Buffer.byteLength(text) > LARGEST) return tooLarge(run.id);
    const refused = writePrivateFile(this.#path(run.id), text);
    if (refused === undefined && run.state !== 'running') this.#over.set(run.id, summaryOf(run));
    return refused;
  }

  /** Newest first, as summaries. */
  all(): ProbeRun[] {
    const runs = this.#ids().flatMap((id) => {
      const known = this.#over.get(id);
      if (known !== undefined) return [known];
      const run = this.get(id);
      if (run === undefined) return [];
      const summary = summaryOf(run);
      if (run.state !== 'running') this.#over.set(id, summary);
      return [summary];
    });
    return runs.sort((a, b) => b.startedAt - a.startedAt);
  }

  get(id: string): ProbeRun | undefined {
    if (!ID.test(id)) return undefined;
    const read = readPrivateFile(this.#path(id), LARGEST);
    if (!read.ok || read.value === undefined) return undefined;
    try {
      const file = z.safeParse(File, JSON.parse(read.value.toString('utf8')));
      if (!file.success || file.data.run.id !== id) return undefined;
      const { run, pid } = file.data;
      // Ours is asked first: in a container every bridge has the same number, and what runs here is known.
      const isUnderway = pid === process.pid ? this.#isUnderway(id) : isAlive(pid);
      const isLost = run.state === 'running' && !isUnderway;
      return isLost ? { ...run, state: 'failed', problem: LOST, now: undefined } : run;
    } catch {
      // SyntaxError: not what was written here.
      return undefined;
    }
  }

  remove(id: string): void {
    if (!ID.test(id)) return;
    this.#over.delete(id);
    removeQuietly(this.#path(id));
  }

  /** The oldest beyond what is kept. */
  tidy(): void {
    for (const { id } of this.all().slice(MOST_RUNS)) this.remove(id);
  }

  #ids(): string[] {
    try {
      return readdirSync(this.#folder).flatMap((name) => {
        const id = name.endsWith('.json') ? name.slice(0, -'.json'.length) : '';
        return ID.test(id) ? [id] : [];
      });
    } catch {
      // ENOENT: there was never a run.
      return [];
    }
  }

  #path(id: string): string {
    return join(this.#folder, `${id}.json`);
  }
}

function tooLarge(id: string): Problem {
  return {
    code: 'run-too-large',
    message: `Run ${id} is longer than ${LARGEST / 1024 / 1024} MiB and was not kept.`,
    hint: 'What it sent is in its sessions all the same.',
  };
}

const LOST: Problem = { code: 'bridge-ended', message: 'The bridge ended before the run did.' };
