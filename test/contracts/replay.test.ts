import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Problem } from '../../protocol/problem.ts';
import type { Replay, ReplayPlan, ReplayRequest } from '../../protocol/replay.ts';
import type { Session } from '../../protocol/session.ts';
import { BridgeWorld, privateFolder } from '../bridge-world.ts';
import { answered, call, connectTo, replay, say, stepOf, told } from '../replay-world.ts';
import { serverPath } from '../stdio-servers.ts';

let folder: ReturnType<typeof privateFolder>;
let world: BridgeWorld;
let session: Session;
const seqs = new Map<string, number>();

beforeAll(async () => {
  folder = privateFolder();
  world = await BridgeWorld.start(folder.path);
  [session] = await Promise.all([
    connectTo(world, 'first', [serverPath('hands-out')]),
    connectTo(world, 'second', [serverPath('hands-out'), '--version=2']),
  ]);
  const { id } = session;
  const use = async (name: string, args: unknown = {}): Promise<Record<string, unknown>> => {
    const { seq, result } = await say(world, id, 'tools/call', call(name, args));
    seqs.set(name, seq);
    return result;
  };
  const { handle } = (await use('open'))['structuredContent'] as { handle: string };
  await use('use', { handle, as: 'open' });
  const [begun] = (await use('job'))['content'] as { text: string }[];
  const { jobId, log } = JSON.parse(begun!.text) as { jobId: number; log: string };
  await use('job', { jobId });
  await use('read', { from: `${log.slice(0, -1)}2?since=1` });
  for (let cursor: string | undefined = ''; cursor !== undefined;) {
    const page = await use('pages', cursor === '' ? {} : { cursor });
    ({ nextCursor: cursor } = page['structuredContent'] as { nextCursor?: string });
  }
  await use('say', { words: '3 words, all open' });
  for (const name of ['tell', 'gone', 'count', 'late']) await use(name);
});
afterAll(async () => {
  await world.bridge.stop();
  folder.remove();
});

async function refusal(path: string, body: unknown): Promise<Problem> {
  const answer = await world.ask('POST', path, body);
  expect(answer.status).toBeGreaterThanOrEqual(400);
  return (answer.json as { problem: Problem }).problem;
}

const plan = (more: Partial<ReplayRequest> = {}): Promise<ReplayPlan> =>
  world.send<ReplayPlan>('POST', '/api/replays/plan', {
    session: session.id,
    target: 'first',
    pace: 'fast',
    ...more,
  });

describe('a recorded session', () => {
  test('is planned whole, and nothing is started by that', async () => {
    const made = await plan();
    expect(made.messages.map(({ name }) => name)).toEqual(
      'open use job job read pages pages pages say tell gone count late'.split(' '),
    );
    expect(made.opening.map(({ method }) => method)).toEqual(['initialize', ...Array(3).fill('tools/list')]);
    expect(made.launch?.argv.map(({ text }) => text)).toContain(serverPath('hands-out'));
    const { sessions } = await world.get<{ sessions: Session[] }>('/api/snapshot');
    expect(sessions.length).toBe(2);
  });

  test('is refused when it is not what was shown', async () => {
    const { request, confirmation } = await plan();
    for (const body of [
      { request: { ...request, target: 'second' }, confirmation },
      { request: { ...request, without: [seqs.get('use')!] }, confirmation },
      { request: { ...request, profile: 'bare' }, confirmation },
      { request, confirmation: '' },
    ])
      expect((await refusal('/api/replays', body)).code).toBe('not-confirmed');
    expect(await world.get<Replay[]>('/api/replays')).toEqual([]);
  });

  test.each<[string, Partial<ReplayRequest>, string]>([
    ['of nobody', { session: 'ab'.repeat(16) }, 'no-such-session'],
    ['of a path', { session: '../../etc' }, 'no-such-session'],
    ['against nobody', { target: '__proto__' }, 'no-such-target'],
    ['in no revision', { opening: 'yesterday' }, 'no-revision'],
    ['as nobody', { profile: 'constructor' }, 'no-profile'],
  ])('is not planned %s', async (_, more, code) => {
    const request = { session: session.id, target: 'first', pace: 'fast', ...more };
    expect((await refusal('/api/replays/plan', request)).code).toBe(code);
  });

  test('is the same with the same server, with everything carried over that it hands out', async () => {
    const done = await replay(world, { session: session.id, target: 'first' });
    expect(done.state).toBe('done');
    expect(done.steps.filter(({ verdict }) => verdict !== 'same' && verdict !== 'volatile')).toEqual([]);
    expect(done.counts.reduce((sum, { count }) => sum + count, 0)).toBe(17);
    const carried = (name: string, nth = 0): [string, number | undefined][] =>
      stepOf(done, name, nth).rewrites.flatMap(({ pointer, fromStep }) =>
        fromStep === undefined ? [] : [[pointer, fromStep]],
      );
    expect(carried('use')).toEqual([['/params/arguments/handle', seqs.get('open')]]);
    expect(carried('job', 1)).toEqual([['/params/arguments/jobId', stepOf(done, 'job').seq]]);
    expect(carried('read')).toEqual([['/params/arguments/from', stepOf(done, 'job').seq]]);
    expect(carried('pages', 1).map(([pointer]) => pointer)).toEqual(['/params/arguments/cursor']);
    expect(carried('pages', 2).map(([pointer]) => pointer)).toEqual(['/params/arguments/cursor']);
    // “open” and 3 were said by the person, though the server says them too.
    expect(carried('say')).toEqual([]);
    expect(stepOf(done, 'say').verdict).toBe('same');
    const made = (await world.get<{ sessions: Session[] }>('/api/snapshot')).sessions.find(
      ({ id }) => id === done.live,
    );
    expect(made).toMatchObject({ name: `replay of session ${session.number}`, state: { kind: 'closed' } });
    expect(made?.probe).toBeUndefined();
    expect((await world.get<Replay[]>('/api/replays')).map(({ id, steps }) => [id, steps])).toEqual([
      [done.id, []],
    ]);
  });

  test('differs with another version where that one differs, and nowhere else', async () => {
    const done = await replay(world, { session: session.id, target: 'second', timeout: 700 });
    expect(
      done.steps.flatMap(({ name, verdict, says }) =>
        verdict === 'same' || verdict === 'volatile' ? [] : [[name, verdict, says]],
      ),
    ).toEqual([
      ['tell', 'different', expect.stringContaining('/result/content/0/text')],
      ['gone', 'kind', 'a result then, an error now'],
      ['late', 'missing', undefined],
    ]);
  });

  test('is replayed in part, and what only the left out part handed out is then missing', async () => {
    const request = { session: session.id, target: 'first', from: seqs.get('open')!, to: seqs.get('read')! };
    const done = await replay(world, { ...request, without: [seqs.get('open')!], pace: 'original' });
    const [use, ...others] = told(done).filter((words) => words.startsWith('tools/call'));
    expect(use).toBe('tools/call use different');
    expect(others).toEqual(['tools/call job volatile', 'tools/call job same', 'tools/call read same']);
  });

  test('answers what the server asks as it was answered then', async () => {
    const { id } = session;
    const text = JSON.stringify({ jsonrpc: '2.0', id: 0, method: 'tools/call', params: call('ask') });
    const how = { rpcId: 'next', meta: 'as-written' };
    const { request } = await world.send<{ request: number }>('POST', `/api/sessions/${id}/sends`, {
      text,
      how,
    });
    const asking = await world.until(id, ({ questions }) => questions.length > 0);
    const result = '{"action":"accept","content":{"name":"Ada"}}';
    await world.ask('POST', `/api/sessions/${id}/answers`, { frame: asking.questions[0]!.frame, result });
    await answered(world, id, request);
    const done = await replay(world, { session: id, target: 'second', from: request });
    expect(told(done).filter((words) => !words.startsWith('tools/list'))).toEqual([
      'initialize same',
      'tools/call ask same',
      'elicitation/create sent',
    ]);
  });

  test('can be stopped, and says what was not sent', async () => {
    const { request, confirmation } = await plan({
      target: 'second',
      timeout: 60_000,
      without: [seqs.get('gone')!],
    });
    const { id } = await world.send<Replay>('POST', '/api/replays', { request, confirmation });
    for (;;) {
      const { done } = await world.get<Replay>(`/api/replays/${id}`);
      if (done >= 15) break;
    }
    const stopped = await world.send<Replay>('POST', `/api/replays/${id}/stop`, {});
    expect(stopped.state).toBe('stopped');
    expect((await world.ask('DELETE', `/api/replays/${id}`)).status).toBe(200);
    expect((await world.ask('GET', `/api/replays/${id}`)).status).toBe(404);
  });
});

describe('a recorded frame', () => {
  const resend = (
    frame: number,
    mode: string,
    into = session.id,
  ): Promise<{ request: number; notes: string[] }> =>
    world.send('POST', `/api/sessions/${into}/replays`, { session: session.id, frame, mode });
  const raw = async (seq: number): Promise<string> =>
    (
      await world.ask('GET', `/api/frames/${session.id}/${seq}/bytes?part=raw&from=0&to=100000`)
    ).body.toString();

  test('goes out with the same bytes, or with the next id and nothing else changed', async () => {
    const frame = seqs.get('tell')!;
    const exact = await resend(frame, 'same-bytes');
    expect(await raw(exact.request)).toBe(await raw(frame));
    const adapted = await resend(frame, 'adapted');
    const old = (JSON.parse(await raw(frame)) as { id: number }).id;
    const { id } = JSON.parse(await raw(adapted.request)) as { id: number };
    expect(id).toBeGreaterThan(old);
    const renamed = (await raw(frame))
      .replace(`"id":${old}`, `"id":${id}`)
      .replace(`"progressToken":${old}`, `"progressToken":${id}`);
    expect(await raw(adapted.request)).toBe(renamed);
    expect((await answered(world, session.id, adapted.request)).outcome).toBe('result');
  });

  test.each<[string, object, string]>([
    ['that came from the server', { frame: 2 }, 'not-replayable'],
    ['that there is not', { frame: 99_999 }, 'no-such-frame'],
    ['of no session', { session: '__proto__', frame: 1 }, 'no-such-frame'],
  ])('is not sent: one %s', async (_, more, code) => {
    const body = { session: session.id, frame: 1, mode: 'adapted', ...more };
    expect((await refusal(`/api/sessions/${session.id}/replays`, body)).code).toBe(code);
  });

  test('is not sent into a session that is over', async () => {
    const body = { session: session.id, frame: 1, mode: 'adapted' };
    expect((await refusal(`/api/sessions/${'ab'.repeat(16)}/replays`, body)).code).toBe('not-live');
  });
});
