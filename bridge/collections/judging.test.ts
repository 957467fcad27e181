import { describe, expect, it } from 'vitest';
import type { Expectation } from '../../protocol/collection/collection.ts';
import { readJson } from '../../protocol/json/read.ts';
import { failuresOf, faultOf, type Seen } from './judging.ts';
import { processorTime } from '../../test/processor-time.ts';

function answered(text: string, more: Partial<Seen> = {}): Seen {
  const document = readJson(text);
  return { outcome: 'result', words: 'a result', message: { document, node: document.root! }, ...more };
}
const ANSWER = answered(
  '{"result":{"n":1.0,"big":9007199254740993,"o":{"b":[1,2],"a":null},"twice":{"a":1,"a":2},"s":"a\\u0062c\\n","__proto__":{"x":1}}}',
  { ms: 50, status: 200 },
);
const ERROR = answered('{"error":{"code":-32602,"message":"no"}}', {
  outcome: 'error',
  words: 'error -32602: no',
  errorCode: '-32602',
});
const NOTHING: Seen = { outcome: 'no-answer', words: 'no answer in time' };

/** Each fires where it must, and its twin does not. */
const CASES: [string, Partial<Expectation>, Seen, boolean][] = [
  ['a result', { outcome: 'result' }, ANSWER, true],
  ['a result that is an error', { outcome: 'result' }, ERROR, false],
  ['a result of a tool that failed', { outcome: 'result' }, { ...ANSWER, outcome: 'tool-error' }, false],
  ['a tool error', { outcome: 'tool-error' }, { ...ANSWER, outcome: 'tool-error' }, true],
  ['an error', { outcome: 'error' }, ERROR, true],
  ['an error with its code', { outcome: 'error', errorCode: -32602 }, ERROR, true],
  ['an error with another code', { outcome: 'error', errorCode: -32601 }, ERROR, false],
  ['a code where there is none', { errorCode: -32602 }, ANSWER, false],
  ['no answer', { outcome: 'no-answer' }, NOTHING, true],
  ['no answer, and one came', { outcome: 'no-answer' }, ANSWER, false],
  ['anything', {}, ERROR, true],
  ['anything, and nothing came', {}, NOTHING, false],
  ['a status', { status: 200 }, ANSWER, true],
  ['another status', { status: 401 }, ANSWER, false],
  ['a status over stdio', { status: 200 }, ERROR, false],
  ['in time', { within: 50 }, ANSWER, true],
  ['too late', { within: 49 }, ANSWER, false],
  ['in time, and nothing came', { outcome: 'no-answer', within: 50 }, NOTHING, false],
  ['the same number, written otherwise', equals('/result/n', '10e-1'), ANSWER, true],
  ['another number', equals('/result/n', '1.01'), ANSWER, false],
  ['a number beyond 2^53', equals('/result/big', '9007199254740993'), ANSWER, true],
  ['its neighbour', equals('/result/big', '9007199254740992'), ANSWER, false],
  ['a number as text', equals('/result/n', '"1.0"'), ANSWER, false],
  ['an object in another order', equals('/result/o', '{"a":null, "b":[1,2]}'), ANSWER, true],
  ['a list in another order', equals('/result/o/b', '[2,1]'), ANSWER, false],
  ['an object with more', equals('/result/o', '{"b":[1,2]}'), ANSWER, false],
  ['an object that repeats a key', equals('/result/twice', '{"a":2}'), ANSWER, false],
  ['text, however it is escaped', equals('/result/s', '"\\u0061bc\\n"'), ANSWER, true],
  ['a prototype key', equals('/result/__proto__/x', '1'), ANSWER, true],
  ['an inherited member', exists('/result/toString', true), ANSWER, false],
  ['a place that is there', exists('/result/o/a', true), ANSWER, true],
  ['a place that should not be there', exists('/result/o/a', false), ANSWER, false],
  ['a place that is not there', exists('/result/nowhere', false), ANSWER, true],
  ['a pattern', matches('/result/s', '^abc$'), ANSWER, false],
  ['a pattern that is found', matches('/result/s', '^abc\\s$'), ANSWER, true],
  ['a pattern on a number', matches('/result/n', '^1\\.0$'), ANSWER, true],
  ['a pattern where nothing is', matches('/result/nowhere', '.*'), ANSWER, false],
  ['a pattern RE2 does not know', matches('/result/s', '(?=a)'), ANSWER, false],
  ['a check, and nothing came', { outcome: 'no-answer', ...exists('/x', false) }, NOTHING, false],
];

function equals(pointer: string, json: string): Partial<Expectation> {
  return { checks: [{ pointer, equals: json }] };
}
function matches(pointer: string, pattern: string): Partial<Expectation> {
  return { checks: [{ pointer, matches: pattern }] };
}
function exists(pointer: string, is: boolean): Partial<Expectation> {
  return { checks: [{ pointer, exists: is }] };
}

describe('what is expected', () => {
  it.each(CASES)('%s', (_, expected, seen, passes) => {
    const failures = failuresOf({ checks: [], ...expected }, seen);
    expect(failures.length === 0, JSON.stringify(failures)).toBe(passes);
    for (const { expected: wanted, got } of failures)
      expect([wanted, got].every((text) => text !== '')).toBe(true);
  });

  it('is tried on what can be read only', () => {
    const unread: Seen = { outcome: 'result', words: 'result', unread: 'the answer has 9 GB' };
    expect(failuresOf({ checks: [{ pointer: '', exists: true }] }, unread)[0]?.got).toContain('9 GB');
    const deep = answered(`{"result":${'['.repeat(5000)}${']'.repeat(5000)}}`);
    expect(failuresOf({ checks: [{ pointer: '/result', equals: '[]' }] }, deep)).toHaveLength(1);
  });
});

describe('a pattern', () => {
  it.each(['(', '(?=a)', '(a)\\1', '((a{30}){30}){30}'])('%s is refused before anything is sent', (pattern) =>
    expect(faultOf({ pointer: '', matches: pattern })).toBeTypeOf('string'),
  );
  it('takes linear time on the longest text it is tried on, and is tried on no longer one', () => {
    const slow = (length: number): { ms: number; failures: number } => {
      const began = processorTime();
      const seen = answered(`{"a":"${'a'.repeat(length)}!"}`);
      const failures = failuresOf(
        { checks: [{ pointer: '/a', matches: '^(a?a?a?a?a?a?a?a?)*(a|a)*$' }] },
        seen,
      );
      return { ms: processorTime() - began, failures: failures.length };
    };
    expect(slow(60_000)).toMatchObject({ failures: 1 });
    expect(slow(60_000).ms).toBeLessThan(20_000);
    expect(slow(10_000_000).ms).toBeLessThan(20_000);
  });
});

it('what is expected to be JSON has to be JSON', () => {
  expect(faultOf({ pointer: '', equals: '{' })).toBeTypeOf('string');
  expect(faultOf({ pointer: '', equals: '{}' })).toBeUndefined();
});
