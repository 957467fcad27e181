import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Outcome, Problem } from '../../protocol/problem.ts';
import { createApp, type Dispatch, loadShapes } from './app.ts';
import type { ApiContext } from './context.ts';
import { type Door, judge, rawAnswer, type RequestHead, type Verdict } from './guard.ts';
import { SEALED_HEADERS } from './headers.ts';
import { isLoopback } from './loopback.ts';
import { listRoutes, Route, type RouteFace } from './route.ts';
import { annotationRoutes } from './routes/annotations.ts';
import { archiveRoutes } from './routes/archives.ts';
import { collectionRoutes } from './routes/collections.ts';
import { comparingRoutes } from './routes/comparing.ts';
import { bridgeRoutes } from './routes/bridge.ts';
import { doorRoutes } from './routes/door.ts';
import { checkRoutes } from './routes/checks.ts';
import { answeringRoutes } from './routes/answering.ts';
import { harRoutes } from './routes/har.ts';
import { copyRoutes } from './routes/copies.ts';
import { craftRoutes } from './routes/craft.ts';
import { findingRoutes } from './routes/findings.ts';
import { flowRoutes } from './routes/flows.ts';
import { practiceRoutes } from './routes/practice.ts';
import { fuzzRoutes } from './routes/fuzz.ts';
import { inventoryRoutes } from './routes/inventory.ts';
import { questionRoutes } from './routes/questions.ts';
import { probeRoutes } from './routes/probes.ts';
import { raceRoutes } from './routes/races.ts';
import { replayRoutes } from './routes/replays.ts';
import { reviewRoutes } from './routes/reviews.ts';
import { sessionRoutes } from './routes/sessions.ts';
import { shellRoutes } from './routes/shell.ts';
import { targetRoutes } from './routes/targets.ts';
import { trafficRoutes } from './routes/traffic.ts';

export interface ListenParts {
  context: ApiContext;
  /** 0: a free one. */
  port: number;
  /** The bridge listens nowhere else; anything but this is refused. */
  host: '127.0.0.1';
}

export interface ListeningServer {
  readonly port: number;
  /** `http://127.0.0.1:PORT`, the only origin that is let in. */
  readonly origin: string;
  readonly routes: readonly RouteFace[];
  /** Cuts every connection. Close the stream first: its sockets then end with a reason. */
  close(): Promise<void>;
}

/** Every route there is. */
export function assembleRoutes(context: ApiContext): Route[] {
  return [
    ...doorRoutes(context),
    ...annotationRoutes(context),
    ...archiveRoutes(context),
    ...collectionRoutes(context),
    ...comparingRoutes(context),
    ...bridgeRoutes(context),
    ...targetRoutes(context),
    ...checkRoutes(context),
    ...copyRoutes(context),
    ...harRoutes(context),
    ...craftRoutes(context),
    ...findingRoutes(context),
    ...flowRoutes(context),
    ...practiceRoutes(context),
    ...fuzzRoutes(context),
    ...inventoryRoutes(context),
    ...probeRoutes(context),
    ...questionRoutes(context),
    ...answeringRoutes(context),
    ...raceRoutes(context),
    ...replayRoutes(context),
    ...reviewRoutes(context),
    ...sessionRoutes(context),
    ...trafficRoutes(context),
    ...shellRoutes(context),
  ];
}

/** Binds the loopback port and serves. Problems: `not-loopback`, `port-in-use`, `port-not-bound`. */
export async function listen({ context, port, host }: ListenParts): Promise<Outcome<ListeningServer>> {
  if (!isLoopback(host)) {
    return refuse(
      'not-loopback',
      `The bridge never listens on ${String(host)}.`,
      'It listens on 127.0.0.1 only.',
    );
  }
  const server = createServer({
    // A missing Host is refused by the guard, with all headers, instead of by the parser without.
    requireHostHeader: false,
    insecureHTTPParser: false,
    headersTimeout: 10_000,
    keepAliveTimeout: 65_000,
  });
  // Upgraded sockets too, which the server itself loses sight of.
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  const bound = await bind(server, port, host);
  if (!bound.ok) return bound;

  const { port: actualPort } = server.address() as AddressInfo;
  const authority = actualPort === 80 ? host : `${host}:${actualPort}`;
  const origin = `http://${authority}`;
  const door: Door = { authority, origin, admits: (token) => context.signIn.admits(token) };
  const routes = assembleRoutes(context);
  serve(server, { door, context, routes, dispatch: createApp({ routes, context, origin: () => origin }) });
  return {
    ok: true,
    value: {
      port: actualPort,
      origin,
      routes: listRoutes(routes),
      close: () => closeServer(server, sockets),
    },
  };
}

function bind(server: Server, port: number, host: string): Promise<Outcome<undefined>> {
  return new Promise((resolve) => {
    const onError = (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') {
        resolve(
          refuse(
            'port-in-use',
            `Port ${port} on ${host} is already in use.`,
            'Choose another with --port, or leave --port out for a free one.',
          ),
        );
      } else {
        resolve(refuse('port-not-bound', `Port ${port} on ${host} could not be opened: ${error.message}`));
      }
    };
    server.once('error', onError);
    server.listen({ port, host, exclusive: true }, () => {
      server.off('error', onError);
      resolve({ ok: true, value: undefined });
    });
  });
}

interface Serving {
  door: Door;
  context: ApiContext;
  routes: readonly Route[];
  dispatch: Dispatch;
}

function serve(server: Server, serving: Serving): void {
  const { door, context, dispatch } = serving;
  let isWarm = false;

  const onRequest = (incoming: IncomingMessage, outgoing: ServerResponse) => {
    for (const [name, value] of SEALED_HEADERS) outgoing.setHeader(name, value);
    const verdict = judge(headOf(incoming, false), door);
    if (!verdict.ok) {
      answerRefused(incoming, outgoing, verdict);
      return;
    }
    dispatch(incoming, outgoing, verdict);
    if (isWarm) return;
    isWarm = true;
    // The first answer is the page; what it asks for next is loaded while the browser reads it.
    outgoing.once('finish', () => void loadShapes().catch(context.onBug));
  };

  server.on('request', onRequest);
  // Judged before `100 Continue`, so that nobody is asked for a body that will be refused.
  server.on('checkContinue', (incoming: IncomingMessage, outgoing: ServerResponse) => {
    if (judge(headOf(incoming, false), door).ok) outgoing.writeContinue();
    onRequest(incoming, outgoing);
  });
  server.on('checkExpectation', (incoming: IncomingMessage, outgoing: ServerResponse) => {
    for (const [name, value] of SEALED_HEADERS) outgoing.setHeader(name, value);
    const problem = { code: 'no-such-expectation', message: 'This Expect header cannot be met.' };
    answerRefused(incoming, outgoing, { ok: false, status: 417, problem });
  });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) =>
    onUpgrade(serving, request, socket, head),
  );
  server.on('connect', (_request: IncomingMessage, socket: Duplex) =>
    endRaw(socket, 405, { code: 'wrong-method', message: 'The bridge is no proxy.' }, [
      ['allow', 'GET, HEAD'],
    ]),
  );
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => {
    const [status, message] = CLIENT_ERRORS[error.code ?? ''] ?? [
      400,
      'This is not HTTP as the bridge reads it.',
    ];
    endRaw(socket, status, { code: 'bad-http', message });
  });
}

/** How long a refused socket may go on sending before it is cut. */
const LINGER_MS = 500;

const CLIENT_ERRORS: Record<string, [number, string] | undefined> = {
  HPE_HEADER_OVERFLOW: [431, 'The head of this request is too long.'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'The request took too long to arrive.'],
};

function headOf(incoming: IncomingMessage, isUpgrade: boolean): RequestHead {
  return {
    method: incoming.method ?? '',
    target: incoming.url ?? '',
    rawHeaders: incoming.rawHeaders,
    isUpgrade,
  };
}

type Refusal = Extract<Verdict, { ok: false }>;

function answerRefused(incoming: IncomingMessage, outgoing: ServerResponse, refusal: Refusal): void {
  // The body, if any, is thrown away unread, and the connection with it.
  incoming.resume();
  for (const [name, value] of refusal.headers ?? []) outgoing.setHeader(name, value);
  outgoing.writeHead(refusal.status, {
    'content-type': 'application/json; charset=utf-8',
    connection: 'close',
  });
  outgoing.end(JSON.stringify({ problem: refusal.problem }));
}

function onUpgrade({ door, routes }: Serving, request: IncomingMessage, socket: Duplex, head: Buffer): void {
  const verdict = judge(headOf(request, true), door);
  if (!verdict.ok) {
    endRaw(socket, verdict.status, verdict.problem, verdict.headers);
    return;
  }
  const specs = routes.map((route) => Route.specOf(route));
  const spec = specs.find((candidate) => candidate.class === 'ws' && candidate.path === verdict.path);
  if (spec?.class !== 'ws') {
    endRaw(socket, 404, { code: 'no-such-path', message: 'There is nothing at this path.' });
    return;
  }
  spec.upgrade({
    request,
    socket,
    head,
    headers: SEALED_HEADERS,
    refuse: (status, problem) => endRaw(socket, status, problem),
  });
}

function endRaw(
  socket: Duplex,
  status: number,
  problem: Problem,
  headers: readonly (readonly [string, string])[] = [],
): void {
  // A peer that is gone already cannot be answered; its reset is no news.
  socket.on('error', () => socket.destroy());
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  socket.end(rawAnswer(status, [...SEALED_HEADERS, ...headers], problem));
  // Unread bytes would turn the close into a reset that can overtake the answer: take them, for a while.
  socket.resume();
  const timer = setTimeout(() => socket.destroy(), LINGER_MS);
  socket.once('close', () => clearTimeout(timer));
}

function closeServer(server: Server, sockets: ReadonlySet<Socket>): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    for (const socket of sockets) socket.destroy();
  });
}

function refuse(code: string, message: string, hint?: string): { ok: false; problem: Problem } {
  return { ok: false, problem: { code, message, ...(hint === undefined ? {} : { hint }) } };
}
