import type { ApiContext } from '../../../bridge/api/context.ts';
import type { FuzzPlan, FuzzReport, FuzzRequest, FuzzRun } from '../../../protocol/fuzz.ts';

type Note = (...call: unknown[]) => void;

/** Runs that try hostile values, as routes see them. */
export function fuzzFakes(note: Note): Pick<ApiContext, 'fuzz'> {
  const answer = <T>(value: T, ...call: unknown[]): Promise<{ ok: true; value: T }> => {
    note(...call);
    return Promise.resolve({ ok: true, value });
  };
  return {
    fuzz: {
      cards: () => (note('fuzz.cards'), Promise.resolve({ strategies: [], oracles: [] })),
      plan: (request) => answer(plan(request), 'fuzz.plan', request),
      start: (agreed) => answer(run(), 'fuzz.start', agreed),
      all: () => (note('fuzz.all'), []),
      report: (id) => answer(report(), 'fuzz.report', id),
      cases: (id, ask) => answer({ rows: [], total: 0, version: 1 }, 'fuzz.cases', id, ask),
      pause: (id) => (note('fuzz.pause', id), { ok: true, value: run() }),
      resume: (id) => answer(run(), 'fuzz.resume', id),
      stop: (id) => answer(run(), 'fuzz.stop', id),
      remove: (id) => (note('fuzz.remove', id), Promise.resolve(undefined)),
    },
  };
}

const REQUEST: FuzzRequest = {
  session: 'aa'.repeat(16),
  seed: 1,
  budget: 10,
  concurrency: 1,
  timeout: 1000,
  within: 60_000,
  allowDestructive: [],
  world: false,
};

function plan(request: FuzzRequest): FuzzPlan {
  const none = { subjects: [], strategies: [], skipped: [], cases: 0, wanted: 0, substituted: [], world: [] };
  return { target: 'echo', session: request.session, request, ...none, confirmation: 'c' };
}

function run(): FuzzRun {
  const none = { cases: 0, done: 0, requests: 0, perSecond: 0, interesting: 0, hits: 0, notSent: 0 };
  return {
    id: 'bb'.repeat(16),
    target: 'echo',
    startedAt: 0,
    state: 'running',
    title: 'echo',
    seed: 1,
    ...none,
    restarts: 0,
    findings: { info: 0, low: 0, medium: 0, high: 0, critical: 0 },
    sessions: [],
    version: 1,
  };
}

function report(): FuzzReport {
  const coverage = {
    subjects: { tried: 0, of: 0 },
    parameters: { tried: 0, of: 0 },
    strategies: [],
    errors: 0,
  };
  return { run: run(), plan: plan(REQUEST), findings: [], clusters: [], coverage };
}
