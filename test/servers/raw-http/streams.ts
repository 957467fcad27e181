// Event streams: cut at bad places, slow, endless, encoded, resumed.
import { gzipSync, constants, createGzip } from 'node:zlib';
import { answering, chunk, http, idOf, type Request, type Script, type Talker } from './server.ts';

const HEAD = 'HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n';
const CHUNKED = `${HEAD}Transfer-Encoding: chunked\r\n\r\n`;

export const message = (value: unknown): string => JSON.stringify(value);
export const answerTo = (request: Request, result: unknown = {}): string =>
  message({ jsonrpc: '2.0', id: idOf(request), result });

/** Chunks exactly as given; a pause between them so that they arrive one by one. */
export const streaming = (parts: (request: Request) => (string | Uint8Array)[], pause = 0): Script =>
  answering(async (request, talker) => {
    await talker.write(CHUNKED);
    for (const part of parts(request)) {
      await talker.write(chunk(part));
      if (pause > 0) await later(pause);
    }
    await talker.write('0\r\n\r\n');
  });

/** A character cut in two by the framing, CR alone as line end, a byte order mark, comments, data over two lines. */
export const awkward = streaming((request) => {
  const event = Buffer.from(
    `\ufeff: hello\r\rid: 1\revent: message\rdata: ${answerTo(request, { text: 'zwölf 世界 🚀' })}\r\r`,
  );
  const middle = event.indexOf(Buffer.from('🚀')) + 2;
  return [
    event.subarray(0, middle),
    event.subarray(middle),
    ': ping\n\n',
    'data: {"jsonrpc":"2.0",\ndata: "method":"notifications/x"}\n\n',
  ];
});

export const slowDrip = answering(async (request, talker) => {
  const bytes = Buffer.from(`${HEAD}Connection: close\r\n\r\ndata: ${answerTo(request)}\r\n\r\n`);
  for (const byte of bytes) {
    await talker.write(Uint8Array.of(byte));
    await later(1);
  }
  talker.end();
});

/** An event that never ends. */
export const endlessEvent: Script = async (talker) => {
  if ((await talker.request()) === undefined) return;
  const closed = new Promise<void>((resolve) => talker.socket.once('close', () => resolve()));
  await talker.write(`${HEAD}\r\ndata: `);
  const filler = Buffer.alloc(64 * 1024, 'x');
  while (!talker.socket.destroyed) {
    if (talker.socket.write(filler)) continue;
    await Promise.race([
      new Promise<void>((resolve) => talker.socket.once('drain', () => resolve())),
      closed,
    ]);
  }
};

/** One event of that many bytes, as one chunk. */
export const bigEvent = (bytes: number): Script =>
  streaming((request) => [
    `event: message\ndata: ${answerTo(request, { text: 'x'.repeat(bytes) })}\n\n`,
    ': after\n\n',
  ]);

export const gzipped = answering(async (request, talker) => {
  await talker.write(`${HEAD}Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n`);
  const gzip = createGzip();
  const parts: Buffer[] = [];
  gzip.on('data', (part: Buffer) => parts.push(part));
  const notification = message({ jsonrpc: '2.0', method: 'notifications/x' });
  for (const text of [
    `data: ${notification}\n\ndata: ${notification}\n\n`,
    `data: ${answerTo(request)}\n\n`,
  ]) {
    await new Promise<void>((resolve) =>
      gzip.write(text, () => gzip.flush(constants.Z_SYNC_FLUSH, () => resolve())),
    );
    await talker.write(chunk(Buffer.concat(parts.splice(0))));
  }
  await new Promise<void>((resolve) => gzip.end(() => resolve()));
  await talker.write(
    Buffer.concat([...(parts.length > 0 ? [chunk(Buffer.concat(parts))] : []), Buffer.from('0\r\n\r\n')]),
  );
});

/** A bomb inside an event stream. */
export const gzippedBomb = (): Script => {
  const bytes = gzipSync(Buffer.concat([Buffer.from('data: '), Buffer.alloc(64 * 1024 * 1024, 'a')]));
  return answering(async (_, talker) => {
    await talker.write(
      http('200 OK', { 'Content-Type': 'text/event-stream', 'Content-Encoding': 'gzip' }, bytes),
    );
  });
};

/** The stream breaks before the answer; it comes when the stream is asked for again from event 1. */
export const breaking = answering(async (request, talker) => {
  if (request.method === 'POST') {
    await talker.write(CHUNKED);
    await talker.write(chunk('id: 1\nretry: 20\ndata:\n\n'));
    await later(20);
    talker.reset();
    return;
  }
  await talker.write(CHUNKED);
  await talker.write(
    chunk(
      `id: 2\ndata: ${message({ jsonrpc: '2.0', id: 1, result: { after: request.headers['last-event-id'] } })}\n\n`,
    ),
  );
  await talker.write('0\r\n\r\n');
});

/** Ends every GET stream at once, says to come back at once. */
export const closing = answering(async (_, talker) => {
  await talker.write(CHUNKED);
  await talker.write(chunk('retry: 0\n\n'));
  await talker.write('0\r\n\r\n');
});

/** HTTP+SSE of 2024-11-05 that names `address` for messages and answers what arrives there. */
export const legacy = (address: string, extra = ''): Script => {
  let stream: Talker | undefined;
  return answering(async (request, talker) => {
    if (request.method === 'GET') {
      stream = talker;
      await talker.write(`${HEAD}\r\nevent: endpoint\ndata: ${address}\n\n${extra}`);
      return;
    }
    await talker.write('HTTP/1.1 202 Accepted\r\nContent-Length: 8\r\n\r\nAccepted');
    if (idOf(request) !== null) await stream?.write(`event: message\ndata: ${answerTo(request)}\n\n`);
  });
};

function later(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
