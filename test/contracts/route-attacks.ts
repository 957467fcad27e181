import type { RouteFace } from '../../bridge/api/route.ts';
import type { World } from './api-world.ts';

/** A request written out, so that a test can change any byte of it. */
export interface RawRequest {
  method: string;
  target: string;
  headers: [string, string][];
  body: string;
}

/** One way to get at a route from outside; `applies` says where it is an attack and not a right. */
export interface Attack {
  name: string;
  status: number | readonly number[];
  applies(route: RouteFace): boolean;
  change(request: RawRequest, world: World): RawRequest;
}

const FRAME_ID = 'aa'.repeat(16);
const COLLECTION_ID = '0a1b2c3d-0000-4000-8000-00000000000f';

const FUZZ_REQUEST = {
  session: FRAME_ID,
  only: [{ kind: 'tool', name: '__proto__' }],
  seed: 1,
  budget: 10,
  concurrency: 1,
  timeout: 1000,
  within: 60_000,
  allowDestructive: ['constructor'],
  world: true,
};

/** A body that each route takes, by `METHOD path`; a new route that takes one has to be added here. */
const BODIES: Record<string, unknown> = {
  'POST /api/links': {},
  'POST /api/targets/read': { text: 'npx -y x' },
  'POST /api/targets': {
    name: 'echo',
    spec: { kind: 'stdio', command: 'node', args: [], cwd: '/', env: [] },
  },
  'POST /api/targets/:key/plan': {},
  'POST /api/targets/:key/connect': { confirmation: 'c' },
  'POST /api/targets/:key/forget-era': {},
  'DELETE /api/targets/:key': undefined,
  'POST /api/sessions/:id/stop': {},
  'POST /api/sessions/:id/calls': { method: 'tools/list' },
  'POST /api/checks': {
    session: FRAME_ID,
    at: { frame: 1, from: 0, to: 2 },
    pointer: '/inputSchema',
    value: '{}',
  },
  'POST /api/sessions/:id/sends': { text: '{}', how: { rpcId: 'next', meta: 'fill' } },
  'POST /api/sessions/:id/fill': { text: '{{env:__proto__}}', fill: { env: [] } },
  'POST /api/sessions/:id/usual-form': { text: '{"__proto__":1}', form: 'text' },
  'POST /api/sessions/:id/races': {
    entries: [{ text: '{{canary}}', how: { rpcId: 'next', meta: 'fill' } }],
    copies: 2,
  },
  'POST /api/sessions/:id/cancel': { request: 1 },
  'POST /api/sessions/:id/answers': { frame: 1, result: '{}' },
  'POST /api/sessions/:id/exact-answers': { frame: 1, rpcId: '1', messages: [{ text: '{}', afterMs: 0 }] },
  'PUT /api/targets/:key/answering': { rules: [{ asks: 'form', does: { kind: 'decline' } }] },
  'POST /api/sessions/:id/leave': { frame: 1 },
  'POST /api/sessions/:id/poll': { task: '__proto__', poll: true },
  'POST /api/sessions/:id/watch': { uri: 'file:///a', watch: true },
  'POST /api/sessions/:id/token': { token: 'abc' },
  'PATCH /api/sessions/:id': { name: 'first try' },
  'DELETE /api/sessions/:id': undefined,
  'PUT /api/drafts/:draft': {
    id: 'd1',
    target: 'echo',
    text: '{}',
    how: { rpcId: 'next', meta: 'fill' },
    sends: [],
  },
  'DELETE /api/drafts/:draft': undefined,
  'PUT /api/frames/:id/:seq/annotation': { mark: true, colour: 'red', note: '__proto__ <b>' },
  'DELETE /api/frames/:id/:seq/annotation': undefined,
  'PUT /api/findings/:fingerprint/triage': { state: 'accepted', reason: 'known' },
  'PUT /api/flows/corrections/:definition': {
    target: 'echo',
    tag: 'egress',
    says: 'not-so',
    note: '__proto__',
  },
  'POST /api/reviews/:target': {
    decision: 'approved',
    items: [{ section: 'tools', name: '__proto__', nth: 1, hash: 'ef'.repeat(32) }],
    version: 1,
    note: '<b>seen</b>',
  },
  'POST /api/reviews/:target/standings': { items: [{ section: 'tools', name: '__proto__', nth: 1 }] },
  'POST /api/comparisons': {
    left: { kind: 'item', session: FRAME_ID, ref: { section: 'tools', name: '__proto__', nth: 1 } },
    right: { kind: 'frame', session: FRAME_ID, seq: 1 },
  },
  'POST /api/practice/hints': { target: '__proto__', line: 'hidden-text' },
  'POST /api/practice/anew': { target: '__proto__' },
  'POST /api/probes/plan': { session: FRAME_ID, calls: [{ tool: '__proto__', args: '{}' }] },
  'POST /api/probes/runs': { request: { session: FRAME_ID, calls: [] }, confirmation: 'c' },
  'POST /api/probes/runs/:id/stop': {},
  'DELETE /api/probes/runs/:id': undefined,
  'POST /api/fuzz/plan': FUZZ_REQUEST,
  'POST /api/fuzz/runs': { request: FUZZ_REQUEST, confirmation: 'c' },
  'POST /api/fuzz/runs/:id/cases': { tab: 'all', q: '__proto__', from: 0, limit: 100 },
  'POST /api/fuzz/runs/:id/pause': {},
  'POST /api/fuzz/runs/:id/resume': {},
  'POST /api/fuzz/runs/:id/stop': {},
  'DELETE /api/fuzz/runs/:id': undefined,
  'POST /api/sessions/:id/replays': { session: FRAME_ID, frame: 1, mode: 'adapted' },
  'POST /api/replays/plan': { session: FRAME_ID, target: '__proto__', pace: 'fast', without: [1] },
  'POST /api/replays': {
    request: { session: FRAME_ID, target: 'echo', pace: 'original' },
    confirmation: 'c',
  },
  'POST /api/replays/:id/stop': {},
  'DELETE /api/replays/:id': undefined,
  'POST /api/archives': 'no file at all',
  'POST /api/collections': { text: '{"__proto__":{}}' },
  'PUT /api/collections/:collection': {
    collection: { id: COLLECTION_ID, name: '../../etc <b>', description: '', calls: [] },
    base: '__proto__',
  },
  'DELETE /api/collections/:collection': undefined,
  'POST /api/collections/:collection/runs': { session: FRAME_ID, env: ['__proto__'] },
  'POST /api/collection-runs/:id/stop': {},
  'POST /api/rules/reload': {},
  'POST /api/inspections': {},
  'PUT /api/preferences': { theme: 'light' },
  'POST /api/escaped/:pid/end': {},
};

/** Bodies that are not JSON. */
const TYPES: Record<string, string> = { 'POST /api/archives': 'application/gzip' };

/** What a route that reads cannot do without. */
const QUERIES: Record<string, string> = {
  'GET /api/sessions/:id/item': '?section=tools&name=echo',
  'GET /api/flows/tools/:definition': '?target=echo',
  'GET /api/reviews/:target/history': '?section=tools&name=__proto__',
  'GET /api/reviews/:target/compare': '?section=tools&name=echo&before=approved&after=now',
  'GET /api/frames/:id/:seq/copy': '?as=curl',
  'GET /api/inputs': '?target=echo&method=tools/call&name=echo',
};

const PARAMS: Record<string, string> = {
  key: 'echo',
  target: 'echo',
  id: FRAME_ID,
  seq: '1',
  pid: '4711',
  draft: 'd1',
  collection: COLLECTION_ID,
  fingerprint: 'ab'.repeat(16),
  definition: 'cd'.repeat(16),
};

/** The request that must pass: what the page would send. */
export function legitimate(route: RouteFace, world: World): RawRequest {
  const path = route.path.replace(/:(\w+)/g, (_, name: string) => PARAMS[name] ?? `unknown-${name}`);
  const target = path + (QUERIES[`${route.method} ${route.path}`] ?? '');
  const headers: [string, string][] = [['Host', world.server.origin.slice('http://'.length)]];
  if (route.method !== 'GET' || route.class === 'ws') headers.push(['Origin', world.server.origin]);
  if (route.class === 'api') headers.push(['Authorization', `Bearer ${world.token}`]);
  if (route.class === 'ws') {
    headers.push(
      ['Connection', 'Upgrade'],
      ['Upgrade', 'websocket'],
      ['Sec-WebSocket-Version', '13'],
      ['Sec-WebSocket-Key', 'dGhlIHNhbXBsZSBub25jZQ=='],
      ['Sec-WebSocket-Protocol', `mcp-sec-inspect.v1, token.${world.token}`],
    );
  } else headers.push(['Sec-Fetch-Site', 'same-origin'], ['Connection', 'close']);
  const body = bodyFor(route, world);
  const type = TYPES[`${route.method} ${route.path}`] ?? 'application/json';
  if (route.method !== 'GET') headers.push(['Content-Type', type]);
  if (body !== '') headers.push(['Content-Length', String(Buffer.byteLength(body))]);
  return { method: route.method, target, headers, body };
}

function bodyFor(route: RouteFace, world: World): string {
  if (route.method === 'GET') return '';
  if (route.class === 'sign-in') {
    return JSON.stringify({ code: world.signIn.link(world.server.origin).split('#code=')[1] });
  }
  const name = `${route.method} ${route.path}`;
  if (!Object.hasOwn(BODIES, name)) {
    throw new Error(`${name} is new: add a body that it takes to BODIES, so that it is attacked too.`);
  }
  const body = BODIES[name];
  return body === undefined ? '' : JSON.stringify(body);
}

export function write({ method, target, headers, body }: RawRequest): string {
  const lines = headers.map(([name, value]) => `${name}: ${value}`);
  return `${[`${method} ${target} HTTP/1.1`, ...lines].join('\r\n')}\r\n\r\n${body}`;
}

function without(request: RawRequest, ...names: string[]): RawRequest {
  const headers = request.headers.filter(([name]) => !names.includes(name.toLowerCase()));
  return { ...request, headers };
}

function having(request: RawRequest, name: string, value: string): RawRequest {
  const rest = without(request, name.toLowerCase());
  return { ...rest, headers: [...rest.headers, [name, value]] };
}

function adding(request: RawRequest, name: string, value: string): RawRequest {
  return { ...request, headers: [...request.headers, [name, value]] };
}

const always = () => true;
const isGuardedByToken = (route: RouteFace) => route.class === 'api' || route.class === 'ws';
const isWrite = (route: RouteFace) => route.method !== 'GET';
const hasBody = (route: RouteFace) => isWrite(route) && BODIES[`${route.method} ${route.path}`] !== undefined;

function attack(
  name: string,
  status: Attack['status'],
  change: Attack['change'],
  applies: Attack['applies'] = always,
): Attack {
  return { name, status, change, applies };
}

const host = (name: string, hostOf: (world: World) => string) =>
  attack(`Host ${name}`, 403, (request, world) => having(request, 'Host', hostOf(world)));
const origin = (name: string, originOf: (world: World) => string) =>
  attack(`Origin ${name}`, 403, (request, world) => having(request, 'Origin', originOf(world)));
const contentType = (type: string) =>
  attack(`content type ${type}`, 415, (request) => having(request, 'Content-Type', type), isWrite);
const authorization = (name: string, valueOf: (world: World) => string) =>
  attack(
    `token ${name}`,
    401,
    (request, world) => having(request, 'Authorization', valueOf(world)),
    (route) => route.class === 'api',
  );
const subprotocol = (name: string, valueOf: (world: World) => string) =>
  attack(
    `ws token ${name}`,
    401,
    (request, world) => having(request, 'Sec-WebSocket-Protocol', valueOf(world)),
    (route) => route.class === 'ws',
  );

const portOf = (world: World) => world.server.port;

export const ATTACKS: readonly Attack[] = [
  attack('no Host', 403, (request) => without(request, 'host')),
  host('of another machine', () => 'evil.example'),
  host('rebound to us', (world) => `evil.example:${portOf(world)}`),
  host('localhost', (world) => `localhost:${portOf(world)}`),
  host('IPv6 loopback', (world) => `[::1]:${portOf(world)}`),
  host('another loopback address', (world) => `127.0.0.2:${portOf(world)}`),
  host('without port', () => '127.0.0.1'),
  host('of another port', (world) => `127.0.0.1:${portOf(world) - 1}`),
  host('with userinfo', (world) => `evil@127.0.0.1:${portOf(world)}`),
  host('with a trailing dot', (world) => `127.0.0.1.:${portOf(world)}`),
  host('as a number', (world) => `2130706433:${portOf(world)}`),
  attack('Host twice, the second evil', 400, (request) => adding(request, 'Host', 'evil.example')),
  attack('Host twice, the same', 400, (request, world) =>
    adding(request, 'Host', `127.0.0.1:${portOf(world)}`),
  ),
  attack('absolute form', 400, (request, world) => ({
    ...request,
    target: `${world.server.origin}${request.target}`,
  })),
  attack('absolute form of another host', 400, (request) => ({
    ...request,
    target: `http://evil.example${request.target}`,
  })),
  attack('network-path form', 400, (request) => ({ ...request, target: `/${request.target}` })),
  origin('of another site', () => 'https://evil.example'),
  origin('null', () => 'null'),
  origin('of another port', (world) => `http://127.0.0.1:${portOf(world) - 1}`),
  origin('localhost', (world) => `http://localhost:${portOf(world)}`),
  origin('of https', (world) => `https://127.0.0.1:${portOf(world)}`),
  origin('that begins like ours', (world) => `${world.server.origin}.evil.example`),
  origin('empty', () => ''),
  attack('Origin twice', 400, (request, world) => ({
    ...without(request, 'origin'),
    headers: [
      ...without(request, 'origin').headers,
      ['Origin', world.server.origin],
      ['Origin', 'https://evil.example'],
    ],
  })),
  attack(
    'no Origin',
    403,
    (request) => without(request, 'origin'),
    (route) => isWrite(route) || route.class === 'ws',
  ),
  attack('no-cors from another site', 403, (request) =>
    having(without(request, 'origin'), 'Sec-Fetch-Site', 'cross-site'),
  ),
  attack('no-cors from another port', 403, (request) =>
    having(without(request, 'origin'), 'Sec-Fetch-Site', 'same-site'),
  ),
  attack(
    'a navigation',
    403,
    (request) => having(without(request, 'origin'), 'Sec-Fetch-Site', 'none'),
    (route) => route.class !== 'shell',
  ),
  contentType('text/plain'),
  contentType('application/x-www-form-urlencoded'),
  contentType('multipart/form-data; boundary=x'),
  contentType('text/plain; application/json'),
  contentType('application/json, text/plain'),
  contentType('application/json-patch+json'),
  attack(
    'content type of JSON where something else is taken',
    415,
    (request) => having(request, 'Content-Type', 'application/json'),
    (route) => TYPES[`${route.method} ${route.path}`] !== undefined,
  ),
  attack(
    'content type of a file where JSON is taken',
    415,
    (request) => having(request, 'Content-Type', 'application/gzip'),
    (route) => isWrite(route) && TYPES[`${route.method} ${route.path}`] === undefined,
  ),
  attack('no content type', 415, (request) => without(request, 'content-type'), hasBody),
  attack('content type twice', 400, (request) => adding(request, 'Content-Type', 'text/plain'), isWrite),
  attack('an encoded body', 415, (request) => adding(request, 'Content-Encoding', 'gzip'), hasBody),
  attack(
    'a body on GET',
    400,
    (request) => ({ ...adding(request, 'Content-Length', '2'), body: '{}' }),
    (route) => route.method === 'GET' && route.class !== 'ws',
  ),
  attack(
    'a chunked body on GET',
    400,
    (request) => ({ ...adding(request, 'Transfer-Encoding', 'chunked'), body: '0\r\n\r\n' }),
    (route) => route.method === 'GET' && route.class !== 'ws',
  ),
  attack(
    'no token',
    401,
    (request) => without(request, 'authorization', 'sec-websocket-protocol'),
    isGuardedByToken,
  ),
  authorization('wrong', () => `Bearer ${'A'.repeat(43)}`),
  authorization('cut short', (world) => `Bearer ${world.token.slice(0, -1)}`),
  authorization('and more', (world) => `Bearer ${world.token}x`),
  authorization('empty', () => 'Bearer '),
  authorization('as Basic', (world) => `Basic ${Buffer.from(`x:${world.token}`).toString('base64')}`),
  attack(
    'token in the query',
    401,
    (request, world) => ({
      ...without(request, 'authorization', 'sec-websocket-protocol'),
      target: `${request.target}?token=${world.token}&access_token=${world.token}`,
    }),
    isGuardedByToken,
  ),
  attack(
    'token in a cookie',
    401,
    (request, world) =>
      adding(without(request, 'authorization', 'sec-websocket-protocol'), 'Cookie', `token=${world.token}`),
    isGuardedByToken,
  ),
  subprotocol('wrong', () => `mcp-sec-inspect.v1, token.${'A'.repeat(43)}`),
  subprotocol('alone', (world) => `token.${world.token}`),
  subprotocol('of another protocol', (world) => `mcp-sec-inspect.v2, token.${world.token}`),
  subprotocol('before a guess', (world) => `mcp-sec-inspect.v1, token.${world.token}, token.guess`),
  subprotocol('among guesses', (world) => `mcp-sec-inspect.v1, token.guess, token.${world.token}`),
  attack('OPTIONS preflight', 405, (request) =>
    adding(
      { ...request, method: 'OPTIONS', body: '', headers: without(request, 'content-length').headers },
      'Access-Control-Request-Method',
      'POST',
    ),
  ),
  attack('TRACE', 405, (request) => ({ ...without(request, 'content-length'), method: 'TRACE', body: '' })),
  attack('PROPFIND', 405, (request) => ({
    ...without(request, 'content-length'),
    method: 'PROPFIND',
    body: '',
  })),
  attack(
    'HEAD without token',
    [401, 405],
    (request) => ({
      ...without(
        request,
        'authorization',
        'sec-websocket-protocol',
        'content-length',
        'upgrade',
        'connection',
      ),
      method: 'HEAD',
      body: '',
    }),
    (route) => route.class !== 'shell',
  ),
  attack(
    'no upgrade',
    426,
    (request) => having(without(request, 'upgrade'), 'Connection', 'close'),
    (route) => route.class === 'ws',
  ),
  attack(
    'an upgrade',
    400,
    (request) => having(adding(request, 'Upgrade', 'websocket'), 'Connection', 'Upgrade'),
    (route) => route.class !== 'ws',
  ),
  attack(
    'h2c upgrade',
    400,
    (request) => having(adding(request, 'Upgrade', 'h2c'), 'Connection', 'Upgrade'),
    (route) => route.class !== 'ws',
  ),
];
