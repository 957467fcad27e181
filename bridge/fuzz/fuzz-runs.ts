import { randomBytes } from 'node:crypto';
import type { FuzzCards } from '../../protocol/fuzz-cards.ts';
import type {
  AskFuzzCases,
  FuzzCases,
  FuzzPlan,
  FuzzReport,
  FuzzRequest,
  FuzzRun,
  StartFuzz,
} from '../../protocol/fuzz.ts';
import type { Outcome, Problem } from '../../protocol/problem.ts';
import { isSame } from '../targets/launch-plan.ts';
import type { CaseTable } from './case-table.ts';
import type { Engine } from './engine.ts';
import type { FuzzJob, FuzzJobParts, LeftRun } from './fuzz-job.ts';
import { FuzzStore, type KeptRun } from './fuzz-store.ts';
import type { Begun, PlannedFuzz, PlanningParts } from './planning.ts';
import { reportOf } from './report.ts';
import { Worlds } from './worlds.ts';

/** ms between two times that a run is told. */
const TELL_EVERY = 100;
/** Runs that are over and whose cases are held. */
const MOST_OPEN = 2;

export interface FuzzRunsOptions
  extends
    Omit<PlanningParts, 'worlds'>,
    Pick<FuzzJobParts, 'dial' | 'live' | 'shelf' | 'rules' | 'now' | 'onProblem' | 'onBug'> {
  folder: string;
  /** Loaded when it is first needed. */
  engine(): Promise<Engine>;
  changed(run: FuzzRun): void;
  deleted(id: string): void;
}

interface Underway {
  job: FuzzJob;
  told: number;
  telling: NodeJS.Timeout | undefined;
}

/** Runs that try hostile values: planned, agreed to, under way, left behind and over. One at a time against a target. */
export class FuzzRuns {
  #o: FuzzRunsOptions;
  #store: FuzzStore;
  #worlds = new Worlds();
  #underway = new Map<string, Underway>();
  #open = new Map<string, { kept: KeptRun; table: CaseTable }>();
  #isClosed = false;

  constructor(options: FuzzRunsOptions) {
    this.#o = options;
    this.#store = new FuzzStore(options.folder, (id) => this.#underway.has(id));
  }

  async cards(): Promise<FuzzCards> {
    const { strategies, oracles } = await this.#o.engine();
    return {
      strategies: strategies.map(({ meta: { id, title, about, cwe, optIn } }) => ({
        id,
        title,
        about,
        cwe,
        optIn,
      })),
      oracles: oracles.map(({ meta }) => meta),
    };
  }

  async plan(request: FuzzRequest): Promise<Outcome<FuzzPlan>> {
    const planned = await this.#plan(request);
    return planned.ok ? { ok: true, value: planned.value.plan } : planned;
  }

  /** Begins what was agreed to, if that is still what it comes to. */
  async start({ request, confirmation }: StartFuzz): Promise<Outcome<FuzzRun>> {
    const planned = await this.#plan(request);
    if (!planned.ok) return planned;
    const problem = this.#whyNot(planned.value.plan, confirmation);
    if (problem !== undefined) return { ok: false, problem };
    return this.#begin(newRunId(), planned.value, undefined);
  }

  /** Newest first. */
  all(): FuzzRun[] {
    const underway = [...this.#underway.values()].map(({ job }) => job.current);
    return [...underway, ...this.#store.all()].sort((a, b) => b.startedAt - a.startedAt);
  }

  async report(id: string): Promise<Outcome<FuzzReport>> {
    const job = this.#underway.get(id)?.job;
    if (job !== undefined) return { ok: true, value: job.report() };
    const opened = this.#opened(id);
    if (!opened.ok) return opened;
    const { kept, table } = opened.value;
    const { run, plan, controls } = kept;
    return {
      ok: true,
      value: {
        ...reportOf(run, plan, table, this.#o.target(plan.target)),
        ...(controls === undefined ? {} : { controls }),
      },
    };
  }

  cases(id: string, ask: AskFuzzCases): Promise<Outcome<FuzzCases>> {
    const job = this.#underway.get(id)?.job;
    if (job !== undefined) return Promise.resolve({ ok: true, value: job.window(ask) });
    const opened = this.#opened(id);
    return Promise.resolve(opened.ok ? { ok: true, value: opened.value.table.window(ask) } : opened);
  }

  pause(id: string): Outcome<FuzzRun> {
    this.#underway.get(id)?.job.pause();
    return this.#get(id);
  }

  /** Goes on with what was paused, and with what an earlier bridge left behind: as it was agreed to, or not at all. */
  async resume(id: string): Promise<Outcome<FuzzRun>> {
    const underway = this.#underway.get(id);
    if (underway !== undefined) {
      underway.job.resume();
      return this.#get(id);
    }
    const kept = this.#store.get(id);
    if (kept === undefined) return unknown(id);
    if (kept.run.state !== 'interrupted') return { ok: false, problem: OVER };
    const offer = this.#store.offer(id);
    const begun = { target: kept.run.target, folder: kept.folder, offer: offer?.offer };
    const planned = await this.#plan(kept.plan.request, begun);
    if (!planned.ok) return planned;
    const problem = this.#whyNot(planned.value.plan, kept.plan.confirmation);
    if (problem !== undefined) return { ok: false, problem };
    return this.#begin(id, planned.value, { ...kept, listed: offer?.listed });
  }

  /** Answers when nothing of it is left. */
  async stop(id: string): Promise<Outcome<FuzzRun>> {
    await this.#underway.get(id)?.job.stop('stopped');
    return this.#get(id);
  }

  async remove(id: string): Promise<Problem | undefined> {
    const known = await this.stop(id);
    if (!known.ok) return known.problem;
    this.#open.delete(id);
    this.#store.remove(id);
    this.#o.deleted(id);
    return undefined;
  }

  /** Resolves when a run is over. */
  async settled(id: string): Promise<void> {
    await this.#underway.get(id)?.job.start();
  }

  /** What is under way can be gone on with by the next bridge. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all([...this.#underway.values()].map(({ job }) => job.stop('interrupted')));
  }

  /** At once, with no time to wait for anything. */
  closeHard(): void {
    this.#isClosed = true;
    for (const { job } of this.#underway.values()) job.abandon();
    this.#worlds.removeAll();
  }

  async #plan(request: FuzzRequest, begun?: Begun): Promise<Outcome<PlannedFuzz>> {
    const { planFuzz } = await this.#o.engine();
    return planFuzz(request, { ...this.#o, worlds: this.#worlds }, begun);
  }

  async #begin(id: string, planned: PlannedFuzz, kept: LeftRun | undefined): Promise<Outcome<FuzzRun>> {
    const { FuzzJob } = await this.#o.engine();
    // Looked at again: another one may have begun meanwhile.
    const problem = this.#busy(planned.plan.target);
    if (problem !== undefined) return { ok: false, problem };
    if (kept === undefined) this.#store.tidy();
    this.#open.delete(id);
    const job = new FuzzJob({
      ...this.#o,
      id,
      planned,
      kept,
      store: this.#store,
      worlds: this.#worlds,
      changed: () => this.#changed(id),
    });
    this.#underway.set(id, { job, told: -Infinity, telling: undefined });
    const begun = await job.begin();
    if (begun !== undefined) {
      this.#underway.delete(id);
      // Nothing was begun that could be gone on with.
      if (kept === undefined) this.#store.remove(id);
      return { ok: false, problem: begun };
    }
    void this.#follow(id, job);
    return { ok: true, value: job.current };
  }

  #get(id: string): Outcome<FuzzRun> {
    const run = this.#underway.get(id)?.job.current ?? this.#store.get(id)?.run;
    return run === undefined ? unknown(id) : { ok: true, value: run };
  }

  #opened(id: string): Outcome<{ kept: KeptRun; table: CaseTable }> {
    const known = this.#open.get(id);
    if (known !== undefined) return { ok: true, value: known };
    const kept = this.#store.get(id);
    if (kept === undefined) return unknown(id);
    const read = this.#store.cases(id, kept.findings);
    if (!read.ok) return read;
    const opened = { kept, table: read.value.table };
    this.#open.set(id, opened);
    const [oldest] = this.#open.keys();
    if (this.#open.size > MOST_OPEN && oldest !== undefined) this.#open.delete(oldest);
    return { ok: true, value: opened };
  }

  #whyNot(plan: FuzzPlan, confirmation: string): Problem | undefined {
    if (!isSame(confirmation, plan.confirmation)) return CHANGED;
    if (this.#isClosed) return { code: 'bridge-ends', message: 'The bridge ends.' };
    const { mustAuthorise } = plan;
    if (mustAuthorise !== undefined && plan.request.authorisedHost !== mustAuthorise)
      return notAuthorised(mustAuthorise);
    return this.#busy(plan.target);
  }

  #busy(target: string): Problem | undefined {
    const isBusy = [...this.#underway.values()].some(({ job }) => job.current.target === target);
    if (!isBusy) return undefined;
    return {
      code: 'busy',
      message: `A fuzz run is under way against ${target} already.`,
      hint: 'Wait for it, or stop it.',
    };
  }

  async #follow(id: string, job: FuzzJob): Promise<void> {
    await job.start();
    clearTimeout(this.#underway.get(id)?.telling);
    this.#underway.delete(id);
    this.#o.changed(job.current);
  }

  #changed(id: string): void {
    const underway = this.#underway.get(id);
    if (underway === undefined || underway.telling !== undefined) return;
    const wait = Math.max(0, underway.told + TELL_EVERY - performance.now());
    underway.telling = setTimeout(() => {
      underway.telling = undefined;
      underway.told = performance.now();
      this.#o.changed(underway.job.current);
    }, wait).unref();
  }
}

function newRunId(): string {
  return randomBytes(16).toString('hex');
}

function unknown(id: string): { ok: false; problem: Problem } {
  return { ok: false, problem: { code: 'no-such-run', message: `There is no run ${id.slice(0, 40)}.` } };
}

function notAuthorised(host: string): Problem {
  return {
    code: 'not-authorised',
    message: `${host} is neither this machine nor in a private network: nothing is sent there without its name being typed.`,
    hint: `If you may test it, type ${host} exactly (in the terminal: --authorised-host ${host}).`,
  };
}

const CHANGED: Problem = {
  code: 'not-confirmed',
  message:
    'What would be run is not what was shown: the target, what it offers, a command or a case differs.',
  hint: 'Look at the plan again and confirm it as it is now.',
};
const OVER: Problem = { code: 'run-over', message: 'This run is over; there is nothing to go on with.' };
