import type { ApiContext } from '../context.ts';
import { defineRoute, type Route } from '../route.ts';
import { answerOutcome } from './answers.ts';
import { readNatural } from './numbers.ts';

/** 64 MiB of text, of which every second character may need an escape on the way here. */
const MAX_SEND = 136 * 1024 * 1024;

/** Sending by hand. */
export function craftRoutes({ sessions }: Pick<ApiContext, 'sessions'>): Route[] {
  return [
    defineRoute({
      class: 'api',
      method: 'POST',
      path: '/api/sessions/:id/sends',
      body: (shapes) => shapes.SendText,
      maxBody: MAX_SEND,
      run: async ({ params, body }) => answerOutcome(await sessions.send(params.id, body)),
    }),
    defineRoute({
      class: 'api',
      method: 'GET',
      path: '/api/sessions/:id/calls/:seq',
      async run({ params }) {
        const seq = readNatural(params.seq);
        if (seq === undefined) {
          return {
            kind: 'problem',
            problem: { code: 'no-such-call', message: 'This is not the number of a frame.' },
          };
        }
        return answerOutcome(await sessions.callState(params.id, seq));
      },
    }),
  ];
}
