import type { ApiContext } from '../context.ts';
import { defineRoute, type Route } from '../route.ts';
import { answerDone } from './answers.ts';

/** What goes on beside calls: questions that are let be, tasks that are asked for, resources that are watched. */
export function questionRoutes({ sessions }: Pick<ApiContext, 'sessions'>): Route[] {
  return [
    defineRoute({
      class: 'api',
      method: 'POST',
      path: '/api/sessions/:id/leave',
      body: (shapes) => shapes.LeaveQuestion,
      run: async ({ params, body }) => answerDone(await sessions.leave(params.id, body.frame, body.rpcId)),
    }),
    defineRoute({
      class: 'api',
      method: 'POST',
      path: '/api/sessions/:id/poll',
      body: (shapes) => shapes.PollTask,
      run: async ({ params, body }) => answerDone(await sessions.poll(params.id, body.task, body.poll)),
    }),
    defineRoute({
      class: 'api',
      method: 'POST',
      path: '/api/sessions/:id/watch',
      body: (shapes) => shapes.WatchResource,
      run: async ({ params, body }) => answerDone(await sessions.watch(params.id, body.uri, body.watch)),
    }),
  ];
}
