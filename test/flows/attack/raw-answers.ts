import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

/** What was asked: the path of the request line, the head as it was, and the body. */
export interface Asked {
  path: string;
  head: string;
  body: string;
}

export interface RawServer {
  origin: string;
  asked: Asked[];
  close(): void;
}

/**
 * Answers each request with whatever bytes `answer` makes of it, well-formed or not, and goes on; behind a text
 * (written as latin1) it hangs up. Reads only bodies with a Content-Length, which is what we send.
 */
export async function answersRaw(answer: (asked: Asked) => string | Buffer): Promise<RawServer> {
  const asked: Asked[] = [];
  const open = new Set<Socket>();
  const server: Server = createServer((socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    socket.on('error', () => {});
    let held = '';
    socket.on('data', (part: Buffer) => {
      held += part.toString('latin1');
      const end = held.indexOf('\r\n\r\n');
      if (end < 0) return;
      const head = held.slice(0, end);
      const body = held.slice(end + 4);
      if (body.length < Number(/^content-length: *(\d+)/im.exec(head)?.[1] ?? 0)) return;
      held = '';
      const one = {
        path: head.split(' ')[1] ?? '',
        head,
        body: Buffer.from(body, 'latin1').toString('utf8'),
      };
      asked.push(one);
      const bytes = answer(one);
      if (typeof bytes === 'string') socket.end(Buffer.from(bytes, 'latin1'));
      else socket.write(bytes);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    close: () => {
      for (const socket of open) socket.destroy();
      server.close();
    },
  };
}

/** A whole answer over HTTP with this start line and these further header lines. */
export function http(startLine: string, headers: string[], body = ''): Buffer {
  const bytes = Buffer.from(body);
  const head = [startLine, ...headers, `content-length: ${bytes.length}`, '', ''].join('\r\n');
  return Buffer.concat([Buffer.from(head, 'latin1'), bytes]);
}

function readCall(body: string): { id?: unknown; method?: string } {
  try {
    return JSON.parse(body) as { id?: unknown; method?: string };
  } catch {
    // SyntaxError: a fuzzer sends all sorts of things.
    return {};
  }
}

/** What an honest server with one harmless tool says to a message; undefined to what takes no answer. */
export function honest(body: string): string | undefined {
  const { id, method } = readCall(body);
  if (id === undefined) return undefined;
  const results: Record<string, unknown> = {
    initialize: {
      protocolVersion: '2025-06-18',
      capabilities: { tools: {} },
      serverInfo: { name: 'honest', version: '1' },
    },
    'tools/list': {
      tools: [{ name: 'look', inputSchema: { type: 'object' }, annotations: { readOnlyHint: true } }],
    },
    'tools/call': { content: [{ type: 'text', text: 'seen' }] },
  };
  const result = results[method ?? ''];
  return JSON.stringify({
    jsonrpc: '2.0',
    id,
    ...(result === undefined ? { error: { code: -32601, message: 'no' } } : { result }),
  });
}
