import type { SentText } from '../../../protocol/craft.ts';
import type { Outcome, Problem } from '../../../protocol/problem.ts';
import type {
  Replay,
  ReplayFrame,
  ReplayPlan,
  ReplayRequest,
  StartReplay,
} from '../../../protocol/replay.ts';
import type { ApiContext } from '../context.ts';
import { defineRoute, type Route } from '../route.ts';
import { answerDone, answerOutcome } from './answers.ts';

/** Replays of recorded sessions. */
export interface ReplaysApi {
  /** Starts and sends nothing. */
  plan(request: ReplayRequest): Promise<Outcome<ReplayPlan>>;
  /** Answers when it has begun. */
  start(request: StartReplay): Promise<Outcome<Replay>>;
  all(): Replay[];
  get(id: string): Outcome<Replay>;
  /** Answers when nothing of it is left. */
  stop(id: string): Promise<Outcome<Replay>>;
  remove(id: string): Promise<Problem | undefined>;
}

/** One recorded message into a live session. */
export interface FrameReplaysApi {
  send(session: string, frame: ReplayFrame): Promise<Outcome<SentText>>;
}

/** What was recorded, once more: shown whole, agreed to, run, and compared answer by answer. */
export function replayRoutes({
  replays,
  frameReplays,
}: Pick<ApiContext, 'replays' | 'frameReplays'>): Route[] {
  return [
    defineRoute({
      class: 'api',
      method: 'POST',
      path: '/api/sessions/:id/replays',
      body: (shapes) => shapes.ReplayFrame,
      run: async ({ params, body }) => answerOutcome(await frameReplays.send(params.id, body)),
    }),
    defineRoute({
      class: 'api',
      method: 'POST',
      path: '/api/replays/plan',
      body: (shapes) => shapes.ReplayRequest,
      run: async ({ body }) => answerOutcome(await replays.plan(body)),
    }),
    defineRoute({
      class: 'api',
      method: 'POST',
      path: '/api/replays',
      body: (shapes) => shapes.StartReplay,
      run: async ({ body }) => answerOutcome(await replays.start(body)),
    }),
    defineRoute({
      class: 'api',
      method: 'GET',
      path: '/api/replays',
      run: () => ({ kind: 'json', value: replays.all() }),
    }),
    defineRoute({
      class: 'api',
      method: 'GET',
      path: '/api/replays/:id',
      run: ({ params }) => answerOutcome(replays.get(params.id)),
    }),
    defineRoute({
      class: 'api',
      method: 'POST',
      path: '/api/replays/:id/stop',
      run: async ({ params }) => answerOutcome(await replays.stop(params.id)),
    }),
    defineRoute({
      class: 'api',
      method: 'DELETE',
      path: '/api/replays/:id',
      run: async ({ params }) => answerDone(await replays.remove(params.id)),
    }),
  ];
}
