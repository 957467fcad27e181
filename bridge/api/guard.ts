import { STATUS_CODES } from 'node:http';
import type * as StreamShapes from '../../protocol/stream.ts';
import type { Problem } from '../../protocol/problem.ts';
import { readRequestTarget } from './request-target.ts';
import { classOfPath, type RouteClass } from './route.ts';

// Typed as the protocol's constant, so that they cannot drift apart without loading zod for it.
const SUBPROTOCOL: typeof StreamShapes.STREAM_SUBPROTOCOL = 'mcp-sec-inspect.v1';

/**
 * The one name the bridge answers to: `127.0.0.1:PORT`. Not `localhost`: it may also resolve to
 * `::1`, where any local user can listen on the same port number, and pages of both would then share
 * an origin and with it the token in sessionStorage. Not `[::1]`: nothing of ours listens there.
 */
export interface Door {
  readonly authority: string;
  readonly origin: string;
  admits(token: string): boolean;
}

/** The head of a request, before anything of its body was read. */
export interface RequestHead {
  method: string;
  target: string;
  /** Names and values in turn, as received. */
  rawHeaders: readonly string[];
  isUpgrade: boolean;
}

export type Verdict =
  | { ok: true; class: RouteClass; path: string; query: string }
  | { ok: false; status: number; problem: Problem; headers?: readonly (readonly [string, string])[] };

interface ClassRules {
  methods: readonly string[];
  /** Values of `Sec-Fetch-Site` let in; a client that is no browser sends none. */
  sites: readonly string[] | 'any';
  /** `unless-read`: not needed on GET and HEAD. One that is there must match in either case. */
  origin: 'unless-read' | 'always';
  token: 'bearer' | 'subprotocol' | 'none';
}

const RULES: Record<RouteClass, ClassRules> = {
  // `none` is a person's own navigation: typed, pasted, bookmarked, or the opener's.
  shell: { methods: ['GET', 'HEAD'], sites: ['same-origin', 'none'], origin: 'unless-read', token: 'none' },
  'sign-in': { methods: ['POST'], sites: ['same-origin'], origin: 'always', token: 'none' },
  api: {
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    sites: ['same-origin'],
    origin: 'unless-read',
    token: 'bearer',
  },
  // Browsers disagree on Sec-Fetch-Site when the scheme is ws:, and never leave out Origin here.
  ws: { methods: ['GET'], sites: 'any', origin: 'always', token: 'subprotocol' },
  // Reached by a redirect from somebody else's page; its secret is the random path.
  callback: { methods: ['GET'], sites: 'any', origin: 'unless-read', token: 'none' },
};

/** Said twice, each of these could mean one thing to us and another to whoever stands between. */
const SINGLE_HEADERS = [
  'host',
  'origin',
  'authorization',
  'content-type',
  'content-length',
  'content-encoding',
  'transfer-encoding',
  'sec-fetch-site',
  'sec-websocket-protocol',
];

const JSON_TYPE = /^application\/json *(?:; *charset="?utf-8"?)?$/i;

/** Paths that take something else. Like JSON, no other page can send these types without asking first. */
const OTHER_TYPES = new Map([['/api/archives', 'application/gzip']]);

/** Decides on a request by its head alone, in front of routing and of reading any body. */
export function judge(request: RequestHead, door: Door): Verdict {
  const target = readRequestTarget(request.target);
  if (!target) return refuse(400, 'request-target', 'The request target is not a plain path of this bridge.');

  const headers = readHeaders(request.rawHeaders);
  const repeated = SINGLE_HEADERS.find((name) => (headers.get(name)?.length ?? 0) > 1);
  if (repeated !== undefined) {
    return refuse(400, 'repeated-header', `The header ${repeated} was sent more than once.`);
  }
  const header = (name: string) => headers.get(name)?.[0];

  if (header('host') !== door.authority) {
    return refuse(
      403,
      'wrong-host',
      'The Host header is not the address of this bridge.',
      `Open ${door.origin} instead; localhost and other names are refused on purpose.`,
    );
  }

  const routeClass = classOfPath(target.path);
  const rules = RULES[routeClass];
  if (!rules.methods.includes(request.method)) {
    return {
      ...refuse(405, 'wrong-method', 'This method is not answered here.'),
      headers: [['allow', rules.methods.join(', ')]],
    };
  }
  const strangeness =
    refuseStrangeSite(rules, header('sec-fetch-site')) ??
    refuseStrangeOrigin(rules, request.method, header('origin'), door) ??
    refuseWithoutToken(rules, header, door) ??
    refuseWrongUpgrade(routeClass, request.isUpgrade) ??
    refuseWrongBody(request.method, target.path, header);
  return strangeness ?? { ok: true, class: routeClass, path: target.path, query: target.query };
}

type Refusal = Extract<Verdict, { ok: false }>;

function refuse(status: number, code: string, message: string, hint?: string): Refusal {
  return { ok: false, status, problem: { code, message, ...(hint === undefined ? {} : { hint }) } };
}

function readHeaders(raw: readonly string[]): Map<string, string[]> {
  const headers = new Map<string, string[]>();
  for (let i = 0; i + 1 < raw.length; i += 2) {
    const name = raw[i]!.toLowerCase();
    const values = headers.get(name);
    if (values) values.push(raw[i + 1]!);
    else headers.set(name, [raw[i + 1]!]);
  }
  return headers;
}

function refuseStrangeSite(rules: ClassRules, site: string | undefined): Refusal | undefined {
  if (site === undefined || rules.sites === 'any' || rules.sites.includes(site)) return undefined;
  return refuse(
    403,
    'other-site',
    'This request was started by another page.',
    'Copy the link from the terminal into the address bar.',
  );
}

function refuseStrangeOrigin(
  rules: ClassRules,
  method: string,
  origin: string | undefined,
  door: Door,
): Refusal | undefined {
  const isRead = method === 'GET' || method === 'HEAD';
  const mayBeAbsent = isRead && rules.origin === 'unless-read';
  if (origin === undefined && mayBeAbsent) return undefined;
  if (origin === door.origin) return undefined;
  return refuse(403, 'wrong-origin', 'The Origin header is missing or not that of this bridge.');
}

function refuseWithoutToken(
  rules: ClassRules,
  header: (name: string) => string | undefined,
  door: Door,
): Refusal | undefined {
  if (rules.token === 'none') return undefined;
  const token =
    rules.token === 'bearer'
      ? bearerToken(header('authorization'))
      : subprotocolToken(header('sec-websocket-protocol'));
  if (token !== undefined && door.admits(token)) return undefined;
  return {
    ...refuse(
      401,
      'not-signed-in',
      'This page is not signed in to this run of the bridge.',
      'Press Enter in the terminal for a fresh link.',
    ),
    headers: [['www-authenticate', 'Bearer']],
  };
}

function bearerToken(authorization: string | undefined): string | undefined {
  return authorization?.startsWith('Bearer ') ? authorization.slice('Bearer '.length) : undefined;
}

function subprotocolToken(offered: string | undefined): string | undefined {
  const [protocol, token, ...others] = (offered ?? '').split(',').map((name) => name.trim());
  const isOurs = protocol === SUBPROTOCOL && others.length === 0;
  return isOurs && token?.startsWith('token.') ? token.slice('token.'.length) : undefined;
}

function refuseWrongUpgrade(routeClass: RouteClass, isUpgrade: boolean): Refusal | undefined {
  if (routeClass === 'ws' && !isUpgrade) {
    return {
      ...refuse(426, 'upgrade-needed', 'This path only speaks WebSocket.'),
      headers: [['upgrade', 'websocket']],
    };
  }
  if (routeClass !== 'ws' && isUpgrade)
    return refuse(400, 'no-upgrade-here', 'This path does not change protocols.');
  return undefined;
}

function refuseWrongBody(
  method: string,
  path: string,
  header: (name: string) => string | undefined,
): Refusal | undefined {
  const length = header('content-length');
  const hasBody = header('transfer-encoding') !== undefined || (length !== undefined && length !== '0');
  if (method === 'GET' || method === 'HEAD') {
    return hasBody ? refuse(400, 'unexpected-body', `${method} takes no body here.`) : undefined;
  }
  if (method === 'DELETE' && !hasBody && header('content-type') === undefined) return undefined;
  if (header('content-encoding') !== undefined) {
    return refuse(415, 'encoded-body', 'Bodies are taken as they are, without Content-Encoding.');
  }
  const type = header('content-type') ?? '';
  const other = OTHER_TYPES.get(path);
  if (other !== undefined)
    return type === other ? undefined : refuse(415, 'wrong-type', `The content type must be ${other}.`);
  if (JSON_TYPE.test(type)) return undefined;
  return refuse(415, 'not-json', 'The content type must be application/json.');
}

/** The whole answer to a request that never reached an HTTP parser's happy path, ready to be written. */
export function rawAnswer(
  status: number,
  headers: readonly (readonly [string, string])[],
  problem: Problem,
): string {
  const body = JSON.stringify({ problem });
  const lines = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    ...headers.map(([name, value]) => `${name}: ${value}`),
    'content-type: application/json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ];
  return `${lines.join('\r\n')}\r\n\r\n${body}`;
}
