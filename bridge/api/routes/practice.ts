import type { Practice, PracticeList } from '../../../protocol/practice.ts';
import type { Outcome } from '../../../protocol/problem.ts';
import { defineRoute, type Route } from '../route.ts';
import { answerOutcome } from './answers.ts';

export interface PracticeApi {
  lists(): Promise<Outcome<Practice>>;
  hint(target: string, line: string): Promise<Outcome<PracticeList>>;
  startAnew(target: string): Promise<Outcome<PracticeList>>;
}

/** Checklists of practice servers. Nothing can be ticked here. */
export function practiceRoutes({ practice }: { practice: PracticeApi }): Route[] {
  return [
    defineRoute({
      class: 'api',
      method: 'GET',
      path: '/api/practice',
      run: async () => answerOutcome(await practice.lists()),
    }),
    defineRoute({
      class: 'api',
      method: 'POST',
      path: '/api/practice/hints',
      body: (shapes) => shapes.AskHint,
      run: async ({ body }) => answerOutcome(await practice.hint(body.target, body.line)),
    }),
    defineRoute({
      class: 'api',
      method: 'POST',
      path: '/api/practice/anew',
      body: (shapes) => shapes.StartAnew,
      run: async ({ body }) => answerOutcome(await practice.startAnew(body.target)),
    }),
  ];
}
