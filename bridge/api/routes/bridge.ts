import type { ApiContext } from '../context.ts';
import { defineRoute, type Route } from '../route.ts';
import { answerBad, answerDone, answerOutcome } from './answers.ts';

/** What concerns the bridge as a whole. */
export function bridgeRoutes(context: Pick<ApiContext, 'snapshot' | 'preferences' | 'escaped'>): Route[] {
  return [
    defineRoute({
      class: 'api',
      method: 'GET',
      path: '/api/snapshot',
      run: () => ({ kind: 'json', value: context.snapshot() }),
    }),
    defineRoute({
      class: 'api',
      method: 'GET',
      path: '/api/preferences',
      unmasked: true,
      run: () => ({ kind: 'json', value: context.preferences.read() }),
    }),
    defineRoute({
      class: 'api',
      method: 'PUT',
      path: '/api/preferences',
      unmasked: true,
      body: (shapes) => shapes.Preferences,
      run: async ({ body }) => answerOutcome(await context.preferences.write(body)),
    }),
    defineRoute({
      class: 'api',
      method: 'POST',
      path: '/api/escaped/:pid/end',
      async run({ params }) {
        if (!/^[1-9]\d{0,9}$/.test(params.pid)) return answerBad('bad-pid', 'This is not a process id.');
        return answerDone(await context.escaped.end(Number(params.pid)));
      },
    }),
  ];
}
