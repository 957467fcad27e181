import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TemplateValue } from './uri-template.ts';
import { expandUriTemplate, parseUriTemplate } from './uri-template.ts';
import { valuesFromUri } from './uri-template-values.ts';

const text = (value: string): TemplateValue => ({ kind: 'text', text: value });
const list = (...items: string[]): TemplateValue => ({ kind: 'list', items });
const read = (template: string, uri: string) => {
  const values = valuesFromUri(parseUriTemplate(template), uri);
  return values === undefined ? undefined : Object.fromEntries(values);
};

test.each([
  ['file:///{path}', 'file:///a%2Fb%20c', { path: text('a/b c') }],
  ['file:///{+path}', 'file:///a/b%20c', { path: text('a/b%20c') }],
  ['test://{kind}/{id}', 'test://dynamic/12', { kind: text('dynamic'), id: text('12') }],
  ['db://{table}{?limit,offset}', 'db://users?offset=2', { table: text('users'), offset: text('2') }],
  ['db://{table}{?limit}', 'db://users?limit=', { table: text('users'), limit: text('') }],
  ['{/path*}', '/a/b', { path: list('a', 'b') }],
  ['x{?tag*}', 'x?tag=a&tag=b', { tag: list('a', 'b') }],
  ['{x,y}', '1,2', { x: text('1'), y: text('2') }],
  ['a{b}', 'a', {}],
  ['plain', 'plain', {}],
  ['{__proto__}', 'x', { ['__proto__']: text('x') }],
])('%s was filled in to %s', (template, uri, values) => {
  expect(read(template, uri)).toEqual(values);
});

test.each([
  ['file:///{path}', 'http://x'],
  ['file:///{path}', 'file:///a/b'],
  ['{a:3}', 'abcd'],
  ['{a}{b}', 'xy'],
  ['{a}', '%zz'],
  ['plain', 'plain2'],
])('%s did not give %s', (template, uri) => {
  expect(read(template, uri)).toBeUndefined();
});

/** Any UTF-16, lone surrogates included. */
const anyText = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 10 })
  .map((units) => String.fromCharCode(...units));

test('what it finds is true', () => {
  const template = fc.constantFrom(
    'a{x}b{y}c',
    '{x}/{y}',
    'u{?x,y}',
    'u{/x,y}{?z*}',
    '{+x}#{y}',
    'p{;x}{?y}',
  );
  fc.assert(
    fc.property(template, anyText, fc.string(), (source, x, y) => {
      const parsed = parseUriTemplate(source);
      const uri = expandUriTemplate(
        parsed,
        new Map([
          ['x', text(x)],
          ['y', text(y)],
        ]),
      );
      const found = valuesFromUri(parsed, uri);
      if (found !== undefined) expect(expandUriTemplate(parsed, found)).toBe(uri);
    }),
  );
});

test('a hostile template and URI end soon', () => {
  const began = process.cpuUsage().user;
  valuesFromUri(parseUriTemplate('{a}b'.repeat(20_000)), 'b'.repeat(90_000));
  valuesFromUri(parseUriTemplate('{?a}'.repeat(20_000)), '?'.repeat(90_000));
  expect(process.cpuUsage().user - began).toBeLessThan(3_000_000);
});
