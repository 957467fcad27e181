// Answers by the book as far as HTTP goes, whose bodies are the trap.
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { answering, http, idOf, json, type Request, type Script } from './server.ts';

const ZEROES = 64 * 1024 * 1024;

const result = (request: Request, value: unknown = {}): string =>
  JSON.stringify({ jsonrpc: '2.0', id: idOf(request), result: value });

export const encoded = (encoding: string, compress: (text: string) => Uint8Array): Script =>
  answering(async (request, talker) => {
    const headers = { 'Content-Type': 'application/json', 'Content-Encoding': encoding };
    await talker.write(http('200 OK', headers, compress(result(request))));
  });

const bomb = (encoding: string, bytes: Uint8Array): Script =>
  answering(async (_, talker) => {
    await talker.write(
      http('200 OK', { 'Content-Type': 'application/json', 'Content-Encoding': encoding }, bytes),
    );
  });

/** 64 MiB of nothing in 64 KiB; ten of them one after the other, since gzip allows that. */
export const gzipBomb = (): Script => {
  const one = gzipSync(Buffer.alloc(ZEROES));
  return bomb('gzip', Buffer.concat(Array.from({ length: 10 }, () => one)));
};

export const brotliBomb = (): Script =>
  bomb(
    'br',
    brotliCompressSync(Buffer.alloc(4 * ZEROES), { params: { [constants.BROTLI_PARAM_QUALITY]: 2 } }),
  );

export const html = answering(async (_, talker) => {
  await talker.write(
    http('200 OK', { 'Content-Type': 'text/html' }, '<html><script>alert(1)</script></html>'),
  );
});

export const notFound = answering(async (_, talker) => {
  await talker.write(http('404 Not Found', { 'Content-Type': 'text/html' }, '<h1>no</h1>'));
});

/** A JSON answer of that many bytes, written in pieces that are never held together. */
export const hugeJson = (bytes: number): Script =>
  answering(async (request, talker) => {
    const [head, tail] = result(request, { text: '|' }).split('|') as [string, string];
    const filler = Buffer.alloc(64 * 1024, 'abcdefgh');
    const size = head.length + bytes + tail.length;
    const start = `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${size}\r\n\r\n${head}`;
    talker.socket.write(start);
    for (let left = bytes; left > 0; left -= filler.length) {
      const part = filler.subarray(0, Math.min(left, filler.length));
      // Not through `write`, which would keep it all.
      if (!talker.socket.write(part))
        await new Promise<void>((resolve) => talker.socket.once('drain', () => resolve()));
    }
    talker.socket.write(tail);
  });

/** 401 with several challenges in several headers. */
export const challenging = answering(async (_, talker) => {
  const challenge =
    'HTTP/1.1 401 Unauthorized\r\n' +
    'WWW-Authenticate: Bearer realm="a, b", resource_metadata="http://127.0.0.1/.well-known/oauth-protected-resource"\r\n' +
    'www-authenticate: Basic realm="x", Negotiate\r\nContent-Length: 0\r\n\r\n';
  await talker.write(challenge);
});

export const forbidding = answering(async (_, talker) => {
  await talker.write(http('403 Forbidden', { 'Content-Type': 'application/json' }, '{"error":"no"}'));
});

export const redirecting = (status: string, location: string): Script =>
  answering(async (_, talker) => {
    await talker.write(http(status, { Location: location }));
  });

/** Gives out a session id on `initialize` and has forgotten it right afterwards. */
export const forgetful = answering(async (request, talker) => {
  if (request.body.includes('"initialize"'))
    await talker.write(json(JSON.parse(result(request)), { 'Mcp-Session-Id': 'abc-123' }));
  else
    await talker.write(
      http(
        '404 Not Found',
        { 'Content-Type': 'application/json' },
        '{"jsonrpc":"2.0","id":null,"error":{"code":-32001,"message":"Session not found"}}',
      ),
    );
});
