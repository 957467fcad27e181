import type { Spot } from './spot.ts';

/**
 * Something that differs every time without meaning anything. A difference is folded only where BOTH sides are
 * recognised by the same one at the same place. `value`: knows a whole value by what it looks like and where it
 * stands. `text`: finds stretches within a text; what is around them must be the same on both sides.
 */
interface Volatile {
  readonly id: string;
  /** A few plain words, shown beside each difference it folds. */
  readonly words: string;
  value?(spot: Spot): boolean;
  /** Global; of a match, the group is the stretch that differs, or all of it. */
  readonly text?: RegExp;
  /** What of the header must be the same on both sides; undefined: it is not recognised. Names in lower case. */
  header?(name: string, value: string): string | undefined;
}

/** Words of a key: `elapsedMs`, `elapsed_ms` and `elapsed-ms` are elapsed and ms. */
export function wordsOf(key: string): string[] {
  return key
    .slice(0, 100)
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean);
}

function tells(key: string, words: ReadonlySet<string>, not: ReadonlySet<string> = NONE): boolean {
  const own = wordsOf(key);
  return own.some((word) => words.has(word)) && !own.some((word) => not.has(word));
}

const NONE: ReadonlySet<string> = new Set();
const NUMBER = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const LENGTH_OF_TIME =
  /^\d+(?:\.\d+)?(?:[eE][+-]?\d+)? ?(?:ms|s|µs|us|ns|secs?|seconds?|milliseconds?|min|minutes?)$/;
const OPAQUE = /^[A-Za-z0-9+/_=.:~-]{8,4096}$/;
const HAS_DIGIT = /\d/;

/** What somebody decided on, not what was measured. */
const SET_BY_HAND = new Set(
  'timeout ttl limit max min interval poll default retry delay debounce throttle backoff wait grace threshold budget deadline window period refresh heartbeat keepalive expiry cache'.split(
    ' ',
  ),
);
const TIME_WORDS = new Set(
  'time timestamp ts at date now created updated modified accessed changed started finished ended expires seen since until epoch clock mtime atime ctime birthtime iat exp nbf'.split(
    ' ',
  ),
);
const DURATION_WORDS = new Set('duration elapsed took latency uptime ms runtime lag rtt'.split(' '));
/** Their amount is always a measured one. */
const LOAD_WORDS = new Set('rss heap loadavg freemem'.split(' '));
/** Only with an amount: how many processors there are, and what a server calls its memory, is no load. */
const RESOURCE_WORDS = new Set('memory mem cpu swap'.split(' '));
const AMOUNT_WORDS = new Set('used usage free available load percent utilization utilisation'.split(' '));
/** Random by what they are. A hash, a checksum, a fingerprint is not: another one tells that something else is there. */
const ONCE_WORDS = new Set(['nonce', 'salt']);
const PASSING_IDS = new Set(['request', 'trace', 'span', 'correlation', 'task', 'elicitation', 'run', 'job']);
const TRACES = new Set([
  'trace',
  'traceparent',
  'tracestate',
  'span',
  'request',
  'correlation',
  'invocation',
]);
const UUID = '[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}';

function isEpoch(value: string): boolean {
  if (!NUMBER.test(value)) return false;
  const number = Number(value);
  // 2001 to 2100, in seconds, milliseconds, microseconds or nanoseconds.
  return [1, 1e3, 1e6, 1e9].some((unit) => number >= 978_307_200 * unit && number < 4_102_444_800 * unit);
}

/** Nothing of the header has to be the same. */
function nothingIn(...names: string[]): (name: string, value: string) => '' | undefined {
  return (name) => (names.includes(name) ? '' : undefined);
}

/** `rss`; `memoryUsed`; `free` within `memory`. */
function isLoad(key: string, above: string): boolean {
  if (tells(key, LOAD_WORDS, SET_BY_HAND)) return true;
  const isAmount = tells(key, AMOUNT_WORDS, SET_BY_HAND);
  const isResource = tells(key, RESOURCE_WORDS) || tells(above, RESOURCE_WORDS, SET_BY_HAND);
  return isAmount && isResource;
}

function isId(key: string): boolean {
  const own = wordsOf(key);
  return own.at(-1) === 'id' || own.at(-1) === 'token';
}

export const RECOGNISERS = [
  {
    id: 'rpc-id',
    words: 'the id of the message',
    value: ({ kind, value, names, side }) =>
      names.length === 1 &&
      names[0] === 'id' &&
      side.rpcId !== undefined &&
      side.rpcId === (kind === 'string' ? JSON.stringify(value) : value),
  },
  {
    id: 'progress-token',
    words: 'a progress token',
    value: ({ key, names }) =>
      key === 'progressToken' && (names.at(-2) === '_meta' || names.at(-2) === 'params'),
  },
  {
    id: 'time',
    words: 'a time',
    // A bare date is no time: revisions of the protocol are dates.
    text: /\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?|\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6},? (?:\d{1,2} [A-Z][a-z]{2}|[A-Z][a-z]{2} \d{1,2}),? \d{4} \d\d:\d\d:\d\d(?: ?(?:GMT|UTC)(?:[+-]\d{4})?)?|(?<![\w:.-])\d{1,2}:\d\d:\d\d(?:[.,]\d{1,9})?(?: ?[AP]M)?(?![\w:]|-\d)/g,
    header: nothingIn('date', 'expires', 'last-modified'),
  },
  {
    id: 'epoch',
    words: 'a time, counted since 1970',
    value: ({ key, value }) => isEpoch(value) && tells(key, TIME_WORDS, SET_BY_HAND),
    text: /\b(?:time|timestamp|ts|epoch|now|date|at)["']?\s{0,3}[:=]?\s{0,3}["']?(1\d{9}(?:\.\d{1,9})?|1\d{12})\b/gi,
  },
  {
    id: 'duration',
    words: 'how long something took',
    // A text without a unit is a runtime of another kind, or a version.
    value: ({ kind, key, value }) =>
      (kind === 'number' ? NUMBER : LENGTH_OF_TIME).test(value) && tells(key, DURATION_WORDS, SET_BY_HAND),
    // What will be in five minutes is no measurement: “in” counts after something that was done.
    text: /\b(?:(?:done|completed|finished|ready|built|ran|executed|processed|loaded|returned|responded|fetched|found|generated|compiled|passed|failed|succeeded|rendered|resolved|started)\b[^.\n]{0,40}?\bin|took|elapsed|duration|uptime)\b["']?\s{0,3}[:=]?\s{0,3}(\d{1,12}(?:\.\d{1,15})?) ?(?:ms|s|µs|us|ns|sec|secs|seconds?|milliseconds?|minutes?)\b/gi,
    header: nothingIn('age', 'server-timing', 'x-response-time', 'x-runtime'),
  },
  { id: 'uuid', words: 'a UUID', text: new RegExp(`(?<![0-9a-zA-Z-])${UUID}(?![0-9a-zA-Z-])`, 'g') },
  {
    id: 'cursor',
    words: 'a cursor or another token only its sender reads',
    // An empty one is told by that: it leads nowhere.
    value: ({ kind, key, value, names }) =>
      kind === 'string' &&
      value !== '' &&
      (key === 'nextCursor' ||
        key === 'requestState' ||
        (key === 'cursor' && (names.at(-2) === 'params' || names.at(-2) === 'result'))),
  },
  {
    id: 'meta',
    words: 'what a request is traced by, in _meta',
    // Not whatever is opaque: addresses of what is shown and revisions stand in _meta too.
    value: ({ kind, key, value, names }) =>
      kind === 'string' &&
      names.slice(0, -1).includes('_meta') &&
      tells(key, TRACES) &&
      OPAQUE.test(value) &&
      HAS_DIGIT.test(value),
  },
  {
    id: 'session-id',
    words: 'the id of a session',
    value: ({ key, value, side }) =>
      value !== '' &&
      (value === side.sessionId || (wordsOf(key).join(' ').endsWith('session id') && OPAQUE.test(value))),
    text: /\bsession[ _-]?id["']?\s{0,3}[:=]?\s{0,3}["']?([A-Za-z0-9_-]{8,128})/gi,
    header: nothingIn('mcp-session-id'),
  },
  {
    id: 'passing-id',
    words: 'an id made for this one time',
    value: ({ key, value }) =>
      isId(key) && tells(key, PASSING_IDS) && OPAQUE.test(value) && HAS_DIGIT.test(value),
    header: nothingIn(
      'x-request-id',
      'x-correlation-id',
      'x-trace-id',
      'traceparent',
      'x-amzn-trace-id',
      'cf-ray',
    ),
  },
  {
    id: 'pid',
    words: 'the number of a process',
    value: ({ key, value }) => /^\d{1,10}$/.test(value) && /^p?pid$|^(?:parent_?)?process_?id$/i.test(key),
    text: /\bp?pid["']?\s{0,3}[:=]?\s{0,3}(\d{1,10})\b/gi,
  },
  {
    id: 'loopback-port',
    words: 'the port of a local address',
    text: /\b(?:localhost|127\.0\.0\.1|\[::1\]|0\.0\.0\.0):(\d{1,5})\b/g,
  },
  {
    id: 'used-once',
    words: 'a value that is used once',
    value: ({ kind, key, value }) =>
      kind === 'string' && tells(key, ONCE_WORDS) && OPAQUE.test(value) && HAS_DIGIT.test(value),
  },
  {
    id: 'etag',
    words: 'made of what follows',
    // What follows is compared by itself.
    header: nothingIn('etag'),
  },
  {
    id: 'temporary-path',
    words: 'a temporary path',
    // The name made for one time, which has a digit or a capital within; its ending and what is below it must be the same.
    text: /(?:\/(?:private\/)?(?:var\/)?tmp\/|\/var\/folders\/[^\s"'/]{1,40}\/[^\s"'/]{1,80}\/T\/|\\Temp\\)(?=[^\s"'/\\:*?<>|]{0,199}(?:\d|[a-z][A-Z]))([^\s"'/\\:*?<>|.]{1,200})/g,
  },
  {
    id: 'load',
    words: 'how much memory or processor was used',
    value: ({ kind, key, value, names }) =>
      kind === 'number' && NUMBER.test(value) && isLoad(key, names.at(-2) ?? ''),
  },
  {
    id: 'cookie-value',
    words: 'the value of a cookie',
    header: (name, value) =>
      name === 'set-cookie' && /^[^=;]{1,200}=/.test(value) ? value.replace(/=[^;]*/, '=') : undefined,
  },
  {
    id: 'body-length',
    words: 'the length of what follows',
    // What follows is compared by itself.
    header: (name, value) => (name === 'content-length' && /^\d{1,15}$/.test(value) ? '' : undefined),
  },
  {
    id: 'rate-limit',
    words: 'how much is left of a rate limit',
    header: (name, value) =>
      /^(?:x-)?ratelimit-(?:remaining|reset|used)$/.test(name) && /^\d{1,15}$/.test(value) ? '' : undefined,
  },
] as const satisfies readonly Volatile[];

export type RecogniserId = (typeof RECOGNISERS)[number]['id'];
export type Recogniser = Volatile;
