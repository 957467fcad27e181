import { expect, test } from 'vitest';
import { readJson } from '../../../protocol/json/read.ts';
import type { Field } from '../../../protocol/schema/field.ts';
import { schemaOf } from '../../../protocol/schema/schema.ts';
import { Members } from './members.ts';
import { placeholderOf, remarkOf } from './part-words.ts';
import { boxOf, MOST_SHOWN, optionOf, seenIn } from './seen.ts';

function fieldOf(schema: object): Field {
  const document = readJson(JSON.stringify(schema));
  return schemaOf(document, document.root!).field();
}

const PLAIN = { times: 1, isExtra: false, isMissed: false };

test.each([
  [{ type: 'string' }, '"a\\/b"', 'text', 'a/b', undefined],
  [{ type: 'string' }, '"a\\r\\nb"', 'text', 'a\nb', undefined],
  [{ type: 'string' }, '12', 'json', '12', 'not a string'],
  [{ type: 'string' }, 'null', 'json', 'null', 'not a string'],
  [{ type: ['string', 'null'] }, 'null', 'text', '', undefined],
  [{ type: 'integer' }, '9007199254740993', 'json', '9007199254740993', undefined],
  [{ type: 'integer' }, '1.0', 'json', '1.0', undefined],
  [{ type: 'integer' }, '1.5', 'json', '1.5', 'not integer'],
  [{ type: 'integer' }, '"10; DROP"', 'json', '"10; DROP"', 'not integer'],
  [{ type: 'number' }, '1e400', 'json', '1e400', undefined],
  [{ type: 'boolean' }, 'true', 'boolean', 'true', undefined],
  [{ type: 'boolean' }, '"true"', 'json', '"true"', 'not boolean'],
  [{ type: ['boolean', 'null'] }, 'null', 'boolean', 'null', undefined],
  [{ type: 'object', properties: { a: {} } }, '{}', 'object', '{}', undefined],
  [{ type: 'object', properties: { a: {} } }, '[]', 'json', '[]', 'not an object'],
  [{ type: 'array' }, '{}', 'json', '{}', 'not a list'],
  [{ enum: ['a', 'b'] }, String.raw`"\u0061"`, 'choice', String.raw`"\u0061"`, undefined],
  [{ enum: ['a', 'b'] }, '"c"', 'choice', '"c"', 'not an option'],
  [{}, '{"a": 1}', 'json', '{"a": 1}', undefined],
  [{ type: 'integer' }, 'NaN', 'json', 'NaN', 'not JSON'],
])('%j with %s is a %s box that shows %j; remark: %s', (schema, text, box, seen, words) => {
  const document = readJson(text);
  const field = fieldOf(schema);
  expect(boxOf(document, field, document.root)).toBe(box);
  expect(seenIn(box as 'text', document, document.root)).toBe(seen);
  expect(remarkOf(document, field, document.root, PLAIN)?.words).toBe(words);
});

test('what is too much for a box is not put in one', () => {
  const document = readJson(`"${'a'.repeat(MOST_SHOWN)}"`);
  expect(boxOf(document, fieldOf({ type: 'string' }), document.root)).toBe('long');
  const short = readJson('"a"');
  expect(boxOf(short, fieldOf({ type: 'string' }), short.root)).toBe('text');
});

test('an absent value is told with its default, and missed where it is required', () => {
  const empty = readJson('{}');
  expect(placeholderOf(fieldOf({ type: 'integer', default: 10 }), undefined)).toBe('not sent, default 10');
  expect(placeholderOf(fieldOf({ type: 'string' }), undefined)).toBe('not sent');
  expect(placeholderOf(fieldOf({ default: 'a\u202eb' }), undefined)).toContain('⟦U+202E RLO⟧');
  const field = fieldOf({ type: 'string' });
  expect(remarkOf(empty, field, undefined, { ...PLAIN, isMissed: true })?.words).toBe('required');
  expect(remarkOf(empty, field, undefined, PLAIN)).toBeUndefined();
  const text = readJson('"a"');
  expect(remarkOf(text, field, text.root, { ...PLAIN, isMissed: true })).toBeUndefined();
  expect(remarkOf(text, field, text.root, { ...PLAIN, times: 2 })?.words).toBe('2 times');
  expect(remarkOf(text, field, text.root, { ...PLAIN, isExtra: true })?.words).toBe('not in schema');
});

function keysOf(schema: object): Members {
  const field = fieldOf(schema);
  if (field.kind !== 'object') throw new Error('no object');
  return new Members(field, ['at']);
}

test('members: those of the schema in its order, then the others, prototype names like any', () => {
  const keys = keysOf({ type: 'object', required: ['b'], properties: { b: {}, a: {}, constructor: {} } });
  const { root } = readJson('{"a": 1, "__proto__": 2, "a": 3, "toString": 4}');
  const { shown, total } = keys.of(root, 100);
  expect(shown.map(({ name, times, isRequired }) => [name, times, isRequired])).toEqual([
    ['b', 0, true],
    ['a', 2, false],
    ['constructor', 0, false],
    ['__proto__', 1, false],
    ['toString', 1, false],
  ]);
  expect(total).toBe(5);
  expect(new Set(shown.map(({ id }) => id)).size).toBe(5);
  expect(shown[1]).toMatchObject({ path: ['at', 'a'], node: { kind: 'number', from: 30 } });
});

test('members: a window over many, and what did not change is the same object', () => {
  const properties = Object.fromEntries(Array.from({ length: 300 }, (_, k) => [`p${k}`, {}]));
  const keys = keysOf({ type: 'object', properties });
  const first = keys.of(readJson('{"p1": 1, "extra": 2}').root, 100);
  expect([first.shown.length, first.total]).toEqual([100, 301]);
  const second = keys.of(readJson('{"p1": 1, "extra": 2}').root, 301);
  expect(second.shown[0]).toBe(first.shown[0]);
  expect(second.shown[1]).not.toBe(first.shown[1]);
  expect(second.shown.at(-1)!.name).toBe('extra');
  expect(keys.of(undefined, 301).shown[1]!.node).toBeUndefined();
});

test('an option is found by what it says', () => {
  const document = readJson('1.0');
  expect(optionOf(document, ['"1"', '1', 'null'], document.root)).toBe(1);
  expect(optionOf(document, ['"1"', 'null'], document.root)).toBeUndefined();
});
