import { fstatSync, readdirSync, rmSync } from 'node:fs';
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
import { CaseFile, type Spent } from './case-file.ts';
import { CaseTable } from './case-table.ts';
import { KeptOffer } from './offer.ts';

const VERSION = 1;
const MOST_RUNS = 100;
const LARGEST_RUN = 64 * 1024 * 1024;
const LARGEST_ROWS = 512 * 1024 * 1024;
const ID = /^[0-9a-f]{32}$/;
const RUN_FILE = 'run.json';
const ROWS_FILE = 'cases.jsonl';
const OFFER_FILE = 'offer.json';
const LARGEST_OFFER = 256 * 1024 * 1024;

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
/** A case that has to be looked at closer, and that it was. */
const OpenLine = z.object({ open: z.number() });
const SettledLine = z.object({ settled: z.number() });
const CountLine = z.object({ finding: z.string(), count: z.number() });
const SpentLine = z.object({
  spent: z.object({ requests: z.number(), around: z.number(), ms: z.number() }),
});

/** The cases of a run as they are on file. */
export interface ReadCases {
  table: CaseTable;
  spent: Spent;
}

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
  cases(id: string, findings: readonly FuzzFinding[]): Outcome<ReadCases> {
    const reading: Reading = { table: new CaseTable(), spent: NOTHING_SPENT, counts: new Map() };
    const { table } = reading;
    const read = readPrivateFile(join(this.#folder, id, ROWS_FILE), LARGEST_ROWS);
    if (!read.ok) return read;
    const bytes = read.value ?? Buffer.alloc(0);
    for (let from = 0; ;) {
      const to = bytes.indexOf(10, from);
      if (to < 0) break;
      take(reading, bytes.toString('utf8', from, to));
      from = to + 1;
    }
    for (const finding of findings) {
      const count = Math.max(finding.count, reading.counts.get(finding.id) ?? 0);
      table.addFinding({ ...finding, count });
      // It was kept the moment it was proved: of its case there is nothing more to see.
      table.settle(finding.n);
    }
    return { ok: true, value: { table, spent: reading.spent } };
  }

  /** What is put into the table from now on is appended; `cut`: after what a killed bridge left unfinished. */
  follow(
    id: string,
    table: CaseTable,
    spent: () => Spent,
    onProblem: (problem: Problem) => void,
  ): Outcome<CaseFile> {
    const path = join(this.#folder, id, ROWS_FILE);
    const opened = openPrivateAppend(path);
    if (!opened.ok) return opened;
    const file = new CaseFile(opened.value, path, spent, onProblem);
    // Whatever stands there unfinished becomes a line of its own, which says nothing.
    if (fstatSync(opened.value).size > 0) file.add('');
    table.hear({
      row: (row) => file.add(JSON.stringify({ row })),
      cluster: (key, cluster) => file.add(JSON.stringify({ key, cluster })),
      error: (error) => file.add(JSON.stringify({ error })),
      opened: (open) => file.add(JSON.stringify({ open })),
      settled: (settled) => file.add(JSON.stringify({ settled })),
      counted: (finding, count) => file.add(JSON.stringify({ finding, count })),
    });
    return { ok: true, value: file };
  }

  /** What its cases are made of; written when it begins. */
  putOffer(id: string, kept: KeptOffer): Problem | undefined {
    const text = `${JSON.stringify({ version: VERSION, ...kept })}\n`;
    if (text.length > LARGEST_OFFER) return tooLarge(id);
    return writePrivateFile(join(this.#folder, id, OFFER_FILE), text);
  }

  /** Undefined: none was kept. */
  offer(id: string): KeptOffer | undefined {
    if (!ID.test(id)) return undefined;
    const read = readPrivateFile(join(this.#folder, id, OFFER_FILE), LARGEST_OFFER);
    if (!read.ok || read.value === undefined) return undefined;
    try {
      const file = z.safeParse(KeptOffer, JSON.parse(read.value.toString('utf8')));
      return file.success ? file.data : undefined;
    } catch {
      // SyntaxError: not what was written here.
      return undefined;
    }
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

interface Reading extends ReadCases {
  counts: Map<string, number>;
}

const NOTHING_SPENT: Spent = { requests: 0, around: 0, ms: 0 };

function take(reading: Reading, text: string): void {
  if (text === '') return;
  const { table } = reading;
  try {
    const line = JSON.parse(text) as unknown;
    const row = z.safeParse(FuzzCaseRow, (line as { row?: unknown }).row);
    if (row.success) return table.put(row.data);
    const spent = z.safeParse(SpentLine, line);
    if (spent.success) return void (reading.spent = spent.data.spent);
    const cluster = z.safeParse(ClusterLine, line);
    if (cluster.success) return table.takeCluster(cluster.data.key, cluster.data.cluster);
    const error = z.safeParse(ErrorLine, line);
    if (error.success) return table.error(error.data.error);
    const open = z.safeParse(OpenLine, line);
    if (open.success) return table.open(open.data.open);
    const settled = z.safeParse(SettledLine, line);
    if (settled.success) return table.settle(settled.data.settled);
    const count = z.safeParse(CountLine, line);
    if (count.success) reading.counts.set(count.data.finding, count.data.count);
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
