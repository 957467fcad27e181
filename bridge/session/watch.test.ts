import { afterEach, describe, expect, it } from 'vitest';
import { askingSession, type AskingWorld } from '../../test/asking-world.ts';
import type { WatchedResource } from '../../protocol/session.ts';

const worlds: AskingWorld[] = [];
async function world(options: string[], isHttp = false): Promise<AskingWorld> {
  const it = await askingSession('watched', options, { isHttp });
  worlds.push(it);
  return it;
}
afterEach(async () => {
  await Promise.all(worlds.splice(0).map((it) => it.close()));
});

const A = 'test:///a';
const B = 'test:///b';
const watched = (it: AskingWorld): WatchedResource[] => it.live.record.current.watched ?? [];
const later = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const touch = async (it: AskingWorld): Promise<string> => {
  const { row } = await it.answerTo((await it.call('touch')).request);
  return it.textOf(row.seq);
};

describe.each([
  ['with the handshake', ['--legacy'], false],
  ['on streams of 2026-07-28', [], false],
  ['on streams over HTTP', [], true],
] as const)('watching %s', (_, options, isHttp) => {
  it('counts the updates of each resource, until it is left', async () => {
    const it = await world([...options], isHttp);
    expect(await it.live.watch(A, true)).toBeUndefined();
    expect(await it.live.watch(B, true)).toBeUndefined();
    expect(watched(it)).toMatchObject([
      { uri: A, updates: 0 },
      { uri: B, updates: 0 },
    ]);
    await touch(it);
    await touch(it);
    await it.until((session) => session.watched!.every(({ updates }) => updates === 2));
    const { frame } = watched(it)[0]!;
    expect(it.textOf(frame!)).toContain('notifications/resources/updated');
    expect(await it.live.watch(A, false)).toBeUndefined();
    expect(watched(it).map(({ uri }) => uri)).toEqual([B]);
    // The server needs a moment to hear of a stream that was left.
    await later(100);
    expect(await touch(it)).not.toContain(A);
    await it.until((session) => session.watched![0]!.updates === 3);
    expect(it.said()).toBe('');
  });

  it('leaves the lists’ own notifications alone', async () => {
    const it = await world([...options], isHttp);
    await it.live.watch(A, true);
    await it.live.watch(A, false);
    const before = it.sent('tools/list').length;
    await it.call('grow');
    await it.until(() => it.sent('tools/list').length > before);
  });

  it('is refused in the server’s words', async () => {
    const it = await world([...options, '--how=refuses'], isHttp);
    expect(await it.live.watch(A, true)).toMatchObject({
      code: 'not-watched',
      message: expect.stringContaining('Watching is not allowed') as string,
    });
    expect(watched(it)).toEqual([]);
  });

  it('once is enough, and what is not watched cannot be left', async () => {
    const it = await world([...options], isHttp);
    const both = await Promise.all([it.live.watch(A, true), it.live.watch(A, true)]);
    expect(both.map((problem) => problem?.code)).toEqual([undefined, 'under-way']);
    expect(await it.live.watch(A, true)).toBeUndefined();
    expect(await it.live.watch(B, false)).toBeUndefined();
    expect(watched(it).map(({ uri }) => uri)).toEqual([A]);
    const asked = it.frames.filter(({ row, raw }) => row.toward === 'server' && raw.includes(A));
    expect(asked).toHaveLength(1);
  });

  it('ends with the session', async () => {
    const it = await world([...options], isHttp);
    await it.live.watch(A, true);
    await it.live.stop();
    expect(watched(it)).toEqual([]);
    expect(await it.live.watch(A, true)).toMatchObject({ code: 'not-open' });
  });

  it('counts what changes below a resource for it', async () => {
    const it = await world([...options, '--how=below'], isHttp);
    await it.live.watch(A, true);
    await touch(it);
    await it.until((session) => session.watched![0]!.updates === 1);
    expect(it.said()).toBe('');
  });

  it('takes __proto__ for a name like any other', async () => {
    const it = await world([...options], isHttp);
    expect(await it.live.watch('test:///__proto__', true)).toBeUndefined();
    await touch(it);
    await it.until((session) => session.watched![0]!.updates === 1);
  });
});

describe('a server that watches badly', () => {
  it('agrees to something else: not watched, and the stream is left', async () => {
    const it = await world(['--how=other']);
    expect(await it.live.watch(A, true)).toMatchObject({ code: 'not-watched' });
    await it.untilFrame((row) => row.method === 'notifications/cancelled' && row.toward === 'server');
    expect(watched(it)).toEqual([]);
  });

  it('says nothing: watched all the same, with a remark', async () => {
    const it = await world(['--how=silent']);
    expect(await it.live.watch(A, true)).toBeUndefined();
    expect(it.said()).toContain('not acknowledged within 5 s');
    await touch(it);
    await it.until((session) => session.watched![0]!.updates === 1);
  });

  it.each([false, true])('ends the stream: no longer watched, with a remark (HTTP: %s)', async (isHttp) => {
    const it = await world(['--how=leaves'], isHttp);
    await it.live.watch(A, true);
    await touch(it);
    await it.until((session) => session.watched!.length === 0);
    expect(it.said()).toContain('ended the watching');
  });

  it('tells of what nobody watches: a remark, and no count', async () => {
    const it = await world(['--legacy', '--how=unasked']);
    await it.live.watch(A, true);
    await touch(it);
    await it.until(() => it.said().includes('not watched'));
    expect(watched(it)[0]!.updates).toBe(0);
  });

  it('tells ten thousand times: all are counted', async () => {
    const it = await world(['--legacy', '--storm=10000']);
    await it.live.watch(A, true);
    let told = 0;
    void it.until((session) => (session.watched !== undefined && told++, false));
    await touch(it);
    await it.until((session) => session.watched![0]!.updates === 10_000);
    // Told in stretches: not a session for each of them, to every page.
    expect(told).toBeLessThan(5000);
  });
});

describe('what is watched', () => {
  it('is bounded in number and length', async () => {
    const it = await world(['--legacy']);
    expect(await it.live.watch('x'.repeat(10_000), true)).toMatchObject({ code: 'too-long' });
    for (let i = 0; i < 100; i++) expect(await it.live.watch(`${A}${i}`, true)).toBeUndefined();
    expect(await it.live.watch(B, true)).toMatchObject({ code: 'too-many' });
    expect(await it.live.watch(`${A}5`, false)).toBeUndefined();
    expect(await it.live.watch(B, true)).toBeUndefined();
  });
});
