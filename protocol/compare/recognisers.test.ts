import { describe, expect, it } from 'vitest';
import { compareAnswers, type AnswerSide } from './answers.ts';
import { compareHeads } from './heads.ts';
import { RECOGNISERS, type RecogniserId } from './recognisers.ts';

/** Two values at a place of a message; with what is known of each side. */
interface Case {
  why: string;
  /** Names above the value; a header: `header`, then its name. */
  at: readonly string[];
  before: unknown;
  after: unknown;
  sides?: [AnswerSide, AnswerSide];
}
interface Proof {
  fires: readonly [Case, ...Case[]];
  /** Near misses, each with its reason. */
  rests: readonly [Case, ...Case[]];
}

const text = (why: string, before: string, after: string): Case => ({
  why,
  at: ['result', 'text'],
  before,
  after,
});
const value = (why: string, at: string, before: unknown, after: unknown): Case => ({
  why,
  at: at.split('/'),
  before,
  after,
});
const header = (why: string, name: string, before: string, after: string): Case => ({
  why,
  at: ['header', name],
  before,
  after,
});

const UUIDS = ['3b241101-e2bb-4255-8caf-4136c566a962', '9f0e6d1c-7a55-4a43-b3ad-0d9f3f1f0a11'] as const;

const PROOFS: Record<RecogniserId, Proof> = {
  'rpc-id': {
    fires: [
      { ...value('each its own id', 'id', 4, 9), sides: [{ rpcId: '4' }, { rpcId: '9' }] },
      { ...value('a text on one side', 'id', 4, 'a'), sides: [{ rpcId: '4' }, { rpcId: '"a"' }] },
    ],
    rests: [
      {
        ...value('the answer has another id than was asked', 'id', 4, 5),
        sides: [{ rpcId: '4' }, { rpcId: '4' }],
      },
      { ...value('an id deeper in', 'result/id', 4, 9), sides: [{ rpcId: '4' }, { rpcId: '9' }] },
    ],
  },
  'progress-token': {
    fires: [
      value('in _meta', 'params/_meta/progressToken', 'a', 'b'),
      value('in params', 'params/progressToken', 1, 2),
    ],
    rests: [value('of a tool of that name', 'result/progressToken', 'a', 'b')],
  },
  time: {
    fires: [
      text('ISO', 'at 2026-11-22T07:15:00Z', 'at 2026-11-23T08:16:01.123+02:00'),
      text('as HTTP has it', 'Sun, 22 Nov 2026 07:15:00 GMT', 'Mon, 23 Nov 2026 07:15:00 GMT'),
      text('of the day', 'It is 07:15:00 now', 'It is 07:16:10 now'),
      header('Date', 'date', 'Sun, 22 Nov 2026 07:15:00 GMT', 'Sun, 22 Nov 2026 07:15:01 GMT'),
    ],
    rests: [
      text('a revision of the protocol is a date', '2025-06-18', '2025-11-25'),
      text('the words around it differ', 'begun 2026-11-22T07:15:00Z', 'ended 2026-11-22T07:15:01Z'),
      text('a ratio', '1:2', '1:3'),
      text('the address of a network card', 'at 00:11:22:33:44:55', 'at 00:11:22:33:44:66'),
      text('part of an address', '2001:db8::12:34:56', '2001:db8::12:34:57'),
    ],
  },
  epoch: {
    fires: [
      value('milliseconds', 'result/timestamp', 1_763_795_000_123, 1_763_795_009_123),
      value('seconds, as a text', 'result/createdAt', '1763795000', '1763795009'),
      text('in a text', 'timestamp: 1763795000', 'timestamp: 1763795031'),
    ],
    rests: [
      value('a number of that size that is no time', 'result/population', 1_763_795_000, 1_763_795_009),
      value('too small for a time', 'result/time', 12, 13),
      text('the number of a telephone', 'call me at 5551234567', 'call me at 5559876543'),
    ],
  },
  duration: {
    fires: [
      value('elapsed', 'result/elapsedMs', 12.5, 13),
      value('with its unit', 'result/duration', '12 ms', '9 ms'),
      text('in a text', 'done in 1.25 s', 'done in 0.9 s'),
      text('after what was done', 'Found 3 results in 12 ms', 'Found 3 results in 9 ms'),
      header('Age', 'age', '12', '90'),
    ],
    rests: [
      value('what somebody set', 'result/timeoutMs', 1000, 2000),
      value('how old a person is', 'result/age', 31, 32),
      text('an instruction', 'wait for 5 seconds', 'wait for 9 seconds'),
      text('how long something will hold', 'expires in 60 minutes', 'expires in 90000 minutes'),
      value('a runtime that is a version', 'result/runtime', '3.11', '3.12'),
      value('a pause that somebody set', 'result/delayMs', 3, 30_000),
    ],
  },
  uuid: {
    fires: [
      text('alone', UUIDS[0], UUIDS[1]),
      text('within a text', `item ${UUIDS[0]} made`, `item ${UUIDS[1]} made`),
    ],
    rests: [
      text('one of them is none', UUIDS[0], 'none'),
      text('part of something longer', `${UUIDS[0]}-x1`, `${UUIDS[1]}-x1`),
    ],
  },
  cursor: {
    fires: [
      value('of a list', 'result/nextCursor', 'abc', 'xyz'),
      value('state', 'result/requestState', 'a', 'b'),
    ],
    rests: [
      value('a field of a tool', 'result/position/cursor', 'row 1', 'row 2'),
      value('there on one side only', 'result/nextCursor', 'abc', null),
      value('one of them leads nowhere', 'result/nextCursor', 'abc', ''),
    ],
  },
  meta: {
    fires: [value('opaque', 'result/_meta/example.trace', 'aGVsbG8gMTIz', 'aGVsbG8gNDU2')],
    rests: [
      value('words', 'result/_meta/note', 'all is well 1', 'all is not well 2'),
      value('outside of _meta', 'result/note', 'aGVsbG8gMTIz', 'aGVsbG8gNDU2'),
      value('what is shown', 'result/_meta/ui~1resourceUri', 'ui://weather1.html', 'ui://other2.html'),
      value('a revision', 'result/_meta/protocolVersion', '2025-06-18', '2025-11-25'),
    ],
  },
  'session-id': {
    fires: [
      value('by its key', 'result/sessionId', 'a1b2c3d4e5', 'f6a7b8c9d0'),
      {
        ...value('its own', 'result/who', 'aaaa', 'bbbb'),
        sides: [{ sessionId: 'aaaa' }, { sessionId: 'bbbb' }],
      },
      text('in a text', 'session id: a1b2c3d4e5', 'session id: f6a7b8c9d0'),
      header('Mcp-Session-Id', 'mcp-session-id', 'one', 'two'),
    ],
    rests: [
      value('a short name', 'result/sessionId', 'main', 'test'),
      value('of something else', 'result/session', 'a1b2c3d4e5', 'f6a7b8c9d0'),
    ],
  },
  'passing-id': {
    fires: [
      value('of a request', 'result/requestId', 'req-18af90', 'req-99bc01'),
      value('of a task', 'result/task/taskId', 'task-000001', 'task-000002'),
      header('X-Request-Id', 'x-request-id', 'a1', 'b2'),
    ],
    rests: [
      value('of a thing that stays', 'result/userId', 'user-18af90', 'user-99bc01'),
      value('a word', 'result/taskId', 'cleaning', 'painting'),
    ],
  },
  pid: {
    fires: [
      value('by its key', 'result/pid', 123, 4567),
      text('in a text', 'started (pid 123)', 'started (pid 4567)'),
    ],
    rests: [
      value('no number', 'result/pid', 'alpha', 'beta'),
      value('a word that ends so', 'result/cupid', 1, 2),
    ],
  },
  'loopback-port': {
    fires: [text('in an address', 'http://127.0.0.1:4001/mcp', 'http://127.0.0.1:61234/mcp')],
    rests: [
      text('of another machine', 'http://example.com:4001/', 'http://example.com:4002/'),
      text('another path', 'http://localhost:4001/a', 'http://localhost:4002/b'),
    ],
  },
  'used-once': {
    fires: [value('by its key', 'result/nonce', 'ab12cd34ef56', '0912cd34ef56')],
    rests: [
      value('of what is there', 'result/sha256', 'ab12cd34ef56', '0912cd34ef56'),
      value('of whose key it is', 'result/fingerprint', 'SHA256:ab12cd34', 'SHA256:0912cd34'),
      value('words', 'result/nonce', 'the first', 'the second'),
    ],
  },
  etag: {
    fires: [header('ETag', 'etag', '"a1"', 'W/"b2"')],
    rests: [value('of something elsewhere', 'result/etag', '"a1b2c3d4"', '"d5e6f7a8"')],
  },
  'temporary-path': {
    fires: [
      text('of Unix', '/tmp/run-a1/out.txt', '/tmp/run-b2/out.txt'),
      text('without a digit', '/tmp/run-aBcdef/out.txt', '/tmp/run-xyzqWr/out.txt'),
    ],
    rests: [
      text('another file in it', '/tmp/run-a1/out.txt', '/tmp/run-b2/secret.txt'),
      text('a path that stays', '/home/a1/out.txt', '/home/b2/out.txt'),
      text('a name that was chosen', '/tmp/report/x', '/tmp/secrets/x'),
      text('another kind of file', '/tmp/a1.txt', '/tmp/a2.sh'),
    ],
  },
  load: {
    fires: [
      value('resident', 'result/rss', 12_345, 22_222),
      value('free memory', 'result/memory/free', 1, 2),
      value('in one word', 'result/cpuUsage', 0.12, 0.3),
    ],
    rests: [
      value('a limit', 'result/memoryLimit', 1024, 2048),
      value('no number', 'result/memory', 'lots', 'little'),
      value('what there is of something else', 'result/stock/available', 3, 0),
      value('what a server remembers', 'result/memory/entities', 3, 9),
      value('how many there are', 'result/cpu', 4, 8),
    ],
  },
  'cookie-value': {
    fires: [header('the value', 'set-cookie', 'sid=a1; Path=/; HttpOnly', 'sid=b2; Path=/; HttpOnly')],
    rests: [
      header('a guard is gone', 'set-cookie', 'sid=a1; Path=/; HttpOnly', 'sid=b2; Path=/'),
      header('what the browser sends', 'cookie', 'sid=a1', 'sid=b2'),
    ],
  },
  'body-length': {
    fires: [header('Content-Length', 'content-length', '120', '121')],
    rests: [
      header('no number', 'content-length', '120', '120, 121'),
      header('another', 'content-type', '1', '2'),
    ],
  },
  'rate-limit': {
    fires: [header('what is left', 'x-ratelimit-remaining', '59', '58')],
    rests: [header('how much there is', 'x-ratelimit-limit', '60', '10')],
  },
};

/** What knew the difference of a case; `different` where nothing did. */
function known({ at, before, after, sides }: Case): string | undefined {
  if (at[0] === 'header') {
    const head = (value: unknown) => ({
      startLine: 'HTTP/1.1 200 OK',
      headers: [[at[1]!, String(value)]] as [string, string][],
      bodyAt: 0,
    });
    const [difference] = compareHeads(head(before), head(after)).differences;
    return difference?.recogniser ?? difference?.standing;
  }
  const message = (inner: unknown): string =>
    JSON.stringify(at.reduceRight((made: unknown, name) => ({ [name]: made }), inner));
  const [left = {}, right = {}] = sides ?? [];
  const [difference] = compareAnswers(message(before), message(after), {
    before: left,
    after: right,
  }).differences;
  return difference?.recogniser ?? difference?.standing;
}

describe.each(RECOGNISERS.map(({ id }) => id))('%s', (id) => {
  it.each(PROOFS[id].fires.map((one) => [one.why, one] as const))('knows: %s', (_, one) => {
    expect(known(one)).toBe(id);
    expect(known({ ...one, before: one.after, after: one.before, ...swapped(one) })).toBe(id);
  });
  it.each(PROOFS[id].rests.map((one) => [one.why, one] as const))('lets be: %s', (_, one) => {
    expect(known(one)).toBe('different');
  });
});

function swapped({ sides }: Case): Pick<Case, 'sides'> {
  return sides === undefined ? {} : { sides: [sides[1], sides[0]] };
}

it('has no id twice', () => {
  expect(new Set(RECOGNISERS.map(({ id }) => id)).size).toBe(RECOGNISERS.length);
});

it('is not deceived by a text that spells what a recognised stretch would become', () => {
  expect(compareAnswers('["\\u0000time\\u0000"]', '["2026-11-22T07:15:00Z"]').verdict).toBe('different');
});
