import { expect, test } from 'vitest';
import { readJson } from '../json/read.ts';
import { schemaOf } from './schema.ts';

const SCHEMA = {
  $id: 'https://schemas.test/dir/root.json',
  definitions: {
    plain: { title: 'plain' },
    'a/b~c%d e': { title: 'escaped' },
    anchored: { $anchor: 'here', title: 'anchored' },
    old: { $id: '#old', title: 'old anchor' },
    part: {
      $id: 'part.json',
      title: 'part',
      definitions: {
        plain: { title: 'plain of part' },
        anchored: { $anchor: 'here', title: 'anchored of part' },
      },
      properties: { inner: { $ref: '#/definitions/plain' }, outer: { $ref: '#/definitions/old' } },
    },
    list: { anyOf: [{ title: 'first' }, { title: 'second' }] },
  },
  // No anchors: the one is a value, the other the name of a property.
  default: { $anchor: 'value', title: 'value' },
  enumerated: { enum: [{ $anchor: 'value2' }] },
};

function titleAt(reference: string, from = SCHEMA as object): string | undefined {
  const document = readJson(JSON.stringify({ ...from, properties: { it: { $ref: reference } } }));
  const field = schemaOf(document, document.root!).field();
  const it = field.kind === 'object' ? field.properties[0]!.field() : field;
  return it.kind === 'raw' ? it.why : it.title;
}

test.each([
  ['#/definitions/plain', 'plain'],
  ['#/definitions/a~1b~0c%25d%20e', 'escaped'],
  ['#/definitions/a~1b~0c%d e', 'escaped'],
  ['#here', 'anchored'],
  ['#old', 'old anchor'],
  ['part.json', 'part'],
  ['https://schemas.test/dir/part.json', 'part'],
  ['/dir/part.json#/definitions/plain', 'plain of part'],
  ['part.json#here', 'anchored of part'],
  ['root.json#/definitions/plain', 'plain'],
  ['#/definitions/list/anyOf/1', 'second'],
])('%s leads to %s', (reference, title) => expect(titleAt(reference)).toBe(title));

test.each([
  ['#/definitions/toString', 'leads nowhere'],
  ['#/definitions/list/anyOf/7', 'leads nowhere'],
  ['#/definitions/list/anyOf/length', 'leads nowhere'],
  ['#value', 'leads nowhere'],
  ['#value2', 'leads nowhere'],
  ['other.json', 'leads elsewhere'],
  ['file:///etc/passwd', 'leads elsewhere'],
  [`${'a'.repeat(5_000)}.json`, 'leads elsewhere'],
])('%s does not', (reference, why) => expect(titleAt(reference)).toContain(why));

test('inside a part with an address # is that part, and the whole where it has no such thing', () => {
  const document = readJson(JSON.stringify({ ...SCHEMA, $ref: 'part.json' }));
  const field = schemaOf(document, document.root!).field();
  const titles =
    field.kind === 'object' ? field.properties.map(({ field: ref }) => ref()).map(({ title }) => title) : [];
  expect(titles).toEqual(['plain of part', 'old anchor']);
});
