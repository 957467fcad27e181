import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FuzzMark, MarkedFuzz } from '../protocol/fuzz.ts';
import type { CasePlan } from './cases.ts';
import { markedSubject } from './marked.ts';
import { planCases } from './plan.ts';
import { makingFor } from './random.ts';
import type { Strategy } from './strategy.ts';
import { transformed } from './transforms.ts';

const TEXT =
  '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"go","arguments":{"path":"a/b.txt","n":5}}}';
/** A mark on a stretch of the text. */
function mark(words: string, list = 0, more: Partial<FuzzMark> = {}): FuzzMark {
  const from = TEXT.indexOf(words);
  return { from, to: from + words.length, as: 'string', list, transforms: [], ...more };
}
const values = (...list: string[]): MarkedFuzz['lists'][number] => ({
  kind: 'values',
  name: 'mine',
  values: list,
});
const LISTED: Strategy = {
  meta: {
    id: 'paths',
    title: '',
    about: '',
    cwe: 'CWE-22',
    optIn: true,
    severity: 'high',
    fix: '',
    finding: '',
  },
  of: 'value',
  fits: () => 0,
  payloads: (_, position) => [
    {
      id: 'up',
      isCore: true,
      make: () => ({ json: JSON.stringify(`../${position!.words}`), expects: [{ kind: 'canary' }] }),
    },
    { id: 'odd', isCore: false, make: () => ({ json: '[1]', expects: [] }) },
  ],
};

function plan(
  marks: FuzzMark[],
  lists: MarkedFuzz['lists'],
  mode: MarkedFuzz['mode'] = 'sniper',
  text = TEXT,
  budget = 1000,
): CasePlan {
  const marked: MarkedFuzz = { text, how: { rpcId: 'next', meta: 'fill' }, marks, lists, mode };
  return planCases([], [LISTED], { seed: 1, budget, marked }, {});
}
const made = (of: CasePlan): string[] =>
  Array.from({ length: of.cases }, (_, at) => of.make(at + 1, makingFor(1, at + 1, 0, {}))!.text);
const inputs = (of: CasePlan): unknown[] =>
  made(of).map((text) => (JSON.parse(text) as { params: { arguments: unknown } }).params.arguments);

describe('a text marked by hand', () => {
  it('is tried at one place at a time', () => {
    expect(inputs(plan([mark('a/b.txt'), mark('5', 1)], [values('x', 'y'), values('z')]))).toEqual([
      { path: 'x', n: 5 },
      { path: 'y', n: 5 },
      { path: 'a/b.txt', n: 'z' },
    ]);
  });
  it('with the same value in all places', () => {
    expect(
      inputs(plan([mark('a/b.txt'), mark('5', 1)], [values('x', 'y'), values('z')], 'together')),
    ).toEqual([
      { path: 'x', n: 'x' },
      { path: 'y', n: 'y' },
    ]);
  });
  it('in step, as long as the shortest list', () => {
    expect(
      inputs(plan([mark('a/b.txt'), mark('5', 1)], [values('x', 'y', 'w'), values('1', '2')], 'in-step')),
    ).toEqual([
      { path: 'x', n: '1' },
      { path: 'y', n: '2' },
    ]);
  });
  it('with all combinations, without making them', () => {
    expect(
      inputs(plan([mark('a/b.txt'), mark('5', 1)], [values('x', 'y'), values('1', '2')], 'all')),
    ).toEqual([
      { path: 'x', n: '1' },
      { path: 'x', n: '2' },
      { path: 'y', n: '1' },
      { path: 'y', n: '2' },
    ]);
    const long = values(...Array.from({ length: 1000 }, (_, at) => `v${at}`));
    const marks = ['jsonrpc', 'tools/call', 'go', 'a/b.txt', 'path', 'n":'].map((words) => mark(words));
    const whole = plan(marks, [long], 'all');
    expect(whole).toMatchObject({ cases: 1000, wanted: Number.MAX_SAFE_INTEGER });
    expect(whole.make(1000, makingFor(1, 1000, 0, {}))!.text).toContain('v999');
  });

  it('takes the payloads of a strategy, with what they would prove, also where it is asked for by name only', () => {
    const one = plan([mark('a/b.txt')], [{ kind: 'strategy', id: 'paths' }]);
    expect(one.make(1, makingFor(1, 1, 0, {}))).toMatchObject({
      value: '../path',
      made: { expects: [{ kind: 'canary' }] },
      case: {
        payload: 'up',
        position: { at: '/params/arguments/path' },
        strategy: { meta: { id: 'paths' } },
      },
    });
    expect(inputs(one)[1]).toEqual({ path: '[1]', n: 5 });
  });

  it('writes quotes where none are, stays within them where some are, or writes as it is', () => {
    const texts = (...marks: FuzzMark[]): string[] => made(plan(marks, [values('a"\n')]));
    expect(texts(mark('b'.concat('.txt')))).toEqual([TEXT.replace('b.txt', 'a\\"\\n')]);
    expect(texts(mark('"a/b.txt"'))).toEqual([TEXT.replace('"a/b.txt"', '"a\\"\\n"')]);
    expect(texts(mark('5'))).toEqual([TEXT.replace('5', '"a\\"\\n"')]);
    expect(texts(mark('5', 0, { as: 'raw' }))).toEqual([TEXT.replace('5', 'a"\n')]);
  });

  it('puts a value through its transforms, also one that comes later', () => {
    const one = plan([mark('a/b.txt', 0, { transforms: ['url', 'upper'] })], [values('../é')]);
    const first = one.make(1, makingFor(1, 1, 0, {}))!;
    expect(first.value).toBe('..%2F%C3%A9'.toUpperCase());
    expect(one.remake(first, '"/"').value).toBe('%2F');
  });

  it('keeps the other values while one is made smaller', () => {
    const one = plan([mark('a/b.txt'), mark('5', 1)], [values('x', 'y'), values('1', '2')], 'in-step');
    const second = one.make(2, makingFor(1, 2, 0, {}))!;
    expect(one.remake(second, '"-"').text).toBe(TEXT.replace('a/b.txt', '-').replace('5', '"2"'));
    const same = plan([mark('a/b.txt'), mark('5')], [values('x')], 'together');
    expect(same.remake(same.make(1, makingFor(1, 1, 0, {}))!, '"-"').text).toBe(
      TEXT.replace('a/b.txt', '-').replace('5', '"-"'),
    );
  });

  it('says what does not count', () => {
    const odd = [
      mark('a/b.txt', 7),
      mark('5', 1),
      mark('go', 2),
      { ...mark('go', 3), from: 90_000, to: 90_001 },
      mark('"go"', 0),
    ];
    const { skipped, cases } = plan(odd, [
      values('x'),
      values(),
      { kind: 'strategy', id: 'nope' },
      values('x'),
    ]);
    expect(cases).toBe(1);
    expect(skipped.map(({ why }) => why).sort()).toEqual([
      'It has no list of values.',
      'Mark 3 stands outside of the text, or on another one.',
      'Mark 4 stands outside of the text, or on another one.',
      'The list mine is empty.',
    ]);
    expect(plan([mark('go')], [{ kind: 'strategy', id: 'nope' }]).skipped).toEqual([
      { what: '/params/name', why: 'There is no strategy nope.' },
    ]);
  });

  it('may be any text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.nat(40),
        fc.nat(40),
        fc.string({ unit: 'binary' }),
        (text, from, length, value) => {
          const one = plan(
            [{ ...mark('go'), from, to: from + length, as: 'raw' }],
            [values(value)],
            'sniper',
            text,
          );
          if (from + length > text.length) expect(one.cases).toBe(0);
          else expect(made(one)).toEqual([text.slice(0, from) + value + text.slice(from + length)]);
        },
      ),
    );
    expect(
      markedSubject({ text: '{', how: { rpcId: 'next', meta: 'fill' }, marks: [], lists: [], mode: 'all' }),
    ).toMatchObject({ method: '', positions: [] });
  });
});

it.each([
  ['url', 'a b/ü~', 'a%20b%2F%C3%BC~'],
  ['url-twice', '/', '%252F'],
  ['base64', 'ab', 'YWI='],
  ['base64', 'abcé', 'YWJjw6k='],
  ['hex', 'aé', '61c3a9'],
  ['html', '<é', '&#60;&#233;'],
  ['json', 'a"\n', 'a\\"\\n'],
  ['unicode', 'a\u{1f600}', '\\u0061\\ud83d\\ude00'],
  ['upper', 'aß', 'ASS'],
] as const)('%s of %s is %s', (one, text, wanted) => {
  expect(transformed(text, [one])).toBe(wanted);
});
