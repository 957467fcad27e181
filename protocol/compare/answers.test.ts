import { describe, expect, it } from 'vitest';
import type { AnswerComparison } from '../comparison.ts';
import { compareAnswers, type ComparisonContext } from './answers.ts';

const json = (value: unknown): string => JSON.stringify(value);
/** One line a difference: kind, standing, pointers. */
const lines = ({ differences }: AnswerComparison): string[] =>
  differences.map(({ kind, standing, recogniser, left, right }) =>
    [
      kind,
      recogniser ?? standing,
      left === undefined ? '-' : left.pointer + (left.within?.pointer ?? ''),
      right === undefined ? '-' : right.pointer + (right.within?.pointer ?? ''),
    ].join(' '),
  );
const compared = (before: unknown, after: unknown, context?: ComparisonContext): string[] =>
  lines(compareAnswers(json(before), json(after), context));

describe('compareAnswers', () => {
  it.each([
    ['the same', { a: [1, { b: 2 }] }, { a: [1, { b: 2 }] }, []],
    ['a value', { a: 1 }, { a: 2 }, ['changed different /a /a']],
    ['another kind', { a: 1 }, { a: '1' }, ['type different /a /a']],
    ['an object in the place of a text', { a: 'x' }, { a: { b: 1 } }, ['type different /a /a']],
    ['true and false are one kind', { a: true }, { a: false }, ['changed different /a /a']],
    ['a key more', { a: 1 }, { a: 1, b: 2 }, ['added different - /b']],
    ['a key less', { a: 1, b: 2 }, { b: 2 }, ['removed different /a -']],
    ['an item put in', [1, 2, 3], [1, 9, 2, 3], ['added different - /1']],
    ['an item taken out', ['a', 'b', 'c'], ['a', 'c'], ['removed different /1 -']],
    ['an item changed', ['a', 'b', 'c'], ['a', 'B', 'c'], ['changed different /1 /1']],
    ['an item that went elsewhere', ['a', 'b', 'c', 'd'], ['b', 'c', 'd', 'a'], ['moved different /0 /3']],
    [
      'items known by their names, one of them changed and moved',
      [{ name: 'x', v: 1 }, { name: 'y' }, { name: 'z' }],
      [{ name: 'y' }, { name: 'z' }, { name: 'x', v: 2 }],
      ['moved different /0 /2', 'changed different /0/v /2/v'],
    ],
    [
      'a change behind an item put in has both places',
      [{ id: 1, t: 'a' }],
      [{ id: 0 }, { id: 1, t: 'b' }],
      ['added different - /0', 'changed different /0/t /1/t'],
    ],
    ['keys with slashes', { 'a/b~': 1 }, { 'a/b~': 2 }, ['changed different /a~1b~0 /a~1b~0']],
    [
      'names of prototypes',
      { constructor: 1 },
      { constructor: 2 },
      ['changed different /constructor /constructor'],
    ],
  ])('tells %s', (_, before, after, expected) => {
    const found = compareAnswers(json(before), json(after));
    expect(lines(found)).toEqual(expected);
    expect(found.verdict).toBe(expected.length === 0 ? 'same' : 'different');
  });

  it('loses no digit of a number', () => {
    expect(compareAnswers('[9007199254740993]', '[9007199254740992]').verdict).toBe('different');
    expect(compareAnswers('[1.0]', '[1]').differences[0]).toMatchObject({
      kind: 'changed',
      left: { text: '1.0' },
    });
  });

  it('keeps repeated keys apart', () => {
    const found = compareAnswers('{"a":1,"a":2}', '{"a":1,"a":3,"a":4}');
    expect(lines(found)).toEqual(['changed different /a /a', 'added different - /a']);
    expect(found.differences[0]).toMatchObject({ left: { text: '2' }, right: { text: '3' } });
  });

  it('takes no order of keys, white space or escape for a difference, and says so', () => {
    const found = compareAnswers('{"a":1, "b":"\\u0041"}', '{"b":"A","a":1}');
    expect(found).toMatchObject({ verdict: 'same', differences: [] });
    expect(found.notes.join(' ')).toMatch(/written otherwise/);
    expect(compareAnswers('{"a":1,"b":2}', '{"b":3,"a":1}').notes).toEqual([
      'In one object the keys stand in another order.',
    ]);
  });

  it('points at the characters of both texts', () => {
    const [before, after] = ['{"a": [1, "two"]}', '{"a":[1,"three"]}'];
    const [difference] = compareAnswers(before, after).differences;
    expect(before.slice(difference?.left?.from, difference?.left?.to)).toBe('"two"');
    expect(after.slice(difference?.right?.from, difference?.right?.to)).toBe('"three"');
  });

  it('looks into JSON that is sent as a text', () => {
    const answer = (inner: unknown): unknown => ({ content: [{ type: 'text', text: json(inner) }] });
    expect(compared(answer({ at: 'x', n: [1, 2] }), answer({ at: 'x', n: [1, 3] }))).toEqual([
      'changed different /content/0/text/n/1 /content/0/text/n/1',
    ]);
    const elapsed = compareAnswers(json(answer({ elapsedMs: 3 })), json(answer({ elapsedMs: 4 })));
    expect(elapsed).toMatchObject({ verdict: 'volatile', counts: { volatile: 1 } });
  });

  it('knows what differs every time, on both sides only', () => {
    const answer = (id: number, time: string, rest = 'x'): string =>
      json({ jsonrpc: '2.0', id, result: { content: [{ type: 'text', text: `It is ${time}, ${rest}` }] } });
    const context = { before: { rpcId: '3' }, after: { rpcId: '8' } };
    const [one, other] = [answer(3, '2026-11-22T07:15:00Z'), answer(8, '2026-11-22T07:15:02Z')];
    const found = compareAnswers(one, other, context);
    expect(found.verdict).toBe('volatile');
    expect(lines(found)).toEqual([
      'changed rpc-id /id /id',
      'changed time /result/content/0/text /result/content/0/text',
    ]);
    expect(compareAnswers(one, answer(8, '2026-11-22T07:15:02Z', 'y'), context).verdict).toBe('different');
    expect(compareAnswers(one, answer(8, 'late', 'x'), context).verdict).toBe('different');
    // The id of another message is no id of its own.
    expect(compareAnswers(one, other, { before: { rpcId: '4' }, after: { rpcId: '8' } }).verdict).toBe(
      'different',
    );
  });

  it('takes filler for what it hides', () => {
    const before = '{"token":"Bearer abcdef","n":1}';
    const after = '{"token":"Bearer ******","n":1}';
    const masked = [{ from: after.indexOf('*'), to: after.lastIndexOf('*') + 1 }];
    const found = compareAnswers(before, after, { after: { masked } });
    expect(found).toMatchObject({ verdict: 'volatile', counts: { different: 0, masked: 1 } });
    const other = compareAnswers('{"token":"Basic abcdef","n":1}', after, { after: { masked } });
    expect(other.verdict).toBe('different');
  });

  it('compares what is no JSON as text', () => {
    const found = compareAnswers('Hello world', 'Hello there world');
    expect(found).toMatchObject({ read: 'text', verdict: 'different' });
    expect(found.differences[0]).toMatchObject({ left: { from: 6 }, right: { from: 6, text: 'there ' } });
    expect(compareAnswers('took 12 ms', 'took 9 ms').verdict).toBe('volatile');
    expect(compareAnswers('{"a":1', '{"a":1}').read).toBe('text');
  });

  it('counts what it does not list, and lists what is different first', () => {
    const many = (n: number): unknown => ({
      ids: Array.from({ length: 1500 }, (_, k) => ({ at: 1_700_000_000 + k + n })),
      z: n,
    });
    const found = compareAnswers(json(many(0)), json(many(5000)));
    expect(found.counts).toEqual({ different: 1, volatile: 1500, masked: 0 });
    expect(found.differences).toHaveLength(1000);
    expect(found.differences.at(-1)).toMatchObject({ standing: 'different', left: { pointer: '/z' } });
    expect(found.notes.join(' ')).toContain('1501');
  });

  it('survives depth, width and repetition', () => {
    const deep = (text: string): string => '['.repeat(200_000) + text + ']'.repeat(200_000);
    const found = compareAnswers(deep('1'), deep('2'));
    expect(found.verdict).toBe('different');
    expect(found.notes.join(' ')).toContain('deeper');
    const same = (key: string): string =>
      `{${Array.from({ length: 60_000 }, (_, k) => `"a":${key}${k}`).join(',')}}`;
    expect(compareAnswers(same('1'), same('2')).counts.different).toBe(60_000);
  });
});
