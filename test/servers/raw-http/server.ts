// A TCP server that plays a script instead of speaking HTTP by the book, and keeps exactly the bytes it
// received and wrote. Everything that misbehaves over HTTP is a script in this folder.
import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';

/** One connection as this side saw it. */
export interface Seen {
  received: Buffer;
  written: Buffer;
}

export interface RawServer {
  /** http://127.0.0.1:PORT/mcp */
  url: string;
  origin: string;
  port: number;
  /** In the order they came. */
  seen: Seen[];
  /** Start lines of all requests so far. */
  requests(): string[];
  /** One promise a connection: resolves when it is closed on both sides. */
  closed(): Promise<void>[];
  close(): Promise<void>;
}

export interface Request {
  startLine: string;
  method: string;
  path: string;
  /** As received, by lower-case name; the last one counts. */
  headers: Record<string, string>;
  body: Buffer;
}

/** What a script has at hand: the connection's number (from 0) and its bytes both ways. */
export class Talker {
  readonly number: number;
  readonly socket: Socket;
  readonly closed: Promise<void>;
  #received: Buffer[] = [];
  #written: Buffer[] = [];
  #unread = Buffer.alloc(0);
  #isOver = false;
  #wake: () => void = () => {};

  constructor(socket: Socket, number: number) {
    this.socket = socket;
    this.number = number;
    this.closed = new Promise((resolve) => socket.once('close', () => resolve()));
    socket.on('data', (bytes: Buffer) => {
      this.#received.push(bytes);
      this.#unread = Buffer.concat([this.#unread, bytes]);
      this.#wake();
    });
    socket.on('error', () => {
      // ECONNRESET and EPIPE: the client has gone, which some scripts provoke.
    });
    socket.on('close', () => {
      this.#isOver = true;
      this.#wake();
    });
    socket.on('end', () => {
      this.#isOver = true;
      this.#wake();
    });
  }

  get seen(): Seen {
    return { received: Buffer.concat(this.#received), written: Buffer.concat(this.#written) };
  }

  /** The next request on this connection, or undefined when the client is done. */
  async request(): Promise<Request | undefined> {
    for (;;) {
      const end = this.#unread.indexOf('\r\n\r\n');
      const read = end === -1 ? undefined : readRequest(this.#unread, end);
      if (read !== undefined) {
        this.#unread = this.#unread.subarray(read.bytes);
        return read.request;
      }
      if (this.#isOver) return undefined;
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  /** Resolves when the system has taken the bytes; false when the client is gone. Strings are latin1. */
  write(what: string | Uint8Array): Promise<boolean> {
    const bytes = typeof what === 'string' ? Buffer.from(what, 'latin1') : Buffer.from(what);
    if (this.socket.destroyed) return Promise.resolve(false);
    this.#written.push(bytes);
    return new Promise((resolve) =>
      this.socket.write(bytes, (error) => resolve(error === undefined || error === null)),
    );
  }

  end(): void {
    this.socket.end();
  }

  /** RST instead of FIN. */
  reset(): void {
    this.socket.resetAndDestroy();
  }
}

export type Script = (talker: Talker) => Promise<void> | void;

export interface RawOptions {
  /** PEM: speaks TLS. */
  tls?: { key: string; cert: string };
  host?: string;
  port?: number;
}

export async function startRaw(script: Script, options: RawOptions = {}): Promise<RawServer> {
  const talkers: Talker[] = [];
  const take = (socket: Socket): void => {
    const talker = new Talker(socket, talkers.length);
    talkers.push(talker);
    void Promise.resolve(script(talker)).catch((error: unknown) => socket.destroy(error as Error));
  };
  const server: Server = options.tls === undefined ? createServer(take) : createTlsServer(options.tls, take);
  const host = options.host ?? '127.0.0.1';
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, host, resolve);
  });
  const { port } = server.address() as { port: number };
  const origin = `${options.tls === undefined ? 'http' : 'https'}://${host}:${port}`;
  return {
    url: `${origin}/mcp`,
    origin,
    port,
    get seen() {
      return talkers.map((talker) => talker.seen);
    },
    requests: () =>
      talkers.flatMap(
        ({ seen }) => seen.received.toString('latin1').match(/^[A-Z]+ \S+ HTTP\/1\.1$/gm) ?? [],
      ),
    closed: () => talkers.map(({ closed }) => closed),
    close: () =>
      new Promise((resolve) => {
        for (const { socket } of talkers) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

/** Plays the same answer for every request, over and over. */
export function answering(answer: (request: Request, talker: Talker) => Promise<void> | void): Script {
  return async (talker) => {
    for (let request = await talker.request(); request !== undefined; request = await talker.request()) {
      await answer(request, talker);
    }
  };
}

/** An answer by the book, for scripts that misbehave elsewhere. */
export function http(
  status: string,
  headers: Record<string, string>,
  body: string | Uint8Array = '',
): Buffer {
  const bytes = typeof body === 'string' ? Buffer.from(body) : Buffer.from(body);
  const all = { ...headers, 'Content-Length': String(bytes.length) };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.concat([Buffer.from(`HTTP/1.1 ${status}\r\n${lines.join('')}\r\n`, 'latin1'), bytes]);
}

export function json(value: unknown, headers: Record<string, string> = {}): Buffer {
  return http('200 OK', { 'Content-Type': 'application/json', ...headers }, JSON.stringify(value));
}

/** The JSON-RPC id of a request's body, `null` when it has none. */
export function idOf({ body }: Request): unknown {
  try {
    return (JSON.parse(body.toString()) as { id?: unknown }).id ?? null;
  } catch {
    // SyntaxError: not JSON, so no id.
    return null;
  }
}

/** One chunk of a chunked body. */
export function chunk(body: string | Uint8Array): Buffer {
  const bytes = typeof body === 'string' ? Buffer.from(body) : Buffer.from(body);
  return Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n')]);
}

function readRequest(unread: Buffer, end: number): { request: Request; bytes: number } | undefined {
  const [startLine = '', ...lines] = unread.toString('latin1', 0, end).split('\r\n');
  const headers = Object.fromEntries(
    lines.map((line) => [
      line.slice(0, line.indexOf(':')).toLowerCase(),
      line.slice(line.indexOf(':') + 1).trim(),
    ]),
  );
  const length = Number(headers['content-length'] ?? 0);
  const bytes = end + 4 + length;
  if (unread.length < bytes) return undefined;
  const [method = '', path = ''] = startLine.split(' ');
  return {
    request: { startLine, method, path, headers, body: Buffer.from(unread.subarray(end + 4, bytes)) },
    bytes,
  };
}
