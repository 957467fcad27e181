import { setTimeout as later } from 'node:timers/promises';
import type { ProbeVerdict } from '../../probe/index.ts';
import type { PlannedProbe, ProbeResult, ProbeRun } from '../../protocol/probe.ts';
import type { Problem } from '../../protocol/problem.ts';
import { Allowance } from './allowance.ts';
import type { Planned } from './planning.ts';
import { resultOf } from './run-result.ts';
import { Whereabouts } from './whereabouts.ts';
import { RunDialer, type RunDialerParts } from './run-dialer.ts';

const PROBE_WITHIN = 5 * 60_000;
/** ms for all connections of a probe to end; what is slower is told and goes on ending by itself. */
const END_WITHIN = 30_000;

export interface RunParts extends Omit<
  RunDialerParts,
  'run' | 'probe' | 'agreed' | 'launches' | 'allowance' | 'whereabouts' | 'signal' | 'counted'
> {
  id: string;
  planned: Planned;
  /** Told at every step; whoever hears it tells others at their own pace. */
  changed(run: ProbeRun): void;
  onBug(bug: unknown): void;
  /** ms for one probe; other values are for tests. */
  within?: number;
}

/** One run of probes against one target, probe by probe. */
export class Run {
  #p: RunParts;
  #run: ProbeRun;
  #abort = new AbortController();
  #done: Promise<void> | undefined;

  constructor(parts: RunParts) {
    this.#p = parts;
    const { plan, probes } = parts.planned;
    this.#run = {
      id: parts.id,
      target: plan.target,
      startedAt: parts.now(),
      state: 'running',
      probes: probes.map(({ planned }) => planned.probe),
      results: [],
      sessions: [],
    };
  }

  get current(): ProbeRun {
    return this.#run;
  }

  /** Resolves when it is over; never rejects. */
  start(): Promise<void> {
    return (this.#done ??= this.#all());
  }

  /** Resolves when nothing of it is left. */
  async stop(): Promise<void> {
    this.#abort.abort();
    await this.#done;
  }

  get #isStopped(): boolean {
    return this.#abort.signal.aborted;
  }

  async #all(): Promise<void> {
    let problem: Problem | undefined;
    for (const one of this.#p.planned.probes) {
      if (this.#isStopped) break;
      try {
        const result = await this.#one(one);
        if (result !== undefined) this.#update({ results: [...this.#run.results, result] });
      } catch (bug) {
        this.#p.onBug(bug);
        problem = { code: 'run-failed', message: `The run broke off: ${wordsOf(bug)}` };
        break;
      }
    }
    const state = problem !== undefined ? 'failed' : this.#isStopped ? 'stopped' : 'done';
    this.#update({
      state,
      endedAt: this.#p.now(),
      now: undefined,
      ...(problem === undefined ? {} : { problem }),
    });
  }

  async #one({ probe, planned }: Planned['probes'][number]): Promise<ProbeResult | undefined> {
    const { id } = probe.meta;
    if (planned.untestable !== undefined)
      return resultOf(
        id,
        { verdict: 'not-testable', says: planned.untestable, evidence: [] },
        { connections: 0, lists: 0, calls: 0 },
      );
    const allowance = new Allowance(planned.steps);
    const { facts, plan, target } = this.#p.planned;
    // Of its own: a probe that is left has to let go of everything, and the others go on.
    const left = new AbortController();
    const leave = (): void => left.abort();
    this.#abort.signal.addEventListener('abort', leave, { once: true });
    const whereabouts = new Whereabouts();
    const dialer = new RunDialer({
      ...this.#p,
      whereabouts,
      run: this.#run.id,
      probe: id,
      agreed: target,
      launches: new Set(plan.launches.map(({ confirmation }) => confirmation)),
      allowance,
      signal: left.signal,
      counted: (session) => this.#counted(planned, allowance, session),
    });
    const tell = (says: string): void => this.#tell(planned, allowance, says);
    tell('begins');
    const within = this.#p.within ?? PROBE_WITHIN;
    const timer = setTimeout(leave, within);
    try {
      const ended = new Promise<ProbeVerdict>((resolve) => {
        const over = (): void => resolve(inconclusive(`It was left after ${Math.round(within / 1000)} s.`));
        left.signal.addEventListener('abort', over, { once: true });
      });
      const running = probe.run({ facts, steps: planned.steps, dialer, tell }).catch((bug: unknown) => {
        if (left.signal.aborted) return inconclusive('It was stopped.');
        this.#p.onBug(bug);
        return inconclusive(`The probe itself broke off: ${wordsOf(bug)}`);
      });
      const verdict = await Promise.race([running, ended]);
      if (this.#isStopped) return undefined;
      const evidence = whereabouts.placed(verdict.evidence, verdict.drift);
      return resultOf(id, { ...verdict, evidence }, allowance.done);
    } finally {
      clearTimeout(timer);
      this.#abort.signal.removeEventListener('abort', leave);
      const late = new AbortController();
      const waited = later(END_WITHIN, true, { signal: late.signal }).catch(() => false);
      const isLate = await Promise.race([dialer.end().then(() => false), waited]);
      late.abort();
      if (isLate) this.#p.onProblem(SLOW_END);
    }
  }

  #tell({ probe, connections }: PlannedProbe, { done }: Allowance, says: string): void {
    this.#update({
      now: { probe, says: says.slice(0, 200), done: done.connections, of: connections },
    });
  }

  #counted(planned: PlannedProbe, allowance: Allowance, session: string): void {
    const { sessions, now } = this.#run;
    if (!sessions.includes(session)) this.#update({ sessions: [...sessions, session] });
    if (now?.probe === planned.probe) this.#tell(planned, allowance, now.says);
  }

  #update(patch: Partial<ProbeRun>): void {
    const { now, ...rest } = { ...this.#run, ...patch };
    this.#run = now === undefined ? rest : { ...rest, now };
    this.#p.changed(this.#run);
  }
}

function inconclusive(says: string): ProbeVerdict {
  return { verdict: 'inconclusive', says, evidence: [] };
}

const SLOW_END: Problem = {
  code: 'slow-end',
  message: `Connections of a probe were not closed within ${END_WITHIN / 1000} s.`,
  hint: 'The run goes on without them. If one stays in the list of sessions, stop it there.',
};

function wordsOf(bug: unknown): string {
  return bug instanceof Error ? bug.message : String(bug);
}
