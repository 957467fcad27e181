import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startHeadless, type Conversation, type Headless } from '../../bridge/index.ts';
import type { Collection, Expectation, SavedCall } from '../../protocol/collection/collection.ts';
import type { CollectionRun, RunCollection } from '../../protocol/collection/run.ts';
import type { Outcome } from '../../protocol/problem.ts';
import { USUAL_HTTP } from '../../protocol/raw/to-wire.ts';
import type { TargetSpec } from '../../protocol/target.ts';
import { privateFolder } from '../bridge-world.ts';
import { startEverything, type RealServer } from '../servers/real-http.ts';
import { serverPath } from '../stdio-servers.ts';

const folder = privateFolder();
let headless: Headless;
let http: RealServer;
beforeAll(async () => {
  const env = { PATH: process.env['PATH'] ?? '', MY_TOKEN: 'se-cret-value' };
  const options = { dataDir: folder.path, env, build: '0.0.0+t', onNotice() {}, inspects: true };
  const [started, everything] = await Promise.all([
    startHeadless(options),
    startEverything('streamableHttp'),
  ]);
  if (!started.ok) throw new Error(started.problem.message);
  [headless, http] = [started.value, everything];
});
afterAll(async () => {
  await headless.stop();
  await http.close();
  folder.remove();
});

async function connect(spec: TargetSpec): Promise<Conversation> {
  const connected = await headless.connect({ spec, origin: 'command-line', confirmed: 'in-terminal' });
  if (!connected.ok) throw new Error(connected.problem.message);
  await connected.value.ready();
  return connected.value;
}
const started = (name: string, ...options: string[]): Promise<Conversation> =>
  connect({
    kind: 'stdio',
    command: process.execPath,
    args: [serverPath(name), ...options],
    cwd: folder.path,
    env: [],
  });

const call = (id: string, text: unknown, expected: Partial<Expectation> = {}): SavedCall => ({
  id,
  name: id,
  folder: '',
  description: '',
  text: typeof text === 'string' ? text : JSON.stringify(text),
  how: { rpcId: 'next', meta: 'fill' },
  expect: { checks: [], ...expected },
});
const tool = (name: string, args: object = {}): object => ({
  jsonrpc: '2.0',
  id: 0,
  method: 'tools/call',
  params: { name, arguments: args },
});

function run(
  conversation: Conversation,
  calls: SavedCall[],
  how: Partial<RunCollection> = {},
): Promise<Outcome<CollectionRun>> {
  const collection: Collection = {
    id: '0a1b2c3d-0000-4000-8000-00000000000f',
    name: 'Calls',
    description: '',
    calls,
  };
  const wanted = { session: conversation.session().id, env: [], timeout: 5000, ...how };
  return headless.runCollection(collection, wanted, () => {});
}
async function verdicts(conversation: Conversation, calls: SavedCall[], how: Partial<RunCollection> = {}) {
  const made = await run(conversation, calls, how);
  if (!made.ok) throw new Error(made.problem.message);
  return made.value.results.map(({ call: id, verdict, failures, problem }) => [
    id,
    verdict,
    ...failures.map(({ got }) => got),
    ...(problem === undefined ? [] : [problem.code]),
  ]);
}

test('what rules find in an answer fails a call, and what they do not find passes its twin', async () => {
  const server = await started('hides-text');
  const found = await verdicts(server, [
    call('hides', tool('search_notes'), { noFinding: 'info' }),
    call('again', tool('search_notes'), { noFinding: 'info' }),
    call('graver', tool('no-such-tool'), { noFinding: 'critical' }),
  ]);
  expect(found.map(([, verdict]) => verdict)).toEqual(['failed', 'failed', 'passed']);
  expect(found[0]![2]).toMatch(/^(medium|high|critical) /);
}, 60_000);

test('over HTTP the status counts, also of an answer that came as an event', async () => {
  const server = await connect({ kind: 'http', url: http.url, headers: [], verify: true });
  const echo = tool('echo', { message: 'a' });
  const raw = { rpcId: 'as-written', meta: 'as-written' } as const;
  const found = await verdicts(server, [
    call('ok', echo, { status: 200, outcome: 'result' }),
    call('not', echo, { status: 401 }),
    { ...call('notification', '{"jsonrpc":"2.0","method":"notifications/x"}', { status: 202 }), how: raw },
    { ...call('broken', '{"oops', { status: 400 }), how: raw },
  ]);
  expect(found).toEqual([
    ['ok', 'passed'],
    ['not', 'failed', 'HTTP 200'],
    ['notification', 'passed'],
    ['broken', 'passed'],
  ]);
}, 60_000);

describe('a call', () => {
  test('that is not answered is no pass, unless that is expected', async () => {
    const server = await started('never-answers', '--to=tools/call');
    const found = await verdicts(
      server,
      [
        call('waits', tool('a'), { outcome: 'result' }),
        call('any', tool('a')),
        call('none', tool('a'), { outcome: 'no-answer' }),
        call('bad check', tool('a'), { checks: [{ pointer: '', matches: '(' }] }),
      ],
      { timeout: 300 },
    );
    expect(found.map(([, verdict]) => verdict)).toEqual(['failed', 'failed', 'passed', 'not-run']);
    expect(found[3]![2]).toBe('bad-check');
  });

  test('over a session that is not there is refused', async () => {
    const server = await started('echo');
    const { id } = server.session();
    const there = await verdicts(server, [call('a', '{"jsonrpc":"2.0","id":1,"method":"ping"}')]);
    expect(there[0]![1]).toBe('passed');
    const ping = '{"jsonrpc":"2.0","id":"x","method":"ping"}';
    const hex = Buffer.from(ping).toString('hex');
    const wire = { kind: 'stdio', encoding: 'utf-8', bom: false, end: 'crlf', parts: 2, pause: 400 } as const;
    const isIt = { checks: [{ pointer: '/id', equals: '"x"' }] };
    const exact = await verdicts(
      server,
      [
        { ...call('hex', hex, isIt), form: 'hex' },
        { ...call('dripped', hex, isIt), form: 'hex', wire },
        { ...call('no hex', 'x'), form: 'hex' },
        { ...call('of the other kind', ping), wire: { ...USUAL_HTTP, head: 'GET / HTTP/1.1' } },
      ],
      // Shorter than it takes to write the second.
      { timeout: 300 },
    );
    expect(exact).toEqual([
      ['hex', 'passed'],
      ['dripped', 'passed'],
      ['no hex', 'not-run', 'bad-hex'],
      ['of the other kind', 'not-run', 'wrong-form'],
    ]);
    expect(await run(server, [call('a', '{}')], { session: `${id}x` })).toMatchObject({
      ok: false,
      problem: { code: 'not-live' },
    });
  });
});

test('the environment is sent by names that were agreed to, and by no other', async () => {
  const server = await connect({ kind: 'http', url: http.url, headers: [], verify: true });
  const asks = call('asks', tool('echo', { message: '{{env:MY_TOKEN}}' }), {
    checks: [{ pointer: '/result/content/0/text', equals: '"Echo: se-cret-value"' }],
  });
  expect(await run(server, [asks], { env: ['MY_TOKEN2', '__proto__'] })).toMatchObject({
    ok: false,
    problem: { code: 'env-not-agreed' },
  });
  const made = await run(server, [asks], { env: ['MY_TOKEN'] });
  expect(made).toMatchObject({ ok: true, value: { passed: 1 } });
  expect(JSON.stringify(made)).not.toContain('se-cret-value');
});

test('a run goes over a session alone', async () => {
  const server = await started('never-answers', '--to=tools/call');
  const first = run(server, [call('waits', tool('a'))], { timeout: 500 });
  expect(await run(server, [call('b', tool('a'))])).toMatchObject({ ok: false, problem: { code: 'busy' } });
  expect(await first).toMatchObject({ ok: true, value: { state: 'done' } });
  expect(await run(server, [call('b', tool('a'))], { calls: ['__proto__'] })).toMatchObject({
    problem: { code: 'no-such-call' },
  });
});
