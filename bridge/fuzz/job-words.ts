import type { Problem } from '../../protocol/problem.ts';
import type { PlannedFuzz } from './planning.ts';

/** How a run is called in lists. */
export function titleOf({ plan, target }: PlannedFuzz): string {
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
