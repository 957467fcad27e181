import { expect, test } from 'vitest';
import { readJson } from '../json/read.ts';
import type { FieldRef } from './field.ts';
import { schemaOf } from './schema.ts';
import type { SchemaTree } from './tree.ts';
import { openedAtFirst, treeOf } from './tree.ts';

function rootOf(schema: unknown): FieldRef {
  const document = readJson(typeof schema === 'string' ? schema : JSON.stringify(schema));
  return schemaOf(document, document.root!).field;
}

function drawn(tree: SchemaTree): string[] {
  return tree.rows(0, tree.length).map((row) => {
    const mark = row.hasChildren ? (row.isOpen ? '▼' : '▶') : ' ';
    const required = row.isRequired ? ' required' : '';
    return `${'  '.repeat(row.depth)}${mark} ${row.name}: ${row.typeWords}${required} ${row.constraintWords}`.trimEnd();
  });
}

const NOTES = rootOf({
  type: 'object',
  properties: {
    query: { type: 'string', minLength: 1, maxLength: 512 },
    mode: { enum: ['any', 'all'] },
    filters: {
      type: 'object',
      properties: {
        tags: { type: 'array', items: { type: 'string' }, maxItems: 20 },
        before: { format: 'date-time', type: 'string' },
      },
    },
    at: { type: 'array', prefixItems: [{ type: 'number' }], items: { type: 'string' } },
    pet: { oneOf: [{ title: 'Cat', type: 'object' }, { type: 'string' }] },
  },
  required: ['query'],
  additionalProperties: { type: 'integer' },
});

test('what is open shows what is below it', () => {
  const opened = new Set([
    '',
    '/properties/filters',
    '/properties/filters/properties/tags',
    '/properties/at',
    '/properties/pet',
  ]);
  expect(drawn(treeOf(NOTES, 'inputSchema', opened))).toEqual([
    '▼ inputSchema: object 5 properties',
    '    query: string required 1 to 512 characters',
    '    mode: enum "any", "all"',
    '  ▼ filters: object 2 properties',
    '    ▼ tags: array of string at most 20 items',
    '        items: string',
    '      before: string format date-time',
    '  ▼ at: tuple of 1',
    '      [0]: number',
    '      further items: string',
    '  ▼ pet: one of 2 Cat, string',
    '      Cat: object',
    '      string: string',
    '    any other: integer',
  ]);
});

test('what is closed is one line, and what is below a closed line is none', () => {
  expect(drawn(treeOf(NOTES, 'inputSchema', new Set(['/properties/filters'])))).toEqual([
    '▶ inputSchema: object 5 properties',
  ]);
});

test('only the lines that are asked for look at their field', () => {
  const properties = Object.fromEntries(
    Array.from({ length: 5_000 }, (_, at) => [`p${at}`, { type: 'string' }]),
  );
  const document = readJson(JSON.stringify({ type: 'object', properties }));
  const schema = schemaOf(document, document.root!);
  const tree = treeOf(schema.field, 'inputSchema', new Set(['']));
  const before = schema.work;
  expect(tree.rows(100, 120).map(({ name }) => name)).toHaveLength(20);
  expect(tree.length).toBe(5_001);
  expect(schema.work - before).toBeLessThan(100);
});

test('opens level by level at first, and a schema that holds itself once', () => {
  expect(drawn(treeOf(NOTES, 'inputSchema', openedAtFirst(NOTES))).length).toBe(14);
  expect([...openedAtFirst(NOTES, 8)]).toEqual(['']);
  const endless = rootOf({ type: 'object', properties: { me: { $ref: '#' } } });
  expect(drawn(treeOf(endless, 'x', openedAtFirst(endless)))).toEqual([
    '▼ x: object 1 property',
    '  ▶ me: object 1 property',
  ]);
});

test('a row keeps its path; names with slashes, of prototypes and without end are names', () => {
  const long = 'n'.repeat(1_000_000);
  const schema = rootOf(
    `{"type": "object", "properties": {"a/b": {}, "__proto__": {"properties": {"constructor": {}}}, "${long}": {"properties": {"x": {}}}}}`,
  );
  const opened = new Set(['', '/properties/__proto__', '/properties/#2']);
  const rows = treeOf(schema, 's', opened).rows(0, 10);
  expect(rows.map(({ path }) => path)).toEqual([
    '',
    '/properties/a~1b',
    '/properties/__proto__',
    '/properties/__proto__/properties/constructor',
    '/properties/#2',
    '/properties/#2/properties/x',
  ]);
  expect(rows[4]!.name).toBe(long);
  expect(rows[4]!.isNamed).toBe(true);
});

test('depth without end stops, and says how many lines were left out', () => {
  const endless = rootOf({ type: 'object', properties: { a: { $ref: '#' }, b: { $ref: '#' } } });
  const everything = { has: () => true } as unknown as ReadonlySet<string>;
  const tree = treeOf(endless, 'x', everything);
  expect(tree.length).toBe(100_000);
  expect(tree.leftOut).toBeGreaterThan(0);
  expect(Math.max(...tree.rows(0, 1_000).map(({ depth }) => depth))).toBe(256);
  expect(tree.rows(256, 257)[0]).toMatchObject({ depth: 256, hasChildren: false });
});
