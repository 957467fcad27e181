import { request } from 'node:http';
import { Duplex } from 'node:stream';
import { MOST_HEAD_BYTES } from './response-reader.ts';

/** What Node's own HTTP parser (llhttp), which most clients trust, makes of the same bytes. */
export interface StrictReading {
  /** Bytes of one answer, in order, framing included. */
  feed(bytes: Buffer): void;
  /** Why the parser refused them, in words; told once, undefined otherwise. */
  takeComplaint(): string | undefined;
  close(): void;
}

/**
 * Lets node:http read an answer from a Duplex that belongs to nobody: what it would send is thrown
 * away, what it reads is not kept. Only its verdict counts, so it never decides what is recorded.
 */
export function readStrictly(method: string): StrictReading {
  const wire = new Duplex({ read() {}, write: (_chunk, _encoding, done) => done() });
  const waiting: Buffer[] = [];
  let isAttached = false;
  let isOver = false;
  let complaint: string | undefined;
  // No agent: given one, node:http would ask the agent for a connection and open a real one.
  const asked = request({
    // Nothing is sent: CONNECT is read like GET, since a tunnel would end the reading.
    method: method === 'CONNECT' ? 'GET' : method,
    createConnection: () => wire,
    maxHeaderSize: MOST_HEAD_BYTES,
  });
  // `data` is emitted by hand, so that the verdict is there when `feed` returns.
  const take = (bytes: Buffer): void => {
    if (!isOver) wire.emit('data', bytes);
  };
  asked.on('socket', () => {
    // node:http attaches its parser one tick after it announced the socket to us.
    process.nextTick(() => {
      isAttached = true;
      for (const bytes of waiting.splice(0)) take(bytes);
    });
  });
  asked.on('response', (answer) => {
    // A cut-off answer is reported by our own reader, with numbers.
    answer.on('error', () => {});
    answer.resume();
  });
  asked.on('error', (error: NodeJS.ErrnoException & { reason?: string }) => {
    isOver = true;
    if (error.code?.startsWith('HPE_'))
      complaint = `Node's HTTP parser refuses it: ${error.reason ?? error.message} (${error.code})`;
  });
  asked.end();
  return {
    feed(bytes) {
      if (isAttached) take(bytes);
      else waiting.push(bytes);
    },
    takeComplaint() {
      const said = complaint;
      complaint = undefined;
      return said;
    },
    close() {
      isOver = true;
      waiting.length = 0;
      asked.destroy();
      wire.destroy();
    },
  };
}
