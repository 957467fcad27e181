import type { ProbeCard, ProbePlan, ProbeRequest, ProbeRun, StartProbes } from '../../protocol/probe.ts';
import type { Outcome, Problem } from '../../protocol/problem.ts';
import { Homes } from './homes.ts';
import { Judging } from './judging.ts';
import { isSame } from '../targets/launch-plan.ts';
import { planRun, type PlanningParts } from './planning.ts';
import { Run, type RunParts } from './run.ts';
import { newRunId, RunStore, summaryOf } from './run-store.ts';

/** ms between two times that a run is told. */
const TELL_EVERY = 100;

export interface RunsOptions
  extends
    Omit<PlanningParts, 'judging' | 'live'>,
    Pick<RunParts, 'dial' | 'live' | 'onProblem' | 'onBug' | 'within'> {
  folder: string;
  homes: string;
  judging: ConstructorParameters<typeof Judging>[0];
  /** As it may be kept and told: known secrets masked. */
  shown<T>(value: T): T;
  changed(run: ProbeRun): void;
  deleted(id: string): void;
}

interface Underway {
  run: Run;
  judging: Judging;
  told: number;
  telling: NodeJS.Timeout | undefined;
}

/** Runs of probes: planned, agreed to, under way and over. One at a time against a target. */
export class Runs {
  #o: RunsOptions;
  #store: RunStore;
  #homes: Homes;
  #underway = new Map<string, Underway>();
  #isClosed = false;

  constructor(options: RunsOptions) {
    this.#o = options;
    this.#store = new RunStore(options.folder, (id) => this.#underway.has(id));
    this.#homes = new Homes(options.homes);
  }

  cards(): ProbeCard[] {
    return this.#o.probes.map(({ meta }) => meta);
  }

  async plan(request: ProbeRequest): Promise<Outcome<ProbePlan>> {
    const judging = new Judging(this.#o.judging);
    try {
      const planned = await planRun(request, { ...this.#o, judging });
      return planned.ok ? { ok: true, value: planned.value.plan } : planned;
    } finally {
      judging.close();
    }
  }

  /** Begins what was agreed to, if that is still what it comes to. */
  async start({ request, confirmation }: StartProbes): Promise<Outcome<ProbeRun>> {
    const busy = this.#busy(this.#o.live(request.session)?.record.current.target);
    if (busy !== undefined) return { ok: false, problem: busy };
    const judging = new Judging(this.#o.judging);
    const planned = await planRun(request, { ...this.#o, judging });
    // Looked at again: another one may have begun while this one was planned.
    const problem = planned.ok ? this.#whyNot(planned.value.plan, confirmation) : planned.problem;
    if (problem !== undefined || !planned.ok) {
      judging.close();
      return { ok: false, problem: problem ?? CHANGED };
    }
    const { dial, live, now, onProblem, onBug, varying, target, within } = this.#o;
    const id = newRunId();
    const run = new Run({
      id,
      planned: planned.value,
      target: () => target(planned.value.target.key),
      varying,
      homes: this.#homes,
      judging,
      dial,
      live,
      now,
      changed: () => this.#changed(id),
      onProblem,
      onBug,
      ...(within === undefined ? {} : { within }),
    });
    this.#underway.set(id, { run, judging, told: -Infinity, telling: undefined });
    this.#keep(run.current);
    this.#store.tidy();
    void this.#follow(id, run);
    return { ok: true, value: this.#o.shown(run.current) };
  }

  /** Newest first, without what differs. */
  all(): ProbeRun[] {
    const underway = [...this.#underway.values()].map(({ run }) => summaryOf(run.current));
    const others = this.#store.all().filter(({ id }) => !this.#underway.has(id));
    return [...underway, ...others].sort((a, b) => b.startedAt - a.startedAt);
  }

  get(id: string): Outcome<ProbeRun> {
    const run = this.#underway.get(id)?.run.current ?? this.#store.get(id);
    return run === undefined ? unknown(id) : { ok: true, value: run };
  }

  /** Answers when nothing of it is left. */
  async stop(id: string): Promise<Outcome<ProbeRun>> {
    await this.#underway.get(id)?.run.stop();
    return this.get(id);
  }

  async remove(id: string): Promise<Problem | undefined> {
    const known = await this.stop(id);
    if (!known.ok) return known.problem;
    this.#store.remove(id);
    this.#o.deleted(id);
    return undefined;
  }

  /** Resolves when a run is over. */
  async settled(id: string): Promise<void> {
    await this.#underway.get(id)?.run.start();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all([...this.#underway.values()].map(({ run }) => run.stop()));
  }

  /** At once, with no time to wait for anything. */
  closeHard(): void {
    this.#isClosed = true;
    this.#homes.removeAll();
  }

  #whyNot(plan: ProbePlan, confirmation: string): Problem | undefined {
    if (!isSame(confirmation, plan.confirmation)) return CHANGED;
    if (this.#isClosed) return { code: 'bridge-ends', message: 'The bridge ends.' };
    return this.#busy(plan.target);
  }

  #busy(target: string | undefined): Problem | undefined {
    const isBusy = [...this.#underway.values()].some(({ run }) => run.current.target === target);
    if (target === undefined || !isBusy) return undefined;
    return {
      code: 'busy',
      message: `Probes are running against ${target} already.`,
      hint: 'Wait for that run, or stop it.',
    };
  }

  async #follow(id: string, run: Run): Promise<void> {
    await run.start();
    const underway = this.#underway.get(id);
    clearTimeout(underway?.telling);
    underway?.judging.close();
    this.#keep(run.current);
    this.#underway.delete(id);
    this.#o.changed(this.#o.shown(summaryOf(run.current)));
  }

  #changed(id: string): void {
    const underway = this.#underway.get(id);
    if (underway === undefined || underway.telling !== undefined) return;
    const wait = Math.max(0, underway.told + TELL_EVERY - performance.now());
    underway.telling = setTimeout(() => {
      underway.telling = undefined;
      underway.told = performance.now();
      this.#o.changed(this.#o.shown(summaryOf(underway.run.current)));
    }, wait).unref();
  }

  #keep(run: ProbeRun): void {
    const problem = this.#store.put(this.#o.shown(run));
    if (problem !== undefined) this.#o.onProblem(problem);
  }
}

const CHANGED: Problem = {
  code: 'not-confirmed',
  message: 'What would be run is not what was shown: the target, its tools, a command or a step differs.',
  hint: 'Look at the plan again and confirm it as it is now.',
};

function unknown(id: string): { ok: false; problem: Problem } {
  return { ok: false, problem: { code: 'no-such-run', message: `There is no run ${id.slice(0, 40)}.` } };
}
