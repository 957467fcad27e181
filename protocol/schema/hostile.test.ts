import { describe, expect, test } from 'vitest';
import { readJson } from '../json/read.ts';
import { branchFor } from './branch.ts';
import type { Field } from './field.ts';
import type { Schema } from './schema.ts';
import { schemaOf } from './schema.ts';
import { startOf } from './start.ts';
import { openedAtFirst, treeOf } from './tree.ts';

function read(text: string): Schema {
  const document = readJson(text);
  return schemaOf(document, document.root!);
}

/** Everything that is done with a schema before a person does anything. */
function use(schema: Schema): Field {
  const field = schema.field();
  startOf(field, '');
  const tree = treeOf(schema.field, 'inputSchema', openedAtFirst(schema.field));
  tree.rows(0, 100);
  const value = readJson('{"a": [1]}');
  branchFor(field, value, value.root!);
  return field;
}

/** As deep as one goes, without recursion of ours. */
function descend(field: Field, most: number): { depth: number; last: Field } {
  let [last, depth] = [field, 0];
  for (; depth < most; depth++) {
    const next =
      last.kind === 'object'
        ? last.properties[0]?.field()
        : last.kind === 'array'
          ? last.item?.()
          : last.kind === 'union'
            ? last.branches[0]!.field()
            : undefined;
    if (next === undefined) break;
    last = next;
  }
  return { depth, last };
}

const nest = (open: string, inner: string, close: string, depth: number): string =>
  open.repeat(depth) + inner + close.repeat(depth);

describe('depth 3,000', () => {
  test('properties in properties are looked at one by one', () => {
    const schema = read(nest('{"properties":{"a":', '{"type":"string"}', '}}', 1_900));
    use(schema);
    expect(schema.work).toBeLessThan(1_000);
    expect(descend(schema.field(), 5_000)).toMatchObject({ depth: 1_900, last: { kind: 'string' } });
    expect(schema.work).toBeLessThan(10_000);
  });

  test('what lies deeper than is read is raw, and says so', () => {
    const schema = read(nest('{"properties":{"a":', '{"type":"string"}', '}}', 3_000));
    use(schema);
    const { depth, last } = descend(schema.field(), 5_000);
    expect(depth).toBe(2_000);
    expect(last).toMatchObject({ kind: 'raw', why: 'The schema lies deeper than is read.' });
  });

  test('items in items', () => {
    const schema = read(nest('{"items":', '{"type":"string"}', '}', 3_000));
    use(schema);
    expect(schema.work).toBeLessThan(1_000);
    expect(descend(schema.field(), 5_000)).toMatchObject({ depth: 3_000, last: { kind: 'string' } });
    expect(schema.work).toBeLessThan(20_000);
  });

  test('allOf in allOf', () => {
    const schema = read(nest('{"title":"t","allOf":[', '{"type":"string"}', ']}', 1_900));
    expect(use(schema)).toMatchObject({
      kind: 'raw',
      why: '256 schemas of $ref and allOf were read as one; at least 1 more were left out.',
    });
    expect(schema.work).toBeLessThan(3_000);
  });

  test('allOf in allOf that says something is shown with what was left out', () => {
    const schema = read(nest('{"type":"object","allOf":[', '{}', ']}', 1_900));
    expect(use(schema)).toMatchObject({ kind: 'object' });
    expect(schema.field().notes[0]).toContain('256 schemas of $ref and allOf were read as one');
  });

  test.each(['anyOf', 'oneOf', 'not', 'if', 'propertyNames', 'contains', 'patternProperties'])(
    '%s',
    (name) => {
      const isList = name === 'anyOf' || name === 'oneOf';
      const [open, close] = isList
        ? [`{"${name}":[{"type":"array"},`, ']}']
        : [`{"type":"object","${name}":`, '}'];
      const schema = read(nest(open, '{}', close, 1_900));
      use(schema);
      descend(schema.field(), 100);
      expect(schema.work).toBeLessThan(20_000);
    },
  );

  test('one branch inside one branch', () => {
    const schema = read(nest('{"anyOf":[', '{"type":"string"}', ']}', 1_900));
    expect(use(schema)).toMatchObject({
      kind: 'raw',
      why: 'More than 64 lists of branches are nested in each other.',
    });
    expect(schema.work).toBeLessThan(20_000);
    expect(read(nest('{"anyOf":[', '{"type":"string"}', ']}', 50)).field().kind).toBe('string');
  });
});

describe('cycles', () => {
  test.each([
    ['of one', '{"$ref":"#"}'],
    ['of one, behind a list', '{"allOf":[{"$ref":"#"}]}'],
    ['of two', '{"$ref":"#/$defs/a","$defs":{"a":{"$ref":"#/$defs/b"},"b":{"$ref":"#/$defs/a"}}}'],
    [
      'of two lists',
      '{"allOf":[{"$ref":"#/$defs/a"}],"$defs":{"a":{"allOf":[{"$ref":"#/$defs/b"},{"$ref":"#/$defs/b"}]},"b":{"allOf":[{"$ref":"#/$defs/a"},{"$ref":"#"}]}}}',
    ],
  ])('%s end as raw', (_, text) => {
    const schema = read(text);
    expect(use(schema)).toMatchObject({ kind: 'raw', why: 'A $ref leads back to where it came from.' });
    expect(schema.work).toBeLessThan(200);
  });

  test('below a property', () => {
    const schema = read(
      '{"type":"object","properties":{"a":{"$ref":"#/$defs/a"}},"$defs":{"a":{"$ref":"#/$defs/b"},"b":{"$ref":"#/$defs/a"}}}',
    );
    expect(descend(use(schema), 5)).toMatchObject({ depth: 1, last: { kind: 'raw' } });
    expect(schema.work).toBeLessThan(200);
  });

  test('twice the same is no cycle', () => {
    const schema = read(
      '{"allOf":[{"$ref":"#/$defs/a"},{"$ref":"#/$defs/a"}],"$defs":{"a":{"type":"string"}}}',
    );
    expect(use(schema)).toMatchObject({ kind: 'string', notes: [] });
  });

  test('a chain of 3,000 references is left at 256', () => {
    const defs = Array.from({ length: 3_000 }, (_, at) => `"d${at}":{"$ref":"#/$defs/d${at + 1}"}`);
    const schema = read(`{"$ref":"#/$defs/d0","$defs":{${defs.join(',')},"d3000":{"type":"string"}}}`);
    expect(use(schema)).toMatchObject({ kind: 'raw' });
    expect(schema.work).toBeLessThan(30_000);
  });

  test('through properties are a schema without end', () => {
    const schema = read(
      '{"type":"object","properties":{"a":{"$ref":"#/$defs/b"}},"$defs":{"b":{"properties":{"a":{"$ref":"#"}}}}}',
    );
    use(schema);
    expect(descend(schema.field(), 10_000).depth).toBe(10_000);
    expect(schema.work).toBeLessThan(200);
  });

  test('of branches, mutual', () => {
    const schema = read(
      '{"anyOf":[{"$ref":"#/$defs/b"},{"$ref":"#"}],"$defs":{"b":{"oneOf":[{"$ref":"#"},{"$ref":"#/$defs/b"}]}}}',
    );
    expect(use(schema).kind).toBe('union');
    expect(schema.work).toBeLessThan(5_000);
  });
});

describe('2^17 schemas in allOf', () => {
  const doubled = (inner: string): string => {
    const defs = Array.from({ length: 17 }, (_, at) => {
      const next = `{"$ref":"#/$defs/d${at + 1}"}`;
      return `"d${at}":{"allOf":[${next},${next}]}`;
    });
    return `{"$ref":"#/$defs/d0","$defs":{${defs.join(',')},"d17":${inner}}}`;
  };

  test('by doubling: each is read once', () => {
    const schema = read(doubled('{"type":"string","maxLength":3}'));
    expect(use(schema)).toMatchObject({ kind: 'string', constraints: ['at most 3 characters'], notes: [] });
    expect(schema.work).toBeLessThan(2_000);
  });

  test('side by side: the first 256, and it is said', () => {
    const parts = Array.from({ length: 2 ** 17 }, (_, at) => `{"properties":{"p${at}":{}}}`);
    const schema = read(`{"type":"object","allOf":[${parts.join(',')}]}`);
    const field = use(schema);
    expect(field.kind === 'object' && field.properties.length).toBe(255);
    expect(field.notes[0]).toBe(
      '256 schemas of $ref and allOf were read as one; at least 130,817 more were left out.',
    );
    expect(schema.work).toBeLessThan(20_000);
  });

  test('branches by doubling are looked at as they are opened', () => {
    const schema = read(doubled('{"type":"string"}').replaceAll('allOf', 'anyOf'));
    use(schema);
    expect(schema.work).toBeLessThan(50_000);
  });
});

test('an enum of 10 MB: the first 1,000 options, and how many were left out', () => {
  const options = Array.from({ length: 400_000 }, (_, at) => `"option number ${at} of many"`);
  const text = `{"type":"object","properties":{"e":{"enum":[${options.join(',')}]}},"required":["e"]}`;
  expect(text.length).toBeGreaterThan(10_000_000);
  const schema = read(text);
  const field = use(schema);
  const choice = field.kind === 'object' ? field.properties[0]!.field() : field;
  expect(choice.kind === 'choice' && choice.options.length).toBe(1_000);
  expect(choice.notes).toEqual(['399,000 options more than the 1,000 shown.']);
  expect(schema.work).toBeLessThan(2_000);
});

describe('25,000 of a kind: so many, and how many were left out', () => {
  const many = (one: (at: number) => string): string =>
    Array.from({ length: 25_000 }, (_, at) => one(at)).join(',');

  test('properties', () => {
    const field = read(`{"type":"object","properties":{${many((at) => `"p${at}":{}`)}}}`).field();
    expect(field.kind === 'object' && field.properties.length).toBe(20_000);
    expect(field.notes).toEqual(['5,000 properties more than are shown.']);
  });
  test('required names', () => {
    const field = read(`{"type":"object","required":[${many((at) => `"p${at}"`)}]}`).field();
    expect(field.notes).toEqual(['5,000 properties more than are shown.']);
  });
  test('branches', () => {
    const schema = read(`{"anyOf":[${many((at) => `{"type":"string","minLength":${at}}`)}]}`);
    expect(schema.field().notes).toEqual(['24,800 branches more than are shown.']);
    expect(schema.work).toBeLessThan(50_000);
  });
  test('items of a tuple', () => {
    const field = read(`{"type":"array","prefixItems":[${many(() => '{}')}]}`).field();
    expect(field.notes).toEqual(['24,000 listed items more than are shown.']);
  });
  test('examples', () => {
    const field = read(`{"type":"string","examples":[${many(() => '"e"')}]}`).field();
    expect([field.examples.length, field.notes]).toEqual([20, ['Only the first examples are shown.']]);
  });
});

test('a pattern that would run for ever is text here, and never run', () => {
  const schema = read(
    '{"type":"object","properties":{"a":{"type":"string","pattern":"^(a+)+$"}},"patternProperties":{"^(([a-z])+.)+$":{}},"propertyNames":{"pattern":"(x+x+)+y"}}',
  );
  const field = use(schema);
  expect(field.notes.join('\n')).toContain('(x+x+)+y');
  expect(field.kind === 'object' && field.properties[0]!.field().constraints).toEqual(['pattern ^(a+)+$']);
  expect(schema.work).toBeLessThan(200);
});

test('notes and constraints are cut, however long the texts of the server', () => {
  const long = 'x'.repeat(1_000_000);
  const schema = read(
    `{"type":"string","pattern":"${long}","format":"${long}","${long}":1,"$ref":"https://a.test/${long}","not":{"const":"${long}"}}`,
  );
  const field = use(schema);
  for (const words of [...field.notes, ...field.constraints]) expect(words.length).toBeLessThan(500);
  expect(field.notes).toHaveLength(3);
});

test('names of prototypes are names', () => {
  const schema = read(
    '{"type":"object","properties":{"__proto__":{"type":"string"},"constructor":{"$ref":"#/$defs/__proto__"}},"required":["__proto__","hasOwnProperty"],"$defs":{"__proto__":{"enum":["__proto__"]}}}',
  );
  const field = use(schema);
  expect(
    field.kind === 'object' && field.properties.map(({ name, field: ref }) => [name, ref().kind]),
  ).toEqual([
    ['__proto__', 'string'],
    ['constructor', 'choice'],
    ['hasOwnProperty', 'any'],
  ]);
  expect(read('{"type":"object","properties":{"a":{"$ref":"#/toString"}}}').field().kind).toBe('object');
  expect(Object.prototype).not.toHaveProperty('type');
});

test('addresses that grow with their depth are left', () => {
  const long = `https://a.test/${'a/'.repeat(450)}`;
  const parts = Array.from({ length: 5_000 }, (_, at) => `{"$id":"p${at}"}`);
  const schema = read(
    `{"$id":"${long}","$defs":{"l":[${parts.join(',')}]},"properties":{"a":{"$ref":"p4999"},"b":{"$ref":"p3"}}}`,
  );
  const field = use(schema);
  expect(field.kind === 'object' && field.properties.map(({ field: ref }) => ref().kind)).toEqual([
    'raw',
    'any',
  ]);
});
