import fc from 'fast-check';
import { expect, test } from 'vitest';
import { asBoxText, quote, retype } from './json-string.ts';

test.each([
  ['nothing', String.raw`"a\/b"`, 'a/b', String.raw`"a\/b"`],
  ['the end', String.raw`"a\/b"`, 'a/bc', String.raw`"a\/bc"`],
  ['the start', String.raw`"\u0061b"`, 'xab', String.raw`"x\u0061b"`],
  ['the middle', String.raw`"\u202ea\u00e9"`, '\u202ebé', String.raw`"\u202eb\u00e9"`],
  ['one of two equal ones', String.raw`"\/\/"`, '/', String.raw`"\/"`],
  ['what needs an escape', '"ab"', 'a"\\\nb', String.raw`"a\"\\\nb"`],
  ['a line behind a CRLF', String.raw`"a\r\nb"`, 'a\nbc', String.raw`"a\r\nbc"`],
  ['a line behind a lone CR', String.raw`"a\rb"`, 'a\nbc', String.raw`"a\rbc"`],
  ['the CRLF', String.raw`"a\r\nb"`, 'ab', '"ab"'],
  ['a CRLF in hexadecimal', String.raw`"a\u000D\u000Ab"`, 'a\nbc', String.raw`"a\u000D\u000Abc"`],
  ['one face for another', '"😀"', '😃', '"😃"'],
  ['beside a lone surrogate', String.raw`"\ud800"`, '\ud800x', String.raw`"\ud800x"`],
  ['all of it', '"ab"', '', '""'],
])('typing that changes %s', (_, source, typed, wanted) => {
  expect(retype(source, typed)).toBe(wanted);
});

/** Any UTF-16, lone surrogates included. */
const anyText = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 10 })
  .map((units) => String.fromCharCode(...units));

const escaped = fc.constantFrom(
  '\\/',
  '\\u0061',
  '\\n',
  '\\r\\n',
  '\\r',
  '\\u202E',
  '\\ud83d\\ude00',
  '😀',
  'a',
  ' ',
  '\\"',
  '\\ud800',
);
const source = fc.array(escaped, { maxLength: 12 }).map((units) => `"${units.join('')}"`);
const decode = (text: string): string => JSON.parse(text) as string;

test('what was typed is what is read back, as a text box shows it', () => {
  fc.assert(
    fc.property(source, anyText, (before, typed) => {
      const box = asBoxText(typed);
      expect(asBoxText(decode(retype(before, box)))).toBe(box);
    }),
  );
});

test('typing the same changes nothing', () => {
  fc.assert(
    fc.property(source, (before) => {
      expect(retype(before, asBoxText(decode(before)))).toBe(before);
    }),
  );
});

test('what stands before and behind a change keeps its spelling', () => {
  fc.assert(
    fc.property(source, source, (before, behind) => {
      const whole = `${before.slice(0, -1)}#${behind.slice(1)}`;
      const typed = `${asBoxText(decode(before))}<>${asBoxText(decode(behind))}`;
      expect(retype(whole, typed)).toBe(`${before.slice(0, -1)}<>${behind.slice(1)}`);
    }),
  );
});

test('a string is written without lone surrogates', () => {
  expect(quote('\ud800a')).toBe(String.raw`"\ud800a"`);
});
