import { expect, test } from 'vitest';
import { readJson } from '../json/read.ts';
import { branchFor } from './branch.ts';
import { schemaOf } from './schema.ts';

function branchOf(anyOf: unknown[], value: string): number | undefined {
  const schema = readJson(
    JSON.stringify({ anyOf, $defs: { Pair: { type: 'array', items: { type: 'number' } } } }),
  );
  const document = readJson(value);
  return branchFor(schemaOf(schema, schema.root!).field(), document, document.root!);
}

const PETS = [
  {
    type: 'object',
    properties: { kind: { const: 'cat' }, lives: { type: 'integer' } },
    required: ['kind', 'lives'],
  },
  { type: 'object', properties: { kind: { const: 'dog' }, tricks: {} }, required: ['kind', 'tricks'] },
];
const SHAPES = [
  { type: 'object', properties: { radius: {} }, required: ['radius'], additionalProperties: false },
  { type: 'object', properties: { side: {} }, required: ['side'], additionalProperties: false },
];
const SCALARS = [{ type: 'string' }, { type: 'number' }, { type: 'integer' }, { type: 'boolean' }];

test.each<[unknown[], string, number | undefined]>([
  [SCALARS, '"a"', 0],
  [SCALARS, '1.5', 1],
  [SCALARS, '3', 2],
  [SCALARS, '1e400', 2],
  [SCALARS, 'true', 3],
  [SCALARS, 'null', undefined],
  [SCALARS, '{}', undefined],
  [SCALARS, 'nope', undefined],
  [[...SCALARS, { type: 'null' }], 'null', undefined],
  [PETS, '{"kind": "cat", "lives": 9}', 0],
  [PETS, '{"tricks": [], "kind": "dog"}', 1],
  // Being written: the constant tells.
  [PETS, '{"kind": "dog"}', 1],
  [PETS, String.raw`{"kind": "\u0064og"}`, 1],
  [PETS, '{"kind": "cow", "lives": 1}', undefined],
  [PETS, '{"lives": "nine", "kind": "cat"}', 0],
  [PETS, '{}', undefined],
  [SHAPES, '{"radius": 1}', 0],
  [SHAPES, '{"side": 1}', 1],
  [SHAPES, '{"side": 1, "radius": 1}', undefined],
  [[{ type: 'string' }, SHAPES[0]], '{}', 1],
  [[{ type: 'array', items: { type: 'string' } }, { $ref: '#/$defs/Pair' }], '[1]', 1],
  [[{ type: 'array', items: { type: 'string' } }, { $ref: '#/$defs/Pair' }], '[]', 0],
  [
    [
      { const: 1, title: 'a', minimum: 0 },
      { const: 2, minimum: 0 },
    ],
    '2.0',
    1,
  ],
  [[{ anyOf: [{ type: 'number' }, { type: 'boolean' }] }, { type: 'string' }], 'false', 0],
  [[{ type: 'object', properties: { __proto__: {} } }, { type: 'string' }], '{"__proto__": 1}', 0],
])('%j: %s is branch %s', (anyOf, value, wanted) => expect(branchOf(anyOf, value)).toBe(wanted));

test('a field that is no union has no branch', () => {
  const schema = readJson('{"type": "string"}');
  const value = readJson('"a"');
  expect(branchFor(schemaOf(schema, schema.root!).field(), value, value.root!)).toBeUndefined();
});

test('branches of branches without end are left', () => {
  const schema = readJson(
    '{"anyOf": [{"$ref": "#"}, {"$ref": "#/$defs/a"}], "$defs": {"a": {"anyOf": [{"$ref": "#"}, {"$ref": "#/$defs/a"}, {"type": "string"}]}}}',
  );
  const value = readJson('"a"');
  const known = schemaOf(schema, schema.root!);
  expect(branchFor(known.field(), value, value.root!)).toBe(0);
  expect(known.work).toBeLessThan(10_000);
});

/** Branches that hold the whole union again, so that judging one judges all, and the last that is meant. */
function endless(count: number): string {
  const branch = '{"type": "object", "properties": {"a": {"$ref": "#"}, "b": {"const": 1}}}';
  const meant = '{"type": "object", "properties": {"b": {"const": 2}}}';
  return `{"anyOf": [${[...Array.from({ length: count }, () => branch), meant].join(', ')}]}`;
}

test.each([
  [2, 2],
  [30, undefined],
])(
  'a union whose %i branches hold it again: branch %s, and no answer where that is too much to look at',
  (count, wanted) => {
    const schema = readJson(endless(count));
    const value = readJson('{"a": {"a": {"a": {"a": {"a": {"b": 3}}}}}, "b": 2}');
    expect(branchFor(schemaOf(schema, schema.root!).field(), value, value.root!)).toBe(wanted);
  },
);
