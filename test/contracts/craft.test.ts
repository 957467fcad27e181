import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { preparePrivateDir, startBridge, type Bridge } from '../../bridge/index.ts';
import type { CallState, Draft, SentText } from '../../protocol/craft.ts';
import { STREAM_PROTOCOL, STREAM_SUBPROTOCOL } from '../../protocol/stream-names.ts';
import type { BridgeMessage } from '../../protocol/stream.ts';
import { root } from '../../scripts/sources.mjs';
import { until } from '../http-world.ts';
import { ask, writePage } from './api-world.ts';

const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const undo of cleanUp.splice(0).reverse()) await undo();
});

interface Door {
  bridge: Bridge;
  api(method: string, path: string, body?: unknown): Promise<{ status: number; json: unknown }>;
  /** What the stream told of calls. */
  calls: CallState[];
  /** Sends a text in the session and waits for what the stream tells of it. */
  ended(request: number): Promise<CallState>;
}

function folder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'craft-'));
  cleanUp.push(() => rmSync(dir, { recursive: true, force: true }));
  expect(preparePrivateDir(dir)).toBeUndefined();
  return dir;
}

/** The whole bridge, a signed-in page without a browser, and its stream. */
async function start(dataDir: string): Promise<Door> {
  const webRoot = writePage();
  cleanUp.push(() => rmSync(webRoot, { recursive: true }));
  const env = { PATH: process.env['PATH'] ?? '' };
  const started = await startBridge({ dataDir, env, webRoot, build: '0.0.0+t', onNotice() {} });
  if (!started.ok) throw new Error(started.problem.message);
  const bridge = started.value;
  cleanUp.push(() => bridge.stop());
  const { origin, hash } = new URL(bridge.freshLink());
  const server = { port: bridge.port, origin };
  const code = hash.replace(/^#code=/, '').split('&')[0];
  const signedIn = await fetch(`${origin}/sign-in`, {
    method: 'POST',
    headers: { origin, 'content-type': 'application/json' },
    body: JSON.stringify({ code }),
  });
  const { token } = (await signedIn.json()) as { token: string };
  const world = { server, token } as Parameters<typeof ask>[0];
  const calls = await listen(origin, token);
  return {
    bridge,
    api: (method, path, body) => ask(world, method, path, body),
    calls,
    async ended(request) {
      await until(() => calls.some((call) => call.request === request));
      return calls.findLast((call) => call.request === request)!;
    },
  };
}

async function listen(origin: string, token: string): Promise<CallState[]> {
  const calls: CallState[] = [];
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/ws`, [STREAM_SUBPROTOCOL, `token.${token}`], {
    origin,
  });
  cleanUp.push(() => socket.terminate());
  socket.on('error', () => {
    // The bridge is stopped while it is open.
  });
  await new Promise((open) => socket.once('open', open));
  await new Promise<void>((greeted) => {
    socket.on('message', (text: Buffer) => {
      const message = JSON.parse(text.toString()) as BridgeMessage;
      if (message.kind === 'hello') greeted();
      if (message.kind === 'call') calls.push(message.call);
      if (message.kind === 'frames') socket.send(JSON.stringify({ kind: 'taken', upTo: message.upTo }));
    });
    socket.send(JSON.stringify({ kind: 'hello', build: '0.0.0+t', protocol: STREAM_PROTOCOL }));
  });
  return calls;
}

async function connect(
  door: Door,
  server = 'echo',
  ...args: string[]
): Promise<{ target: string; session: string }> {
  const script = join(root, 'test', 'servers', server, 'index.mjs');
  const added = await door.bridge.addAndConnect({
    name: server,
    spec: { kind: 'stdio', command: process.execPath, args: [script, ...args], cwd: root, env: [] },
    origin: 'page',
    confirmed: 'in-terminal',
  });
  if (!added.ok) throw new Error(added.problem.message);
  let state: unknown;
  const look = async (): Promise<void> => {
    const { json } = await door.api('GET', '/api/snapshot');
    const { sessions } = json as { sessions: { id: string; state: { kind: string } }[] };
    state = sessions.find(({ id }) => id === added.value.session)?.state.kind;
  };
  while (state !== 'open') await look();
  return added.value;
}

const HOW = { rpcId: 'next', meta: 'fill' } as const;
const call = (name: string, args: string): string =>
  `{"jsonrpc":"2.0","method":"tools/call","params":{"name":"${name}","arguments":${args}}}`;

async function send(door: Door, session: string, text: string): Promise<SentText> {
  const { status, json } = await door.api('POST', `/api/sessions/${session}/sends`, { text, how: HOW });
  expect({ status, json }).toMatchObject({ status: 200 });
  return json as SentText;
}

test('a call is answered when written, told on the stream when it ends, and known after a new start', async () => {
  const dataDir = folder();
  const door = await start(dataDir);
  const { session, target } = await connect(door);
  const state = (request: number) => door.api('GET', `/api/sessions/${session}/calls/${request}`);

  const slow = await send(door, session, call('slow', '{"ms":150}'));
  expect((await state(slow.request)).json).toEqual({ session, request: slow.request, state: 'waiting' });
  const refused = await send(door, session, call('none', '{}'));
  const told = await door.ended(slow.request);
  expect(told).toMatchObject({
    session,
    state: 'done',
    outcome: 'result',
    answer: { request: slow.request },
  });
  expect((await state(slow.request)).json).toEqual(told);
  expect(await door.ended(refused.request)).toMatchObject({
    outcome: 'error',
    answer: { errorCode: '-32602' },
  });

  const waiting = await send(door, session, call('slow', '{"ms":60000}'));
  await door.api('POST', `/api/sessions/${session}/stop`, {});
  expect(await door.ended(waiting.request)).toMatchObject({
    outcome: 'closed',
    problem: { code: 'stopped' },
  });
  expect((await state(slow.request)).json).toEqual(told);
  expect((await state(1)).status).toBe(200);
  const log = await door.api('GET', `/api/sessions/${session}/calls/999`);
  expect(log).toMatchObject({ status: 404, json: { problem: { code: 'no-such-call' } } });
  expect((await state(told.answer!.seq)).status).toBe(404);
  expect((await door.api('GET', `/api/sessions/${session}/calls/x`)).status).toBe(404);
  await door.bridge.stop();

  const later = await start(dataDir);
  const again = async (request: number): Promise<unknown> =>
    (await later.api('GET', `/api/sessions/${session}/calls/${request}`)).json;
  expect(await again(slow.request)).toMatchObject({
    state: 'done',
    outcome: 'result',
    answer: { seq: told.answer!.seq, request: slow.request },
  });
  expect(await again(refused.request)).toMatchObject({ state: 'done', outcome: 'error' });
  expect(await again(waiting.request)).toEqual({ session, request: waiting.request, state: 'unknown' });
  const input = await later.api('GET', `/api/inputs?target=${target}&method=tools%2Fcall&name=slow`);
  expect(input.json).toEqual({ params: '{"name":"slow","arguments":{"ms":60000}}' });
}, 60_000);

test('drafts and inputs go with their target, and only with theirs', async () => {
  const door = await start(folder());
  const { session, target } = await connect(door);
  const draft = (id: string, of: string): Draft => ({
    id,
    target: of,
    text: '"\ud800\u0000"',
    how: HOW,
    sends: [],
  });
  for (const one of [draft('mine', target), draft('other', 'other')]) {
    expect((await door.api('PUT', `/api/drafts/${one.id}`, one)).json).toEqual(one);
  }
  await send(door, session, call('echo', '{"text":"\\ud800","n":1e400}'));
  const input = () => door.api('GET', `/api/inputs?target=${target}&method=tools%2Fcall&name=echo`);
  expect((await input()).json).toEqual({
    params: '{"name":"echo","arguments":{"text":"\\ud800","n":1e400}}',
  });
  await door.api('DELETE', `/api/targets/${target}`);
  expect((await input()).json).toEqual({});
  expect((await door.api('GET', '/api/drafts')).json).toEqual({ drafts: [draft('other', 'other')] });
  expect((await door.api('DELETE', '/api/drafts/other')).status).toBe(200);
  expect((await door.api('DELETE', '/api/drafts/other')).status).toBe(404);
});

test.each([
  ['another id than the path', '/api/drafts/a', { id: 'b' }],
  ['an id that is a path', '/api/drafts/..%2Fa', { id: '../a' }],
  ['no text', '/api/drafts/a', { id: 'a', text: undefined }],
  ['how to send that there is none of', '/api/drafts/a', { id: 'a', how: { rpcId: 'later', meta: 'fill' } }],
])('a draft with %s is refused', async (_, path, over) => {
  const door = await start(folder());
  const body = { target: 't', text: '', how: HOW, sends: [], ...over };
  const { status, json } = await door.api('PUT', path, body);
  expect({ status, json }).toMatchObject({
    status: 400,
    json: { problem: { message: expect.any(String) as string } },
  });
  expect((await door.api('GET', '/api/drafts')).json).toEqual({ drafts: [] });
});

test('a session that is not live takes no text, and a query without a name asks for nothing', async () => {
  const door = await start(folder());
  const sent = await door.api('POST', `/api/sessions/${'0'.repeat(32)}/sends`, { text: '{}', how: HOW });
  expect(sent).toMatchObject({ status: 422, json: { problem: { code: 'not-live' } } });
  const odd = await door.api('POST', `/api/sessions/${'0'.repeat(32)}/sends`, { text: 1, how: HOW });
  expect(odd.status).toBe(400);
  expect((await door.api('GET', '/api/inputs?target=a&method=b')).status).toBe(400);
});

test('known secrets are masked in what is told of a call, not in what the person typed', async () => {
  const door = await start(folder());
  const secret = 'sk-very-secret-value-0123456789';
  const added = await door.bridge.addAndConnect({
    name: 'echo',
    spec: {
      kind: 'stdio',
      command: process.execPath,
      args: [join(root, 'test', 'servers', 'echo', 'index.mjs')],
      cwd: root,
      env: [{ name: 'API_TOKEN', text: { from: 'plain', value: secret } }],
    },
    origin: 'page',
    confirmed: 'in-terminal',
  });
  if (!added.ok) throw new Error(added.problem.message);
  const { session, target } = added.value;
  const text = call('echo', `{"text":"${secret}"}`);
  const sends = `/api/sessions/${session}/sends`;
  let sent = await door.api('POST', sends, { text, how: HOW });
  while (sent.status !== 200) sent = await door.api('POST', sends, { text, how: HOW });
  const told = await door.ended((sent.json as SentText).request);
  expect(told.answer?.preview).toBeDefined();
  expect(JSON.stringify(told)).not.toContain(secret);
  const input = await door.api('GET', `/api/inputs?target=${target}&method=tools%2Fcall&name=echo`);
  expect(JSON.stringify(input.json)).toContain(secret);
});
