import type { ApiContext } from '../context.ts';
import { defineRoute, type Route } from '../route.ts';
import { answerBad, answerOutcome } from './answers.ts';

/** Arguments of any size a tester thinks of; what is too large to check is said by the check. */
const MAX_VALUE = 64 * 1024 * 1024;

export function checkRoutes({ checks }: Pick<ApiContext, 'checks'>): Route[] {
  return [
    defineRoute({
      class: 'api',
      method: 'POST',
      path: '/api/checks',
      body: (shapes) => shapes.CheckValue,
      maxBody: MAX_VALUE,
      async run({ body }) {
        const { frame, from, to } = body.at;
        if (![frame, from, to].every((number) => Number.isSafeInteger(number) && number >= 0) || to < from)
          return answerBad('bad-body', '`at` names a frame and a stretch of its bytes, in whole numbers.');
        return answerOutcome(await checks.check(body));
      },
    }),
  ];
}
