import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import type { CallState, SendText, SentText } from '../../protocol/craft.ts';
import { writeHex } from '../../protocol/raw/hex.ts';
import type { HttpForm } from '../../protocol/wire-form.ts';
import { until } from '../../test/http-world.ts';
import { startServer } from '../../test/servers/real-http.ts';
import { sessionOn, type SessionWorld } from '../../test/session-world.ts';
import { createHttpTransport } from '../transport/http.ts';

const AS_WRITTEN = { rpcId: 'as-written', meta: 'as-written' } as const;
const PING = '{"jsonrpc":"2.0","id":70,"method":"ping"}';

const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const undo of cleanUp.splice(0).reverse()) await undo();
});

interface World extends SessionWorld {
  /** What came in over the connection that a frame went out on, both as the server and as the frames have it. */
  over(request: number): { arrived: Buffer; recorded: Buffer };
  send(text: Partial<SendText> & { text: string }): Promise<SentText>;
  end(request: number): Promise<CallState>;
}

async function world(handSet: [string, string][] = [], quiet = 12): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'exact-http-'));
  cleanUp.push(() => rmSync(folder, { recursive: true }));
  const server = await startServer('echo-bytes-http', [`--to=${folder}`, `--quiet=${quiet}`]);
  cleanUp.push(() => server.close());
  const calls: CallState[] = [];
  const it = sessionOn([], {
    speaks: 'streamable-http',
    craft: { call: (call) => void calls.push(call), input() {} },
    createTransport: (speaks, context) =>
      createHttpTransport(speaks === 'legacy-sse' ? speaks : 'streamable-http', {
        url: server.url,
        tls: { verify: true },
        credentials: { headersFor: () => Promise.resolve(handSet) },
        context,
      }),
  });
  cleanUp.push(() => it.live.stop());
  await it.open();
  expect(it.live.record.current.state.kind).toBe('open');
  const last = (request: number): CallState | undefined => calls.findLast((call) => call.request === request);
  return {
    ...it,
    over(request) {
      const { channel } = it.frames.find(({ row }) => row.seq === request)!.row;
      const file = join(folder, channel.slice(1, -1));
      return {
        arrived: existsSync(file) ? readFileSync(file) : Buffer.alloc(0),
        recorded: Buffer.concat(it.frames.filter(({ row }) => row.channel === channel).map(({ raw }) => raw)),
      };
    },
    async send(text) {
      const sent = await it.live.send({ how: AS_WRITTEN, timeout: 4000, ...text });
      if (!sent.ok) throw new Error(`${sent.problem.code}: ${sent.problem.message}`);
      return sent.value;
    },
    async end(request) {
      await until(() => last(request)?.state === 'done');
      return last(request)!;
    },
  };
}

const form = (some: Partial<HttpForm> = {}): HttpForm => ({
  kind: 'http',
  head: 'POST /mcp HTTP/1.1\nHost: here\nContent-Type: application/json',
  lineEnd: 'crlf',
  length: 'fit',
  targetHeaders: false,
  parts: 1,
  pause: 0,
  ...some,
});

/** Anything but a line end: that is where the next line begins. */
const wild = fc
  .string({ unit: 'binary', maxLength: 20 })
  .map((text) => text.replace(/\n/g, ' ').replace(/\r+$/, '').toWellFormed());

const headerLine = fc.oneof(
  fc.constantFrom(
    'Host: 127.0.0.1',
    'Host: elsewhere.example',
    'X-Twice: a',
    'X-Twice: a',
    'x-twice:\tb ',
    'Mcp-Method: tools/call',
    'Content-Length: 7',
    'content-LENGTH:3  ',
    'Content-Length : 1',
    ' folded: on',
    ': no name',
    'no colon',
    'Origin: null',
    'Upgrade: h2c',
    'Expect: 100-continue',
  ),
  wild.filter((line) => line !== ''),
);

const startLine = fc.oneof(
  fc
    .tuple(
      fc.constantFrom('POST', 'GET', 'PUT', 'HEAD', 'CONNECT', 'OPTIONS', 'BREW', 'post', 'DELETE'),
      fc.constantFrom(
        '/mcp',
        '/',
        '*',
        '//',
        '/a?b#c',
        'http://elsewhere.example/',
        '/\u00e9\u0000',
        'x:443',
      ),
      fc.constantFrom('HTTP/1.1', 'HTTP/1.0', 'HTTP/2', ''),
    )
    .map((words) => words.join(' ')),
  wild.filter((line) => line !== ''),
);

/** A model of its own of what has to arrive before the body. */
function headOf(lines: string[], { lineEnd, length, chunk }: HttpForm, bodyLength: number): Buffer {
  const out = [...lines];
  const named = (name: string): number =>
    out.findIndex((line, at) => at > 0 && new RegExp(`^${name}:`, 'i').test(line));
  if (chunk !== undefined) {
    if (named('transfer-encoding') === -1) out.push('Transfer-Encoding: chunked');
  } else if (length === 'fit') {
    const at = named('content-length');
    if (at !== -1) out[at] = out[at]!.replace(/(:[ \t]*)[^ \t]+([ \t]*)$/, `$1${bodyLength}$2`);
    else if (bodyLength > 0) out.push(`Content-Length: ${bodyLength}`);
  }
  const end = lineEnd === 'crlf' ? '\r\n' : '\n';
  return Buffer.from([...out, '', ''].join(end), 'utf8');
}

function chunksOf(body: Buffer, size: number, end: string): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; at < body.length; at += size) {
    const part = body.subarray(at, at + size);
    parts.push(Buffer.from(`${part.length.toString(16)}${end}`), part, Buffer.from(end));
  }
  return Buffer.concat([...parts, Buffer.from(`0${end}${end}`)]);
}

describe('exact requests', () => {
  it('arrive as they were drawn, and are what the frames hold', { timeout: 60_000 }, async () => {
    const it = await world();
    await fc.assert(
      fc.asyncProperty(
        fc.tuple(startLine, fc.array(headerLine, { maxLength: 6 })).map(([first, rest]) => [first, ...rest]),
        fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
        fc.record<Omit<HttpForm, 'head' | 'chunk'>>({
          kind: fc.constant('http'),
          lineEnd: fc.constantFrom('crlf', 'lf'),
          length: fc.constantFrom('fit', 'as-written'),
          targetHeaders: fc.boolean(),
          parts: fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 5 }), fc.constant(1000)),
          pause: fc.constant(0),
        }),
        fc.option(fc.integer({ min: 1, max: 64 }), { nil: undefined }),
        fc.boolean(),
        async (lines, body, drawn, chunk, isBare) => {
          const head = headOf(lines, { ...drawn, head: '', ...(chunk && { chunk }) }, body.length);
          const end = drawn.lineEnd === 'crlf' ? '\r\n' : '\n';
          const expected = isBare
            ? body
            : Buffer.concat([head, chunk === undefined ? body : chunksOf(body, chunk, end)]);
          fc.pre(expected.length > 0);
          const wire: HttpForm = { ...drawn, head: isBare ? '' : lines.join('\n'), ...(chunk && { chunk }) };
          const { request } = await it.send({ text: writeHex(body), form: 'hex', wire });
          await it.end(request);
          // A server may answer before it has read all.
          await until(() => it.over(request).arrived.length >= expected.length);
          const { arrived, recorded } = it.over(request);
          expect(arrived.toString('latin1')).toBe(expected.toString('latin1'));
          expect(recorded.equals(expected)).toBe(true);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('adds what the target needs where it is not named, and keeps it to this server', async () => {
    const it = await world([
      ['Authorization', 'Bearer deep-secret'],
      ['X-Own', '1'],
    ]);
    const head = 'POST http://elsewhere.example/ HTTP/1.1\nHost: elsewhere.example\nx-own: mine';
    const { request } = await it.send({ text: PING, wire: form({ head, targetHeaders: true }) });
    expect(await it.end(request)).toMatchObject({ outcome: 'result' });
    expect(it.over(request).arrived.toString()).toBe(
      `POST http://elsewhere.example/ HTTP/1.1\r\nHost: elsewhere.example\r\nx-own: mine\r\nAuthorization: Bearer deep-secret\r\nContent-Length: ${PING.length}\r\n\r\n${PING}`,
    );
    const bare = await it.send({ text: PING, wire: form() });
    await it.end(bare.request);
    expect(it.over(bare.request).arrived.includes('deep-secret')).toBe(false);
  });

  it.each([
    ['in a text', { text: PING, wire: form() }],
    ['in bytes', { text: writeHex(Buffer.from(PING)), form: 'hex' as const, wire: form() }],
    ['in chunks', { text: PING, wire: form({ chunk: 5, parts: 4, pause: 3 }) }],
    [
      'in a request without a head of its own',
      { text: `POST / HTTP/1.1\r\nContent-Length: ${PING.length}\r\n\r\n${PING}`, wire: form({ head: '' }) },
    ],
    ['in bytes with the usual headers', { text: writeHex(Buffer.from(PING)), form: 'hex' as const }],
  ])('pairs the answer to a request %s', async (_, text) => {
    // Between two parts the server must not take it for all there is, however busy the machine.
    const it = await world([], 'wire' in text && text.wire.parts > 1 ? 400 : 12);
    const { request, rpcId } = await it.send(text);
    expect(rpcId).toBe('70');
    const { outcome, answer } = await it.end(request);
    expect([outcome, answer?.rpcId, answer?.request]).toEqual(['result', '70', request]);
  });

  it.each([
    ['HEAD', 'HEAD /mcp HTTP/1.1\nHost: a', 200],
    ['CONNECT', 'CONNECT a:1 HTTP/1.1\nHost: a', 200],
    ['GET', 'GET /mcp HTTP/1.1', 405],
    ['no method at all', '\u0001\u0002', 200],
  ])('reads the answer to %s', async (_, head, status) => {
    const it = await world();
    const { request, rpcId } = await it.send({ text: '', wire: form({ head }) });
    expect(rpcId).toBeUndefined();
    const state = await it.end(request);
    expect(state.outcome).toBe('http');
    expect(state.answer?.status).toBe(status);
  });

  it('closes the connection of one that gets no answer in time, and sends nothing else', async () => {
    const it = await world([], 60_000);
    const before = it.frames.filter(({ row }) => row.toward === 'server').length;
    const head = 'POST /mcp HTTP/1.1\nContent-Length: 9999';
    const wire = form({ head, length: 'as-written', parts: 2, pause: 1 });
    for (const text of [PING, 'nothing']) {
      const { request } = await it.send({ text, wire, timeout: 60 });
      expect(await it.end(request)).toMatchObject({ outcome: 'timed-out' });
    }
    expect(it.frames.filter(({ row }) => row.toward === 'server')).toHaveLength(before + 2);
  });

  it('takes no form of stdio', async () => {
    const it = await world();
    const sent = await it.live.send({
      text: PING,
      how: AS_WRITTEN,
      wire: { kind: 'stdio', encoding: 'utf-8', bom: false, end: 'newline', parts: 1, pause: 0 },
    });
    expect(sent).toMatchObject({ ok: false, problem: { code: 'wrong-form' } });
  });
});
