import type { ApiContext } from '../../../bridge/api/context.ts';
import type { Replay, ReplayPlan, ReplayRequest } from '../../../protocol/replay.ts';

type Note = (...call: unknown[]) => void;

/** What sends again what was recorded, as routes see it. */
export function replayingFakes(note: Note): Pick<ApiContext, 'replays' | 'frameReplays'> {
  const answer = <T>(value: T, ...call: unknown[]): Promise<{ ok: true; value: T }> => {
    note(...call);
    return Promise.resolve({ ok: true, value });
  };
  return {
    replays: {
      plan: (request) => answer(plan(request), 'replays.plan', request),
      start: (start) => answer(replay(start.request), 'replays.start', start),
      all: () => (note('replays.all'), []),
      get: (id) => (note('replays.get', id), { ok: true, value: replay(REQUEST) }),
      stop: (id) => answer(replay(REQUEST), 'replays.stop', id),
      remove: (id) => (note('replays.remove', id), Promise.resolve(undefined)),
    },
    frameReplays: {
      send: (id, frame) => answer({ request: 1, rpcId: '1', notes: [] }, 'frameReplays.send', id, frame),
    },
  };
}

const REQUEST: ReplayRequest = { session: 'aa'.repeat(16), target: 'echo', pace: 'fast' };

function plan(request: ReplayRequest): ReplayPlan {
  const none = { messages: [], opening: [], left: [], notes: [], takes: 0 };
  return { request, targetName: 'echo', ...none, confirmation: 'c' };
}

function replay(request: ReplayRequest): Replay {
  const none = { done: 0, of: 0, counts: [], rewrites: 0, steps: [] };
  return {
    id: 'bb'.repeat(16),
    request,
    number: 1,
    targetName: 'echo',
    startedAt: 0,
    state: 'running',
    ...none,
  };
}
