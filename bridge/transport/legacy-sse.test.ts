import { afterEach, describe, expect, test } from 'vitest';
import { expectExact, httpWorld, until, type HttpWorld } from '../../test/http-world.ts';
import * as bodies from '../../test/servers/raw-http/bodies.ts';
import { answering, startRaw, type RawServer, type Script } from '../../test/servers/raw-http/server.ts';
import { legacy } from '../../test/servers/raw-http/streams.ts';

const PING = { jsonrpc: '2.0', id: 1, method: 'ping' };
const closing: { close(): Promise<unknown> }[] = [];

async function serve(script: Script): Promise<RawServer> {
  const server = await startRaw(script);
  closing.push(server);
  return server;
}

function reach(server: RawServer): HttpWorld {
  const w = httpWorld(server.url, { kind: 'legacy-sse', headers: [['Authorization', 'Bearer secret']] });
  closing.push(w.transport);
  return w;
}

afterEach(async () => {
  for (const it of closing.splice(0).reverse()) await it.close();
});

test('posts where the stream says, and the answer comes on the stream', async () => {
  const server = await serve(legacy('/message?sessionId=7'));
  const w = reach(server);
  expect(await w.transport.open()).toBeUndefined();
  const { sent, result } = await w.ask(PING);
  expect(result).toEqual({ kind: 'written' });
  await until(() => w.messages().some(({ message }) => message.includes('"result"')));
  const endpoint = w.wire.frames.find(({ head }) => head.sse?.event === 'endpoint');
  expect(endpoint!.message.toString()).toBe('/message?sessionId=7');
  const answer = w.messages().at(-1)!;
  expect(answer.head).toMatchObject({ answers: 1, sse: { event: 'message' } });
  expect(JSON.parse(answer.message.toString())).toEqual({ jsonrpc: '2.0', id: 1, result: {} });
  expect(w.wire.frames.find(({ seq }) => seq === sent.frame)!.head.http?.startLine).toBe(
    'POST /message?sessionId=7 HTTP/1.1',
  );
  await expectExact(server, w);
});

test('a refused POST is a result', async () => {
  const server = await serve(
    answering(async (request, talker) => {
      if (request.method === 'GET')
        await talker.write(
          'HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\nevent: endpoint\ndata: /m\n\n',
        );
      else await talker.write('HTTP/1.1 401 No\r\nWWW-Authenticate: Bearer\r\nContent-Length: 0\r\n\r\n');
    }),
  );
  const w = reach(server);
  await w.transport.open();
  expect((await w.ask(PING)).result).toMatchObject({ kind: 'http', status: 401 });
});

describe('addresses for messages', () => {
  test.each(['/m', 'm', '?x=1', 'http://ORIGIN/m', '//ORIGIN/m'])(
    '%s is on the same server',
    async (address) => {
      const server = await serve(
        answering(async (request, talker) => {
          if (request.method === 'GET')
            await talker.write(
              `HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\nevent: endpoint\ndata: ${address.replace('ORIGIN', request.headers['host']!)}\n\n`,
            );
          else await talker.write('HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n');
        }),
      );
      const w = reach(server);
      expect(await w.transport.open()).toBeUndefined();
      expect((await w.ask(PING)).result).toEqual({ kind: 'written' });
    },
  );

  test('on another server are refused, with both named, and nothing is sent there', async () => {
    const elsewhere = await serve(bodies.forbidding);
    for (const address of [
      `${elsewhere.origin}/m`,
      `//127.0.0.1:${elsewhere.port}/m`,
      `https://127.0.0.1:${elsewhere.port}/`,
    ]) {
      const server = await serve(legacy(address));
      const w = reach(server);
      const problem = await w.transport.open();
      expect(problem).toMatchObject({ code: 'endpoint-elsewhere' });
      expect(problem!.message).toContain(server.origin);
      expect(problem!.message).toContain(`127.0.0.1:${elsewhere.port}`);
      expect((await w.ask(PING)).result).toMatchObject({ kind: 'failed', problem: { code: 'not-open' } });
    }
    expect(elsewhere.seen).toEqual([]);
  });

  test('that are none', async () => {
    const problem = await reach(await serve(legacy('http://'))).transport.open();
    expect(problem).toMatchObject({ code: 'bad-endpoint', message: expect.stringContaining('"http://"') });
  });

  test('named a second time change nothing', async () => {
    const server = await serve(legacy('/first', 'event: endpoint\ndata: /second\n\n'));
    const w = reach(server);
    await w.transport.open();
    await until(() => w.problems().length > 0);
    await w.ask(PING);
    expect(w.problems()).toMatchObject([
      { code: 'endpoint-again', message: expect.stringContaining('"/second"') },
    ]);
    expect(server.requests()).toEqual(['GET /mcp HTTP/1.1', 'POST /first HTTP/1.1']);
  });
});

describe('what is no such server', () => {
  test.each<[string, Script, string, number | undefined]>([
    ['404', bodies.notFound, 'no-event-stream', 404],
    ['401', bodies.challenging, 'unauthorised', 401],
    ['HTML', bodies.html, 'no-event-stream', 200],
    [
      'a stream that ends',
      answering(async (_, talker) => {
        await talker.write('HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: 0\r\n\r\n');
      }),
      'no-endpoint',
      undefined,
    ],
    ['silence', answering((_, talker) => talker.end()), 'http-no-answer', undefined],
  ])('%s is a Problem', async (_, script, code, status) => {
    const w = reach(await serve(script));
    const problem = await w.transport.open();
    expect(problem?.code).toBe(code);
    expect(w.events.find(({ kind }) => kind === 'refused')).toEqual(
      status === undefined ? undefined : expect.objectContaining({ status }),
    );
  });
});

test('the end of the stream is told, and whether we wanted it', async () => {
  let talk: (() => void) | undefined;
  const script: Script = async (talker) => {
    if ((await talker.request()) === undefined) return;
    await talker.write(
      'HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\nevent: endpoint\ndata: /m\n\n',
    );
    talk = () => talker.end();
  };
  const first = reach(await serve(script));
  await first.transport.open();
  talk!();
  await until(() => first.events.some(({ kind }) => kind === 'gone'));
  expect(first.events.at(-1)).toEqual({ kind: 'gone', note: 'the server ended the stream', expected: false });
  const second = reach(await serve(script));
  await second.transport.open();
  await second.transport.close();
  await until(() => second.events.some(({ kind }) => kind === 'gone'));
  expect(second.events.at(-1)).toMatchObject({ kind: 'gone', expected: true });
});
