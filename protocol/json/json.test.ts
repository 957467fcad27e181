import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applySplice, removeAt, setAt } from './edit.ts';
import { nodeAt } from './pointer.ts';
import { readJson } from './read.ts';
import { valueOf } from './value.ts';

test('reads what JSON.parse reads, to the same value', () => {
  fc.assert(
    fc.property(fc.json(), fc.constantFrom(undefined, 2, '\t'), (text, indent) => {
      const spaced = JSON.stringify(JSON.parse(text), undefined, indent);
      const document = readJson(spaced);
      expect(document.faults).toEqual([]);
      expect(valueOf(document, document.root!)).toEqual(JSON.parse(spaced));
    }),
  );
});

test('never throws, never leaves the text and always ends', () => {
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
    '-',
    'null',
    '\ud800',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const text = pieces.join('');
      const document = readJson(text);
      const isJson = ((): boolean => {
        try {
          JSON.parse(text);
          return true;
        } catch {
          return false;
        }
      })();
      const wrong = document.faults.filter((fault) => fault.kind !== 'repeated-key');
      expect(wrong.length === 0).toBe(isJson);
    }),
    { numRuns: 2000 },
  );
});

test('a depth of a million costs no stack', () => {
  const document = readJson('['.repeat(1_000_000) + ']'.repeat(1_000_000));
  expect(document.isWhole).toBe(false);
  expect(document.root?.to).toBe(2_000_000);
});

test('a container that is passed over ends where it ends, whatever its comments and strings hold', () => {
  const inner = '[{"}": "]"} /* } ] */, // ]\n 1 / 2]';
  const document = readJson(`{"a": ${inner}, "b": 2}`, { nodes: 100, depth: 1 });
  const a = nodeAt(document.root, ['a'])!;
  expect([a.kind, document.text.slice(a.from, a.to)]).toEqual(['unread', inner]);
  expect(nodeAt(document.root, ['b'])?.kind).toBe('number');
});

test('a list of millions is read up to the bound, and nothing is added behind what was not read', () => {
  const document = readJson(`{"a": [${'1,'.repeat(3_000_000)}1], "b": [2]}`, { nodes: 1000, depth: 10 });
  const a = nodeAt(document.root, ['a'])!;
  expect(a.kind === 'array' && a.items.length).toBeLessThanOrEqual(1000);
  expect(document.text.slice(a.to - 3, a.to)).toBe(',1]');
  expect(document.isWhole).toBe(false);
  expect(setAt(document, ['a', '3000001'], '0')).toBeUndefined();
  expect(setAt(document, ['c'], '0')).toBeUndefined();
});

test.each([
  ['{"a":1}', ['b'], '2', '{"a":1, "b": 2}'],
  ['{"a": 1, "c": 2}', ['b'], '2', '{"a": 1, "c": 2, "b": 2}'],
  ['{\n  "a": 1\n}', ['b'], '2', '{\n  "a": 1,\n  "b": 2\n}'],
  ['{\n  "a": {}\n}', ['a', 'b'], '2', '{\n  "a": {\n    "b": 2\n  }\n}'],
  ['{"a": [1e400, 2]}', ['a', '1'], '"x"', '{"a": [1e400, "x"]}'],
  ['{"a": [1]}', ['a', '1'], '2', '{"a": [1, 2]}'],
  ['{"a": 1, /* why */ "a": 2,}', ['a'], '3', '{"a": 1, /* why */ "a": 3,}'],
  ['{"a": 1,}', ['b'], '3', '{"a": 1, "b": 3}'],
  ['{}', ['a', 'b'], '1', '{"a": { "b": 1 }}'],
  ['', ['a'], '1', '{ "a": 1 }'],
])('%s: set %j to %s', (text, path, value, wanted) => {
  expect(applySplice(text, setAt(readJson(text), path, value)!)).toBe(wanted);
});

test.each([
  ['{"a": 1, "b": 2}', ['b'], '{"a": 1}'],
  ['{"a": 1, "b": 2}', ['a'], '{"b": 2}'],
  ['{"a": 1, "b": 2, "c": 3}', ['b'], '{"a": 1, "c": 3}'],
  ['{ "a": 1 }', ['a'], '{  }'],
  ['[1, 2, 3]', ['2'], '[1, 2]'],
])('%s: without %j', (text, path, wanted) => {
  expect(applySplice(text, removeAt(readJson(text), path)!)).toBe(wanted);
});

test('what was set is there, and everything else is untouched', () => {
  const key = fc.constantFrom('a', 'b', '__proto__', 'x/y');
  fc.assert(
    fc.property(fc.json({ maxDepth: 3 }), fc.array(key, { minLength: 1, maxLength: 3 }), (text, path) => {
      const splice = setAt(readJson(text), path, '"set"');
      if (splice === undefined) return;
      const changed = readJson(applySplice(text, splice));
      expect(changed.faults).toEqual(readJson(text).faults);
      const node = nodeAt(changed.root, path)!;
      expect(changed.text.slice(node.from, node.to)).toBe('"set"');
    }),
  );
});

test.each([
  ['{"a":1// about a\n}', 'b', '2'],
  ['{"a":true/* about a */}', 'b', '2'],
])('a comment right behind a value is none of it: %s', (text, key, value) => {
  const document = readJson(text);
  expect(document.faults.map(({ kind }) => kind)).toEqual(['comment']);
  const changed = readJson(applySplice(text, setAt(document, [key], value)!));
  expect(changed.text).toContain('about a');
  expect(nodeAt(changed.root, [key])?.kind).toBe('number');
});

test('a string whose last quote is escaped is not closed', () => {
  expect(readJson('"\\"').faults).not.toEqual([]);
  expect(readJson('"\\\\"').faults).toEqual([]);
});
