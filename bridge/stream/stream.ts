import type { WebSocket, WebSocketServer } from 'ws';
import type * as Shapes from '../../protocol/stream.ts';
import type { FrameSummary } from '../../protocol/frame.ts';
import { LateArrivals } from './late-arrivals.ts';
import { type MaskFields, PageSender } from './page-sender.ts';
import type { StreamSource } from './source.ts';
import type { Upgrade } from './upgrade.ts';

// Typed as the protocol's constants, so that they cannot drift apart without loading zod for them.
const PROTOCOL: typeof Shapes.STREAM_PROTOCOL = 1;
const SUBPROTOCOL: typeof Shapes.STREAM_SUBPROTOCOL = 'mcp-sec-inspect.v1';

/** Why the bridge closed a socket; in the range RFC 6455 section 7.4.2 leaves to applications. */
export const CloseCode = {
  noHello: 4001,
  badMessage: 4002,
  reload: 4003,
} as const;

const GOING_AWAY = 1001;
/** Pages only send a few numbers. */
const MAX_PAYLOAD = 16 * 1024;
/** Missed frames beyond this are not counted one by one: the page starts anew, which costs it less. */
const MOST_RESUMED = 5000;

export interface StreamParts {
  source: StreamSource;
  masking: { fields: MaskFields };
  build: string;
  /** Random, one per start: positions of another run mean nothing here. */
  run: string;
  onBug(bug: unknown): void;
  /** ms; other values are for tests. */
  timing?: { helloWithin: number; pingEvery: number };
}

export interface Stream {
  /** Takes over a socket that passed the guard. */
  accept(upgrade: Upgrade): void;
  /** What is held for slow pages, all of them together. */
  load(): { pages: number; rows: number; bufferedBytes: number };
  /** Tells every page that the bridge ends, and closes. */
  close(): Promise<void>;
}

interface Loaded {
  server: WebSocketServer;
  ClientMessage: typeof Shapes.ClientMessage;
}

interface Page {
  socket: WebSocket;
  sender?: PageSender;
  isAlive: boolean;
}

/** One per bridge: any number of pages, each with a sender of its own. */
export function createStream(parts: StreamParts): Stream {
  return new PageStream(parts);
}

class PageStream implements Stream {
  readonly #parts: StreamParts;
  readonly #timing: { helloWithin: number; pingEvery: number };
  readonly #pages = new Set<Page>();
  readonly #late: LateArrivals;
  readonly #unsubscribe: () => void;
  #loaded: Promise<Loaded> | undefined;
  #pinging: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(parts: StreamParts) {
    this.#parts = parts;
    this.#timing = parts.timing ?? { helloWithin: 2000, pingEvery: 15_000 };
    this.#late = new LateArrivals(parts.source.head());
    this.#unsubscribe = parts.source.subscribe({
      frames: (batch) => this.#onFrames(batch),
      change: (change) => {
        for (const page of this.#pages) page.sender?.change(change);
      },
    });
  }

  accept(upgrade: Upgrade): void {
    // Until ws takes over, a reset of this socket would be nobody's and end the bridge.
    const ignoreReset = () => upgrade.socket.destroy();
    upgrade.socket.on('error', ignoreReset);
    this.#load().then(
      (loaded) => this.#takeOver(loaded, upgrade, ignoreReset),
      (bug: unknown) => {
        this.#parts.onBug(bug);
        upgrade.socket.destroy();
      },
    );
  }

  load(): { pages: number; rows: number; bufferedBytes: number } {
    const pages = [...this.#pages];
    return {
      pages: pages.length,
      rows: pages.reduce((sum, page) => sum + (page.sender?.pending.rows ?? 0), 0),
      bufferedBytes: pages.reduce((sum, page) => sum + page.socket.bufferedAmount, 0),
    };
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#unsubscribe();
    clearInterval(this.#pinging);
    const closing = [...this.#pages].map((page) => {
      const closed = new Promise((resolve) => page.socket.once('close', resolve));
      page.socket.close(GOING_AWAY, 'the bridge ends');
      const timer = setTimeout(() => page.socket.terminate(), 250);
      return closed.then(() => clearTimeout(timer));
    });
    await Promise.all(closing);
  }

  /** The first page pays for loading ws and the schemas, not the start of the bridge. */
  #load(): Promise<Loaded> {
    this.#loaded ??= Promise.all([import('ws'), import('../../protocol/stream.ts')]).then(([ws, shapes]) => ({
      server: new ws.WebSocketServer({
        noServer: true,
        clientTracking: false,
        maxPayload: MAX_PAYLOAD,
        perMessageDeflate: false,
        // Never the offered list's second entry: that one is the token.
        handleProtocols: () => SUBPROTOCOL,
      }),
      ClientMessage: shapes.ClientMessage,
    }));
    return this.#loaded;
  }

  #takeOver({ server, ClientMessage }: Loaded, upgrade: Upgrade, ignoreReset: () => void): void {
    if (this.#isClosed || upgrade.socket.destroyed) {
      upgrade.socket.destroy();
      return;
    }
    const addHeaders = (lines: string[]) => {
      for (const [name, value] of upgrade.headers) lines.push(`${name}: ${value}`);
    };
    const refuseHandshake = (error: Error) =>
      upgrade.refuse(400, {
        code: 'bad-handshake',
        message: `This is no WebSocket handshake: ${error.message}`,
      });
    // All of these run before handleUpgrade returns, so another socket's handshake never sees them.
    server.once('headers', addHeaders);
    server.once('wsClientError', refuseHandshake);
    server.handleUpgrade(upgrade.request, upgrade.socket, upgrade.head, (socket) => {
      upgrade.socket.off('error', ignoreReset);
      this.#onPage(socket, ClientMessage);
    });
    server.off('headers', addHeaders);
    server.off('wsClientError', refuseHandshake);
  }

  #onPage(socket: WebSocket, ClientMessage: Loaded['ClientMessage']): void {
    const page: Page = { socket, isAlive: true };
    this.#pages.add(page);
    this.#pinging ??= setInterval(() => this.#dropDead(), this.#timing.pingEvery).unref();
    const impatience = setTimeout(
      () => socket.close(CloseCode.noHello, 'no hello in time'),
      this.#timing.helloWithin,
    );

    socket.on('pong', () => {
      page.isAlive = true;
    });
    // ws closes the socket itself after an error; what went wrong is the page's.
    socket.on('error', () => socket.terminate());
    socket.on('close', () => {
      clearTimeout(impatience);
      page.sender?.close();
      this.#pages.delete(page);
    });
    socket.on('message', (raw, isBinary) => {
      page.isAlive = true;
      const message = isBinary
        ? undefined
        : ClientMessage.safeParse(parseText((raw as Buffer).toString('utf8'))).data;
      if (message?.kind === 'hello' && !page.sender) {
        clearTimeout(impatience);
        this.#onHello(page, message).catch((bug: unknown) => {
          this.#parts.onBug(bug);
          socket.terminate();
        });
      } else if (message?.kind === 'taken' && page.sender) page.sender.taken(message.upTo);
      else socket.close(CloseCode.badMessage, 'not understood');
    });
  }

  async #onHello(page: Page, hello: Shapes.ClientHello): Promise<void> {
    const { source, build, run, masking } = this.#parts;
    const outlet = {
      send: (text: string, written: () => void) => page.socket.send(text, () => written()),
      get buffered() {
        return page.socket.bufferedAmount;
      },
    };
    const mismatch = hello.build !== build || hello.protocol !== PROTOCOL;
    if (mismatch) {
      const reason =
        hello.build === build ? 'The page speaks another protocol.' : 'The page is of another build.';
      const reload: Shapes.BridgeMessage = { kind: 'reload', build, reason };
      page.socket.send(JSON.stringify(reload));
      page.socket.close(CloseCode.reload, 'reload');
      return;
    }
    const isSameRun = hello.run === run;
    const seen = isSameRun && this.#late.canResume(hello.seen) ? hello.seen : undefined;
    const sender = new PageSender(outlet, masking.fields.bind(masking), seen ?? this.#late.head);
    page.sender = sender;
    const history = seen === undefined ? undefined : await this.#missed(seen);
    if (page.socket.readyState !== page.socket.OPEN) return;
    if (history) sender.prepend(history);
    else sender.restart(this.#late.head);
    sender.release({
      kind: 'hello',
      build,
      protocol: PROTOCOL,
      run,
      resumed: history !== undefined,
      snapshot: { ...source.snapshot(), head: this.#late.head },
    });
  }

  /** Frames between `seen` and now; undefined when they cannot be told without a gap or a double. */
  async #missed(seen: number): Promise<FrameSummary[] | undefined> {
    const until = this.#late.head;
    const lateBefore = this.#late.total;
    if (seen === until) return [];
    const found = await this.#parts.source.summariesAfter(seen, MOST_RESUMED + 1);
    const missed = found.filter((summary) => summary.n > seen && summary.n <= until);
    // A frame that arrived out of order meanwhile may be in both halves.
    const isAmbiguous = this.#late.total !== lateBefore;
    return found.length > MOST_RESUMED || isAmbiguous ? undefined : missed;
  }

  #onFrames(batch: readonly FrameSummary[]): void {
    if (batch.length === 0) return;
    this.#late.note(batch);
    for (const page of this.#pages) page.sender?.frames(batch);
  }

  #dropDead(): void {
    for (const page of this.#pages) {
      if (!page.isAlive) page.socket.terminate();
      else {
        page.isAlive = false;
        page.socket.ping();
      }
    }
  }
}

function parseText(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // SyntaxError: not JSON, which no schema accepts either.
    return undefined;
  }
}
