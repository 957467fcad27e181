import { describe, expect, test } from 'vitest';
import { readJson } from '../json/read.ts';
import { textOf } from '../json/value.ts';
import type { Field } from './field.ts';
import { constraintWords, typeWords } from './field-words.ts';
import { schemaOf } from './schema.ts';

function fieldOf(schema: unknown): Field {
  const document = readJson(typeof schema === 'string' ? schema : JSON.stringify(schema));
  return schemaOf(document, document.root!).field();
}

function property(field: Field, name: string): Field {
  if (field.kind !== 'object') throw new Error(`${field.kind} has no properties`);
  return field.properties.find((one) => one.name === name)!.field();
}

describe('a type in words', () => {
  test.each<[unknown, string, string]>([
    [{ type: 'string', minLength: 1, maxLength: 512 }, 'string', '1 to 512 characters'],
    [{ type: 'string', maxLength: 1, format: 'uri' }, 'string', 'at most 1 character, format uri'],
    [{ type: 'string', pattern: '^a+$' }, 'string', 'pattern ^a+$'],
    [{ type: 'integer', minimum: 1, maximum: 50, default: 10 }, 'integer', '1 to 50, default 10'],
    [{ type: 'number', exclusiveMinimum: 0, multipleOf: 0.5 }, 'number', 'more than 0, a multiple of 0.5'],
    [{ type: 'number', minimum: 0, exclusiveMinimum: true }, 'number', 'more than 0'],
    [
      { type: 'array', items: { type: 'string' }, maxItems: 20, uniqueItems: true },
      'array of string',
      'at most 20 items, no item twice',
    ],
    [{ type: 'array' }, 'array', ''],
    [{ type: ['string', 'null'] }, 'string or null', ''],
    [{ type: 'string', nullable: true }, 'string or null', ''],
    [{ anyOf: [{ type: 'string' }, { type: 'null' }] }, 'string or null', ''],
    [{ oneOf: [{ const: null }, { enum: ['a', 'b'] }] }, 'enum or null', '"a", "b"'],
    [{ type: 'null' }, 'null', ''],
    [{ anyOf: [{ type: 'null' }] }, 'null', ''],
    [{ enum: ['any', 'all'] }, 'enum', '"any", "all"'],
    [{ enum: ['a', null] }, 'enum', '"a", null'],
    [{ const: 'x' }, 'constant', '"x"'],
    [{ type: ['string', 'integer'] }, 'one of 2', 'string, integer'],
    [{ type: ['number', 'integer'] }, 'number', ''],
    [{ type: ['object', 'array', 'string', 'number', 'boolean', 'null'] }, 'any or null', ''],
    [
      { type: 'object', properties: { a: {}, b: {} }, additionalProperties: false },
      'object',
      '2 properties, no others',
    ],
    [{ type: 'array', prefixItems: [{}, {}], items: false }, 'tuple of 2', 'no further items'],
    [{ type: 'array', items: [{}, {}], additionalItems: false }, 'tuple of 2', 'no further items'],
    [{}, 'any', ''],
    [true, 'any', ''],
    [{ properties: { a: {} } }, 'object', '1 property'],
    [{ minLength: 2 }, 'string', 'at least 2 characters'],
    [{ minLength: 2, minimum: 3 }, 'any', ''],
    [{ type: 'string', deprecated: true }, 'string', 'deprecated'],
  ])('%j', (schema, type, constraints) => {
    const field = fieldOf(schema);
    expect([typeWords(field), constraintWords(field)]).toEqual([type, constraints]);
  });
});

describe('what no form can show says why', () => {
  test.each<[unknown, string]>([
    [{ type: 7 }, '`type` is a number'],
    [{ type: 'any' }, 'no type "any"'],
    [{ type: [] }, 'empty list'],
    [{ type: 'object', properties: [] }, '`properties` is an array'],
    ['"string"', 'this is a string'],
    ['[]', 'this is an array'],
    [false, 'no value is allowed'],
    [{ allOf: [{ type: 'string' }, { type: 'object' }] }, 'string and object at once'],
    [{ enum: 'a' }, '`enum` is a string'],
    [{ enum: [] }, '`enum` is empty'],
    [{ allOf: [{ enum: ['a'] }, { const: 'b' }] }, 'in every list'],
    [{ type: 'array', items: 7 }, '`items` is a number'],
    [{ $ref: 7 }, '`$ref` is a number'],
    [{ $ref: '#/$defs/gone' }, 'leads nowhere'],
    [{ $ref: 'https://a.test/s.json' }, 'leads elsewhere (https://a.test/s.json); nothing is fetched'],
    [{ $ref: '#' }, 'back to where it came from'],
  ])('%j', (schema, why) => {
    const field = fieldOf(schema);
    expect(field.kind === 'raw' ? field.why : field.kind).toContain(why);
  });
});

describe('what a form can show in part says what is missing', () => {
  test.each<[object, string]>([
    [{ type: 'string', $ref: 'https://a.test/s.json' }, 'leads elsewhere'],
    [{ not: { required: ['b'] } }, 'Not allowed: has b.'],
    [{ if: { properties: { k: { const: 1 } } }, then: { required: ['b'] } }, 'If: k is 1; then: has b.'],
    [{ dependentRequired: { a: ['b', 'c'] } }, 'With a also: b, c.'],
    [{ dependentSchemas: { a: { required: ['c'] } } }, 'With a: has c.'],
    [{ propertyNames: { pattern: '^x' } }, 'Each name: matches ^x.'],
    [{ patternProperties: { '^x-': { type: 'string' } } }, 'Names that match ^x-: string.'],
    [{ required: true }, '`required` is true, not a list'],
    [{ anyOf: {} }, '`anyOf` is an object, not a list'],
    [{ allOf: 3 }, '`allOf` is a number, not a list'],
    [{ optional: true, 'x-mine': 1 }, 'Keywords not known here: optional.'],
    [{ required: ['z'], additionalProperties: false }, 'neither described nor allowed: z'],
    [{ anyOf: [{ required: ['a'] }, { required: ['b'] }] }, 'One of: has a; or has b.'],
  ])('%j', (schema, note) => {
    const field = fieldOf({
      type: 'object',
      ...('type' in schema ? {} : { properties: { a: {} } }),
      ...schema,
    });
    expect(field.notes.join('\n')).toContain(note);
    expect(field.kind).not.toBe('raw');
  });

  test('and nothing is noted where nothing is', () => {
    expect(fieldOf({ type: 'object', properties: { a: { type: 'string' } }, 'x-mine': 1 }).notes).toEqual([]);
  });

  test('repeated keywords', () => {
    expect(fieldOf('{"type": "string", "type": "integer"}')).toMatchObject({
      kind: 'integer',
      notes: ['Written twice, the last one counts: type.'],
    });
  });
});

test('parts of allOf are read as one', () => {
  const field = fieldOf({
    allOf: [
      { type: 'object', properties: { a: { type: 'string' }, c: true } },
      { properties: { a: { minLength: 2, title: 'A' }, b: { type: 'integer' } }, required: ['a'] },
    ],
    title: 'Both',
  });
  expect(field).toMatchObject({ kind: 'object', title: 'Both' });
  expect(property(field, 'a')).toMatchObject({
    kind: 'string',
    title: 'A',
    constraints: ['at least 2 characters'],
  });
  expect(
    field.kind === 'object' && field.properties.map(({ name, isRequired }) => [name, isRequired]),
  ).toEqual([
    ['a', true],
    ['c', false],
    ['b', false],
  ]);
});

test('what stands beside a $ref counts, and comes first', () => {
  const field = fieldOf({
    properties: { d: { $ref: '#/$defs/D', description: 'mine', maxLength: 3 } },
    $defs: { D: { type: 'string', title: 'D', description: 'theirs' } },
  });
  expect(property(field, 'd')).toMatchObject({
    kind: 'string',
    title: 'D',
    description: 'mine',
    constraints: ['at most 3 characters'],
  });
});

test('numbers, escapes and order of what the schema names stay as they stand', () => {
  const text = String.raw`{"properties": {
    "c": {"enum": [1e400, 9007199254740993, -0.0, "\u00e9\/", {"b":1 ,"a":2}]},
    "d": {"type": "number", "default": 1.0e+2, "examples": [1E3], "minimum": 1e-400}}}`;
  const field = fieldOf(text);
  expect(property(field, 'c')).toMatchObject({
    options: ['1e400', '9007199254740993', '-0.0', String.raw`"\u00e9\/"`, '{"b":1 ,"a":2}'],
  });
  expect(property(field, 'd')).toMatchObject({
    fallback: '1.0e+2',
    start: '1.0e+2',
    examples: ['1E3'],
    constraints: ['at least 1e-400'],
  });
});

test('options have the titles they are given', () => {
  expect(fieldOf({ oneOf: [{ const: 'a', title: 'A' }, { const: 'b' }] })).toMatchObject({
    kind: 'choice',
    options: ['"a"', '"b"'],
    titles: ['A', undefined],
  });
  expect(fieldOf({ enum: ['s', 'm'], enumNames: ['Small', 'Medium'] })).toMatchObject({
    titles: ['Small', 'Medium'],
  });
  expect(fieldOf({ enum: ['s', 'm'] })).toMatchObject({ titles: [] });
});

describe('branches', () => {
  test.each<[object[], string[]]>([
    [
      [{ title: 'Cat' }, { type: 'string' }],
      ['Cat', 'string'],
    ],
    [
      [{ properties: { kind: { const: 'a' } } }, { properties: { x: {}, kind: { enum: ['b'] } } }],
      ['kind "a"', 'kind "b"'],
    ],
    [
      [{ $ref: '#/$defs/Dog' }, { type: 'integer' }],
      ['Dog', 'integer'],
    ],
    [
      [
        { type: 'array', items: { type: 'string' } },
        { type: 'object', properties: { a: {}, b: {} } },
      ],
      ['array of string', 'object with a, b'],
    ],
    [
      [{ type: 'string' }, { type: 'string' }],
      ['string', 'string (2)'],
    ],
    [
      [
        { type: 'string', format: 'uri' },
        { type: 'string', pattern: '^a' },
      ],
      ['string, uri', 'string, ^a'],
    ],
  ])('%j', (anyOf, words) => {
    const field = fieldOf({ anyOf, $defs: { Dog: { type: 'object' } } });
    expect(field.kind === 'union' && field.branches.map((branch) => branch.words)).toEqual(words);
  });

  test('are read together with what stands beside them, whose title is the whole’s', () => {
    const field = fieldOf({
      title: 'Job',
      default: {},
      type: 'object',
      properties: { name: { type: 'string' } },
      oneOf: [{ title: 'Once', properties: { at: {} }, required: ['at'] }, { title: 'Again' }],
    });
    expect(field).toMatchObject({ kind: 'union', title: 'Job' });
    const once = field.kind === 'union' ? field.branches[0]!.field() : field;
    expect(once).toMatchObject({ kind: 'object', title: 'Once', fallback: undefined });
    expect(once.kind === 'object' && once.properties.map(({ name }) => name)).toEqual(['at', 'name']);
  });

  test('two lists are two choices, one inside the other', () => {
    const field = fieldOf({
      oneOf: [{ title: 'a' }, { title: 'b' }],
      anyOf: [{ type: 'string' }, { type: 'number' }],
    });
    const inner = field.kind === 'union' ? field.branches[1]!.field() : field;
    expect(inner.kind === 'union' && inner.branches.map(({ field: ref }) => ref().kind)).toEqual([
      'string',
      'number',
    ]);
  });
});

describe('what an object may hold besides', () => {
  test.each<[object, string]>([
    [{}, 'any'],
    [{ additionalProperties: true }, 'any'],
    [{ additionalProperties: false }, 'none'],
    [{ unevaluatedProperties: false }, 'none'],
    [{ additionalProperties: { type: 'string' } }, 'schema string'],
    [{ patternProperties: { '^x': { type: 'integer' } }, additionalProperties: false }, 'schema integer'],
    [{ patternProperties: { '^x': {}, '^y': {} }, additionalProperties: false }, 'any'],
  ])('%j', (schema, wanted) => {
    const field = fieldOf({ type: 'object', ...schema });
    const extra = field.kind === 'object' ? field.extra : undefined;
    expect(extra?.kind === 'schema' ? `schema ${extra.field().kind}` : extra?.kind).toBe(wanted);
  });
});

test('a schema inside a larger text: # is the schema, not the text', () => {
  const document = readJson(
    '{"tool": {"inputSchema": {"$ref": "#/$defs/a", "$defs": {"a": {"type": "string"}}}}}',
  );
  const tool = document.root?.kind === 'object' ? document.root.members[0]!.value : undefined;
  const root = tool?.kind === 'object' ? tool.members[0]!.value : undefined;
  const field = schemaOf(document, root!).field();
  expect(field.kind).toBe('string');
  expect(textOf(document, field.node)).toBe('{"type": "string"}');
});

test('a field is the same object every time', () => {
  const field = fieldOf({ type: 'object', properties: { me: { $ref: '#' } } });
  const me = property(field, 'me');
  expect(property(me, 'me')).toBe(property(field, 'me'));
});
