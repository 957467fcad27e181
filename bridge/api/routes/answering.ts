import type { AnswerExactly, AnsweredExactly, AnswerScript } from '../../../protocol/answering.ts';
import type { Outcome } from '../../../protocol/problem.ts';
import type { ApiContext } from '../context.ts';
import { defineRoute, type Route } from '../route.ts';
import { answerOutcome } from './answers.ts';

/** How questions are answered without the form: by rule, or byte by byte. */
export interface AnsweringActions {
  /** The script of a target; one without rules where there is none. */
  get(target: string): Outcome<AnswerScript>;
  /** Answers once it is written; what is live listens to it from the next question on. */
  put(target: string, script: AnswerScript): Outcome<AnswerScript>;
  exactly(session: string, answer: AnswerExactly): Promise<Outcome<AnsweredExactly>>;
}

/** A script of a mebibyte, escaped on the way here. */
const MAX_SCRIPT = 4 * 1024 * 1024;
/** Two answers of 10 MiB each, escaped on the way here. */
const MAX_ANSWER = 64 * 1024 * 1024;

export function answeringRoutes({ answering }: Pick<ApiContext, 'answering'>): Route[] {
  return [
    // What the person typed, and must come back exactly so.
    defineRoute({
      class: 'api',
      method: 'GET',
      path: '/api/targets/:key/answering',
      unmasked: true,
      run: ({ params }) => answerOutcome(answering.get(params.key)),
    }),
    defineRoute({
      class: 'api',
      method: 'PUT',
      path: '/api/targets/:key/answering',
      unmasked: true,
      body: (shapes) => shapes.AnswerScript,
      maxBody: MAX_SCRIPT,
      run: ({ params, body }) => answerOutcome(answering.put(params.key, body)),
    }),
    defineRoute({
      class: 'api',
      method: 'POST',
      path: '/api/sessions/:id/exact-answers',
      body: (shapes) => shapes.AnswerExactly,
      maxBody: MAX_ANSWER,
      run: async ({ params, body }) => answerOutcome(await answering.exactly(params.id, body)),
    }),
  ];
}
