import { setTimeout as later } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { Checker } from './check.ts';
import { Validator } from './validator.ts';

const validator = new Validator({
  workerUrl: new URL('./validation-worker.ts', import.meta.url),
  limit: 1500,
});
afterAll(() => validator.close());

const check = (schema: unknown, value: unknown) =>
  new Checker().check('k', JSON.stringify({ inputSchema: schema }), '/inputSchema', JSON.stringify(value));
const PERSON = {
  type: 'object',
  properties: { name: { type: 'string' }, age: { type: 'integer', minimum: 0 } },
  required: ['name'],
  additionalProperties: false,
};

test('a fitting value is valid, and one that does not fit is told where and why', () => {
  expect(check(PERSON, { name: 'Ada', age: 36 })).toEqual({ state: 'valid', complaints: [], more: 0 });
  expect(check(PERSON, { age: -1, extra: 1 }).complaints).toEqual([
    { pointer: '/name', keyword: 'required', words: 'is required' },
    { pointer: '/extra', keyword: 'additionalProperties', words: 'is not allowed here' },
    { pointer: '/age', keyword: 'minimum', words: 'must be >= 0' },
  ]);
});

test.each([
  ['2020-12 by itself', { prefixItems: [{ type: 'string' }], items: false }, ['a'], ['a', 1]],
  [
    'draft-07',
    {
      $schema: 'http://json-schema.org/draft-07/schema#',
      items: [{ type: 'string' }],
      additionalItems: false,
    },
    ['a'],
    ['a', 1],
  ],
  ['a local $ref', { $defs: { n: { type: 'number' } }, $ref: '#/$defs/n' }, 1, 'a'],
  ['a format', { format: 'date' }, '2026-11-21', 'yesterday'],
  ['a pattern', { pattern: '^a+$' }, 'aa', 'b'],
  ['a key called __proto__', { required: ['__proto__'] }, JSON.parse('{"__proto__": 1}'), {}],
])('%s', (_, schema, good, bad) => {
  expect(check(schema, good).state).toBe('valid');
  expect(check(schema, bad).state).toBe('invalid');
});

test('a $ref that leads elsewhere is not fetched and not passed over', () => {
  const checked = check({ $ref: 'https://example.com/schema.json' }, 1);
  expect(checked.state).toBe('not-checked');
  expect(checked.words).toContain('https://example.com/schema.json');
});

test('patterns that cannot run in linear time are left out and named', () => {
  const checked = check({ pattern: '^(?=a)b' }, 'zzz');
  expect(checked.state).toBe('valid');
  expect(checked.words).toContain('(?=a)');
});

test.each([
  ['nothing', undefined],
  ['a list', []],
  ['a text', 'object'],
  ['types nobody knows', { type: 'strnig' }],
  ['properties that are a list', { properties: 7 }],
])('a schema that is %s is told, not thrown', (_, schema) => {
  expect(check(schema, 1).state).toBe('not-checked');
});

test('a pattern of exponential cost is quick', async () => {
  const schema = JSON.stringify({ inputSchema: { pattern: '^(a+)+$' } });
  const checked = await validator.check(
    'redos',
    schema,
    '/inputSchema',
    JSON.stringify(`${'a'.repeat(50_000)}!`),
  );
  expect(checked.state).toBe('invalid');
});

test('a schema that takes for ever is ended, and the next check runs', async () => {
  const $defs: Record<string, unknown> = { d0: { type: 'integer' } };
  for (let k = 1; k <= 40; k++)
    $defs[`d${k}`] = { allOf: [{ $ref: `#/$defs/d${k - 1}` }, { $ref: `#/$defs/d${k - 1}` }] };
  const schema = JSON.stringify({ inputSchema: { $defs, $ref: '#/$defs/d40' } });
  const slow = validator.check('allOf', schema, '/inputSchema', '1');
  const after = validator.check('plain', '{"inputSchema":{"type":"string"}}', '/inputSchema', '"a"');
  expect(await Promise.race([slow, later(10_000, 'still checked')])).toMatchObject({
    state: 'not-checked',
    words: expect.stringContaining('too long'),
  });
  expect(await after).toMatchObject({ state: 'valid' });
});

test('a schema three thousand deep is checked or refused in words', async () => {
  let inner = '{"type":"string"}';
  for (let k = 0; k < 3000; k++) inner = `{"properties":{"a":${inner}}}`;
  const checked = await validator.check('deep', `{"inputSchema":${inner}}`, '/inputSchema', '{}');
  expect(['valid', 'not-checked']).toContain(checked.state);
  expect(checked.state === 'valid' || (checked.words ?? '') !== '').toBe(true);
});

test('ten thousand complaints are counted, not listed', () => {
  const checked = check(
    { items: { type: 'string' } },
    Array.from({ length: 10_000 }, (_, k) => k),
  );
  expect(checked.complaints).toHaveLength(50);
  expect(checked.more).toBe(9950);
});
