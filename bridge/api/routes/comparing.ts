import type { Compared, CompareRequest } from '../../../protocol/comparison.ts';
import type { Outcome } from '../../../protocol/problem.ts';
import { defineRoute, type Route } from '../route.ts';
import { answerOutcome } from './answers.ts';

export interface ComparingRoutes {
  readonly comparisons: { compare(request: CompareRequest): Promise<Outcome<Compared>> };
}

/** What differs between two things that were recorded. */
export function comparingRoutes({ comparisons }: ComparingRoutes): Route[] {
  return [
    defineRoute({
      class: 'api',
      method: 'POST',
      path: '/api/comparisons',
      body: (shapes) => shapes.CompareRequest,
      run: async ({ body }) => answerOutcome(await comparisons.compare(body)),
    }),
  ];
}
