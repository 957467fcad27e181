import type { FuzzRun } from '../../protocol/fuzz.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Target } from '../../protocol/target.ts';
import type { KeptRun } from './fuzz-store.ts';
import type { PlannedFuzz } from './planning.ts';

interface Begun {
  id: string;
  planned: PlannedFuzz;
  kept: KeptRun | undefined;
  now(): number;
}

/** A run before anything of it was done here. */
export function runAtStart({ id, planned, kept, now }: Begun, findings: FuzzRun['findings']): FuzzRun {
  const { target, cases, request } = planned.plan;
  const before = kept?.run;
  return {
    ...{ id, target, cases, findings },
    startedAt: before?.startedAt ?? now(),
    state: 'running',
    title: titleOf(planned),
    seed: request.seed,
    ...{ done: 0, perSecond: 0, interesting: 0, hits: 0, notSent: 0 },
    requests: before?.requests ?? 0,
    restarts: before?.restarts ?? 0,
    sessions: before?.sessions ?? [],
    version: before?.version ?? 0,
  };
}

/** How a run is called in lists. */
function titleOf({ plan, target }: PlannedFuzz): string {
  const tried = plan.subjects.filter(({ cases }) => cases > 0);
  const [only] = tried;
  const what = tried.length === 1 ? (only?.name ?? '') : `${tried.length} things it offers`;
  return `${target.name}: ${what}`.slice(0, 200);
}

export function tooLong(within: number): Problem {
  return {
    code: 'too-long',
    message: `The run took longer than the ${Math.round(within / 1000)} s it was given.`,
    hint: 'Give it more time, or fewer cases.',
  };
}

export function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

export const STOPPED: Problem = { code: 'run-over', message: 'The run was stopped before it began.' };
export const FORGOTTEN: Problem = { code: 'no-such-target', message: 'Its target was forgotten meanwhile.' };
export const OTHERWISE: Problem = {
  code: 'not-confirmed',
  message: 'The target was changed while the run was under way: it is not reached otherwise than was shown.',
  hint: 'Look at the plan again.',
};

/** All that a yes to a plan was given for, of a target. */
export function reachedLike({ spec, opening, profile }: Target): string {
  return JSON.stringify([spec, opening, profile]);
}
