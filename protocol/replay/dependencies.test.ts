import { describe, expect, test } from 'vitest';
import { Dependencies } from './dependencies.ts';
import { fitMeta } from './fit-meta.ts';
import { isSameName, looksLikeHandle } from './handle-look.ts';
import { layBeside, saidIn } from './laid-beside.ts';
import { processorTime } from '../../test/processor-time.ts';

interface Said {
  method?: string;
  params: unknown;
  then: unknown;
  now?: unknown;
}

function message(method: string, params: unknown): string {
  return JSON.stringify({ jsonrpc: '2.0', id: 7, method, params });
}

function answer(result: unknown): string {
  return JSON.stringify({ jsonrpc: '2.0', id: 7, result });
}

/** What becomes of the last message, after the earlier ones were answered otherwise than then. */
function lastOf(earlier: Said[], params: unknown, method = 'tools/call') {
  const dependencies = new Dependencies();
  const tell = (toward: 'server' | 'client', words: string): void => dependencies.said(toward, saidIn(words));
  for (const said of earlier) {
    tell('server', message(said.method ?? 'tools/call', said.params));
    tell('client', answer(said.then));
  }
  tell('server', message(method, params));
  for (const [at, { params: asked, method: one = 'tools/call', then, now }] of earlier.entries()) {
    const { name } = asked as { name?: string };
    const laid = layBeside(answer(then), now === undefined ? undefined : answer(now));
    dependencies.learn({ step: at + 1, method: one, name }, laid);
  }
  const adapted = dependencies.adapt(message(method, params));
  return { ...adapted, params: (JSON.parse(adapted.text) as { params: unknown }).params };
}

const OPEN = { name: 'open', arguments: {} };
const use = (args: unknown) => ({ name: 'use', arguments: args });
const text = (words: string) => ({ content: [{ type: 'text', text: words }] });
const [UUID, OTHER] = ['3f2b8c1a-9d4e-4f60-8a71-5c0de1f2a3b4', 'a1b2c3d4-0000-4111-8222-933344445555'];

describe('a handle', () => {
  test.each<[string, unknown, unknown, unknown, unknown]>([
    ['as structured content', { handle: UUID }, { handle: OTHER }, { handle: UUID }, { handle: OTHER }],
    ['under another name', { id: UUID }, { id: OTHER }, { target: UUID }, { target: OTHER }],
    ['in a sentence', text(`Opened ${UUID}.`), text(`Opened ${OTHER}.`), { on: UUID }, { on: OTHER }],
    [
      'in JSON within a text',
      text(`{"session":{"id":"${UUID}"}}`),
      text(`{"session":{"id":"${OTHER}"}}`),
      { x: [UUID] },
      { x: [OTHER] },
    ],
    [
      'with hyphens of its own, in a longer name',
      { id: UUID },
      { id: OTHER },
      { f: `run-${UUID}-1.txt` },
      { f: `run-${OTHER}-1.txt` },
    ],
    [
      'within an address',
      { uri: `log://${UUID}/1` },
      { uri: `log://${OTHER}/1` },
      { uri: `log://${UUID}/2?from=${UUID}` },
      { uri: `log://${OTHER}/2?from=${OTHER}` },
    ],
    [
      'in a longer name',
      { id: '7f3a9c21' },
      { id: '91bc0d42' },
      { f: 'run-7f3a9c21.txt' },
      { f: 'run-91bc0d42.txt' },
    ],
    [
      'that is a long number',
      { n: 8_312_455_901 },
      { n: 7_001_200_345 },
      { n: 8_312_455_901 },
      { n: 7_001_200_345 },
    ],
    ['that is short, under its name', { handle: 'h1' }, { handle: 'h2' }, { handle: 'h1' }, { handle: 'h2' }],
    ['that is a small number, under its name', { taskId: 4 }, { taskId: 9 }, { task_id: 4 }, { task_id: 9 }],
    ['in a number and in a text', { id: 4_711_982 }, { id: 5_812_003 }, { id: '4711982' }, { id: '5812003' }],
    [
      'of the same kind, by its plain id',
      { user: { id: 4 } },
      { user: { id: 9 } },
      { userId: 4 },
      { userId: 9 },
    ],
    [
      'as a state',
      { requestState: 's1' },
      { requestState: 's9' },
      { requestState: 's1' },
      { requestState: 's9' },
    ],
  ])('is carried over: %s', (_, then, now, args, expected) => {
    const { params, rewrites } = lastOf([{ params: OPEN, then, now }], use(args));
    expect(params).toEqual(use(expected));
    expect(rewrites.length).toBeGreaterThan(0);
    expect(rewrites[0]!.fromStep).toBe(1);
  });

  test.each<[string, Said[], unknown]>([
    [
      'a name that only ends like one',
      [{ params: OPEN, then: { id: 1 }, now: { id: 2 } }],
      { paid: 1, valid: '1' },
    ],
    [
      'the id of something else',
      [{ params: OPEN, then: { user: { id: 1 } }, now: { user: { id: 7 } } }],
      { orderId: 1 },
    ],
    [
      'the plain id of something else',
      [{ params: { name: 'create_user' }, then: { id: 1 }, now: { id: 7 } }],
      { id: 1 },
    ],
    [
      'an amount',
      [{ params: OPEN, then: { balance: 100_000 }, now: { balance: 250_000 } }],
      { amount: 100_000 },
    ],
    ['a day', [{ params: OPEN, then: { day: 20_260_131 }, now: { day: 20_260_228 } }], { from: 20_260_131 }],
    [
      'a state in words',
      [{ params: OPEN, then: { state: 'open' }, now: { state: 'shut' } }],
      { state: 'open' },
    ],
    ['a branch', [{ params: OPEN, then: { ref: 'main' }, now: { ref: 'trunk' } }], { ref: 'main' }],
    ['what is no number', [{ params: OPEN, then: { taskId: '17' }, now: { taskId: '007' } }], { taskId: 17 }],
    [
      'part of a longer one',
      [{ params: OPEN, then: { id: '7f3a9c21' }, now: { id: '91bc0d42' } }],
      { id: '7f3a9c2155' },
    ],
    ['a short word', [{ params: OPEN, then: { state: 'open' }, now: { state: 'busy' } }], { word: 'open' }],
    ['a small number', [{ params: OPEN, then: { count: 3 }, now: { count: 4 } }], { count: 3 }],
    ['a boolean', [{ params: OPEN, then: { ok: true }, now: { ok: false } }], { ok: true }],
    ['what the server says again', [{ params: OPEN, then: { a: UUID }, now: { b: UUID } }], { a: UUID }],
    [
      'what the person said first',
      [{ params: use({ key: UUID }), then: { key: UUID }, now: { key: OTHER } }],
      { key: UUID },
    ],
    [
      'what stands in a list that only moved',
      [
        {
          method: 'resources/list',
          params: {},
          then: { resources: [{ uri: 'x:1234567' }, { uri: 'x:7654321' }] },
          now: { resources: [{ uri: 'x:7654321' }, { uri: 'x:1234567' }] },
        },
      ],
      { uri: 'x:1234567' },
    ],
    [
      'what stands in a list that has grown',
      [{ params: OPEN, then: { ids: [UUID] }, now: { ids: [OTHER, 'b7'] } }],
      { id: UUID },
    ],
    [
      'a date of the day',
      [{ params: OPEN, then: { day: '2026-01-02' }, now: { day: '2026-03-04' } }],
      { day: '2026-01-02' },
    ],
    ['a version', [{ params: OPEN, then: { v: '1.20.345' }, now: { v: '1.21.400' } }], { v: '1.20.345' }],
    ['what was not answered now', [{ params: OPEN, then: { handle: UUID } }], { handle: UUID }],
    [
      'a sentence that says something else now',
      [{ params: OPEN, then: text(`Opened ${UUID}.`), now: text('No room left for 1 more.') }],
      { id: UUID },
    ],
    [
      'the name of a prototype',
      [{ params: OPEN, then: { id: 'constructor', __proto__: null }, now: { id: '__proto__' } }],
      { word: 'constructor' },
    ],
  ])('is not made of %s', (_, earlier, args) => {
    const { params, rewrites } = lastOf(earlier, use(args));
    expect(params).toEqual(use(args));
    expect(rewrites).toEqual([]);
  });

  test('may be as short as an id of ours, which is no word of anybody', () => {
    // Every message here is sent under id 7.
    const earlier = [
      { params: use({}), then: {}, now: {} },
      { params: OPEN, then: { taskId: 7 }, now: { taskId: 12 } },
    ];
    expect(lastOf(earlier, use({ taskId: 7 })).params).toEqual(use({ taskId: 12 }));
  });

  test('is no name of a tool', () => {
    const earlier = [{ params: OPEN, then: { id: 'tool12345' }, now: { id: 'tool54321' } }];
    expect(lastOf(earlier, { name: 'tool12345', arguments: {} }).rewrites).toEqual([]);
  });

  test('is carried over through several answers, as the newest gave it', () => {
    const earlier = [
      { params: OPEN, then: { handle: UUID }, now: { handle: OTHER } },
      {
        params: use({ handle: UUID }),
        then: { handle: UUID, next: 'n-1234567' },
        now: { handle: OTHER, next: 'n-9999999' },
      },
    ];
    const { rewrites } = lastOf(earlier, use({ handle: UUID, next: 'n-1234567' }));
    expect(rewrites.map(({ fromStep, after }) => [fromStep, after])).toEqual([
      [1, OTHER],
      [2, 'n-9999999'],
    ]);
  });

  test('may be the name of a member', () => {
    const asks = (key: string) => ({
      resultType: 'input_required',
      inputRequests: { [key]: { method: 'x' } },
    });
    const earlier = [{ params: OPEN, then: asks(UUID), now: asks(OTHER) }];
    expect(lastOf(earlier, use({ inputResponses: { [UUID]: {} } })).params).toEqual(
      use({ inputResponses: { [OTHER]: {} } }),
    );
  });
});

describe('a cursor', () => {
  const page = (nextCursor?: string) => ({ tools: [], ...(nextCursor === undefined ? {} : { nextCursor }) });
  test('is that of the new list, however short it is', () => {
    const earlier = [{ method: 'tools/list', params: {}, then: page('2'), now: page('b') }];
    const { params, rewrites } = lastOf(earlier, { cursor: '2' }, 'tools/list');
    expect(params).toEqual({ cursor: 'b' });
    expect(rewrites).toEqual([
      { pointer: '/params/cursor', before: '2', after: 'b', fromStep: 1, fromPointer: '/result/nextCursor' },
    ]);
  });
  test('is sent as it was, and that is said, where the new list has ended', () => {
    const earlier = [{ method: 'tools/list', params: {}, then: page('2'), now: page() }];
    const { params, notes } = lastOf(earlier, { cursor: '2' }, 'tools/list');
    expect([params, notes.length]).toEqual([{ cursor: '2' }, 1]);
  });
  test('of another list is none', () => {
    const earlier = [{ method: 'prompts/list', params: {}, then: page('2'), now: page('b') }];
    expect(lastOf(earlier, { cursor: '2' }, 'tools/list').rewrites).toEqual([]);
  });
});

test('the id of a call that is cancelled is the new one', () => {
  const dependencies = new Dependencies();
  dependencies.sentAs('7', '12');
  const cancel = (id: unknown) => message('notifications/cancelled', { requestId: id });
  expect(JSON.parse(dependencies.adapt(cancel(7)).text)).toMatchObject({ params: { requestId: 12 } });
  expect(dependencies.adapt(cancel('7')).rewrites).toEqual([]);
});

test('everything beside what is replaced stays as it stands', () => {
  const odd = `{"jsonrpc": "2.0",\t"id":7, "params" : {"b":1e2, "b" : "${UUID}" /*x*/, "n":9007199254740993}}`;
  const then = answer({ b: UUID });
  const dependencies = new Dependencies();
  dependencies.learn({ step: 1, method: 'x' }, layBeside(then, answer({ b: OTHER })));
  expect(dependencies.adapt(odd).text).toBe(odd.replace(UUID, OTHER));
});

test.each(['', '{', '[1]', '"a"', '{"params":', 'null', '{"params":{"a":'])(
  'nothing is read into %j',
  (broken) => {
    const dependencies = new Dependencies();
    dependencies.said('client', saidIn(broken));
    dependencies.learn({ step: 1, method: 'x' }, layBeside(broken, broken));
    expect(dependencies.adapt(broken)).toEqual({ text: broken, rewrites: [], notes: [] });
  },
);

test('a hostile answer of a million ids is followed in part, and soon', () => {
  const ids = (from: number) => answer({ ids: Array.from({ length: 200_000 }, (_, k) => `id-${from + k}`) });
  const began = processorTime();
  saidIn(ids(100_000));
  expect(layBeside(ids(100_000), ids(500_000)).given.length).toBeLessThanOrEqual(100_000);
  expect(processorTime() - began).toBeLessThan(30_000);
});

test.each<[string, boolean]>([
  [UUID, true],
  ['7f3a9c21', true],
  ['sess_8f3k2a91', true],
  ['1234567', true],
  ['2026-11-22T07:15:23Z', true],
  ['eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc', true],
  ['echo', false],
  ['get-resource-links', false],
  ['12345', false],
  ['2025-11-25', false],
  ['2026-11-22T07:15:00Z', false],
  ['1000000', false],
  ['20260131', false],
  ['1.2.3456789', false],
  ['a sentence of 12345678 words', false],
  ['demo://resource/1234567', false],
])('%s looks like a handle: %s', (value, looks) => {
  expect(looksLikeHandle(value)).toBe(looks);
});

test.each<[string, string, boolean]>([
  ['sessionId', 'session_id', true],
  ['nextCursor', 'cursor', true],
  ['id', 'taskId', true],
  ['taskId', 'sessionId', false],
  ['', '', false],
])('%s and %s are one name: %s', (one, other, isSame) => {
  expect(isSameName(one, other)).toBe(isSame);
});

test('what a message says of the revision and the client is what the new session says', () => {
  const recorded = `{"method":"x","params":{"a":1,"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","progressToken":4}}}`;
  const other = new Map([['io.modelcontextprotocol/protocolVersion', '"2027-01-01"']]);
  expect(fitMeta(recorded, other).text).toBe(recorded.replace('2026-07-28', '2027-01-01'));
  expect(fitMeta(recorded, new Map()).text).toBe(
    '{"method":"x","params":{"a":1,"_meta":{"progressToken":4}}}',
  );
  const without = '{"method":"x","params":{"_meta":{}}}';
  expect(fitMeta(without, other)).toEqual({ text: without, notes: [] });
});
