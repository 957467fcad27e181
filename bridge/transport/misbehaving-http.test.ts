import { afterEach, describe, expect, test } from 'vitest';
import { parseChallenges } from '../../protocol/mcp/www-authenticate.ts';
import { expectExact, httpWorld, until, type HttpWorld } from '../../test/http-world.ts';
import * as bodies from '../../test/servers/raw-http/bodies.ts';
import * as malformed from '../../test/servers/raw-http/malformed.ts';
import { startRaw, type RawServer, type Script } from '../../test/servers/raw-http/server.ts';
import * as streams from '../../test/servers/raw-http/streams.ts';
import { processorTime } from '../../test/processor-time.ts';

const PING = { jsonrpc: '2.0', id: 1, method: 'ping' };
const servers: RawServer[] = [];
const worlds: HttpWorld[] = [];

async function serve(script: Script): Promise<RawServer> {
  const server = await startRaw(script);
  servers.push(server);
  return server;
}

async function world(
  script: Script,
  over?: Parameters<typeof httpWorld>[1],
): Promise<{ server: RawServer; w: HttpWorld }> {
  const server = await serve(script);
  const w = httpWorld(server.url, over);
  worlds.push(w);
  expect(await w.transport.open()).toBeUndefined();
  return { server, w };
}

/** Problems that stand in frames, and in the result. */
async function complaints(script: Script) {
  const { server, w } = await world(script);
  const { result } = await w.ask(PING);
  // What follows an answer is still read for a moment.
  await until(() => w.wire.channel('c1<').length >= server.seen[0]!.written.length);
  const inFrames = w.wire.frames.flatMap(({ head }) => head.problem ?? []);
  return { server, w, result, inFrames };
}

afterEach(async () => {
  await Promise.all(worlds.splice(0).map((w) => w.transport.close()));
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

describe('an answer nobody can read fails in words, with every byte kept', () => {
  test.each<[string, Script, string, string]>([
    [
      'a malformed status line',
      malformed.malformedStatusLine,
      'http-unreadable',
      'does not begin with an HTTP status line: "HTTP/1.1 OK"',
    ],
    [
      'no HTTP at all, from a server that then waits',
      malformed.notHttpAtAll,
      'http-unreadable',
      '"220 mail.example ESMTP',
    ],
    ['a bad chunk size', malformed.badChunkSize, 'http-cut-off', 'a chunk size that is not one: "not hex"'],
    ['a chunk longer than it says', malformed.chunkTooLong, 'http-cut-off', 'longer than its size says'],
    [
      'a length too large',
      malformed.lengthTooLarge,
      'http-cut-off',
      'cut off after 36 bytes of the body of 5,000',
    ],
    ['a reset in the middle', malformed.resetMidBody, 'http-cut-off', 'the connection was reset'],
    [
      'a head that stops',
      malformed.cutInTheHead,
      'http-unreadable',
      'the head of the answer is cut off after 27 bytes',
    ],
  ])('%s', async (_, script, code, words) => {
    const { server, w, result, inFrames } = await complaints(script);
    expect(result).toMatchObject({
      kind: 'failed',
      problem: { code, message: expect.stringContaining(words) },
    });
    expect(inFrames.join('\n')).toContain(words);
    await expectExact(server, w);
  });

  test('closing without an answer', async () => {
    const { server, w, result } = await complaints(malformed.closedWithoutAnswer);
    expect(result).toMatchObject({
      kind: 'failed',
      problem: { code: 'http-no-answer', hint: expect.stringContaining('not known') },
    });
    await expectExact(server, w);
  });

  test('a head without end is cut at its cap, and the connection with it', async () => {
    const { server, w } = await world(malformed.endlessHead, { limits: { lingerBytes: 1024 * 1024 } });
    expect((await w.ask(PING)).result).toMatchObject({
      kind: 'failed',
      problem: { message: expect.stringContaining('longer than 256 KiB') },
    });
    await until(() => server.seen[0]!.written.length > 0 && w.events.length > 0);
    const got = w.wire.channel('c1<');
    expect(server.seen[0]!.written.subarray(0, got.length).equals(got)).toBe(true);
    await w.transport.close();
  });
});

describe('an answer that breaks HTTP and can still be read is shown with what is wrong', () => {
  test.each<[string, Script, string[]]>([
    [
      'a header without a colon',
      malformed.headerWithoutColon,
      ['a header line without a colon: "this is no header"', 'HPE_INVALID_HEADER_TOKEN'],
    ],
    ['bare line feeds', malformed.bareLineFeeds, ['lines that end in LF alone', 'HPE_']],
    [
      'both lengths',
      malformed.bothLengths,
      ['request smuggling', "Transfer-Encoding can't be present with Content-Length"],
    ],
  ])('%s', async (_, script, words) => {
    const { server, w, result, inFrames } = await complaints(script);
    expect(result).toMatchObject({ kind: 'http', status: 200, messages: 1 });
    for (const word of words) expect(inFrames.join('\n')).toContain(word);
    expect(w.messages()[0]!.message.toString()).toBe('{"jsonrpc":"2.0","id":1,"result":{}}');
    await expectExact(server, w);
  });

  test('a length too small leaves bytes that belong to nothing', async () => {
    const { server, w, result, inFrames } = await complaints(malformed.lengthTooSmall);
    expect(result).toMatchObject({ kind: 'http', messages: 1 });
    expect(inFrames).toEqual(['26 bytes after the end of the answer']);
    await expectExact(server, w);
  });

  test('a second answer is no answer, and the connection is not used again', async () => {
    const { server, w, inFrames } = await complaints(malformed.answersTwice);
    expect(inFrames).toEqual(['107 bytes after the end of the answer']);
    expect((await w.ask(PING)).result).toMatchObject({ kind: 'http', messages: 1 });
    expect(server.seen).toHaveLength(2);
    await expectExact(server, w);
  });

  test('an answer nobody asked for', async () => {
    const { server, w } = await world(malformed.speaksFirst);
    await until(() => w.wire.frames.length > 0);
    expect(w.wire.frames[0]!.head.problem).toBe('107 bytes while no request was waiting');
    await expectExact(server, w);
  });
});

describe('bodies', () => {
  test('that are bombs are inflated no further than the limits, in bounded time and memory', async () => {
    for (const script of [bodies.gzipBomb(), bodies.brotliBomb(), streams.gzippedBomb()]) {
      const before = process.memoryUsage().rss;
      const started = processorTime();
      const { server, w, result, inFrames } = await complaints(script);
      expect(processorTime() - started).toBeLessThan(15_000);
      expect(process.memoryUsage().rss - before).toBeLessThan(150 * 1024 * 1024);
      expect(result.kind).toBe('http');
      expect(inFrames.join()).toMatch(/inflation stopped at [\d,]+ bytes: it had grown more than 200 times/);
      await expectExact(server, w);
    }
  });

  test('in an unknown encoding are shown as they came, and the encoding is named', async () => {
    const { server, w, result, inFrames } = await complaints(
      bodies.encoded('compress', (text) => Buffer.from(text).reverse()),
    );
    expect(result).toMatchObject({ kind: 'http', messages: 0 });
    expect(inFrames).toEqual(['Content-Encoding "compress" is not undone; shown as it came']);
    expect(w.wire.frames[1]!.payload).toEqual({ kind: 'none' });
    await expectExact(server, w);
  });

  test('that claim an encoding they do not have', async () => {
    const { server, w, inFrames } = await complaints(bodies.encoded('gzip', (text) => Buffer.from(text)));
    expect(inFrames.join()).toContain('not valid gzip');
    await expectExact(server, w);
  });

  test('of a type that is neither', async () => {
    const { w, result, inFrames } = await complaints(bodies.html);
    expect(result).toMatchObject({ kind: 'http', status: 200 });
    expect(inFrames).toEqual(['Content-Type "text/html": neither JSON nor an event stream']);
    expect(w.messages()[0]!.message.toString()).toContain('<script>');
  });

  test('of 100 MB go to disk as they come', async () => {
    const size = 100_000_000;
    const { w } = await world(bodies.hugeJson(size));
    w.wire.keepsLarge = false;
    const before = process.memoryUsage().rss;
    let peak = 0;
    const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 10);
    const { result } = await w.ask(PING);
    clearInterval(watch);
    expect(result).toMatchObject({ kind: 'http', messages: 1 });
    expect(w.wire.largeBytes).toBeGreaterThan(size);
    expect(w.wire.longestWhole).toBeLessThan(1024 * 1024);
    expect(peak - before).toBeLessThan(150 * 1024 * 1024);
  });
});

describe('refusals', () => {
  test('401 comes with every challenge', async () => {
    const { w } = await world(bodies.challenging);
    const { result } = await w.ask(PING);
    if (result.kind !== 'http') throw new Error('no HTTP answer');
    const values = result.head.headers
      .filter(([name]) => name.toLowerCase() === 'www-authenticate')
      .map(([, value]) => value);
    expect(result.status).toBe(401);
    expect(parseChallenges(values).map(({ scheme }) => scheme)).toEqual(['Bearer', 'Basic', 'Negotiate']);
  });

  test.each([
    ['403', bodies.forbidding, 403],
    ['404', bodies.notFound, 404],
  ])('%s is a result with its frame', async (_, script, status) => {
    const { w } = await world(script);
    const { result } = await w.ask(PING);
    expect(result).toMatchObject({ kind: 'http', status, frame: w.wire.frames[1]!.seq });
  });

  test.each(['301 Moved', '302 Found', '307 Temporary Redirect', '308 Permanent Redirect'])(
    '%s is named and not followed',
    async (status) => {
      const elsewhere = await serve(bodies.forbidding);
      for (const kind of ['streamable-http', 'legacy-sse'] as const) {
        const server = await serve(
          bodies.redirecting(
            status,
            `${elsewhere.origin}/steal?${Buffer.from('\u202e\u0007').toString('latin1')}`,
          ),
        );
        const w = httpWorld(server.url, { kind, headers: [['Authorization', 'Bearer secret']] });
        worlds.push(w);
        const opened = await w.transport.open();
        const result = kind === 'streamable-http' ? (await w.ask(PING)).result : undefined;
        const [problem = opened] = w.problems();
        expect(problem).toMatchObject({
          code: 'redirect',
          message: expect.stringContaining(`${elsewhere.origin}/steal?`),
        });
        expect(problem!.message).toContain('another server');
        expect(problem!.message).toMatch(/^[ -~\u00a1-\u00ff]*$/);
        if (result !== undefined)
          expect(result).toMatchObject({ kind: 'http', status: Number(status.slice(0, 3)) });
        await expectExact(server, w);
      }
      expect(elsewhere.seen).toEqual([]);
    },
  );
});

describe('streams', () => {
  test('that drip byte by byte are read', async () => {
    const { server, w, result } = await complaints(streams.slowDrip);
    expect(result).toMatchObject({ kind: 'http', messages: 1 });
    await expectExact(server, w);
  });

  test('with an event that never ends stay flat in memory until they are closed', async () => {
    const { w } = await world(streams.endlessEvent);
    w.wire.keepsLarge = false;
    const sent = await w.transport.send({ message: Buffer.from(JSON.stringify(PING)), author: 'client' });
    const before = process.memoryUsage().rss;
    await until(() => w.wire.largeBytes > 100_000_000, 20_000);
    expect(process.memoryUsage().rss - before).toBeLessThan(150 * 1024 * 1024);
    sent.abort();
    expect(await sent.done).toMatchObject({ kind: 'http', aborted: true, messages: 0 });
    expect(w.wire.frames.at(-1)!.head.problem).toContain('the stream ends inside an event');
  });
});
