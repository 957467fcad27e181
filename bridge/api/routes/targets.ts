import type { ApiContext } from '../context.ts';
import { defineRoute, type Route } from '../route.ts';
import { answerDone, answerOutcome } from './answers.ts';

/** Config files of many servers are pasted whole. */
const MAX_PASTE = 8 * 1024 * 1024;

export function targetRoutes({ targets }: Pick<ApiContext, 'targets'>): Route[] {
  return [
    defineRoute({
      class: 'api',
      method: 'POST',
      path: '/api/targets/read',
      body: (shapes) => shapes.ReadText,
      maxBody: MAX_PASTE,
      unmasked: true,
      run: async ({ body }) => ({ kind: 'json', value: await targets.read(body.text) }),
    }),
    defineRoute({
      class: 'api',
      method: 'POST',
      path: '/api/targets',
      body: (shapes) => shapes.AddTarget,
      run: async ({ body }) => answerOutcome(await targets.add(body)),
    }),
    defineRoute({
      class: 'api',
      method: 'POST',
      path: '/api/targets/:key/plan',
      // A person has to see the whole command; the plan masks what it takes for a secret by itself.
      unmasked: true,
      run: async ({ params }) => answerOutcome(await targets.plan(params.key)),
    }),
    defineRoute({
      class: 'api',
      method: 'POST',
      path: '/api/targets/:key/connect',
      body: (shapes) => shapes.Connect,
      run: async ({ params, body }) => answerOutcome(await targets.connect(params.key, body)),
    }),
    defineRoute({
      class: 'api',
      method: 'POST',
      path: '/api/targets/:key/forget-era',
      run: async ({ params }) => answerOutcome(await targets.forgetEra(params.key)),
    }),
    defineRoute({
      class: 'api',
      method: 'DELETE',
      path: '/api/targets/:key',
      run: async ({ params }) => answerDone(await targets.remove(params.key)),
    }),
  ];
}
