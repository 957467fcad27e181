import { afterEach, describe, expect, it } from 'vitest';
import type { CallState, HowToSend, SentText } from '../../protocol/craft.ts';
import { until } from '../../test/http-world.ts';
import { sessionOn, type SessionWorld } from '../../test/session-world.ts';
import type { SentInput } from './craft-sends.ts';
import type { LiveSessionOptions } from './live-session-options.ts';

const NEXT: HowToSend = { rpcId: 'next', meta: 'fill' };
const AS_WRITTEN: HowToSend = { rpcId: 'as-written', meta: 'as-written' };
const server = (name: string, ...options: string[]): string[] => [
  `test/servers/${name}/index.mjs`,
  ...options,
];

interface World extends SessionWorld {
  calls: CallState[];
  inputs: SentInput[];
  send(text: string, more?: { how?: HowToSend; timeout?: number; answers?: number }): Promise<SentText>;
  /** How a call ended, once it has. */
  end(request: number): Promise<CallState>;
}

const opened: SessionWorld[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((it) => it.live.stop()));
});

async function world(args: string[], over: Partial<LiveSessionOptions> = {}): Promise<World> {
  const calls: CallState[] = [];
  const inputs: SentInput[] = [];
  const craft = {
    call: (call: CallState) => calls.push(call),
    input: (input: SentInput) => inputs.push(input),
  };
  const it = sessionOn(args, { craft, ...over });
  opened.push(it);
  await it.open();
  const last = (request: number): CallState | undefined => calls.findLast((call) => call.request === request);
  return {
    ...it,
    calls,
    inputs,
    async send(text, { how = NEXT, ...more } = {}) {
      const sent = await it.live.send({ text, how, ...more });
      if (!sent.ok) throw new Error(sent.problem.message);
      return sent.value;
    },
    async end(request) {
      await until(() => last(request)?.state === 'done');
      return last(request)!;
    },
  };
}

const call = (name: string, args = '{}', id = '1'): string =>
  `{"jsonrpc":"2.0","id":${id},"method":"tools/call","params":{"name":"${name}","arguments":${args}}}`;
const rawOf = (it: SessionWorld, seq: number): string =>
  it.frames.find(({ row }) => row.seq === seq)!.raw.toString();

describe('a call from Craft', () => {
  it('is answered when it is written, and told when it ends', async () => {
    const it = await world(server('echo'));
    const sent = await it.send(call('slow', '{"ms":120}'));
    expect(it.calls).toEqual([
      { session: it.live.record.current.id, request: sent.request, state: 'waiting' },
    ]);
    expect(it.live.isWaiting(sent.request)).toBe(true);
    const row = it.frames.find((frame) => frame.row.seq === sent.request)!.row;
    expect(row).toMatchObject({ author: 'craft', method: 'tools/call', rpcId: sent.rpcId });
    const end = await it.end(sent.request);
    expect(end).toMatchObject({ outcome: 'result', answer: { request: sent.request, kind: 'result' } });
    const { written, firstByte = -1, complete = -1 } = end.timings!;
    expect(written).toBeLessThan(100);
    expect(firstByte).toBeGreaterThan(100);
    expect(complete).toBeGreaterThanOrEqual(firstByte);
    expect(it.live.isWaiting(sent.request)).toBe(false);
  });

  it('tells an error for an error, and remembers what was typed', async () => {
    const it = await world(server('echo'));
    const sent = await it.send(call('no_such', '{ "n": 1.0 }'));
    expect(await it.end(sent.request)).toMatchObject({ outcome: 'error', answer: { errorCode: '-32602' } });
    expect(it.inputs).toEqual([
      { method: 'tools/call', name: 'no_such', params: '{"name":"no_such","arguments":{ "n": 1.0 }}' },
    ]);
    await it.send('{"id":1,"method":"tools/list"}');
    expect(it.inputs).toHaveLength(1);
  });

  it('takes an id of its own that no call waits with', async () => {
    const it = await world(server('says-bytes', '--silent'));
    const first = await it.send(call('a'));
    const next = Number(first.rpcId) + 1;
    const taken = await it.send(call('b', '{}', String(next)), { how: AS_WRITTEN });
    expect(taken).toMatchObject({ rpcId: String(next), notes: [] });
    expect((await it.send(call('c'))).rpcId).toBe(String(next + 1));
  });

  it.each([
    '9007199254740993',
    '1e400',
    '-0',
    '1.0',
    '"a\\u0062"',
    '"7"',
    'null',
    '""',
    `"${'x'.repeat(900)}"`,
    'true',
  ])('finds the answer to the id %s', async (id) => {
    const it = await world(server('says-bytes'));
    const sent = await it.send(call('a', '{}', id), { how: AS_WRITTEN });
    expect(sent.rpcId).toBe(id);
    expect(await it.end(sent.request)).toMatchObject({ outcome: 'result' });
  });

  it('keeps ids apart that are not the same', async () => {
    const it = await world(server('says-bytes', '--silent'));
    const number = await it.send(call('a', '{}', '7000'), { how: AS_WRITTEN });
    const string = await it.send(call('a', '{}', '"7000"'), { how: AS_WRITTEN });
    expect([number.notes, string.notes]).toEqual([[], []]);
    expect((await it.send(call('a', '{}', '"\\u0037000"'), { how: AS_WRITTEN })).notes).toHaveLength(1);
  });

  it('with an id that waits already is sent, and answers go to who asked first', async () => {
    const it = await world(server('echo'));
    const first = await it.send(call('slow', '{"ms":150}', '500'), { how: AS_WRITTEN });
    const second = await it.send(call('slow', '{"ms":20}', '500'), { how: AS_WRITTEN });
    expect(first.notes).toEqual([]);
    expect(second.notes).toEqual([expect.stringMatching(/who.* first/)]);
    await it.end(first.request);
    await it.end(second.request);
    expect(it.calls.filter(({ state }) => state === 'done').map(({ request }) => request)).toEqual([
      first.request,
      second.request,
    ]);
  });
});

describe('a call that is given up', () => {
  it.each([
    ['cancelled', undefined],
    ['timed-out', 60],
  ])('stays %s, and its late answer is told all the same', async (outcome, timeout) => {
    const it = await world(server('late-after-cancel', '--ms=80'));
    const sent = await it.send(call('go', '{}', '"late \\u0041"'), {
      how: AS_WRITTEN,
      ...(timeout === undefined ? {} : { timeout }),
    });
    if (timeout === undefined) expect(it.live.cancel(sent.request, 'enough')).toBe(true);
    await it.end(sent.request);
    // The first word of its end; the late answer may have come before anybody looked.
    const first = it.calls.find(({ request, state }) => request === sent.request && state === 'done');
    expect(first).toMatchObject({ outcome });
    expect(first!.answer).toBeUndefined();
    await until(() => it.calls.at(-1)?.answer !== undefined);
    expect(it.calls.at(-1)).toMatchObject({
      request: sent.request,
      outcome,
      answer: { kind: 'result', marks: ['late'] },
    });
    const told = it.frames.find(({ row }) => row.method === 'notifications/cancelled')!;
    expect(told.raw.toString()).toContain('"requestId":"late \\u0041"');
    expect(it.live.cancel(sent.request, 'again')).toBe(false);
  });

  it('ends when the server goes away', async () => {
    const it = await world(server('says-bytes', '--silent'));
    const sent = await it.send(call('go'));
    process.kill(it.live.record.current.pid!, 'SIGKILL');
    expect(await it.end(sent.request)).toMatchObject({ outcome: 'closed', problem: { code: 'gone' } });
    const again = await it.live.send({ text: '{}', how: NEXT });
    expect(again).toMatchObject({ ok: false, problem: { code: 'not-open' } });
  });
});

describe('any text', () => {
  it('goes out, and nobody waits for an answer to what has no id', async () => {
    const it = await world(server('says-bytes'));
    const texts = [
      'hello',
      '[{"jsonrpc":"2.0","id":77,"method":"ping"}]',
      '{"jsonrpc":"2.0","method":"notifications/x"}',
    ];
    for (const text of texts) {
      const sent = await it.send(text);
      expect(sent.rpcId).toBeUndefined();
      expect(rawOf(it, sent.request)).toBe(`${text}\n`);
    }
    expect(it.calls).toEqual([]);
  });

  it('of more than 64 MiB is refused, also when it grows over that on the way', async () => {
    const it = await world(server('says-bytes'));
    for (const text of ['x'.repeat(64 * 1024 * 1024 + 1), 'é'.repeat(33 * 1024 * 1024)]) {
      const sent = await it.live.send({ text, how: AS_WRITTEN });
      expect(sent).toMatchObject({ ok: false, problem: { code: 'too-large' } });
    }
  });

  it('is answered at once by us even when the server reads nothing, until too much waits', async () => {
    const it = await world(server('says-bytes', '--reads=1'));
    await it.send('first');
    const large = 'x'.repeat(20 * 1024 * 1024);
    const seqs: number[] = [];
    for (let k = 0; k < 4; k++) seqs.push((await it.send(large, { how: AS_WRITTEN })).request);
    expect(new Set(seqs).size).toBe(4);
    const refused = await it.live.send({ text: 'one more', how: AS_WRITTEN });
    expect(refused).toMatchObject({ ok: false, problem: { code: 'stdio-not-reading' } });
    const asked = await it.live.send({ text: call('go'), how: NEXT });
    expect(asked).toMatchObject({ ok: false, problem: { code: 'stdio-not-reading' } });
    expect(it.live.record.current.state.kind).toBe('open');
    expect(it.calls).toEqual([]);
  });

  it('is not sent while nothing can be recorded', async () => {
    const it = await world(server('says-bytes'));
    const problem = { code: 'disk-full', message: 'The disk is full.' };
    it.live.record.update({ recording: problem });
    expect(await it.live.send({ text: '{}', how: NEXT })).toEqual({ ok: false, problem });
  });
});

it('carries what the modern era wants on requests, and not on notifications', async () => {
  const it = await world(server('echo'), { opening: '2026-07-28' });
  const sent = await it.send(call('echo', '{"text":"x"}'));
  expect(rawOf(it, sent.request)).toContain(
    '"params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28"',
  );
  expect(await it.end(sent.request)).toMatchObject({ outcome: 'result' });
  const notification = await it.send('{"jsonrpc":"2.0","method":"notifications/x"}');
  expect(rawOf(it, notification.request)).toBe('{"jsonrpc":"2.0","method":"notifications/x"}\n');
});

it('settles the question it answers, and no other', async () => {
  const it = await world(server('says-bytes'));
  const question = (frame: number) => ({ frame, rpcId: String(frame), method: 'input_required', since: 0 });
  it.live.record.update({ questions: [question(1), question(2)] });
  await it.send(call('go'), { answers: 2 });
  expect(it.live.record.current.questions.map(({ frame }) => frame)).toEqual([1]);
});
