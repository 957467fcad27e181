import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { JsonDocument, JsonNode } from '../../../protocol/json/document.ts';
import { applySplice } from '../../../protocol/json/edit.ts';
import { nodeAt } from '../../../protocol/json/pointer.ts';
import { readJson } from '../../../protocol/json/read.ts';
import { addItem, indentFor, swapItems, takeOut, typeInto, writeAsIs } from './edits.ts';
import type { Typed } from './edits.ts';

const after = (text: string, typed: Typed): string =>
  typed.kind === 'written' ? applySplice(text, typed.splice) : text;

test.each([
  ['text', '{"a": "x"}', 'y', '{"a": "y"}'],
  ['text', '{"a": 12}', 'y', '{"a": "y"}'],
  ['text', '{}', 'y', '{"a": "y"}'],
  ['text', '{"a": "x", "a": "z"}', 'y', '{"a": "x", "a": "y"}'],
  ['json', '{"a": 1}', '1e400', '{"a": 1e400}'],
  ['json', '{"a": 1}', '9007199254740993', '{"a": 9007199254740993}'],
  ['json', '{"a": 1}', '-0', '{"a": -0}'],
  ['json', '{"a": 1}', ' 2 ', '{"a": 2}'],
  ['json', '{"a": 1}', '"2; DROP"', '{"a": "2; DROP"}'],
  ['json', '{"a": 1}', '', '{"a": 1}'],
  ['json', '{"a": 1}', '-', '{"a": 1}'],
  ['json', '{"a": 1}', '01', '{"a": 1}'],
  ['json', '{"a": 1}', 'abc', '{"a": 1}'],
  ['json', '{"a": 1, "b": 2}', '{', '{"a": 1, "b": 2}'],
  ['json', '{\r\n"a": 1\r\n}', '[\n1\n]', '{\r\n"a": [\r\n1\r\n]\r\n}'],
] as const)('typing into a %s box over %j: %j', (box, text, typed, wanted) => {
  expect(after(text, typeInto(readJson(text), ['a'], box, typed))).toBe(wanted);
});

test('what is no value yet is kept; what has no place is stuck; what stands there already is the same', () => {
  expect(typeInto(readJson('{"a": 1}'), ['a'], 'json', '1e').kind).toBe('kept');
  expect(typeInto(readJson('{"a": 1'), ['b'], 'json', '1').kind).toBe('stuck');
  expect(typeInto(readJson('{"a": 1}'), ['a', 'b'], 'text', 'x').kind).toBe('stuck');
  expect(typeInto(readJson('{"a": 1}'), ['a'], 'json', '1 ').kind).toBe('same');
  expect(typeInto(readJson(String.raw`{"a": "\u0061"}`), ['a'], 'text', 'a').kind).toBe('same');
});

test('what is no JSON is written on purpose only, and never what would swallow its neighbours', () => {
  const text = '{"a": 1, "b": 2}';
  expect(after(text, writeAsIs(readJson(text), ['a'], 'NaN'))).toBe('{"a": NaN, "b": 2}');
  expect(writeAsIs(readJson(text), ['a'], '{').kind).toBe('kept');
  expect(writeAsIs(readJson(text), ['a'], '1 // why').kind).toBe('kept');
});

test.each([
  ['{"a": [1, 2]}', 0, '{"a": [2, 1]}'],
  ['{"a": [1,\n  {"b": 2}, 3]}', 1, '{"a": [1,\n  3, {"b": 2}]}'],
  ['{"a": [1, /* two */ 2]}', 0, '{"a": [2, /* two */ 1]}'],
  ['{"a": [1, 2]}', 1, undefined],
  ['{"a": [1, 2]}', -1, undefined],
  ['{"a": 1}', 0, undefined],
])('%j: item %i and the next change places', (text, index, wanted) => {
  const splice = swapItems(readJson(text), ['a'], index);
  expect(splice && applySplice(text, splice)).toBe(wanted);
});

test.each([
  ['{}', '{"a": [0]}'],
  ['{"a": []}', '{"a": [0]}'],
  ['{"a": [1]}', '{"a": [1, 0]}'],
  ['{"a": {"0": 1}}', undefined],
])('%j gets an item', (text, wanted) => {
  const splice = addItem(readJson(text), ['a'], '0');
  expect(splice && applySplice(text, splice)).toBe(wanted);
});

/** Any UTF-16, lone surrogates included. */
const anyText = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 10 })
  .map((units) => String.fromCharCode(...units));

test.each([
  ['{"a": 1}', ['b'], undefined],
  ['{\n  "a": 1\n}', ['b'], '  '],
  ['{\n  "a": {}\n}', ['a', 'b'], '    '],
  ['{\n  "a": {"b": 1}\n}', ['a', 'c'], undefined],
  ['{\n  "a": [\n    1\n  ]\n}', ['a', '1'], '    '],
  ['{\n  "a": [\n    1\n  ]\n}', ['a'], '  '],
  ['{}', ['a', 'b'], undefined],
])('a value at %2$j of %1$j begins behind %3$j', (text, path, wanted) => {
  expect(indentFor(readJson(text), path)).toBe(wanted);
});

const KEYS = ['a', 'b', '__proto__', 'x/y', ''];
const value = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(
      '1e400',
      '-0',
      '9007199254740993',
      '"a\\/b"',
      '"\\ud800"',
      'null',
      'true',
      '1.50',
      '"\\r\\n"',
    ),
    fc.array(tie('value'), { maxLength: 3 }).map((items) => `[ ${items.join(' ,\n')} ]`),
    fc
      .array(fc.tuple(fc.constantFrom(...KEYS), tie('value')), { maxLength: 3 })
      .map(
        (members) => `{${members.map(([name, inner]) => `${JSON.stringify(name)} :${inner}`).join(', ')} }`,
      ),
  ),
})).value;

/** Every path that leads to a value, repeated keys by their last. */
function pathsOf(document: JsonDocument, node: JsonNode, path: string[] = []): string[][] {
  if (node.kind === 'array')
    return [path, ...node.items.flatMap((item, k) => pathsOf(document, item, [...path, String(k)]))];
  if (node.kind !== 'object') return [path];
  const last = new Map(node.members.map(({ key, value: inner }) => [key.name, inner]));
  return [path, ...[...last].flatMap(([name, inner]) => pathsOf(document, inner, [...path, name]))];
}

test('editing a field changes its span and nothing else, whatever is typed', () => {
  const typed = fc.oneof(anyText, fc.json(), fc.constantFrom('{', '"', '1e', '//', ' 1 ', 'NaN'));
  const box = fc.constantFrom('text' as const, 'json' as const);
  fc.assert(
    fc.property(value, typed, box, fc.nat(), (text, said, how, pick) => {
      const document = readJson(text);
      const paths = pathsOf(document, document.root!);
      const path = paths[pick % paths.length]!;
      const node = nodeAt(document.root, path)!;
      for (const done of [typeInto(document, path, how, said), writeAsIs(document, path, said)]) {
        if (done.kind !== 'written') continue;
        const changed = applySplice(text, done.splice);
        expect(changed.slice(0, node.from)).toBe(text.slice(0, node.from));
        expect(changed.slice(changed.length - (text.length - node.to))).toBe(text.slice(node.to));
        const found = nodeAt(readJson(changed).root, path)!;
        expect(changed.slice(found.from, found.to)).toBe(done.value);
        expect(changed).toBe(text.slice(0, node.from) + done.value + text.slice(node.to));
      }
    }),
    { numRuns: 400 },
  );
});

test('taking out, adding and moving leave every other value as it is spelled', () => {
  const spelled = (text: string, isOut: (path: string[]) => boolean): string[] => {
    const document = readJson(text);
    return pathsOf(document, document.root!)
      .filter((path) => !isOut(path))
      .map((path) => nodeAt(document.root, path)!)
      .filter(({ kind }) => kind !== 'object' && kind !== 'array')
      .map(({ from, to }) => text.slice(from, to));
  };
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 5 }), fc.nat(), (items, pick) => {
      const text = `{"list": [${items.join(',\n ')}], "rest": 1.50}`;
      const document = readJson(text);
      const at = String(pick % items.length);
      const cut = applySplice(text, takeOut(document, ['list', at])!);
      expect(spelled(cut, () => false)).toEqual(
        spelled(text, (path) => path[0] === 'list' && path[1] === at),
      );
      expect(readJson(cut).faults.filter(({ kind }) => kind !== 'repeated-key')).toEqual([]);
      const more = applySplice(text, addItem(document, ['list'], '"new"')!);
      expect(more.replace(/,\s*"new"/, '')).toBe(text);
      const splice = swapItems(document, ['list'], Number(at));
      if (splice === undefined) return;
      const once = applySplice(text, splice);
      expect(applySplice(once, swapItems(readJson(once), ['list'], Number(at))!)).toBe(text);
    }),
  );
});
