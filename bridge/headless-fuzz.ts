import type { FuzzCards } from '../protocol/fuzz-cards.ts';
import type { FuzzPlan, FuzzReport, FuzzRequest, FuzzRun, StartFuzz } from '../protocol/fuzz.ts';
import type { Outcome } from '../protocol/problem.ts';
import type { OpenRequest } from './bridge.ts';
import type { Core } from './core.ts';
import { publicHost } from './fuzz/scope.ts';
import { followed } from './headless-following.ts';

/** Fuzzing without a page. */
export interface HeadlessFuzz {
  cards(): Promise<FuzzCards>;
  /** What has to be typed before anything is sent to a target; undefined: nothing. Starts and sends nothing. */
  hostToType(wanted: OpenRequest | { known: string }): string | undefined;
  /** Of an open session's target; starts and sends nothing. */
  plan(request: FuzzRequest): Promise<Outcome<FuzzPlan>>;
  /** Resolves when it is over, or paused for good. */
  run(agreed: StartFuzz, watch: (run: FuzzRun) => void): Promise<Outcome<FuzzReport>>;
  /** A target that is reached but not kept, for a run that is gone on with; answers its key. Starts nothing. */
  add(request: OpenRequest): string;
  /** Goes on with a run that was left behind; its target has to be known again. */
  resume(id: string, watch: (run: FuzzRun) => void): Promise<Outcome<FuzzReport>>;
}

export function headlessFuzz({ fuzz, targets, feed, masking }: Core): HeadlessFuzz {
  const over = async (
    started: Outcome<FuzzRun>,
    watch: (run: FuzzRun) => void,
  ): Promise<Outcome<FuzzReport>> => {
    if (!started.ok) return started;
    const { id } = started.value;
    watch(started.value);
    await followed(
      feed,
      (change) => {
        if (change.kind === 'fuzz-run' && change.run.id === id) watch(change.run);
      },
      fuzz.settled(id),
    );
    const report = await fuzz.report(id);
    return report.ok ? { ok: true, value: masking.fields(report.value) } : report;
  };
  return {
    cards: () => fuzz.cards(),
    hostToType(wanted) {
      const spec = 'spec' in wanted ? wanted.spec : targets.get(wanted.known)?.spec;
      return spec && publicHost(spec);
    },
    async plan(request) {
      const plan = await fuzz.plan(request);
      return plan.ok ? { ok: true, value: masking.fields(plan.value) } : plan;
    },
    run: async (agreed, watch) => over(await fuzz.start(agreed), watch),
    add: ({ confirmed: _, ...request }) => targets.add(request).key,
    resume: async (id, watch) => over(await fuzz.resume(id), watch),
  };
}
