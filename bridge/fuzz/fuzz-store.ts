import { closeSync, fstatSync, readdirSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { FuzzCaseRow, FuzzCluster, FuzzFinding, FuzzPlan, FuzzReport, FuzzRun } from '../../protocol/fuzz.ts';
import type { Outcome, Problem } from '../../protocol/problem.ts';
import {
  openPrivateAppend,
  preparePrivateDir,
  readPrivateFile,
  writePrivateFile,
} from '../platform/private-files.ts';
import { isAlive } from '../runs/homes.ts';
import { CaseTable } from './case-table.ts';

const VERSION = 1;
const MOST_RUNS = 100;
const LARGEST_RUN = 64 * 1024 * 1024;
const LARGEST_ROWS = 512 * 1024 * 1024;
const ID = /^[0-9a-f]{32}$/;
const RUN_FILE = 'run.json';
const ROWS_FILE = 'cases.jsonl';

/** All of a run but its cases. */
const KeptRun = z.object({
  version: z.literal(VERSION),
  pid: z.number(),
  run: FuzzRun,
  plan: FuzzPlan,
  /** Where the world stood. */
  folder: z.optional(z.string()),
  findings: z.array(FuzzFinding),
  controls: FuzzReport.shape.controls,
});
export type KeptRun = Omit<z.infer<typeof KeptRun>, 'version' | 'pid'>;

/** A line of the file of cases: a row, or a group of them, or an error that was seen. */
const ClusterLine = z.object({ cluster: z.pick(FuzzCluster, { id: true, words: true }), key: z.string() });
const ErrorLine = z.object({ error: z.string() });

/** Runs on disk, a folder (0700) each: what was planned and found, and a file that every case is appended to. */
export class FuzzStore {
  #folder: string;
  #isUnderway: (id: string) => boolean;
  /** Of runs that do not change any more. */
  #over = new Map<string, FuzzRun>();

  constructor(folder: string, isUnderway: (id: string) => boolean) {
    this.#folder = folder;
    this.#isUnderway = isUnderway;
  }

  put(kept: KeptRun): Problem | undefined {
    const { id } = kept.run;
    const folder = join(this.#folder, id);
    const problem = preparePrivateDir(this.#folder) ?? preparePrivateDir(folder);
    if (problem !== undefined) return problem;
    this.#over.delete(id);
    const text = `${JSON.stringify({ version: VERSION, pid: process.pid, ...kept })}\n`;
    if (text.length > LARGEST_RUN) return tooLarge(id);
    return writePrivateFile(join(folder, RUN_FILE), text);
  }

  /** Newest first; without those that are under way here, which know better themselves how they stand. */
  all(): FuzzRun[] {
    const runs = this.#ids().flatMap((id) => {
      if (this.#isUnderway(id)) return [];
      const known = this.#over.get(id) ?? this.get(id)?.run;
      if (known === undefined) return [];
      if (known.state !== 'running' && known.state !== 'paused') this.#over.set(id, known);
      return [known];
    });
    return runs.sort((a, b) => b.startedAt - a.startedAt);
  }

  get(id: string): KeptRun | undefined {
    if (!ID.test(id)) return undefined;
    const read = readPrivateFile(join(this.#folder, id, RUN_FILE), LARGEST_RUN);
    if (!read.ok || read.value === undefined) return undefined;
    try {
      const file = z.safeParse(KeptRun, JSON.parse(read.value.toString('utf8')));
      if (!file.success || file.data.run.id !== id) return undefined;
      const { pid, version: _version, ...kept } = file.data;
      // Ours is asked first: in a container every bridge has the same number, and what runs here is known.
      const isUnderway = pid === process.pid ? this.#isUnderway(id) : isAlive(pid);
      const isLost = (kept.run.state === 'running' || kept.run.state === 'paused') && !isUnderway;
      return isLost ? { ...kept, run: leftBehind(kept.run) } : kept;
    } catch {
      // SyntaxError: not what was written here.
      return undefined;
    }
  }

  /** Its cases as far as they were written; a last line without an end is not one. */
  table(id: string, findings: readonly FuzzFinding[]): Outcome<CaseTable> {
    const table = new CaseTable();
    const read = readPrivateFile(join(this.#folder, id, ROWS_FILE), LARGEST_ROWS);
    if (!read.ok) return read;
    const bytes = read.value ?? Buffer.alloc(0);
    for (let from = 0; ;) {
      const to = bytes.indexOf(10, from);
      if (to < 0) break;
      take(table, bytes.toString('utf8', from, to));
      from = to + 1;
    }
    for (const finding of findings) table.addFinding(finding);
    return { ok: true, value: table };
  }

  /** What is put into the table from now on is appended; `cut`: after what a killed bridge left unfinished. */
  follow(id: string, table: CaseTable, onProblem: (problem: Problem) => void): Outcome<CaseFile> {
    const path = join(this.#folder, id, ROWS_FILE);
    const opened = openPrivateAppend(path);
    if (!opened.ok) return opened;
    const file = new CaseFile(opened.value, path, onProblem);
    // Whatever stands there unfinished becomes a line of its own, which says nothing.
    if (fstatSync(opened.value).size > 0) file.add('');
    table.hear({
      row: (row) => file.add(JSON.stringify({ row })),
      cluster: (key, cluster) => file.add(JSON.stringify({ key, cluster })),
      error: (error) => file.add(JSON.stringify({ error })),
    });
    return { ok: true, value: file };
  }

  remove(id: string): void {
    if (!ID.test(id)) return;
    this.#over.delete(id);
    rmSync(join(this.#folder, id), { recursive: true, force: true });
  }

  /** The oldest beyond what is kept. */
  tidy(): void {
    for (const { id } of this.all().slice(MOST_RUNS)) this.remove(id);
  }

  #ids(): string[] {
    try {
      return readdirSync(this.#folder).filter((name) => ID.test(name));
    } catch {
      // ENOENT: there was never a run.
      return [];
    }
  }
}

/** Lines of one turn are written together, before anything else happens: a killed bridge leaves what was shown. */
export class CaseFile {
  #fd: number | undefined;
  #path: string;
  #lines: string[] = [];
  #isDue = false;
  #onProblem: (problem: Problem) => void;

  constructor(fd: number, path: string, onProblem: (problem: Problem) => void) {
    this.#fd = fd;
    this.#path = path;
    this.#onProblem = onProblem;
  }

  add(line: string): void {
    this.#lines.push(line);
    if (this.#isDue) return;
    this.#isDue = true;
    setImmediate(() => this.flush());
  }

  flush(): void {
    this.#isDue = false;
    if (this.#fd === undefined || this.#lines.length === 0) return;
    const bytes = Buffer.from(`${this.#lines.join('\n')}\n`);
    this.#lines = [];
    try {
      for (let at = 0; at < bytes.length;) at += writeSync(this.#fd, bytes, at);
    } catch (error) {
      this.#onProblem({
        code: 'not-written',
        message: `${this.#path} could not be written: ${(error as Error).message}.`,
        hint: 'What was sent is in the sessions of the run all the same.',
      });
    }
  }

  close(): void {
    this.flush();
    if (this.#fd !== undefined) closeSync(this.#fd);
    this.#fd = undefined;
  }
}

function take(table: CaseTable, text: string): void {
  if (text === '') return;
  try {
    const line = JSON.parse(text) as unknown;
    const row = z.safeParse(FuzzCaseRow, (line as { row?: unknown }).row);
    if (row.success) return table.put(row.data);
    const cluster = z.safeParse(ClusterLine, line);
    if (cluster.success) return table.takeCluster(cluster.data.key, cluster.data.cluster);
    const error = z.safeParse(ErrorLine, line);
    if (error.success) table.error(error.data.error);
  } catch {
    // SyntaxError: a bridge was killed in the middle of it.
  }
}

function leftBehind(run: FuzzRun): FuzzRun {
  const { now: _now, ...rest } = run;
  return { ...rest, state: 'interrupted', perSecond: 0 };
}

function tooLarge(id: string): Problem {
  return {
    code: 'run-too-large',
    message: `The plan and findings of run ${id} are longer than ${LARGEST_RUN / 1024 / 1024} MiB and were not kept.`,
    hint: 'Name fewer tools. What it sends is in its sessions all the same.',
  };
}
