import type { AskFuzzCases, FuzzCases, FuzzFinding, FuzzReport, FuzzRun } from '../../protocol/fuzz.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Target } from '../../protocol/target.ts';
import { CanaryListener } from '../listen/canary-listener.ts';
import type { CaseFile, Spent } from './case-file.ts';
import { CaseTable } from './case-table.ts';
import type { FuzzStore, KeptRun } from './fuzz-store.ts';
import type { PlannedFuzz } from './planning.ts';
import { reportOf } from './report.ts';
import { assemble, type Work, type WorkParts } from './fuzz-work.ts';
import { FORGOTTEN, OTHERWISE, reachedLike, runAtStart, STOPPED, tooLong, wordsOf } from './job-words.ts';
import type { Listed } from './offer.ts';
import { itemsNow, type OfferedItemsParts } from './offered-items.ts';
import { SameOffer } from './same-offer.ts';
import { Sandbox } from './sandbox.ts';
import type { Worlds } from './worlds.ts';

/** ms between two times that it is written how a run stands. */
const KEEP_EVERY = 5000;

type End = 'stopped' | 'interrupted';

/** A run as it was left behind; `listed`: what its own server had offered. */
export type LeftRun = KeptRun & { listed: Listed | undefined };

export interface FuzzJobParts
  extends
    Pick<WorkParts, 'dial' | 'live' | 'shelf' | 'rules' | 'planned' | 'id' | 'onBug'>,
    Pick<OfferedItemsParts, 'page' | 'journal'> {
  kept: LeftRun | undefined;
  store: FuzzStore;
  worlds: Worlds;
  target(key: string): Target | undefined;
  /** Told at every step; whoever hears it tells others at their own pace. */
  changed(): void;
  now(): number;
  onProblem(problem: Problem): void;
}

/** One run, from the making of its world to its end. */
export class FuzzJob {
  table = new CaseTable();
  #p: FuzzJobParts;
  #run: FuzzRun;
  #abort = new AbortController();
  #end: End = 'stopped';
  #done: Promise<void> | undefined;
  #file: CaseFile | undefined;
  #work: Work | undefined;
  #sandbox: Sandbox | undefined;
  #keptAt = -Infinity;
  /** What others had spent of it that were killed. */
  #before: Spent = { requests: 0, around: 0, ms: 0 };
  #began = performance.now();
  #same: SameOffer;

  constructor(parts: FuzzJobParts) {
    this.#p = parts;
    const { planned, store, kept, id } = parts;
    const { offer } = planned;
    this.#same = new SameOffer({
      before: kept?.listed,
      planned: offer.items,
      read: () => itemsNow(this.#work?.lines.current?.session, parts),
      keep: (listed) => {
        const problem = store.putOffer(id, { offer, listed });
        if (problem !== undefined) parts.onProblem(problem);
      },
      signal: this.#abort.signal,
    });
    this.#run = runAtStart(parts, this.table.severities);
  }

  get current(): FuzzRun {
    const { table } = this;
    const work = this.#work;
    const now = this.#run.state === 'running' ? work?.running.now : undefined;
    return {
      ...this.#run,
      done: table.done,
      ...table.counts,
      requests: Math.max(this.#run.requests, this.#spent.requests),
      restarts: this.#run.restarts + (work?.lines.restarts ?? 0),
      perSecond: this.#run.state === 'running' ? (work?.pace.perSecond ?? 0) : 0,
      findings: table.severities,
      version: table.version,
      ...(now === undefined ? {} : { now }),
    };
  }

  report(): FuzzReport {
    const { plan, target } = this.#p.planned;
    const { table } = this;
    const skipped = [...plan.skipped, ...this.#same.fresh];
    return {
      ...reportOf(this.current, { ...plan, skipped }, table, target),
      controls: this.#work?.controls.all() ?? this.#p.kept?.controls ?? [],
    };
  }

  /** What is shown is on file by then, whatever becomes of this bridge. */
  window(ask: AskFuzzCases): FuzzCases {
    this.#file?.flush();
    return this.table.window(ask);
  }

  /** Makes what the run stands in; with a Problem nothing of it is left. */
  async begin(): Promise<Problem | undefined> {
    const prepared = await this.#prepare().catch((error: unknown): Problem => {
      this.#p.onBug(error);
      return { code: 'run-failed', message: `The run could not be begun: ${wordsOf(error)}` };
    });
    // Stopped while it was being made ready: nothing of it may stay.
    const problem = prepared ?? (this.#abort.signal.aborted ? STOPPED : undefined);
    if (problem !== undefined) {
      await this.#tidy();
      return problem;
    }
    this.#keep();
    return undefined;
  }

  /** Resolves when it is over; never rejects. */
  start(): Promise<void> {
    return (this.#done ??= this.#all());
  }

  pause(): void {
    if (this.#run.state !== 'running') return;
    this.#work?.running.pause();
    this.#work?.pace.hold();
    this.#update({ state: 'paused' });
  }

  resume(): void {
    if (this.#run.state !== 'paused') return;
    this.#update({ state: 'running' });
    this.#work?.pace.release();
    this.#work?.running.resume();
  }

  /** Resolves when nothing of it is left. */
  async stop(how: End): Promise<void> {
    this.#end = how;
    this.#abort.abort();
    this.#work?.lines.current?.leave('the run was stopped');
    await this.start();
  }

  /** There is no time left for anything but what was known. */
  abandon(): void {
    this.#end = 'interrupted';
    this.#abort.abort();
    this.#file?.flush();
  }

  async #prepare(): Promise<Problem | undefined> {
    const { planned, kept, store, worlds, id } = this.#p;
    const { world, plan } = planned;
    const { request } = plan;
    const { listed, ...before } = kept ?? { listed: undefined, findings: [] };
    const stored =
      store.put({ run: this.#run, plan, ...before, ...folderOf(planned) }) ??
      store.putOffer(id, { offer: planned.offer, listed });
    if (stored !== undefined) return stored;
    if (kept !== undefined) {
      const read = store.cases(id, kept.findings);
      if (!read.ok) return read.problem;
      this.table = read.value.table;
      this.#before = read.value.spent;
    }
    const tell = (problem: Problem): void => this.#p.onProblem(problem);
    const file = store.follow(id, this.table, () => this.#spent, tell);
    if (!file.ok) return file.problem;
    this.#file = file.value;
    const listening =
      planned.listener === undefined
        ? undefined
        : await CanaryListener.start({ seed: request.seed, body: planned.listener.body });
    if (listening?.ok === false) return listening.problem;
    const made = world === undefined ? undefined : worlds.make(world.folder, request.seed, world.hasDatabase);
    const sandbox = new Sandbox(made?.ok === true ? made.value : undefined, listening?.value);
    this.#sandbox = sandbox;
    if (made?.ok === false) return made.problem;
    this.#work = assemble({
      ...this.#p,
      sandbox,
      table: this.table,
      title: this.#run.title,
      signal: this.#abort.signal,
      spent: this.#before.around,
      sends: () => this.#file?.sends(),
      looked: () => this.#same.look(),
      otherwise: ({ subject }) => this.#same.otherwise(subject),
      sessions: () => this.#run.sessions,
      refused: () => this.#refused(),
      opened: (session) => {
        this.#update({ sessions: [...this.#run.sessions, session] });
        this.#keep();
      },
      changed: () => this.#changed(),
      found: (finding) => this.#found(finding),
    });
    return undefined;
  }

  async #all(): Promise<void> {
    const work = this.#work;
    if (work === undefined) return;
    const { within } = this.#p.planned.plan.request;
    let problem: Problem | undefined;
    const timer = setTimeout(
      () => {
        problem = tooLong(within);
        this.#abort.abort();
        work.lines.current?.leave('the time of the run is over');
      },
      Math.min(Math.max(0, within - this.#before.ms), 2 ** 31 - 1),
    ).unref();
    let bug: Problem | undefined;
    try {
      await work.running.run();
    } catch (error) {
      this.#p.onBug(error);
      bug = { code: 'run-failed', message: `The run broke off: ${wordsOf(error)}` };
    }
    clearTimeout(timer);
    await work.lines.end('its run is over');
    await this.#tidy();
    const failed = bug ?? work.running.problem;
    const state = failed !== undefined ? 'failed' : this.#abort.signal.aborted ? this.#end : 'done';
    const { endedAt: _endedAt, ...run } = this.#run;
    const why = failed ?? problem ?? this.#same.problem;
    const isOver = state !== 'interrupted';
    this.#run = {
      ...run,
      state,
      ...(isOver ? { endedAt: this.#p.now() } : {}),
      ...(why === undefined ? {} : { problem: why }),
    };
    this.#keep();
    this.#p.changed();
  }

  /** Whether what was agreed to is still what is known as this target. */
  #refused(): Problem | undefined {
    const { target } = this.#p.planned;
    const now = this.#p.target(target.key);
    if (now === undefined) return FORGOTTEN;
    return reachedLike(now) === reachedLike(target) ? undefined : OTHERWISE;
  }

  async #tidy(): Promise<void> {
    this.#file?.close();
    const problem = await this.#sandbox?.remove();
    if (problem !== undefined) this.#p.onProblem(problem);
  }

  #found(finding: FuzzFinding): void {
    this.table.addFinding(finding);
    this.#keep();
    this.#changed();
  }

  #changed(): void {
    if (performance.now() - this.#keptAt > KEEP_EVERY) this.#keep();
    this.#p.changed();
  }

  #update(patch: Partial<FuzzRun>): void {
    this.#run = { ...this.#run, ...patch };
    this.#p.changed();
  }

  get #spent(): Spent {
    const { requests, around, ms } = this.#before;
    return {
      requests: requests + (this.#work?.pace.count ?? 0),
      around: Math.max(around, this.#work?.allowance.spent ?? 0),
      ms: Math.round(ms + performance.now() - this.#began),
    };
  }

  #keep(): void {
    this.#keptAt = performance.now();
    // A finding is never on file before its case.
    this.#file?.flush();
    const { run, plan, findings, controls = [] } = this.report();
    const problem = this.#p.store.put({ run, plan, findings, controls, ...folderOf(this.#p.planned) });
    if (problem !== undefined) this.#p.onProblem(problem);
  }
}

function folderOf({ world }: PlannedFuzz): { folder?: string } {
  return world === undefined ? {} : { folder: world.folder };
}
