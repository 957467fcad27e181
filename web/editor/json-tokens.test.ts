import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tokensOfLine } from './json-tokens.ts';

const kinds = (line: string, startsInComment = false) =>
  tokensOfLine(line, startsInComment).tokens.map(({ from, kind }) => `${from} ${kind}`);

test.each([
  ['  "a": "b",', ['0 blank', '2 key', '5 mark', '6 blank', '7 string', '10 mark']],
  ['-1e400', ['0 number']],
  ['01', ['0 broken']],
  ['nulls', ['0 broken']],
  ['null', ['0 literal']],
  ['"open', ['0 broken']],
  ['"a\\"b": 1', ['0 key', '6 mark', '7 blank', '8 number']],
  ['[{', ['0 mark']],
  ['1 // "x"', ['0 number', '1 blank', '2 comment']],
  ['/* a */ 2', ['0 comment', '7 blank', '8 number']],
  ['\u2028', ['0 broken']],
])('%j', (line, tokens) => {
  expect(kinds(line)).toEqual(tokens);
});

test('of a very long line the beginning is taken apart, and what was cut there is not broken', () => {
  const long = `{"a": "${'b'.repeat(100_000)}"}`;
  expect(kinds(long)).toEqual(['0 mark', '1 key', '4 mark', '5 blank', '6 blank']);
  expect(kinds(`[${'1,'.repeat(60_000)}]`).at(-1)).toBe('50000 blank');
});

test('a comment goes on over lines, and nothing else does', () => {
  expect(tokensOfLine('/* a', false).endsInComment).toBe(true);
  expect(kinds('"a" */ 1', true)).toEqual(['0 comment', '6 blank', '7 number']);
  expect(tokensOfLine('"open', false).endsInComment).toBe(false);
  expect(tokensOfLine('// a', false).endsInComment).toBe(false);
});

test('any line: tokens begin at 0, ascend, and stay inside', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), fc.boolean(), (line, startsInComment) => {
      const { tokens } = tokensOfLine(line, startsInComment);
      expect(tokens[0]?.from).toBe(line === '' ? undefined : 0);
      for (const [k, { from }] of tokens.entries()) {
        expect(from).toBeLessThan(line.length);
        if (k > 0) expect(from).toBeGreaterThan(tokens[k - 1]!.from);
      }
    }),
  );
});
