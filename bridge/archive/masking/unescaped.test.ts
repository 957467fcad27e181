import { describe, expect, test } from 'vitest';
import { SecretSearch } from './secret-search.ts';

const VALUE = `Zk+9/pl'anted&<4711>=ü😀q`;
const unit = (code: number): string => `\\u${code.toString(16).padStart(4, '0')}`;
const units = (text: string, which: RegExp): string =>
  JSON.stringify(text).replace(which, (sign) =>
    Array.from({ length: sign.length }, (_, i) => unit(sign.charCodeAt(i))).join(''),
  );
const bytes = [...Buffer.from(VALUE)].map((byte) => byte.toString(16).padStart(2, '0'));
const wrapped = (text: string): string =>
  Buffer.from(`${'x'.repeat(50)}${text}${'y'.repeat(90)}`)
    .toString('base64')
    .replace(/.{76}/g, '$&\r\n');

function masked(text: string, value = VALUE): string {
  const search = new SecretSearch();
  search.know(value);
  const all = Buffer.from(text);
  for (const { from, to } of search.find(all)) all.fill('*', from, to);
  return all.toString('latin1');
}

describe('a known value is found however a program escaped it', () => {
  test.each([
    ['JSON of .NET', `{"a":${units(VALUE, /[+<>&'\u0080-\uffff]/gu)}}`],
    ['the same in upper case', `{"a":${units(VALUE, /[+<>&']/g).replaceAll('\\u002b', '\\u002B')}}`],
    ['JSON of Go', `{"a":${units(VALUE, /[<>&]/g)}}`],
    [
      'JSON in which everything is an escape',
      `{"a":"${Array.from(VALUE, (sign) => units(sign, /[^"]/gu).slice(1, -1)).join('')}"}`,
    ],
    ['JSON within JSON', JSON.stringify(JSON.stringify({ a: 1, b: units(VALUE, /[+&]/g) }))],
    ['every byte percent-encoded', bytes.map((byte) => `%${byte}`).join('')],
    [
      'some more of it than needs to be',
      `GET /?x=${encodeURIComponent(VALUE).replace('p', '%70')}&y=1 HTTP/1.1`,
    ],
    ['percent-encoded, escaped', JSON.stringify(units(encodeURIComponent(VALUE).replace('p', '%70'), /%/g))],
    ['entities', Array.from(VALUE, (sign) => `&#${sign.codePointAt(0)};`).join('')],
    ['some entities', VALUE.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll("'", '&#x27;')],
    ['a string of C', bytes.map((byte) => `\\x${byte}`).join('')],
    ['base64 in lines, in JSON', JSON.stringify({ a: wrapped(VALUE) })],
    ['JSON of .NET in base64', Buffer.from(`{"a":${units(VALUE, /[+<>&']/g)}}`).toString('base64')],
    ['UTF-16 in base64', Buffer.from(`pre${VALUE}post`, 'utf16le').toString('base64')],
    ['hexadecimal of both cases', bytes.join('').replace(/[a-f]/, (digit) => digit.toUpperCase())],
  ])('%s', (_, text) => {
    const left = masked(text);
    // Of base64 the lines before and after stay, and so do line ends.
    expect(left.match(/\*/g)?.length).toBeGreaterThanOrEqual(Buffer.byteLength(VALUE));
    expect(masked(left.replaceAll('*', ''))).not.toContain('*');
    if (text.startsWith('{') || text.startsWith('"')) expect(() => void JSON.parse(left)).not.toThrow();
  });

  test.each([
    ['another value', `{"a":${units(VALUE.replace('9', '8'), /[+<>&']/g)}}`],
    ['escapes of nothing', String.raw`{"a":"\\u00zz \\x %zz & &#x; &#99999999; \\"}`],
    ['the end of a string', String.raw`{"a":"C:\\","b":"\\\\"}`],
  ])('and %s is left', (_, text) => {
    expect(masked(text)).toBe(Buffer.from(text).toString('latin1'));
  });
});
