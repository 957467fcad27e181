import { expect, test } from 'vitest';
import type { Session } from '../../protocol/session.ts';
import { canComplete, completionParams, readCompletions } from './completion.ts';

const ref = { type: 'ref/prompt', name: 'greet' } as const;
const question = {
  ref,
  argument: 'city',
  value: 'Pa',
  others: new Map([
    ['country', 'FR'],
    ['city', 'x'],
  ]),
};

test('the other arguments go along from 2025-06-18 on, and not before', () => {
  expect(JSON.parse(completionParams(question, '2025-06-18'))).toEqual({
    ref,
    argument: { name: 'city', value: 'Pa' },
    context: { arguments: { country: 'FR' } },
  });
  expect(completionParams(question, '2026-07-28')).toContain('"context"');
  expect(completionParams(question, '2025-03-26')).not.toContain('context');
  expect(completionParams(question, undefined)).not.toContain('context');
  expect(completionParams({ ...question, others: new Map() }, '2025-11-25')).not.toContain('context');
});

test('an argument named __proto__ is one like any other', () => {
  const others = new Map([['__proto__', 'a']]);
  expect(completionParams({ ...question, others }, '2025-11-25')).toContain(
    '{"arguments":{"__proto__":"a"}}',
  );
});

test.each([
  ['{"result":{"completion":{"values":["a","b"]}}}', { values: ['a', 'b'], hasMore: false }],
  [
    '{"result":{"completion":{"values":["a"],"total":40,"hasMore":true}}}',
    { values: ['a'], total: 40, hasMore: true },
  ],
  [
    '{"result":{"completion":{"values":["a",1,null],"total":-5}}}',
    { values: ['a'], hasMore: false, problem: '2 of the values the server gave are no strings.' },
  ],
  [
    '{"error":{"code":-32602,"message":"no such prompt"}}',
    { values: [], problem: 'The server answered with an error: no such prompt' },
  ],
  [
    '{"result":{"completion":{"values":{}}}}',
    { values: [], problem: 'The server answered with no list of values.' },
  ],
  ['{"result":[]}', { values: [], problem: 'The server answered with no list of values.' }],
  ['not json', { values: [], problem: 'The server answered with no list of values.' }],
  ['', { values: [], problem: 'The server answered with no list of values.' }],
])('%s', (text, wanted) => {
  expect(readCompletions(text)).toEqual(wanted);
});

test('more than a hundred values are counted and said, not shown', () => {
  const values = Array.from({ length: 5000 }, (_, k) => `v${k}`);
  const read = readCompletions(JSON.stringify({ result: { completion: { values } } }));
  expect(read.values).toHaveLength(100);
  expect(read.total).toBe(5000);
  expect(read.hasMore).toBe(true);
});

test('only an open session that declared completions is asked', () => {
  const session = (capabilities: string[] | undefined, kind: 'open' | 'closed'): Session =>
    ({ capabilities, state: kind === 'open' ? { kind } : { kind, reason: '' } }) as Session;
  expect(canComplete(session(['completions', 'tools'], 'open'))).toBe(true);
  expect(canComplete(session(['tools'], 'open'))).toBe(false);
  expect(canComplete(session(undefined, 'open'))).toBe(false);
  expect(canComplete(session(['completions'], 'closed'))).toBe(false);
});
