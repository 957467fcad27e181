import type { AnnotationChange, AnnotationsPage, FrameAnnotation } from '../../../protocol/annotation.ts';
import type { Outcome, Problem } from '../../../protocol/problem.ts';
import { defineRoute, type Route } from '../route.ts';
import { answerBad, answerDone, answerOutcome } from './answers.ts';
import { readNatural } from './numbers.ts';

/** A window of frames that is asked about at once. */
const MOST_FRAMES = 10_000;

export interface AnnotationActions {
  /** Of frames [from, to). */
  page(session: string, from: number, to: number): Outcome<AnnotationsPage>;
  change(session: string, seq: number, change: AnnotationChange): Promise<Outcome<FrameAnnotation>>;
  remove(session: string, seq: number): Promise<Problem | undefined>;
}

/** Marks, colours and notes on frames. What a person typed is not masked; in rows it is. */
export function annotationRoutes({ annotations }: { annotations: AnnotationActions }): Route[] {
  return [
    defineRoute({
      class: 'api',
      method: 'GET',
      path: '/api/sessions/:id/annotations',
      unmasked: true,
      run({ params, query }) {
        const from = readNatural(query.get('from') ?? '0');
        if (from === undefined) return answerBad('bad-query', '`from` is the number of a frame.');
        const to = readNatural(query.get('to') ?? String(from + MOST_FRAMES));
        if (to === undefined || to < from)
          return answerBad('bad-query', '`to` is the number of a frame, not before `from`.');
        return answerOutcome(annotations.page(params.id, from, Math.min(to, from + MOST_FRAMES)));
      },
    }),
    defineRoute({
      class: 'api',
      method: 'PUT',
      path: '/api/frames/:id/:seq/annotation',
      unmasked: true,
      body: (shapes) => shapes.AnnotationChange,
      async run({ params, body }) {
        const seq = readNatural(params.seq);
        if (seq === undefined) return answerBad('bad-query', 'A frame has a number.');
        return answerOutcome(await annotations.change(params.id, seq, body));
      },
    }),
    defineRoute({
      class: 'api',
      method: 'DELETE',
      path: '/api/frames/:id/:seq/annotation',
      async run({ params }) {
        const seq = readNatural(params.seq);
        if (seq === undefined) return answerBad('bad-query', 'A frame has a number.');
        return answerDone(await annotations.remove(params.id, seq));
      },
    }),
  ];
}
