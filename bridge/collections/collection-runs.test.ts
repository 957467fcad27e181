import { describe, expect, it } from 'vitest';
import type { Collection, SavedCall } from '../../protocol/collection/collection.ts';
import type { CallState, SendText, SentText } from '../../protocol/craft.ts';
import type { Outcome } from '../../protocol/problem.ts';
import { USUAL_STDIO } from '../../protocol/raw/to-wire.ts';
import type { Session } from '../../protocol/session.ts';
import type { StreamListener } from '../stream/source.ts';
import { CollectionRuns } from './collection-runs.ts';

const call = (id: string, more: Partial<SavedCall> = {}): SavedCall => ({
  id,
  name: id,
  folder: '',
  description: '',
  text: '{}',
  how: { rpcId: 'next', meta: 'fill' },
  expect: { checks: [] },
  ...more,
});

/** A session whose answers come when the test says so. */
function world(send?: (text: SendText) => Promise<void>, bugs?: unknown[]) {
  const session = { isGone: false };
  const sent: SendText[] = [];
  const cancelled: number[] = [];
  const listeners = new Set<StreamListener>();
  const states = new Map<number, CallState>();
  const runs = new CollectionRuns({
    live: () => (session.isGone ? undefined : ({ transport: 'stdio' } as Session)),
    async send(_, text): Promise<Outcome<SentText>> {
      sent.push(text);
      const request = sent.length;
      await send?.(text);
      return { ok: true, value: { request, rpcId: String(request), notes: [] } };
    },
    callState(of, request) {
      return Promise.resolve({
        ok: true,
        value: states.get(request) ?? { session: of, request, state: 'waiting' },
      });
    },
    cancel: (_, request) => Promise.resolve(void cancelled.push(request)),
    shelf: {
      frame: () => Promise.resolve(undefined),
      bytes: () => Promise.resolve({ ok: false, problem: { code: 'not-read', message: 'It is not kept.' } }),
    },
    findings: (_, seq) => ({
      ok: true,
      value: { seq, state: 'waiting', findings: [], notes: [], more: 0 } as never,
    }),
    worstIn: () => undefined,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    now: () => 0,
    shown: (text) => text,
    changed() {},
    onBug(bug) {
      if (bugs === undefined) throw bug;
      bugs.push(bug);
    },
  });
  const start = (...calls: SavedCall[]): string => {
    const collection: Collection = { id: 'c', name: 'Calls', description: '', calls };
    const run = runs.start(collection, { session: 's', env: [], timeout: 5000 });
    if (!run.ok) throw new Error(run.problem.message);
    return run.value.id;
  };
  return {
    runs,
    sent,
    cancelled,
    listeners,
    start,
    dies(request: number) {
      session.isGone = true;
      const state: CallState = { session: 's', request, state: 'done', outcome: 'closed' };
      states.set(request, state);
      for (const listener of listeners) listener.change({ kind: 'call', call: state });
    },
    answer(request: number, answer?: CallState['answer']) {
      const state: CallState = {
        session: 's',
        request,
        state: 'done',
        outcome: 'result',
        ...(answer && { answer }),
      };
      states.set(request, state);
      for (const listener of listeners) listener.change({ kind: 'call', call: state });
    },
  };
}

async function stopped({ runs }: ReturnType<typeof world>, id: string): Promise<unknown[]> {
  const run = await runs.stop(id);
  if (!run.ok) throw new Error(run.problem.message);
  expect(run.value).toMatchObject({ state: 'stopped', passed: 0, failed: 0 });
  return run.value.results.map(({ call: of, verdict, problem }) => [of, verdict, problem?.code]);
}
const soon = () => new Promise((resolve) => setImmediate(resolve));

describe('a run that is stopped', () => {
  it('cancels the call under way and begins no other', async () => {
    const it = world();
    const id = it.start(call('a'), call('b'));
    await soon();
    expect(await stopped(it, id)).toEqual([['a', 'not-run', 'stopped']]);
    expect([it.sent.length, it.cancelled, it.listeners.size]).toEqual([1, [1], 0]);
  });

  it('cancels a call that was on its way out', async () => {
    let go = (): void => {};
    const it = world(() => new Promise((resolve) => (go = resolve)));
    const id = it.start(call('a'), call('b'));
    const end = stopped(it, id);
    go();
    expect(await end).toEqual([['a', 'not-run', 'stopped']]);
    expect([it.sent.length, it.cancelled]).toEqual([1, [1]]);
  });

  it('says nothing of an answer that was not inspected yet', async () => {
    const it = world();
    const id = it.start(call('a', { expect: { checks: [], noFinding: 'high' } }));
    await soon();
    it.answer(1, { seq: 9, kind: 'result' } as CallState['answer']);
    await soon();
    await soon();
    expect(await stopped(it, id)).toEqual([['a', 'not-run', 'stopped']]);
  });

  it('stays stopped, and is no longer in the way of another', async () => {
    const it = world();
    const id = it.start(call('a'));
    await it.runs.stop(id);
    expect(await it.runs.stop(id)).toMatchObject({ value: { state: 'stopped' } });
    expect(await it.runs.stop('__proto__')).toMatchObject({ problem: { code: 'no-such-run' } });
    it.start(call('a'));
    await it.runs.close();
  });
});

it.each([
  ['no-answer', 'failed'],
  ['result', 'not-run'],
] as const)('does not take a server that died for one that is silent (%s)', async (outcome, verdict) => {
  const it = world();
  const id = it.start(call('a', { expect: { checks: [], outcome } }));
  await soon();
  it.dies(1);
  expect(await it.runs.settled(id)).toMatchObject({ value: { results: [{ call: 'a', verdict }] } });
});

it('is over, and in nobody’s way, after a bug', async () => {
  const bugs: unknown[] = [];
  const it = world(() => Promise.reject(new Error('a bug')), bugs);
  const id = it.start(call('a'), call('b'));
  expect(await it.runs.settled(id)).toMatchObject({ value: { state: 'stopped' } });
  expect(bugs).toHaveLength(1);
});

it('sends bytes and forms as they are kept', async () => {
  const it = world();
  const wire = { ...USUAL_STDIO, end: 'crlf', parts: 3, pause: 7 } as const;
  it.start(call('a', { text: '7b 7d', form: 'hex', wire, keepsPlaceholders: true }));
  await soon();
  expect(it.sent).toEqual([
    { text: '7b 7d', form: 'hex', wire, how: { rpcId: 'next', meta: 'fill' }, timeout: 5000 },
  ]);
  await it.runs.close();
});
