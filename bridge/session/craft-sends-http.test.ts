import { afterEach, expect, it } from 'vitest';
import type { CallState, HowToSend } from '../../protocol/craft.ts';
import { until } from '../../test/http-world.ts';
import {
  answering,
  http,
  idOf,
  json,
  startRaw,
  type RawServer,
  type Request,
} from '../../test/servers/raw-http/server.ts';
import { sessionOn, type SessionWorld } from '../../test/session-world.ts';
import { createHttpTransport } from '../transport/http.ts';

const NEXT: HowToSend = { rpcId: 'next', meta: 'fill' };
const AS_WRITTEN: HowToSend = { rpcId: 'as-written', meta: 'as-written' };
const MODERN = '2026-07-28';

const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const undo of cleanUp.splice(0).reverse()) await undo();
});

interface World extends SessionWorld {
  server: RawServer;
  requests: Request[];
  calls: CallState[];
  send(text: string, how?: HowToSend): Promise<number>;
  end(request: number): Promise<CallState>;
}

const HANDSHAKE = {
  protocolVersion: '2025-11-25',
  capabilities: {},
  serverInfo: { name: 'raw', version: '1' },
};
const DISCOVERED = {
  supportedVersions: [MODERN],
  capabilities: {},
  resultType: 'complete',
  ttlMs: 0,
  cacheScope: 'private',
};

/** A server that opens by the book in one era and answers everything else as the test says. */
async function world(
  era: 'handshake' | 'modern',
  answer: (request: Request) => Buffer | Promise<Buffer>,
): Promise<World> {
  const requests: Request[] = [];
  const server = await startRaw(
    answering(async (request, talker) => {
      const method = /"method":"(server\/discover|initialize|notifications\/initialized)"/.exec(
        String(request.body),
      )?.[1];
      const id = idOf(request);
      if (request.method !== 'POST') await talker.write(http('405 Method Not Allowed', {}));
      else if (method === 'server/discover' && era === 'handshake')
        await talker.write(json({ jsonrpc: '2.0', id, error: { code: -32601, message: 'no' } }));
      else if (method === 'server/discover')
        await talker.write(json({ jsonrpc: '2.0', id, result: DISCOVERED }));
      else if (method === 'initialize') await talker.write(json({ jsonrpc: '2.0', id, result: HANDSHAKE }));
      else if (method !== undefined) await talker.write(http('202 Accepted', {}));
      else {
        requests.push(request);
        await talker.write(await answer(request));
      }
    }),
  );
  cleanUp.push(() => server.close());
  const calls: CallState[] = [];
  const live = sessionOn([], {
    speaks: 'streamable-http',
    craft: { call: (call) => void calls.push(call), input() {} },
    createTransport: (_, context) =>
      createHttpTransport('streamable-http', {
        url: server.url,
        tls: { verify: true },
        credentials: { headersFor: () => Promise.resolve([]) },
        context,
      }),
  });
  cleanUp.push(() => live.live.stop());
  await live.open();
  expect(live.live.record.current).toMatchObject({ state: { kind: 'open' }, era });
  return {
    ...live,
    server,
    requests,
    calls,
    async send(text, how = NEXT) {
      const sent = await live.live.send({ text, how });
      if (!sent.ok) throw new Error(sent.problem.message);
      return sent.value.request;
    },
    async end(request) {
      await until(() => calls.some((call) => call.request === request && call.state === 'done'));
      return calls.findLast((call) => call.request === request)!;
    },
  };
}

const result = (request: Request): Buffer =>
  json({ jsonrpc: '2.0', id: idOf(request), result: { content: [] } });
const call = (id: string, name = 'x'): string =>
  `{"jsonrpc":"2.0","id":${id},"method":"tools/call","params":{"name":"${name}"}}`;

it('repeats method and name in the headers of 2026-07-28, for texts as written too', async () => {
  const it = await world('modern', result);
  for (const [text, how] of [
    [call('5', 'gr\\u00fc\\u00df'), AS_WRITTEN],
    [call('1'), NEXT],
    [`{"id":6,"method":"resources/read","params":{"uri":"file:///a", /* why */ }}`, AS_WRITTEN],
  ] as const) {
    await it.end(await it.send(text, how));
  }
  const heads = it.requests.map(({ headers }) => [
    headers['mcp-protocol-version'],
    headers['mcp-method'],
    headers['mcp-name'],
  ]);
  expect(heads).toEqual([
    [MODERN, 'tools/call', `=?base64?${Buffer.from('grüß').toString('base64')}?=`],
    [MODERN, 'tools/call', 'x'],
    [MODERN, 'resources/read', 'file:///a'],
  ]);
});

it('says only the revision beside what is no message', async () => {
  const it = await world('modern', () => http('400 Bad Request', {}));
  await it.send('no message at all');
  await it.send(`[${call('1')}]`);
  await until(() => it.requests.length === 2);
  for (const { headers } of it.requests) {
    expect(headers['mcp-protocol-version']).toBe(MODERN);
    expect(headers['mcp-method']).toBeUndefined();
  }
});

it.each([
  ['no message', () => http('400 Bad Request', {}), /HTTP 400 and no message/],
  [
    'another id',
    () => json({ jsonrpc: '2.0', id: 'other', result: {} }),
    /without an answer that carries this id/,
  ],
])('a response with %s ends the call, and its frame is shown', async (_, answer, words) => {
  const it = await world('handshake', answer);
  const end = await it.end(await it.send(call('1')));
  expect(end).toMatchObject({
    outcome: 'http',
    problem: { message: expect.stringMatching(words) as string },
  });
  expect(end.answer).toMatchObject({ status: answer().includes('400') ? 400 : 200, toward: 'client' });
});

it('tells the response to what nobody waits for', async () => {
  const it = await world('handshake', () =>
    http('415 Unsupported Media Type', { 'Content-Type': 'text/plain' }, 'no'),
  );
  const request = await it.send('hello');
  expect(await it.end(request)).toMatchObject({
    outcome: 'http',
    problem: { message: expect.stringContaining('415') as string },
  });
});

it('gives each of two calls with one id the answer in its own response', async () => {
  let release: () => void = () => {};
  const held = new Promise<void>((go) => (release = go));
  const it = await world('handshake', async (request) => {
    if (String(request.body).includes('"slow"')) await held;
    return result(request);
  });
  const slow = await it.send(call('900', 'slow'), AS_WRITTEN);
  const quick = await it.send(call('900', 'quick'), AS_WRITTEN);
  await it.end(quick);
  expect(it.live.isWaiting(slow)).toBe(true);
  release();
  const [a, b] = [await it.end(slow), await it.end(quick)];
  expect([a.outcome, b.outcome]).toEqual(['result', 'result']);
  expect(b.answer!.seq).toBeLessThan(a.answer!.seq);
});

it('says why nothing was sent when the server is gone', async () => {
  const it = await world('handshake', result);
  await it.server.close();
  await until(() => it.frames.length > 0);
  const sent = await it.live.send({ text: call('1'), how: NEXT });
  // Either nobody listens any more, or the connection that was kept is cut while the message is on its way.
  if (!sent.ok) expect(sent.problem.message).toMatch(/127\.0\.0\.1/);
  else expect(await it.end(sent.value.request)).toMatchObject({ outcome: 'closed' });
});

it('knows when the first byte of an answer came that arrives in pieces', async () => {
  const it = await world('handshake', result);
  const whole = await it.end(await it.send(call('1')));
  expect(whole.timings!.firstByte).toBe(whole.timings!.complete);
});
