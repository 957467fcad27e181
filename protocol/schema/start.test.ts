import { describe, expect, test } from 'vitest';
import { readJson } from '../json/read.ts';
import type { Field } from './field.ts';
import { schemaOf } from './schema.ts';
import { startOf, startText } from './start.ts';

function fieldOf(schema: unknown): Field {
  const document = readJson(typeof schema === 'string' ? schema : JSON.stringify(schema));
  return schemaOf(document, document.root!).field();
}

describe('a value to begin with', () => {
  test.each<[unknown, string]>([
    [{ type: 'string' }, '""'],
    [{ type: 'string', examples: ['e'] }, '""'],
    [{ type: 'string', format: 'date', examples: [1, '2024-05-01'] }, '"2024-05-01"'],
    [{ type: 'boolean' }, 'false'],
    [{ type: 'null' }, 'null'],
    [{}, 'null'],
    [{ type: 7 }, 'null'],
    [{ enum: ['b', 'a'] }, '"b"'],
    [{ enum: ['b', 'a'], default: 'a' }, '"a"'],
    [{ const: 4 }, '4'],
    [{ const: 4, default: 5 }, '5'],
    [{ type: 'array', items: { type: 'string' } }, '[]'],
    [{ type: 'array', items: { type: 'string' }, minItems: 2 }, '["", ""]'],
    [{ type: 'array', prefixItems: [{ type: 'string' }, { const: 1 }] }, '["", 1]'],
    [{ type: 'array', prefixItems: [{ const: 1 }], items: { const: 2 }, minItems: 3 }, '[1, 2, 2]'],
    [{ type: 'array', prefixItems: [{ const: 1 }], items: false, minItems: 3 }, '[1]'],
    [{ anyOf: [{ type: 7 }, { type: 'string' }] }, '""'],
    [{ type: ['string', 'null'] }, '""'],
    [
      { type: 'object', properties: { a: {}, b: { type: 'string' } }, required: ['b', 'c'] },
      '{"b": "", "c": null}',
    ],
    [{ type: 'object', properties: { a: { default: 1 } } }, '{}'],
  ])('%j begins as %s', (schema, text) => expect(startText(fieldOf(schema))).toBe(text));

  test.each<[string, string]>([
    ['{"type": "number"}', '0'],
    ['{"type": "number", "minimum": -5}', '0'],
    ['{"type": "number", "minimum": 2.50}', '2.50'],
    ['{"type": "number", "minimum": 1e400}', '1e400'],
    ['{"type": "integer", "minimum": 9007199254740993}', '9007199254740993'],
    ['{"type": "integer", "minimum": 2.5}', '3'],
    ['{"type": "integer", "exclusiveMinimum": 0}', '1'],
    ['{"type": "number", "exclusiveMinimum": 0}', '1'],
    ['{"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 1}', '0.5'],
    ['{"type": "number", "minimum": 0, "exclusiveMinimum": true, "maximum": 1}', '1'],
    ['{"type": "number", "maximum": -3}', '-3'],
    ['{"type": "integer", "exclusiveMaximum": 0}', '-1'],
    ['{"type": "integer", "multipleOf": 5, "minimum": 7}', '10'],
    ['{"type": "number", "multipleOf": 0.1, "minimum": 0.25}', '0.3'],
    ['{"type": "integer", "minimum": 3, "maximum": 1}', '0'],
    ['{"type": "integer", "multipleOf": 0}', '0'],
  ])('%s begins as %s', (schema, text) => expect(startText(fieldOf(schema))).toBe(text));

  test('a default stands in it as it stands in the schema', () => {
    const text = String.raw`{"properties": {"a": {"default": {"x" :1e400,  "x":"\u00e9\/" }}}, "required": ["a"]}`;
    expect(startText(fieldOf(text))).toBe(String.raw`{"a": {"x" :1e400,  "x":"\u00e9\/" }}`);
  });

  test('a default that is no JSON does not', () => {
    expect(startText(fieldOf('{"properties": {"a": {"default": [nope]}}, "required": ["a"]}'))).toBe(
      '{"a": null}',
    );
    expect(startText(fieldOf('{"properties": {"a": {"default": [1]}}, "required": ["a"], "x": nope}'))).toBe(
      '{"a": [1]}',
    );
  });
});

test('on lines of its own, below the blanks it is given', () => {
  const field = fieldOf({
    properties: {
      a: { properties: { b: { const: 1 } }, required: ['b'] },
      c: { minItems: 1, items: {} },
      d: { type: 'object' },
    },
    required: ['a', 'c', 'd'],
  });
  expect(startText(field, '  ')).toBe(
    '{\n    "a": {\n      "b": 1\n    },\n    "c": [\n      null\n    ],\n    "d": {}\n  }',
  );
});

describe('a schema without end', () => {
  test('stops where it meets itself, and says so', () => {
    const start = startOf(fieldOf({ type: 'object', properties: { me: { $ref: '#' } }, required: ['me'] }));
    expect(start).toEqual({
      text: '{"me": {}}',
      leftOut: ['A value asks for another of its own kind without end.'],
    });
  });

  test('ends with null, or another branch, where that is allowed', () => {
    const list = { properties: { next: { anyOf: [{ $ref: '#' }, { type: 'null' }] } }, required: ['next'] };
    expect(startOf(fieldOf(list))).toMatchObject({ leftOut: [] });
    const tree = {
      $ref: '#/$defs/T',
      $defs: {
        T: { anyOf: [{ properties: { t: { $ref: '#/$defs/T' } }, required: ['t'] }, { type: 'string' }] },
      },
    };
    expect(readJson(startText(fieldOf(tree))).faults).toEqual([]);
  });

  test.each<[string, unknown, string, number]>([
    ['long', { type: 'array', items: { type: 'string' }, minItems: 1e9 }, 'A list asks for', 100],
    [
      'wide',
      { type: 'object', required: Array.from({ length: 9_000 }, (_, at) => `p${at}`) },
      'More values',
      30_000,
    ],
    ['wide and deep', deepLists(12), 'More values', 30_000],
    ['deep', deepObjects(40), 'nested too deep', 500],
    ['deeper', deepObjects(3_000), 'nested too deep', 500],
    [
      'long by its defaults',
      {
        type: 'array',
        minItems: 20,
        items: { type: 'array', minItems: 20, items: { default: 'x'.repeat(100_000) } },
      },
      'Defaults are longer',
      1_100_000,
    ],
  ])('%s: bounded, still JSON, and said', (_, schema, words, most) => {
    const { text, leftOut } = startOf(fieldOf(schema));
    expect(text.length).toBeLessThan(most);
    expect(readJson(text).faults).toEqual([]);
    expect(leftOut.join('\n')).toContain(words);
  });

  test('and what is within the bounds is whole', () => {
    expect(startOf(fieldOf(deepObjects(30)))).toMatchObject({ leftOut: [] });
    expect(startOf(fieldOf({ type: 'array', items: { type: 'string' }, minItems: 20 })).leftOut).toEqual([]);
  });
});

function deepLists(depth: number): object {
  return depth === 0 ? { type: 'string' } : { type: 'array', minItems: 20, items: deepLists(depth - 1) };
}

function deepObjects(depth: number): string {
  const open = '{"type": "object", "required": ["a"], "properties": {"a": ';
  return `${open.repeat(depth)}{}${'}}'.repeat(depth)}`;
}
