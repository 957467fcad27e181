import { randomBytes } from 'node:crypto';
import type { Outcome, Problem } from '../../protocol/problem.ts';
import type { Replay, ReplayPlan, ReplayRequest, StartReplay } from '../../protocol/replay.ts';
import { isSame } from '../targets/launch-plan.ts';
import { planReplay, type PlanningParts } from './planning.ts';
import { ReplayRun, type ReplayRunParts } from './replay-run.ts';
import { ReplayStore, summaryOf } from './replay-store.ts';

/** ms between two times that a replay is told. */
const TELL_EVERY = 100;
/** At once, so that no page starts a crowd of processes. */
const MOST_UNDERWAY = 4;

export interface ReplaysOptions
  extends Omit<PlanningParts, 'shown'>, Omit<ReplayRunParts, 'id' | 'planned' | 'changed'> {
  folder: string;
  /** As it may be kept and told: known secrets masked. */
  shown<T>(value: T): T;
  changed(replay: Replay): void;
  deleted(id: string): void;
  onProblem(problem: Problem): void;
}

interface Underway {
  run: ReplayRun;
  told: number;
  telling: NodeJS.Timeout | undefined;
}

/** Replays of recorded sessions: planned, agreed to, under way and over. */
export class Replays {
  #o: ReplaysOptions;
  #store: ReplayStore;
  #underway = new Map<string, Underway>();
  #isClosed = false;

  constructor(options: ReplaysOptions) {
    this.#o = options;
    this.#store = new ReplayStore(options.folder);
  }

  async plan(request: ReplayRequest): Promise<Outcome<ReplayPlan>> {
    const planned = await this.#planned(request);
    return planned.ok ? { ok: true, value: planned.value.plan } : planned;
  }

  /** Begins what was agreed to, if that is still what it comes to. */
  async start({ request, confirmation }: StartReplay): Promise<Outcome<Replay>> {
    const planned = await this.#planned(request);
    if (!planned.ok) return planned;
    if (!isSame(confirmation, planned.value.plan.confirmation)) return { ok: false, problem: CHANGED };
    if (this.#isClosed) return { ok: false, problem: ENDS };
    if (this.#underway.size >= MOST_UNDERWAY) return { ok: false, problem: BUSY };
    const id = randomBytes(16).toString('hex');
    const run = new ReplayRun({
      ...this.#o,
      id,
      planned: planned.value,
      changed: () => this.#changed(id),
    });
    this.#underway.set(id, { run, told: -Infinity, telling: undefined });
    void this.#follow(id, run);
    return { ok: true, value: this.#o.shown(run.current) };
  }

  /** Newest first, without steps. */
  all(): Replay[] {
    const underway = [...this.#underway.values()].map(({ run }) => summaryOf(run.current));
    const others = this.#store.all().filter(({ id }) => !this.#underway.has(id));
    return [...underway, ...others].sort((a, b) => b.startedAt - a.startedAt);
  }

  get(id: string): Outcome<Replay> {
    const replay = this.#underway.get(id)?.run.current ?? this.#store.get(id);
    return replay === undefined ? unknown(id) : { ok: true, value: replay };
  }

  /** Answers when nothing of it is left. */
  async stop(id: string): Promise<Outcome<Replay>> {
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

  /** Resolves when a replay is over. */
  async settled(id: string): Promise<void> {
    await this.#underway.get(id)?.run.start();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all([...this.#underway.values()].map(({ run }) => run.stop()));
  }

  #planned(request: ReplayRequest): ReturnType<typeof planReplay> {
    // By its field: a text alone is none that could be told from a name of ours.
    return planReplay(request, { ...this.#o, shown: (text) => this.#o.shown({ text }).text });
  }

  async #follow(id: string, run: ReplayRun): Promise<void> {
    await run.start();
    clearTimeout(this.#underway.get(id)?.telling);
    const problem = this.#store.put(this.#o.shown(run.current));
    if (problem !== undefined) this.#o.onProblem(problem);
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
}

const CHANGED: Problem = {
  code: 'not-confirmed',
  message: 'What would be replayed is not what was shown: the target, its command or a message differs.',
  hint: 'Look at the plan again and confirm it as it is now.',
};
const ENDS: Problem = { code: 'bridge-ends', message: 'The bridge ends.' };
const BUSY: Problem = {
  code: 'busy',
  message: `${MOST_UNDERWAY} replays are under way already.`,
  hint: 'Wait for one of them, or stop it.',
};

function unknown(id: string): { ok: false; problem: Problem } {
  return {
    ok: false,
    problem: { code: 'no-such-replay', message: `There is no replay ${id.slice(0, 40)}.` },
  };
}
