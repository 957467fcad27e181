import type { ApiContext } from '../context.ts';
import { defineRoute, type Route } from '../route.ts';
import { answerBad, answerDone, answerOutcome } from './answers.ts';

/** Calls and answers carry arguments of any size a tester thinks of. */
const MAX_CALL = 64 * 1024 * 1024;

export function sessionRoutes({ sessions }: Pick<ApiContext, 'sessions'>): Route[] {
  return [
    defineRoute({
      class: 'api',
      method: 'POST',
      path: '/api/sessions/:id/stop',
      run: async ({ params }) => answerOutcome(await sessions.stop(params.id)),
    }),
    defineRoute({
      class: 'api',
      method: 'POST',
      path: '/api/sessions/:id/calls',
      body: (shapes) => shapes.Call,
      maxBody: MAX_CALL,
      run: async ({ params, body }) => answerOutcome(await sessions.call(params.id, body)),
    }),
    defineRoute({
      class: 'api',
      method: 'POST',
      path: '/api/sessions/:id/cancel',
      body: (shapes) => shapes.CancelCall,
      run: async ({ params, body }) =>
        answerDone(await sessions.cancel(params.id, body.request, body.reason)),
    }),
    defineRoute({
      class: 'api',
      method: 'POST',
      path: '/api/sessions/:id/answers',
      body: (shapes) => shapes.AnswerQuestion,
      maxBody: MAX_CALL,
      async run({ params, body: { frame, rpcId, result, error } }) {
        const which = rpcId === undefined ? { frame } : { frame, rpcId };
        if (result !== undefined && error === undefined) {
          return answerDone(await sessions.answer(params.id, { ...which, result }));
        }
        if (error !== undefined && result === undefined) {
          return answerDone(await sessions.answer(params.id, { ...which, error }));
        }
        return answerBad('bad-body', 'Exactly one of `result` and `error` must be given.');
      },
    }),
    defineRoute({
      class: 'api',
      method: 'POST',
      path: '/api/sessions/:id/token',
      body: (shapes) => shapes.BearerToken,
      run: async ({ params, body }) => answerOutcome(await sessions.authorise(params.id, body.token)),
    }),
    defineRoute({
      class: 'api',
      method: 'PATCH',
      path: '/api/sessions/:id',
      body: (shapes) => shapes.RenameSession,
      run: async ({ params, body }) => answerOutcome(await sessions.rename(params.id, body.name)),
    }),
    defineRoute({
      class: 'api',
      method: 'DELETE',
      path: '/api/sessions/:id',
      run: async ({ params }) => answerDone(await sessions.remove(params.id)),
    }),
  ];
}
