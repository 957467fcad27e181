import type { Outcome } from '../protocol/problem.ts';
import type { ProbeCard, ProbePlan, ProbeRequest, ProbeRun, StartProbes } from '../protocol/probe.ts';
import type { Core } from './core.ts';
import { followed } from './headless-following.ts';

/** Probes without a page. */
export interface HeadlessProbes {
  cards(): ProbeCard[];
  /** Of an open session's target; starts and sends nothing. */
  plan(request: ProbeRequest): Promise<Outcome<ProbePlan>>;
  /** Resolves when it is over. */
  run(agreed: StartProbes, watch: (run: ProbeRun) => void): Promise<Outcome<ProbeRun>>;
}

export function headlessProbes({ runs, feed, masking }: Core): HeadlessProbes {
  return {
    cards: () => runs.cards(),
    async plan(request) {
      const plan = await runs.plan(request);
      return plan.ok ? { ok: true, value: masking.fields(plan.value) } : plan;
    },
    async run(agreed, watch) {
      const started = await runs.start(agreed);
      if (!started.ok) return started;
      const { id } = started.value;
      await followed(
        feed,
        (change) => {
          if (change.kind === 'run' && change.run.id === id) watch(change.run);
        },
        runs.settled(id),
      );
      const run = runs.get(id);
      return run.ok ? { ok: true, value: masking.fields(run.value) } : run;
    },
  };
}
