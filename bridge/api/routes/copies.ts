import type { CopiedText } from '../../../protocol/copied.ts';
import { COPY_FORMATS, type CopyFormatId } from '../../../protocol/copy-formats.ts';
import type { Outcome } from '../../../protocol/problem.ts';
import { defineRoute, type Route } from '../route.ts';
import { answerBad, answerOutcome } from './answers.ts';
import { readNatural } from './numbers.ts';

export interface CopyActions {
  copy(session: string, seq: number, as: CopyFormatId): Promise<Outcome<CopiedText>>;
}

/** Recorded requests as text that sends them again elsewhere; secrets are variables in it. */
export function copyRoutes({ copies }: { copies: CopyActions }): Route[] {
  return [
    defineRoute({
      class: 'api',
      method: 'GET',
      path: '/api/frames/:id/:seq/copy',
      async run({ params, query }) {
        const seq = readNatural(params.seq);
        const as = COPY_FORMATS.find(({ id }) => id === query.get('as'));
        if (seq === undefined) return answerBad('bad-query', 'A frame has a number.');
        if (as === undefined)
          return answerBad('bad-query', `\`as\` is one of ${COPY_FORMATS.map(({ id }) => id).join(', ')}.`);
        return answerOutcome(await copies.copy(params.id, seq, as.id));
      },
    }),
  ];
}
