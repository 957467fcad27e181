import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { expectSame, httpWorld } from '../../test/http-world.ts';
import { startRaw, type Script } from '../../test/servers/raw-http/server.ts';

/** What one connection of the server plays: waits for a request where there is `null`, else writes. */
type Play = (Buffer | null)[];

const text = (latin1: string): Buffer => Buffer.from(latin1, 'latin1');
const anyBytes = fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes));
const header = fc.tuple(
  fc.oneof(
    fc.stringMatching(/^[A-Za-z-]{1,10}$/),
    fc.constantFrom('Content-Encoding', 'Mcp-Session-Id', 'Connection', 'Keep-Alive', 'Transfer-Encoding'),
  ),
  fc.oneof(
    fc.stringMatching(/^[ -~]{0,20}$/),
    fc.constantFrom('gzip', 'br', 'close', 'keep-alive', 'chunked', 'timeout=9'),
    fc.string({ maxLength: 8 }),
  ),
);
const sse = fc
  .array(
    fc.constantFrom(
      'data: {"a":1}\n\n',
      ': x\n\n',
      'id: 5\r\n',
      'data: x\r\r',
      '\ufeff',
      '\n',
      'retry: 1\n\n',
      'data: {"jsonrpc":"2.0","id":1,"result":{}}\r\n\r\n',
      'data: half',
    ),
    { maxLength: 8 },
  )
  .map((parts) => Buffer.from(parts.join('')));
const body = fc.oneof(
  anyBytes,
  sse,
  fc.constant(text('{"jsonrpc":"2.0","id":1,"result":{}}')),
  anyBytes.map((bytes) => gzipSync(bytes)),
);
const type = fc.constantFrom('application/json', 'text/event-stream', 'text/html');

const byLength = (bytes: Buffer): Buffer[] => [text(`Content-Length: ${bytes.length}\r\n\r\n`), bytes];
const byChunks = (bytes: Buffer, size: number): Buffer[] => {
  const parts: Buffer[] = [text('Transfer-Encoding: chunked\r\n\r\n')];
  for (let at = 0; at < bytes.length; at += size) {
    const part = bytes.subarray(at, at + size);
    parts.push(text(`${part.length.toString(16)};x\r\n`), part, text('\r\n'));
  }
  return [...parts, text('0\r\nT: 1\r\n\r\n')];
};
const answer = fc
  .tuple(
    fc.constantFrom('200 OK', '202 Accepted', '401 No', '204 Nothing', '307 There'),
    type,
    fc.array(header, { maxLength: 3 }),
    body,
    fc.constantFrom('length', 'chunks', 'close'),
    fc.integer({ min: 1, max: 60 }),
  )
  .map(([status, contentType, headers, bytes, how, size]) => {
    const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
    const framed =
      how === 'length' ? byLength(bytes) : how === 'chunks' ? byChunks(bytes, size) : [text('\r\n'), bytes];
    return Buffer.concat([text(`HTTP/1.1 ${status}\r\nContent-Type: ${contentType}\r\n${lines}`), ...framed]);
  });
/** Answers by the book, answers with junk behind or between them, pure junk; cut into pieces of any size. */
const play: fc.Arbitrary<Play> = fc
  .array(fc.oneof({ weight: 4, arbitrary: answer }, { weight: 1, arbitrary: anyBytes }), {
    minLength: 1,
    maxLength: 3,
  })
  .chain((parts) =>
    fc.array(fc.nat(800), { maxLength: 6 }).map((places) =>
      parts.flatMap((part): Play => {
        const cuts = [...new Set(places.map((place) => place % (part.length + 1)))].sort((a, b) => a - b);
        return [
          null,
          ...[...cuts, part.length].map((to, at) => part.subarray(at === 0 ? 0 : cuts[at - 1], to)),
        ];
      }),
    ),
  );

const message = fc.oneof(
  fc.string().map((value) => Buffer.from(JSON.stringify({ jsonrpc: '2.0', id: 1, method: value }))),
  fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
);
const sendHeader = fc.tuple(
  fc
    .oneof(
      fc.stringMatching(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,12}$/),
      fc.constantFrom('Host', 'ACCEPT', 'Mcp-Session-Id', 'User-Agent'),
    )
    .filter((name) => !/^(content-length|transfer-encoding)$/i.test(name)),
  fc.string({
    unit: fc
      .integer({ min: 1, max: 255 })
      .map((code) => String.fromCharCode(code))
      .filter((char) => !/[\r\n]/.test(char)),
    maxLength: 20,
  }),
);

const playing =
  (play: Play): Script =>
  async (talker) => {
    for (const step of play) {
      if (step === null) {
        // Half an answer leaves both sides waiting for each other: then this side hangs up.
        const waited = new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), 20).unref());
        if ((await Promise.race([talker.request(), waited])) === undefined) break;
      } else if (step.length > 0) {
        await talker.write(step);
      }
    }
    talker.end();
  };

test('whatever is sent and answered, in whatever pieces: what the other side saw is what the frames hold', async () => {
  await fc.assert(
    fc.asyncProperty(
      play,
      fc.array(fc.tuple(message, fc.array(sendHeader, { maxLength: 3 })), { minLength: 1, maxLength: 3 }),
      async (steps, messages) => {
        const server = await startRaw(playing(steps));
        // Nothing may be left behind: we read on until the server hangs up.
        const w = httpWorld(server.url, { limits: { linger: 2_000, lingerBytes: 1e9 } });
        try {
          expect(await w.transport.open()).toBeUndefined();
          for (const [bytes, headers] of messages) {
            const sent = await w.transport.send({ message: bytes, author: 'client', headers });
            await sent.done;
          }
          await Promise.all(server.closed());
          await w.transport.close();
          w.wire.flush();
          for (const [at, { received, written }] of server.seen.entries()) {
            expectSame(w.wire.channel(`c${at + 1}>`), received);
            expectSame(w.wire.channel(`c${at + 1}<`), written);
          }
          for (const frame of w.wire.frames) {
            if (frame.payload.kind === 'slice')
              expectSame(frame.message, frame.raw.subarray(frame.payload.from, frame.payload.to));
            if (frame.head.http !== undefined && frame.head.toward === 'server')
              expectSame(frame.message, frame.raw.subarray(frame.head.http.bodyAt));
          }
        } finally {
          await w.transport.close();
          await server.close();
        }
      },
    ),
    { numRuns: 250 },
  );
}, 60_000);
