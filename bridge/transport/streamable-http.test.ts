import { afterEach, describe, expect, test } from 'vitest';
import { expectExact, httpWorld, until, type HttpWorld } from '../../test/http-world.ts';
import {
  answerTo,
  awkward,
  bigEvent,
  breaking,
  closing,
  gzipped,
  streaming,
} from '../../test/servers/raw-http/streams.ts';
import {
  answering,
  http,
  idOf,
  json,
  startRaw,
  type RawServer,
  type Script,
} from '../../test/servers/raw-http/server.ts';
import { forgetful } from '../../test/servers/raw-http/bodies.ts';
import { interimHeads } from '../../test/servers/raw-http/malformed.ts';

const PING = { jsonrpc: '2.0', id: 1, method: 'ping' };
const servers: RawServer[] = [];
const worlds: HttpWorld[] = [];

async function world(
  script: Script,
  over?: Parameters<typeof httpWorld>[1],
): Promise<{ server: RawServer; w: HttpWorld }> {
  const server = await startRaw(script);
  servers.push(server);
  const w = httpWorld(server.url, over);
  worlds.push(w);
  expect(await w.transport.open()).toBeUndefined();
  return { server, w };
}

afterEach(async () => {
  await Promise.all(worlds.splice(0).map((w) => w.transport.close()));
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

const plain = answering(async (request, talker) => {
  await talker.write(json({ jsonrpc: '2.0', id: idOf(request), result: {} }));
});

describe('requests', () => {
  test('are written as they are recorded: our order, our case, hand-set headers in our place', async () => {
    const { server, w } = await world(plain, {
      headers: [
        ['user-agent', 'me'],
        ['X-Two', 'a'],
        ['X-Two', 'b'],
      ],
    });
    await w.ask(PING, [
      ['MCP-Protocol-Version', '2025-11-25'],
      ['Accept', 'application/json'],
    ]);
    const text = server.seen[0]!.received.toString();
    expect(text.split('\r\n')).toEqual([
      'POST /mcp HTTP/1.1',
      `Host: 127.0.0.1:${server.port}`,
      'user-agent: me',
      'Accept: application/json',
      expect.stringMatching(/^Accept-Encoding: gzip, deflate, br/),
      'Connection: keep-alive',
      'Content-Type: application/json',
      'Content-Length: 40',
      'MCP-Protocol-Version: 2025-11-25',
      'X-Two: a',
      'X-Two: b',
      '',
      JSON.stringify(PING),
    ]);
    const [frame] = w.wire.frames;
    expect(frame!.head).toMatchObject({
      channel: 'c1>',
      toward: 'server',
      author: 'client',
      http: { startLine: 'POST /mcp HTTP/1.1' },
    });
    expect(frame!.message.toString()).toBe(JSON.stringify(PING));
    await expectExact(server, w);
  });

  test('ask for both kinds of answer and go over one connection while it is kept', async () => {
    const { server, w } = await world(plain);
    for (let id = 0; id < 5; id++)
      expect((await w.ask({ ...PING, id })).result).toMatchObject({ kind: 'http', status: 200, messages: 1 });
    expect(server.seen).toHaveLength(1);
    expect(server.seen[0]!.received.toString()).toContain('Accept: application/json, text/event-stream\r\n');
    await expectExact(server, w);
  });

  test('take another connection after Connection: close, and after the time the server names', async () => {
    for (const header of [{ Connection: 'close' }, { 'Keep-Alive': 'timeout=1' }] as Record<
      string,
      string
    >[]) {
      const { server, w } = await world(
        answering(async (request, talker) => void (await talker.write(json({ id: idOf(request) }, header)))),
      );
      await w.ask(PING);
      await w.ask(PING);
      expect(server.seen).toHaveLength(2);
      await expectExact(server, w);
    }
  });

  test('are refused before anything is sent when a header would break them open', async () => {
    const { server, w } = await world(plain);
    for (const header of [
      ['X', 'a\r\nY: b'],
      ['X Y', 'a'],
      ['X', '世'],
    ] as [string, string][]) {
      const { sent, result } = await w.ask(PING, [header]);
      expect(sent.frame).toBe(0);
      expect(result).toMatchObject({ kind: 'failed', problem: { code: 'bad-header' } });
    }
    expect(server.requests()).toEqual([]);
  });

  test('carry run, case and author into the journal', async () => {
    const { w } = await world(plain);
    const sent = await w.transport.send({
      message: Buffer.from('{"odd'),
      author: 'fuzz',
      run: 'r1',
      case: 7,
    });
    await sent.done;
    expect(w.wire.frames[0]).toMatchObject({ seq: sent.frame, head: { author: 'fuzz', run: 'r1', case: 7 } });
  });
});

describe('answers', () => {
  test('in JSON are one frame whose message is a stretch of it', async () => {
    const { server, w } = await world(plain);
    const { sent, result } = await w.ask(PING);
    const frame = w.wire.frames[1]!;
    expect(result).toMatchObject({ kind: 'http', frame: frame.seq, messages: 1, aborted: false });
    expect(frame.head).toMatchObject({
      channel: 'c1<',
      answers: sent.frame,
      http: { startLine: 'HTTP/1.1 200 OK', status: 200 },
    });
    expect(frame.head.problem).toBeUndefined();
    expect(frame.payload.kind).toBe('slice');
    expect(frame.message.toString()).toBe('{"jsonrpc":"2.0","id":1,"result":{}}');
    await expectExact(server, w);
  });

  test('in chunks give their message joined', async () => {
    const script = answering(async (request, talker) => {
      const text = JSON.stringify({ id: idOf(request), result: 'ab' });
      const parts = [text.slice(0, 5), text.slice(5)].map(
        (part) => `${part.length.toString(16)}\r\n${part}\r\n`,
      );
      await talker.write(
        `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n${parts.join('')}0\r\n\r\n`,
      );
    });
    const { server, w } = await world(script);
    await w.ask(PING);
    expect(w.messages()[0]).toMatchObject({ payload: { kind: 'stored' } });
    expect(w.messages()[0]!.message.toString()).toBe('{"id":1,"result":"ab"}');
    await expectExact(server, w);
  });

  test('without a body carry no message', async () => {
    const { w } = await world(
      answering(async (_, talker) => void (await talker.write(http('202 Accepted', {})))),
    );
    expect((await w.ask(PING)).result).toMatchObject({ kind: 'http', status: 202, messages: 0 });
    expect(w.wire.frames[1]!.payload).toEqual({ kind: 'none' });
  });

  test('may be preceded by interim heads, which are frames of their own', async () => {
    const { server, w } = await world(interimHeads);
    await w.ask(PING);
    expect(w.wire.frames.map(({ head }) => head.http?.startLine)).toEqual([
      'POST /mcp HTTP/1.1',
      'HTTP/1.1 100 Continue',
      'HTTP/1.1 103 Early Hints',
      'HTTP/1.1 200 OK',
    ]);
    await expectExact(server, w);
  });

  test('as a stream are a head and a frame an event, told as they come', async () => {
    const { server, w } = await world(
      streaming(
        (request) => [
          'data: {"a":1}\n\n',
          ': ping\n\n',
          `id: 5\nevent: message\ndata: ${answerTo(request)}\n\n`,
        ],
        5,
      ),
    );
    const { sent, result } = await w.ask(PING);
    const answers = w.wire.frames.slice(1);
    expect(result).toMatchObject({ kind: 'http', frame: answers[0]!.seq, messages: 2 });
    expect(
      answers.map(({ head, message }) => [head.http?.startLine ?? head.sse, message.toString()]),
    ).toEqual([
      ['HTTP/1.1 200 OK', ''],
      [{}, '{"a":1}'],
      [undefined, ''],
      [{ id: '5', event: 'message' }, '{"jsonrpc":"2.0","id":1,"result":{}}'],
      [undefined, ''],
    ]);
    expect(answers.every(({ head }) => head.answers === sent.frame && head.problem === undefined)).toBe(true);
    expect(answers[1]!.payload.kind).toBe('slice');
    expect(answers.at(-1)!.raw.toString()).toBe('\r\n0\r\n\r\n');
    await expectExact(server, w);
  });

  test('as a stream with every awkwardness are read all the same', async () => {
    const { server, w } = await world(awkward);
    await w.ask(PING);
    expect(w.messages().map(({ message }) => message.toString())).toEqual([
      '{"jsonrpc":"2.0","id":1,"result":{"text":"zwölf 世界 🚀"}}',
      '{"jsonrpc":"2.0",\n"method":"notifications/x"}',
    ]);
    await expectExact(server, w);
  });

  test('as an inflated stream keep the wire bytes with the first event they complete', async () => {
    const { server, w } = await world(gzipped);
    expect((await w.ask(PING)).result).toMatchObject({ kind: 'http', messages: 3 });
    const [first, second, third] = w.messages();
    expect([first, second, third].map((frame) => frame!.payload.kind)).toEqual([
      'stored',
      'stored',
      'stored',
    ]);
    expect(second!.raw).toHaveLength(0);
    expect(JSON.parse(third!.message.toString())).toEqual({ jsonrpc: '2.0', id: 1, result: {} });
    await expectExact(server, w);
  });

  test('in events that no client listens for are shown, and say so', async () => {
    const { w } = await world(
      streaming(() => ['event: odd\ndata: {"a":1}\n\n', 'event: message\ndata: {"b":2}\n\n']),
    );
    await w.ask(PING);
    expect(w.messages().map(({ head }) => head.problem)).toEqual([
      'an event of type "odd", which clients ignore',
      undefined,
    ]);
  });

  test('too big to hold go to disk as they come', async () => {
    const size = 3 * 1024 * 1024;
    const { server, w } = await world(bigEvent(size));
    await w.ask(PING);
    expect(w.wire.longestWhole).toBeLessThan(1024 * 1024);
    expect(w.wire.largeBytes).toBeGreaterThan(size);
    expect(JSON.parse(w.messages()[0]!.message.toString())).toMatchObject({
      result: { text: expect.stringMatching(/^x+$/) },
    });
    await expectExact(server, w);
  });
});

describe('MCP sessions of the handshake era', () => {
  const withSession = answering(async (request, talker) => {
    await talker.write(
      json(
        { id: idOf(request), result: {} },
        request.body.includes('initialize') ? { 'mcp-session-id': 'S-1' } : {},
      ),
    );
  });

  test('begin with the answer that names them and end with DELETE', async () => {
    const { server, w } = await world(withSession);
    await w.ask({ ...PING, method: 'initialize' });
    await w.ask(PING, [['MCP-Protocol-Version', '2025-11-25']]);
    await w.transport.endMcpSession!([['MCP-Protocol-Version', '2025-11-25']]);
    const [first, second, third] = server.seen[0]!.received.toString().split(/(?=(?:POST|DELETE) \/mcp)/);
    expect(first).not.toContain('Mcp-Session-Id');
    expect(second).toContain('Mcp-Session-Id: S-1\r\n');
    expect(third).toMatch(/^DELETE \/mcp [^]*Mcp-Session-Id: S-1\r\nMCP-Protocol-Version: 2025-11-25\r\n/);
    await expectExact(server, w);
  });

  test('are ended without a server that takes DELETE and never answers it', async () => {
    const silent = answering(async (request, talker) => {
      if (request.method === 'DELETE') return new Promise<void>(() => {});
      await talker.write(json({ id: idOf(request), result: {} }, { 'mcp-session-id': 'S-1' }));
    });
    const { server, w } = await world(silent, { limits: { farewell: 60 } });
    await w.ask({ ...PING, method: 'initialize' });
    // Neither would end if it waited for the answer.
    await w.transport.endMcpSession!([]);
    const { steps } = await w.transport.close();
    expect(server.seen[0]!.received.toString()).toContain('DELETE /mcp HTTP/1.1');
    expect(steps).toEqual(['closed 1 connection']);
    expect(w.problems()).toEqual([]);
  });

  test('are not taken over by requests of 2026-07-28', async () => {
    const { server, w } = await world(withSession);
    await w.ask({ ...PING, method: 'initialize' }, [['MCP-Protocol-Version', '2026-07-28']]);
    await w.ask(PING, [['MCP-Protocol-Version', '2026-07-28']]);
    await w.transport.endMcpSession!([]);
    expect(server.seen[0]!.received.toString()).not.toMatch(/Mcp-Session-Id|DELETE/);
  });

  test('that the server has forgotten are given up', async () => {
    const { server, w } = await world(forgetful);
    await w.ask({ ...PING, method: 'initialize' });
    expect((await w.ask(PING)).result).toMatchObject({ kind: 'http', status: 404, messages: 1 });
    expect(w.problems()).toMatchObject([
      { code: 'mcp-session-expired', message: expect.stringContaining('"abc-123"') },
    ]);
    await w.ask({ ...PING, method: 'initialize' });
    expect(server.seen[0]!.received.toString().match(/Mcp-Session-Id/g)).toHaveLength(1);
  });
});

describe('streams', () => {
  test('that break before the answer are resumed from the last event', async () => {
    const { server, w } = await world(breaking);
    const sent = await w.transport.send({
      message: Buffer.from(JSON.stringify(PING)),
      author: 'client',
      awaitsAnswer: () => w.messages().length === 0,
    });
    expect(await sent.done).toMatchObject({ kind: 'http', status: 200, messages: 1 });
    expect(w.messages().map(({ message }) => message.toString())).toEqual([
      '{"jsonrpc":"2.0","id":1,"result":{"after":"1"}}',
    ]);
    expect(server.requests()).toEqual(['POST /mcp HTTP/1.1', 'GET /mcp HTTP/1.1']);
    await expectExact(server, w);
  });

  test('of 2026-07-28 are not, whatever ids they have', async () => {
    const { server, w } = await world(breaking);
    const sent = await w.transport.send({
      message: Buffer.from(JSON.stringify(PING)),
      author: 'client',
      headers: [['MCP-Protocol-Version', '2026-07-28']],
      awaitsAnswer: () => true,
    });
    expect(await sent.done).toMatchObject({ kind: 'failed', problem: { code: 'http-cut-off' } });
    expect(server.requests()).toEqual(['POST /mcp HTTP/1.1']);
  });

  test('that nobody waits for are not', async () => {
    const { server, w } = await world(breaking);
    expect((await w.ask(PING)).result).toMatchObject({
      kind: 'failed',
      problem: { code: 'http-cut-off', message: expect.stringContaining('reset') },
    });
    expect(server.requests()).toEqual(['POST /mcp HTTP/1.1']);
  });

  test('for the server are asked for again, with its last id, and given up when nothing new comes', async () => {
    const { server, w } = await world(closing);
    w.transport.listen!([['MCP-Protocol-Version', '2025-11-25']]);
    await until(() => w.problems().length > 0);
    expect(w.problems()).toMatchObject([
      { code: 'stream-lost', message: expect.stringContaining('4 times') },
    ]);
    expect(server.requests()).toHaveLength(4);
    await expectExact(server, w);
  });

  test('for the server that it does not offer are asked for once', async () => {
    const { server, w } = await world(
      answering(
        async (_, talker) => void (await talker.write(http('405 Method Not Allowed', { Allow: 'POST' }))),
      ),
    );
    w.transport.listen!([]);
    await until(() => w.events.some(({ kind }) => kind === 'refused'));
    expect(w.events.find(({ kind }) => kind === 'refused')).toMatchObject({
      status: 405,
      head: { startLine: 'HTTP/1.1 405 Method Not Allowed' },
    });
    expect(server.requests()).toEqual(['GET /mcp HTTP/1.1']);
    expect(w.problems()).toEqual([]);
  });

  test('are closed by abort, which the server sees and the result says', async () => {
    let closed: () => void = () => {};
    const seen = new Promise<void>((resolve) => (closed = resolve));
    const { w } = await world(
      answering(async (_, talker) => {
        talker.socket.once('close', closed);
        await talker.write(
          'HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: {}\n\ndata: {"half',
        );
      }),
    );
    const sent = await w.transport.send({ message: Buffer.from('{}'), author: 'client' });
    await until(() => w.messages().length === 1);
    sent.abort();
    expect(await sent.done).toMatchObject({ kind: 'http', aborted: true, messages: 1 });
    await seen;
    expect(w.wire.frames.at(-1)!.head.problem).toContain('we closed the stream');
  });

  test('and everything else end with close', async () => {
    const { w } = await world(
      answering(
        async (_, talker) =>
          void (await talker.write('HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n')),
      ),
    );
    w.transport.listen!([]);
    const sent = await w.transport.send({ message: Buffer.from('{}'), author: 'client' });
    await w.wire.until((frames) => frames.filter(({ head }) => head.http?.status === 200).length === 2);
    expect(await w.transport.close()).toEqual({ steps: ['closed 2 connections'] });
    expect(await sent.done).toMatchObject({ kind: 'failed' });
    expect((await w.ask(PING)).result).toMatchObject({ kind: 'failed', problem: { code: 'http-closed' } });
  });
});

test('what is not recorded is not read: a full disk holds the server back', async () => {
  const { server, w } = await world(
    streaming(() => Array.from({ length: 400 }, () => `data: ${'x'.repeat(64 * 1024)}\n\n`)),
  );
  let frames = 0;
  const { record } = w.wire;
  w.wire.record = (...frame) => {
    if (++frames === 5) w.wire.blocked = true;
    return record.apply(w.wire, frame);
  };
  const sent = await w.transport.send({ message: Buffer.from('{}'), author: 'client' });
  await until(() => w.wire.blocked);
  // What the system buffers for us still goes out; then the server's writes stand still.
  for (let before = -1, now = 0; before !== now; now = server.seen[0]!.written.length) {
    before = now;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  expect(server.seen[0]!.written.length).toBeLessThan(20_000_000);
  expect(frames).toBeLessThan(20);
  w.wire.record = record;
  w.wire.unblock();
  expect(await sent.done).toMatchObject({ kind: 'http', messages: 400 });
  await expectExact(server, w);
});
