import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readJson } from '../../protocol/json/read.ts';
import { stretchToMark, unmarked, valuesOf, withMark, withoutList, withText } from './fuzz-marks.ts';

const TEXT = '{"name": "read", "arguments": {"path": "a.txt", "limit": 10, "deep": [true]}}';
const LIST = { kind: 'values', name: 'pasted', values: ['x'] } as const;
const start = unmarked(TEXT, { rpcId: 'next', meta: 'fill' }, { ...LIST, values: [...LIST.values] });
const document = readJson(TEXT);
const at = (part: string) => ({ from: TEXT.indexOf(part), to: TEXT.indexOf(part) + part.length });

it('takes the whole value for the cursor in it, and for all of its text', () => {
  const whole = { ...at('"a.txt"'), as: 'string' };
  const { from, to } = at('a.txt');
  expect(stretchToMark(document, { from: from + 1, to: from + 1 })).toEqual(whole);
  expect(stretchToMark(document, { from, to })).toEqual(whole);
  expect(stretchToMark(document, at('"a.txt"'))).toEqual(whole);
  expect(stretchToMark(document, { from: at('10').from, to: at('10').from })).toEqual({
    ...at('10'),
    as: 'string',
  });
  expect(stretchToMark(document, at('true'))).toEqual({ ...at('true'), as: 'string' });
});

it('takes a part of a string alone, and a name or more than one value as it is', () => {
  expect(stretchToMark(document, at('.txt'))).toEqual({ ...at('.txt'), as: 'string' });
  expect(stretchToMark(document, at('"path"'))).toEqual({ ...at('"path"'), as: 'raw' });
  expect(stretchToMark(document, at('"a.txt", "limit": 10'))).toEqual({
    ...at('"a.txt", "limit": 10'),
    as: 'raw',
  });
});

it('lays no mark over another one', () => {
  const one = withMark(start, { ...at('"a.txt"'), as: 'string' })!;
  expect(withMark(one, { ...at('.txt'), as: 'raw' })).toBeUndefined();
  expect(withMark(one, { ...at('"a.txt"'), as: 'string' })).toBeUndefined();
  expect(withMark(one, { ...at('"read"'), as: 'string' })!.marks.map(({ from }) => from)).toEqual([
    at('"read"').from,
    at('"a.txt"').from,
  ]);
  expect(withMark({ ...start, lists: [] }, { ...at('10'), as: 'raw' })).toBeUndefined();
});

it('keeps marks at what they marked while the text is edited', () => {
  const marked = withMark(withMark(start, { ...at('"a.txt"'), as: 'string' })!, { ...at('10'), as: 'raw' })!;
  const words = ({ text, marks }: typeof marked) => marks.map(({ from, to }) => text.slice(from, to));
  expect(words(withText(marked, TEXT.replace('"read"', '"read_file"')))).toEqual(['"a.txt"', '10']);
  expect(words(withText(marked, TEXT.replace('a.txt', 'b/longer.md')))).toEqual(['"b/longer.md"', '10']);
  expect(words(withText(marked, TEXT.replace('"a.txt", "limit"', '"limit"')))).toEqual(['10']);
  fc.assert(
    fc.property(fc.nat(TEXT.length), fc.nat(TEXT.length), fc.string({ maxLength: 6 }), (a, b, put) => {
      const [from, to] = [Math.min(a, b), Math.max(a, b)];
      const next = withText(marked, TEXT.slice(0, from) + put + TEXT.slice(to));
      for (const mark of next.marks) {
        expect(mark.from).toBeGreaterThanOrEqual(0);
        expect(mark.to).toBeGreaterThan(mark.from);
        expect(mark.to).toBeLessThanOrEqual(next.text.length);
      }
    }),
  );
});

it('gives the marks of a list that goes the first one', () => {
  const lists = ['a', 'b', 'c'].map((name) => ({ kind: 'values' as const, name, values: [name] }));
  const marks = [0, 1, 2].map((list) => ({
    from: list,
    to: list + 1,
    as: 'raw' as const,
    list,
    transforms: [],
  }));
  const next = withoutList({ ...start, lists, marks }, 1);
  expect(next.lists.map((list) => (list.kind === 'values' ? list.name : ''))).toEqual(['a', 'c']);
  expect(next.marks.map(({ list }) => list)).toEqual([0, 0, 1]);
});

it('reads a value a line', () => {
  expect(valuesOf('a\r\nb\n\nc\n\n')).toEqual(['a', 'b', '', 'c']);
  expect(valuesOf('')).toEqual([]);
});
