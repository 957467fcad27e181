import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import type { Listener } from '../../fuzz/world.ts';
import type { Outcome } from '../../protocol/problem.ts';
import { LISTENER_LIMITS } from './limits.ts';

const HOST = '127.0.0.1';
const TOKEN = /(?<![a-z0-9])[a-z0-9]{16}(?![a-z0-9])/g;
const FIRST_PORT = 20_000;
const PORTS = 20_000;
/** ms after which what came without a blank line is answered as it is: other protocols than HTTP end otherwise. */
const PATIENCE = 300;

/** Somebody called. `path`: the address asked for, or the line the token was in. */
export interface Asked {
  path: string;
  from: string;
}

export interface ListenerOptions {
  seed: number;
  /** 32 hexadecimal digits, the body of every answer. */
  body: string;
  onAsked?: (token: string, asked: Asked) => void;
}

/**
 * Waits on loopback for whoever is made to call. Notes calls by the token in them, and answers everything with the
 * same body. `/redirect/TOKEN` is answered with a way back to itself, by name: `http://localhost:PORT/TOKEN/redirected`.
 * Speaks so little HTTP itself that a line of any other protocol is noted as well.
 */
export class CanaryListener {
  readonly listener: Listener;
  #servers: readonly Server[];
  #sockets = new Set<Socket>();
  #asked = new Map<string, Asked[]>();
  #unheard = new Set<string>();
  #onAsked: ListenerOptions['onAsked'];

  private constructor(servers: readonly Server[], port: number, options: ListenerOptions) {
    this.#servers = servers;
    this.#onAsked = options.onAsked;
    this.listener = { host: HOST, port, body: options.body };
    for (const server of servers) {
      server.maxConnections = LISTENER_LIMITS.sockets;
      server.on('connection', (socket) => this.#answer(socket));
      // A connection that could not be taken is no reason to end.
      server.on('error', () => undefined);
    }
  }

  /** Takes the port that belongs to the seed, or the next that is free in an order which belongs to it too. */
  static async start(options: ListenerOptions): Promise<Outcome<CanaryListener>> {
    for (let attempt = 0; attempt <= LISTENER_LIMITS.tries; attempt++) {
      const port = attempt === LISTENER_LIMITS.tries ? 0 : portOf(options.seed, attempt);
      const server = await listening(HOST, port);
      if (server === undefined) continue;
      const taken = (server.address() as AddressInfo).port;
      // `localhost` and `[::1]` may lead there; where there is no IPv6, nobody will come that way.
      const six = await listening('::1', taken);
      return { ok: true, value: new CanaryListener(six ? [server, six] : [server], taken, options) };
    }
    return {
      ok: false,
      problem: {
        code: 'no-listener',
        message: `No port of ${HOST} could be listened on.`,
        hint: 'Without it nothing is tried that would make the server call somebody.',
      },
    };
  }

  /** What it will be where the port of the seed is free. */
  static expected({ seed, body }: Pick<ListenerOptions, 'seed' | 'body'>): Listener {
    return { host: HOST, port: portOf(seed, 0), body };
  }

  /** All calls with this token until now, in order. */
  asked(token: string): readonly Asked[] {
    this.#unheard.delete(token);
    return this.#asked.get(token) ?? [];
  }

  /** Tokens of calls that came since `asked` was last asked for them. */
  get unheard(): readonly string[] {
    return [...this.#unheard];
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await Promise.all(this.#servers.map((server) => new Promise((done) => server.close(done))));
  }

  #answer(socket: Socket): void {
    this.#sockets.add(socket);
    const from = `${socket.remoteAddress ?? '?'}:${socket.remotePort ?? 0}`;
    let text = '';
    let patience: NodeJS.Timeout | undefined;
    let isAnswered = false;
    const answer = (): void => {
      clearTimeout(patience);
      if (isAnswered || socket.destroyed) return;
      isAnswered = true;
      this.#note(text, from);
      socket.end(answerTo(text, this.listener));
    };
    socket.setTimeout(LISTENER_LIMITS.wait, () => socket.destroy());
    socket.setEncoding('latin1');
    socket.on('data', (chunk: string) => {
      text += chunk.slice(0, LISTENER_LIMITS.bytes - text.length);
      clearTimeout(patience);
      if (isWhole(text) || text.length >= LISTENER_LIMITS.bytes) answer();
      else patience = setTimeout(answer, PATIENCE);
    });
    socket.on('end', answer);
    // ECONNRESET: a caller that hangs up early. What it said until then is noted.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      if (!isAnswered) this.#note(text, from);
      clearTimeout(patience);
      this.#sockets.delete(socket);
    });
  }

  #note(text: string, from: string): void {
    for (const line of new Set(text.split(/\r\n|\r|\n/)))
      for (const token of new Set(line.match(TOKEN))) {
        const hits = this.#asked.get(token) ?? [];
        if (hits.length >= LISTENER_LIMITS.hitsOfToken || this.#asked.size >= LISTENER_LIMITS.tokens) continue;
        const target = /^[A-Z]{3,10} (\S+)(?: HTTP\/\d\.\d)?$/.exec(line)?.[1];
        const asked = { path: (target ?? line).slice(0, 500), from };
        this.#asked.set(token, [...hits, asked]);
        this.#unheard.add(token);
        this.#onAsked?.(token, asked);
      }
  }
}

function portOf(seed: number, attempt: number): number {
  // Any order will do that is the same for the same seed; the factors are odd and share nothing with the count.
  return FIRST_PORT + ((((seed >>> 0) % PORTS) * 7919 + attempt * 6007) % PORTS);
}

function listening(host: string, port: number): Promise<Server | undefined> {
  const server = createServer({ allowHalfOpen: true });
  return new Promise((done) => {
    server.once('error', () => done(undefined));
    server.listen({ host, port, exclusive: true, ipv6Only: host.includes(':') }, () => done(server));
  });
}

/** Head and body of a request, as far as a length was told. */
function isWhole(text: string): boolean {
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) return false;
  const length = /^content-length:[ \t]*(\d{1,9})/im.exec(text.slice(0, end))?.[1];
  return text.length >= end + 4 + Number(length ?? 0);
}

function answerTo(text: string, { port, body }: Listener): string {
  const [, method = '', target = ''] = /^([A-Z]{3,10}) (\S+)/.exec(text) ?? [];
  if (method === '') return `${body}\r\n`;
  const redirected = /^\/redirect\/([a-z0-9]{16})(?![a-z0-9])/.exec(target)?.[1];
  const head =
    redirected === undefined
      ? 'HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\n'
      : `HTTP/1.1 302 Found\r\nlocation: http://localhost:${port}/${redirected}/redirected\r\n`;
  const sent = method === 'HEAD' ? '' : body;
  return `${head}content-length: ${body.length}\r\nconnection: close\r\n\r\n${sent}`;
}
