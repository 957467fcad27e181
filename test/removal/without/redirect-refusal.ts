import type { Problem } from '../../../protocol/problem.ts';

/** A redirect is no problem: whoever asks goes on with it. */
export const redirectProblem = (): Problem | undefined => undefined;
