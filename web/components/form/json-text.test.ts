import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readJson } from '../../../protocol/json/read.ts';
import { isInteger, isSameJson, kindOfText, previewOf } from './json-text.ts';

test.each([
  ['1', 'json'],
  ['1e400', 'json'],
  ['-0', 'json'],
  ['9007199254740993', 'json'],
  ['"a"', 'json'],
  ['{"a": [1, {}]}', 'json'],
  ['{"a": 1, "a": 2}', 'json'],
  ['[\n  1\n]', 'json'],
  ['NaN', 'self-contained'],
  ['01', 'self-contained'],
  ['undefined', 'self-contained'],
  ["'a'", 'self-contained'],
  ['[1,]', 'self-contained'],
  ['[1 /* why */]', 'self-contained'],
  ['[1 // why\n]', 'self-contained'],
  ['', 'open'],
  [' 1', 'open'],
  ['{', 'open'],
  ['}', 'open'],
  [']', 'open'],
  ['[1', 'open'],
  ['1, 2', 'open'],
  ['1 2', 'open'],
  ['"a', 'open'],
  ['"a\\', 'open'],
  ['1 // why', 'open'],
  ['/* why */ 1', 'open'],
  ['1 /* why', 'open'],
  ['{"a": 1}}', 'open'],
  ['a: 1', 'open'],
])('%j is %s', (text, wanted) => {
  expect(kindOfText(text)).toBe(wanted);
});

test('what can stand by itself leaves its neighbours as they were', () => {
  const piece = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"',
    '\\',
    'a',
    '1',
    ' ',
    '\n',
    '//',
    '/*',
    '*/',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const text = pieces.join('');
      if (kindOfText(text) === 'open') return;
      const document = readJson(`{"before": 1, "x": ${text}, "after": [2]}`);
      const { root } = document;
      expect(root?.kind).toBe('object');
      if (root?.kind !== 'object') return;
      expect(root.members.map(({ key }) => key.name)).toEqual(['before', 'x', 'after']);
      expect(document.text.slice(root.members[1]!.value.from, root.members[1]!.value.to)).toBe(text);
    }),
    { numRuns: 3000 },
  );
});

test.each([
  ['1', true],
  ['-0', true],
  ['1.0', true],
  ['1e400', true],
  ['1.5e1', true],
  ['100e-2', true],
  ['0.0e-5', true],
  ['1.5', false],
  ['1e-1', false],
  ['1.25e1', false],
  ['"1"', false],
])('%s as an integer: %s', (text, wanted) => {
  expect(isInteger(text)).toBe(wanted);
});

test.each([
  ['"a"', String.raw`"\u0061"`, true],
  ['1.0', '1', true],
  ['{"a":1}', '{ "a": 1 }', true],
  ['"1"', '1', false],
  ['true', 'false', false],
])('%s says the same as %s: %s', (a, b, wanted) => {
  expect(isSameJson(a, b)).toBe(wanted);
});

test('a preview is one line and short', () => {
  const document = readJson(`[\n${'  "abc",\n'.repeat(100)}  1\n]`);
  const preview = previewOf(document, document.root!);
  expect(preview).not.toContain('\n');
  expect(preview.length).toBeLessThanOrEqual(121);
  expect(previewOf(readJson('{"a": 1}'), readJson('{"a": 1}').root!)).toBe('{"a": 1}');
});
