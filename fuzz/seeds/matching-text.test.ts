import fc from 'fast-check';
import { expect, it } from 'vitest';
import { randomFrom } from '../random.ts';
import { textMatching } from './matching-text.ts';
import { processorTime } from '../../test/processor-time.ts';

const made = (pattern: string, more = 2): string[] =>
  Array.from(
    { length: 20 },
    (_, nth) => textMatching(pattern, randomFrom(nth, pattern), more) ?? '\u0000none',
  );

it.each([
  '^a+$',
  '^[A-Z]{2}-\\d{4}$',
  '^(?:x|yy)?z$',
  '^(?<year>\\d{4})-(0[1-9]|1[0-2])$',
  '^[^\\s@]+@[^\\s@]+\\.[a-z]{2,}$',
  '^[\\w.-]+$',
  '^[]a]$'.replace('[]a]', '[\\]a]'),
  '^\\x41\\u0042\\/$',
  '^\\p{L}+\\d*?$',
  '^#?([a-f0-9]{6}|[a-f0-9]{3})$',
  '^(([a-z]+)+)+$',
  '^.{3}$',
  '^[a-z-]+$',
  '^$',
  'b',
])('makes texts that match %s', (pattern) => {
  const judge = new RegExp(pattern, 'u');
  for (const text of made(pattern)) expect(text).toMatch(judge);
});

it.each([
  '(',
  ')',
  '[',
  '[b-a]',
  '*',
  'a(?=b)',
  '(?<!a)b',
  '(a)\\1',
  '\\p{Script=Greek}',
  '\\',
  '(?',
  '('.repeat(60) + ')'.repeat(60),
  '[^\\x00-\\u{10ffff}]{5000}',
  'a{99999}',
])('makes nothing of %s', (pattern) => {
  expect(textMatching(pattern, randomFrom(1), 2)).toBeUndefined();
});

it('ends soon whatever the pattern is, and makes the same of the same', () => {
  const sign = fc.constantFrom(
    'a',
    '(',
    ')',
    '[',
    ']',
    '*',
    '+',
    '?',
    '{2}',
    '{9,}',
    '{50}',
    '|',
    '^',
    '$',
    '\\d',
    '\\',
    '.',
    '-',
    '(?:',
  );
  fc.assert(
    fc.property(fc.array(sign, { maxLength: 60 }), fc.nat(), (signs, seed) => {
      const pattern = signs.join('');
      const since = processorTime();
      const text = textMatching(pattern, randomFrom(seed), 2);
      expect(processorTime() - since).toBeLessThan(15_000);
      expect(textMatching(pattern, randomFrom(seed), 2)).toBe(text);
      if (text !== undefined) expect(text.length).toBeLessThanOrEqual(20_000);
    }),
    { numRuns: 300 },
  );
  const nested = `${'('.repeat(30)}a${'{9})'.repeat(30)}`;
  expect(textMatching(nested, randomFrom(1), 2)).toBeUndefined();
});
