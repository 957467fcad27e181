import { describe, expect, it } from 'vitest';
import { readJson } from '../../protocol/json/read.ts';
import { schemaOf } from '../../protocol/schema/schema.ts';
import type { Proposal } from './schema-proposals.ts';
import { proposalsAt } from './schema-proposals.ts';

const SCHEMA = {
  type: 'object',
  required: ['path'],
  properties: {
    path: { type: 'string' },
    mode: { enum: ['read', 'write'] },
    deep: {
      type: 'object',
      properties: { on: { type: 'boolean' }, at: { type: 'string', default: '/tmp' } },
    },
    list: { type: 'array', items: { enum: [1, 2] } },
    either: {
      anyOf: [
        { type: 'object', properties: { one: {} } },
        { type: 'object', properties: { two: {} } },
      ],
    },
    ['__proto__']: { type: 'string' },
  },
};

/** `|` is where the cursor stands. */
function at(marked: string, schema: unknown = SCHEMA): Proposal[] {
  const offset = marked.indexOf('|');
  const text = marked.replace('|', '');
  const read = readJson(JSON.stringify(schema));
  const field = schemaOf(read, read.root!).field();
  return proposalsAt(readJson(text), ['params', 'arguments'], field, offset);
}
const texts = (args: string, schema?: unknown): string[] =>
  at(`{"method":"x","params":{"arguments":${args}}}`, schema).map(({ text }) => text);

describe('what a schema proposes', () => {
  it('are the keys that are not there yet', () => {
    expect(texts('{|}')).toEqual([
      '"path": ""',
      '"mode": "read"',
      expect.stringContaining('"deep": {'),
      '"list": []',
      expect.stringContaining('"either": '),
      '"__proto__": ""',
    ]);
    expect(texts('{"path":"a", |}')).not.toContain('"path": ""');
  });
  it('is a key without its value where a colon follows', () =>
    expect(texts('{"mo|":"read"}')).toContain('"mode"'));
  it.each([
    ['{"mode":|}', ['"read"', '"write"']],
    ['{"mode": "re|"}', ['"read"', '"write"']],
    ['{"deep":{"on":|}}', ['true', 'false']],
    ['{"deep":{"at":""|}}', ['"/tmp"']],
    ['{"list":[1,|]}', ['1', '2']],
    ['{"list":[|', ['1', '2']],
    ['{"either":{|}}', [expect.stringContaining('"one"'), expect.stringContaining('"two"')]],
  ])('in %s are the values that are allowed', (args, expected) => expect(texts(args)).toEqual(expected));

  it.each(['{"path":"a"}|', '{"nothing":{|}}', '|{}'])('are none in %s', (args) =>
    expect(texts(args)).toEqual([]),
  );

  it('takes the place of what was begun', () => {
    const marked = '{"params":{"arguments":{"mo|}}}';
    const [first] = at(marked);
    expect(marked.replace('|', '').slice(first?.from, first?.to)).toBe('"mo');
  });
  it('has no character that is not seen, and means the same', () => {
    const hostile = { type: 'object', properties: { 'a\u202eb\u200b': { const: '\u2066x  y' } } };
    const [proposal] = texts('{|}', hostile);
    expect(proposal).toBe('"a\\u202eb\\u200b": "\\u2066x  y"');
    expect(JSON.parse(`{${proposal}}`)).toEqual({ 'a\u202eb\u200b': '\u2066x  y' });
  });
  it('is bounded', () => {
    const many = { enum: Array.from({ length: 1000 }, (_, k) => k) };
    expect(texts('|1', many)).toHaveLength(200);
    expect(texts('{"path":|}', { type: 'object', properties: { path: { const: 'x'.repeat(500) } } })).toEqual(
      [],
    );
  });
  it('ends with schemas that never do', () => {
    const endless = { $ref: '#', anyOf: [{ $ref: '#' }] };
    expect(texts('{|}', endless)).toEqual([]);
  });
});
