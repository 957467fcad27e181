import type { FuzzCards } from '../../../protocol/fuzz-cards.ts';
import type {
  AskFuzzCases,
  FuzzCases,
  FuzzPlan,
  FuzzReport,
  FuzzRequest,
  FuzzRun,
  StartFuzz,
} from '../../../protocol/fuzz.ts';
import type { Outcome, Problem } from '../../../protocol/problem.ts';
import { defineRoute, type Route } from '../route.ts';
import { answerDone, answerOutcome } from './answers.ts';

/** Lists of values that somebody pasted are part of what is asked. */
const MOST_BODY = 16 * 1024 * 1024;

/** Runs that try hostile values, as the page deals with them. */
export interface FuzzApi {
  cards(): Promise<FuzzCards>;
  /** Starts and sends nothing. */
  plan(request: FuzzRequest): Promise<Outcome<FuzzPlan>>;
  /** Answers when it has begun. */
  start(agreed: StartFuzz): Promise<Outcome<FuzzRun>>;
  /** Newest first. */
  all(): FuzzRun[];
  report(id: string): Promise<Outcome<FuzzReport>>;
  cases(id: string, ask: AskFuzzCases): Promise<Outcome<FuzzCases>>;
  /** Answers at once: nothing more is begun. */
  pause(id: string): Outcome<FuzzRun>;
  /** Of a run that was paused, or that an earlier bridge left behind. */
  resume(id: string): Promise<Outcome<FuzzRun>>;
  /** Answers when nothing of it is left. */
  stop(id: string): Promise<Outcome<FuzzRun>>;
  remove(id: string): Promise<Problem | undefined>;
}

/** Hostile values for what a server offers: shown whole, agreed to, run, and what came of it. */
export function fuzzRoutes({ fuzz }: { fuzz: FuzzApi }): Route[] {
  return [
    defineRoute({
      class: 'api',
      method: 'GET',
      path: '/api/fuzz/cards',
      run: async () => ({ kind: 'json', value: await fuzz.cards() }),
    }),
    defineRoute({
      class: 'api',
      method: 'POST',
      path: '/api/fuzz/plan',
      body: (shapes) => shapes.FuzzRequest,
      maxBody: MOST_BODY,
      run: async ({ body }) => answerOutcome(await fuzz.plan(body)),
    }),
    defineRoute({
      class: 'api',
      method: 'POST',
      path: '/api/fuzz/runs',
      body: (shapes) => shapes.StartFuzz,
      maxBody: MOST_BODY,
      run: async ({ body }) => answerOutcome(await fuzz.start(body)),
    }),
    defineRoute({
      class: 'api',
      method: 'GET',
      path: '/api/fuzz/runs',
      run: () => ({ kind: 'json', value: { runs: fuzz.all() } }),
    }),
    defineRoute({
      class: 'api',
      method: 'GET',
      path: '/api/fuzz/runs/:id',
      run: async ({ params }) => answerOutcome(await fuzz.report(params.id)),
    }),
    defineRoute({
      class: 'api',
      method: 'POST',
      path: '/api/fuzz/runs/:id/cases',
      body: (shapes) => shapes.AskFuzzCases,
      run: async ({ params, body }) => answerOutcome(await fuzz.cases(params.id, body)),
    }),
    defineRoute({
      class: 'api',
      method: 'POST',
      path: '/api/fuzz/runs/:id/pause',
      run: ({ params }) => answerOutcome(fuzz.pause(params.id)),
    }),
    defineRoute({
      class: 'api',
      method: 'POST',
      path: '/api/fuzz/runs/:id/resume',
      run: async ({ params }) => answerOutcome(await fuzz.resume(params.id)),
    }),
    defineRoute({
      class: 'api',
      method: 'POST',
      path: '/api/fuzz/runs/:id/stop',
      run: async ({ params }) => answerOutcome(await fuzz.stop(params.id)),
    }),
    defineRoute({
      class: 'api',
      method: 'DELETE',
      path: '/api/fuzz/runs/:id',
      run: async ({ params }) => answerDone(await fuzz.remove(params.id)),
    }),
  ];
}
