import type { IncomingMessage, ServerResponse } from 'node:http';
import { ReadableStream } from 'node:stream/web';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono/tiny';
import type { Problem } from '../../protocol/problem.ts';
import { checkShape, parseJson, readBody } from './body.ts';
import type { ApiContext } from './context.ts';
import type { Verdict } from './guard.ts';
import { type Answer, Route, type RouteSpec, type Shapes } from './route.ts';

/** A request that the guard let in, as the router sees it. */
export type Admitted = Extract<Verdict, { ok: true }>;

const DEFAULT_MAX_BODY = 1024 * 1024;

/** What runs the routes: takes a request the guard admitted and writes its answer. */
export type Dispatch = (incoming: IncomingMessage, outgoing: ServerResponse, admitted: Admitted) => void;

interface Bindings {
  incoming: IncomingMessage;
  outgoing: ServerResponse;
}

interface AppParts {
  routes: readonly Route[];
  context: Pick<ApiContext, 'masking' | 'onBug'>;
  /** `http://127.0.0.1:PORT`; known once the socket is bound. */
  origin: () => string;
}

/** The hono app over exactly these routes; the only code that knows hono. */
export function createApp({ routes, context, origin }: AppParts): Dispatch {
  const app = new Hono<{ Bindings: Bindings }>();
  const admittances = new WeakMap<IncomingMessage, Admitted>();

  for (const route of routes) {
    const spec = Route.specOf(route);
    if (spec.class === 'ws') continue;
    app.on(spec.method, spec.path, async (c) => {
      const incoming = c.env.incoming;
      const admitted = admittances.get(incoming);
      // The guard judged the path it read; should the router ever read another one, nothing is run.
      if (admitted?.class !== spec.class) return toResponse(notFound());
      const query = new URLSearchParams(admitted.query);
      const request = { params: c.req.param(), query, origin: origin(), incoming };
      const answer = await answerRoute(spec, request);
      const isMasked = spec.class === 'api' && spec.unmasked !== true && query.get('reveal') !== '1';
      return toResponse(isMasked ? maskAnswer(answer, context) : answer);
    });
  }
  app.notFound(() => toResponse(notFound()));
  app.onError((bug) => {
    context.onBug(bug);
    return toResponse(failed());
  });

  const listener = getRequestListener((request, env) => app.fetch(request, env), {
    overrideGlobalObjects: false,
    errorHandler: (bug) => {
      context.onBug(bug);
      return toResponse(failed());
    },
  });
  return (incoming, outgoing, admitted) => {
    admittances.set(incoming, admitted);
    listener(incoming, outgoing).catch((bug: unknown) => {
      context.onBug(bug);
      outgoing.destroy();
    });
  };
}

type AnyRequest = {
  params: Record<string, string>;
  query: URLSearchParams;
  origin: string;
  incoming: IncomingMessage;
};

async function answerRoute(
  spec: Exclude<RouteSpec<string, unknown>, { class: 'ws' }>,
  request: AnyRequest,
): Promise<Answer> {
  if (spec.method === 'GET') return spec.run({ ...request, body: undefined });
  if (spec.class === 'api' && spec.takesBytes === true) return spec.run({ ...request, body: undefined });
  const reading = spec;
  const read = await readBody(request.incoming, reading.maxBody ?? DEFAULT_MAX_BODY);
  if (!read.ok) return { kind: 'problem', status: read.status, problem: read.problem };
  const parsed = parseJson(read.value);
  if (!parsed.ok) return { kind: 'problem', status: 400, problem: parsed.problem };
  if (!reading.body) return reading.run({ ...request, body: undefined });
  const checked = checkShape(reading.body(await loadShapes()), parsed.value);
  if (!checked.ok) return { kind: 'problem', status: 400, problem: checked.problem };
  return reading.run({ ...request, body: checked.value });
}

/** Loads the schemas, once; the page needs none of them for its first paint. */
export function loadShapes(): Promise<Shapes> {
  return import('../../protocol/api.ts');
}

function maskAnswer(answer: Answer, context: AppParts['context']): Answer {
  if (answer.kind === 'json') return { ...answer, value: context.masking.fields(answer.value) };
  if (answer.kind === 'problem') return { ...answer, problem: context.masking.fields(answer.problem) };
  return answer;
}

function toResponse(answer: Answer): Response {
  switch (answer.kind) {
    case 'json':
      return jsonResponse(answer.status ?? 200, answer.value);
    case 'problem':
      return jsonResponse(answer.status ?? statusOf(answer.problem), { problem: answer.problem });
    case 'stream':
      return new Response(bodyOf(answer.bytes), { headers: answer.headers });
    case 'octets':
    case 'file':
      return new Response(answer.bytes as Uint8Array<ArrayBuffer> | string, { headers: answer.headers });
  }
}

/** The class of Node under its own name: pages know one without `from`, and tests are checked against both. */
function bodyOf(bytes: AsyncIterable<Uint8Array>): ConstructorParameters<typeof Response>[0] {
  const body: unknown = ReadableStream.from(bytes);
  return body as ConstructorParameters<typeof Response>[0];
}

function jsonResponse(status: number, value: unknown): Response {
  return new Response(JSON.stringify(value), {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8' },
  });
}

/** Problems of the parts behind the routes: what is not there is 404, what cannot be done is 422. */
function statusOf(problem: Problem): number {
  return /^(?:no-such-|unknown-)|not-found$/.test(problem.code) ? 404 : 422;
}

function notFound(): Answer {
  return {
    kind: 'problem',
    status: 404,
    problem: { code: 'no-such-path', message: 'There is nothing at this path.' },
  };
}

function failed(): Answer {
  return {
    kind: 'problem',
    status: 500,
    problem: {
      code: 'bridge-bug',
      message: 'The bridge failed while answering this; the terminal says where.',
      hint: 'Please report it with the lines from the terminal.',
    },
  };
}
