import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { PlannedProbe, ProbeCard, ProbePlan, ProbeRequest, ProbeRun } from '../../protocol/probe.ts';
import type { Outcome, Problem } from '../../protocol/problem.ts';
import type { Session } from '../../protocol/session.ts';
import type { ProbesApi } from '../connection/probes-api.ts';
import type { Location } from './location.svelte.ts';
import type { Place } from './place.ts';
import { readPlace } from './place.ts';
import { argumentsFault, NamedTool } from './probes-call.svelte.ts';
import { ProbesNews } from './probes-news.svelte.ts';
import { Probes } from './probes.svelte.ts';
import type { Toast } from './toast.svelte.ts';

const good = <T>(value: T): Outcome<T> => ({ ok: true, value });
const card = (id: string): ProbeCard => ({
  id,
  title: `About ${id}`,
  about: 'Two sentences.',
  references: [],
});
const planned = (probe: string): PlannedProbe =>
  probe === 'clock'
    ? { probe, steps: [], untestable: 'its clock cannot be moved', connections: 0, calls: 0 }
    : { probe, steps: [], connections: 5, calls: 2 };
const run = (change: Partial<ProbeRun> = {}): ProbeRun => ({
  id: 'r1',
  target: 't',
  startedAt: 10,
  state: 'running',
  probes: ['connects', 'clock', 'names'],
  results: [],
  sessions: [],
  ...change,
});
const vulnerable: ProbeRun['results'][number] = {
  probe: 'connects',
  verdict: 'vulnerable',
  says: 'The third connection was offered something else.',
  evidence: [{ says: 'here', session: 's9', frame: 4 }],
  looked: { connections: 5, lists: 5, calls: 0 },
};
const session = (change: Partial<Session> = {}): Session =>
  ({ id: 's', target: 't', state: { kind: 'open' }, inventory: 1, ...change }) as Session;

class World {
  asked: ProbeRequest[] = [];
  started: { request: ProbeRequest; confirmation: string }[] = [];
  complaints: Problem[] = [];
  runs: ProbeRun[] = [];
  whole = 0;
  plan: (request: ProbeRequest) => Promise<Outcome<ProbePlan>> = (request) =>
    Promise.resolve(good(this.planOf(request)));
  start: () => Promise<Outcome<ProbeRun>> = () => Promise.resolve(good(run()));
  place: Place = readPlace('/probes', '');
  readonly news = new ProbesNews();
  readonly probes: Probes;

  constructor() {
    const api: Pick<ProbesApi, keyof ProbesApi> = {
      cards: () => Promise.resolve(good(['connects', 'clock', 'names'].map(card))),
      plan: (request) => {
        this.asked.push(request);
        return this.plan(request);
      },
      start: (request, confirmation) => {
        this.started.push({ request, confirmation });
        return this.start();
      },
      runs: () => Promise.resolve(good(this.runs)),
      run: () => {
        this.whole++;
        return Promise.resolve(
          good(run({ state: 'done', results: [{ ...vulnerable, drift: { items: [], unchanged: 3 } }] })),
        );
      },
      stop: () => Promise.resolve(good(run({ state: 'stopped', endedAt: 20 }))),
      remove: () => Promise.resolve(good({})),
    };
    const change = (to: Partial<Place>): void => void (this.place = { ...this.place, ...to });
    const location = { go: change, slide: change };
    Object.defineProperty(location, 'place', { get: () => this.place });
    const toast: Pick<Toast, 'say' | 'complain'> = {
      say: () => undefined,
      complain: (problem) => void this.complaints.push(problem),
    };
    this.probes = new Probes({
      api: { probes: api as ProbesApi },
      location: location as unknown as Location,
      toast: toast as Toast,
      news: this.news,
    });
    this.news.shown = this.probes;
  }

  planOf({ session, only, calls }: ProbeRequest): ProbePlan {
    const probes = (only ?? []).map(planned);
    return {
      target: 't',
      session,
      probes,
      launches: [],
      calls: calls.map((call) => ({ call, why: 'named by you' })),
      spared: [],
      sparedCount: 0,
      connections: probes.reduce((sum, one) => sum + one.connections, 0),
      confirmation: `of ${String(this.asked.length)}`,
    };
  }
  /** As the screen does it whenever something it shows has changed. */
  async show(target = 't', of: Session | undefined = session()): Promise<void> {
    this.probes.show(target, of);
    await vi.advanceTimersByTimeAsync(1);
    this.probes.show(target, of);
    await vi.advanceTimersByTimeAsync(500);
  }
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('a plan of probes', () => {
  it('is made of all probes by itself, and starts nothing', async () => {
    const world = new World();
    await world.show();
    expect(world.asked).toEqual([{ session: 's', only: ['connects', 'clock', 'names'], calls: [] }]);
    expect(world.started).toEqual([]);
    expect(
      world.probes.rows.map((row) => [row.id, row.planned?.connections, row.planned?.untestable]),
    ).toEqual([
      ['connects', 5, undefined],
      ['clock', 0, 'its clock cannot be moved'],
      ['names', 5, undefined],
    ]);
  });

  it('is made anew for another choice and another call, once for many changes, and can be agreed to only then', async () => {
    const world = new World();
    await world.show();
    world.probes.choose('clock', false);
    world.probes.show('t', session());
    world.probes.addCall({ tool: '__proto__', args: '{}' });
    world.probes.show('t', session());
    expect(world.probes.plan.agreeable).toBeUndefined();
    await world.probes.start();
    expect(world.started).toEqual([]);
    await world.show();
    expect(world.asked).toHaveLength(2);
    expect(world.asked[1]).toEqual({
      session: 's',
      only: ['connects', 'names'],
      calls: [{ tool: '__proto__', args: '{}' }],
    });
    await world.probes.start();
    expect(world.started).toEqual([{ request: world.asked[1], confirmation: 'of 2' }]);
    expect(world.place.run).toBe('r1');
  });

  it('is made anew, and says so, where it did not hold any more', async () => {
    const world = new World();
    await world.show();
    world.start = () =>
      Promise.resolve({ ok: false, problem: { code: 'not-confirmed', message: 'Another plan.' } });
    await world.probes.start();
    await vi.waitFor(() => expect(world.probes.plan.isPlanning).toBe(false), { timeout: 30_000 });
    expect(world.probes.plan.wasOutdated).toBe(true);
    expect(world.probes.plan.agreeable?.plan.confirmation).toBe('of 2');
    expect(world.complaints).toEqual([]);
    expect(world.place.run).toBeUndefined();
  });

  it('is not there without an open session, and not of a session that is looked at no more', async () => {
    const world = new World();
    await world.show('t', session({ state: { kind: 'closed', reason: '' } }));
    expect(world.asked).toEqual([]);
    let answer: ((plan: Outcome<ProbePlan>) => void) | undefined;
    world.plan = () => new Promise((done) => (answer = done));
    await world.show();
    world.plan = (request) => Promise.resolve(good(world.planOf(request)));
    await world.show('u', session({ id: 's2', target: 'u' }));
    answer?.(good(world.planOf({ session: 's', calls: [] })));
    await Promise.resolve();
    expect(world.probes.plan.plan?.session).toBe('s2');
  });

  it('keeps the calls a person named apart by target', async () => {
    const world = new World();
    await world.show();
    world.probes.addCall({ tool: 'wipe', args: '{}' });
    world.probes.addCall({ tool: 'wipe', args: '{}' });
    expect(world.probes.calls).toHaveLength(1);
    await world.show('u', session({ id: 's2', target: 'u' }));
    expect(world.probes.calls).toEqual([]);
    await world.show();
    world.probes.removeCall({ tool: 'wipe', args: '{}' });
    expect(world.probes.calls).toEqual([]);
  });
});

describe('a run of probes', () => {
  it('is followed through the stream, and not begun again by a message that comes late', async () => {
    const world = new World();
    await world.show();
    await world.probes.start();
    await world.show();
    const later = run({ now: { probe: 'names', says: 'as Cursor', done: 1, of: 5 }, results: [vulnerable] });
    world.news.heard(later);
    expect(world.news.going).toEqual({ id: 'r1', target: 't', done: 1, of: 3 });
    expect(world.probes.rows.map(({ id, turn }) => [id, turn])).toEqual([
      ['connects', 'over'],
      ['clock', 'waits'],
      ['names', 'now'],
    ]);
    world.news.heard(run({ state: 'done', endedAt: 30, results: [vulnerable] }));
    world.news.shown?.runs.heard(later);
    expect(world.probes.runs.shown?.state).toBe('done');
    expect(world.news.going).toBeUndefined();
  });

  it('is asked for whole when one of its results is looked at, once', async () => {
    const world = new World();
    await world.show();
    await world.probes.start();
    await world.show();
    world.news.heard(run({ results: [vulnerable] }));
    expect(world.whole).toBe(0);
    world.probes.runs.need('clock');
    world.probes.runs.need('connects');
    world.probes.runs.need('connects');
    await vi.waitFor(() => expect(world.probes.runs.resultOf('connects')?.drift?.unchanged).toBe(3), {
      timeout: 30_000,
    });
    world.probes.runs.need('connects');
    expect(world.whole).toBe(1);
  });

  it('is what the list says was seen last, until there is another', async () => {
    const world = new World();
    world.runs = [
      run({ id: 'r3', target: 'u', startedAt: 30, state: 'done', results: [vulnerable] }),
      run({ id: 'r2', startedAt: 20, state: 'done', results: [{ ...vulnerable, verdict: 'not-observed' }] }),
      run({ id: 'r0', startedAt: 5, state: 'done', results: [vulnerable] }),
    ];
    await world.show();
    expect(world.probes.rows[0]).toMatchObject({ at: 20, result: { verdict: 'not-observed' } });
    expect(world.probes.rows[1]?.result).toBeUndefined();
    await world.probes.remove('r2');
    expect(world.probes.rows[0]).toMatchObject({ at: 5, result: { verdict: 'vulnerable' } });
  });

  it('is shown to whoever comes while it goes on; one that is stopped leaves what did not run', async () => {
    const world = new World();
    world.news.heard(run({ results: [vulnerable] }));
    await world.show();
    expect(world.place.run).toBe('r1');
    world.news.heard(run({ state: 'stopped', endedAt: 20, results: [vulnerable] }));
    await world.show();
    expect(world.probes.rows.map(({ turn, result }) => [turn, result?.verdict])).toEqual([
      ['over', 'vulnerable'],
      ['over', undefined],
      ['over', undefined],
    ]);
  });

  it('is left step by step: the call that is written, the probe, the run', async () => {
    const world = new World();
    await world.show();
    world.place = { ...world.place, run: 'r1', probe: 'connects' };
    world.probes.ask('x');
    world.probes.leave();
    expect([world.probes.adding, world.place.probe]).toEqual([undefined, 'connects']);
    world.probes.leave();
    expect([world.place.probe, world.place.run]).toEqual([undefined, 'r1']);
    world.probes.leave();
    expect(world.place.run).toBeUndefined();
  });
});

it('takes nothing but a JSON object for arguments', () => {
  expect(['{}', ' {"a": [1]} '].map(argumentsFault)).toEqual([undefined, undefined]);
  for (const text of ['', '[]', 'null', '"{}"', '3']) expect(argumentsFault(text)).toMatch(/JSON/);
  expect(argumentsFault('{"a": }')).toMatch(/^This is no JSON: /);
});

it('knows what a named tool is tagged with, and of the last name only', async () => {
  const tool = (name: string, tag: string, target = 't') => ({
    name,
    target,
    tags: [
      { tag, counts: true },
      { tag: 'exec', counts: false },
    ],
  });
  const named = new NamedTool({
    item: (_: string, { name }: { name: string }) =>
      Promise.resolve(
        name === 'none' ? { ok: false, problem: { code: 'no-such-item', message: '' } } : good({}),
      ),
    flows: {
      tools: () => Promise.resolve(good({ rows: [tool('wipe', 'destructive'), tool('wipe', 'money', 'u')] })),
    },
  } as unknown as ConstructorParameters<typeof NamedTool>[0]);
  named.look(session(), 'none');
  const early = named.settled;
  named.look(session(), 'wipe');
  const late = named.settled;
  await vi.advanceTimersByTimeAsync(300);
  await Promise.all([early, late]);
  expect([named.isMissing, named.dangers]).toEqual([false, ['destructive (it deletes or overwrites)']]);
  named.look(session(), 'none');
  expect(named.dangers).toEqual([]);
  await vi.advanceTimersByTimeAsync(300);
  expect(named.isMissing).toBe(true);
});
