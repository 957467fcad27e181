import type { ApiContext } from '../context.ts';
import { defineRoute, type Route } from '../route.ts';
import { answerBad, answerDone, answerOutcome } from './answers.ts';
import { readNatural } from './numbers.ts';

/** 64 MiB of text, of which every second character may need an escape on the way here. */
const MAX_SEND = 136 * 1024 * 1024;

/** A draft of 8 MiB, escaped on the way here. */
const MAX_DRAFT = 24 * 1024 * 1024;

/** Sending by hand, and what is being written. */
export function craftRoutes({
  sessions,
  drafts,
  inputs,
}: Pick<ApiContext, 'sessions' | 'drafts' | 'inputs'>): Route[] {
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
      method: 'POST',
      path: '/api/sessions/:id/fill',
      body: (shapes) => shapes.FillText,
      maxBody: MAX_DRAFT,
      run: async ({ params, body }) => answerOutcome(await sessions.fill(params.id, body)),
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
    // Drafts and inputs hold what the person typed, and must come back exactly so.
    defineRoute({
      class: 'api',
      method: 'GET',
      path: '/api/drafts',
      unmasked: true,
      run: () => answerOutcome(drafts.all()),
    }),
    defineRoute({
      class: 'api',
      method: 'PUT',
      path: '/api/drafts/:draft',
      unmasked: true,
      body: (shapes) => shapes.Draft,
      maxBody: MAX_DRAFT,
      async run({ params, body }) {
        if (!/^[\w-]{1,100}$/.test(params.draft) || body.id !== params.draft)
          return answerBad(
            'bad-draft',
            'The id of a draft is letters, digits, _ and -, and that of the path.',
          );
        return answerOutcome(await drafts.put(body));
      },
    }),
    defineRoute({
      class: 'api',
      method: 'DELETE',
      path: '/api/drafts/:draft',
      run: async ({ params }) => answerDone(await drafts.remove(params.draft)),
    }),
    defineRoute({
      class: 'api',
      method: 'GET',
      path: '/api/inputs',
      unmasked: true,
      run({ query }) {
        const [target, method, name] = ['target', 'method', 'name'].map((key) => query.get(key));
        if (typeof target !== 'string' || typeof method !== 'string' || typeof name !== 'string')
          return answerBad('bad-query', '`target`, `method` and `name` are needed.');
        return answerOutcome(inputs.last(target, method, name));
      },
    }),
  ];
}
