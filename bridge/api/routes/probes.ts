import type { ApiContext } from '../context.ts';
import { defineRoute, type Route } from '../route.ts';
import { answerDone, answerOutcome } from './answers.ts';

/** A person names calls of any size they think of; the number of them is bounded. */
const MOST_BODY = 4 * 1024 * 1024;

/** What provokes a server: shown whole, agreed to, run, and what became of it. */
export function probeRoutes({ runs }: Pick<ApiContext, 'runs'>): Route[] {
  return [
    defineRoute({
      class: 'api',
      method: 'GET',
      path: '/api/probes',
      run: () => ({ kind: 'json', value: runs.cards() }),
    }),
    defineRoute({
      class: 'api',
      method: 'POST',
      path: '/api/probes/plan',
      body: (shapes) => shapes.ProbeRequest,
      maxBody: MOST_BODY,
      run: async ({ body }) => answerOutcome(await runs.plan(body)),
    }),
    defineRoute({
      class: 'api',
      method: 'POST',
      path: '/api/probes/runs',
      body: (shapes) => shapes.StartProbes,
      maxBody: MOST_BODY,
      run: async ({ body }) => answerOutcome(await runs.start(body)),
    }),
    defineRoute({
      class: 'api',
      method: 'GET',
      path: '/api/probes/runs',
      run: () => ({ kind: 'json', value: runs.all() }),
    }),
    defineRoute({
      class: 'api',
      method: 'GET',
      path: '/api/probes/runs/:id',
      run: ({ params }) => answerOutcome(runs.get(params.id)),
    }),
    defineRoute({
      class: 'api',
      method: 'POST',
      path: '/api/probes/runs/:id/stop',
      run: async ({ params }) => answerOutcome(await runs.stop(params.id)),
    }),
    defineRoute({
      class: 'api',
      method: 'DELETE',
      path: '/api/probes/runs/:id',
      run: async ({ params }) => answerDone(await runs.remove(params.id)),
    }),
  ];
}
