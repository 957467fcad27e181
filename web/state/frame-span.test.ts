import { expect, test } from 'vitest';
import { formatSpan, isWithin, parseSpan, withEnd } from './frame-span.ts';

test.each([
  ['12-40', { from: 12, to: 40 }],
  ['12-', { from: 12 }],
  ['-40', { to: 40 }],
])('%s is a run, and is written so again', (text, span) => {
  expect(parseSpan(text)).toEqual(span);
  expect(formatSpan(span)).toBe(text);
});

test.each(['', '-', '12', 'a-b', '-1-2', '1-2-3', ' 1-2', '1234567890123-'])('%j is none', (text) => {
  expect(parseSpan(text)).toBeUndefined();
});

test('an end that is put beyond the other one opens that, and without ends there is no run', () => {
  expect(withEnd(undefined, 'from', 12)).toEqual({ from: 12 });
  expect(withEnd({ from: 12 }, 'to', 40)).toEqual({ from: 12, to: 40 });
  expect(withEnd({ from: 12, to: 40 }, 'to', 3)).toEqual({ to: 3 });
  expect(withEnd({ from: 12, to: 40 }, 'from', 41)).toEqual({ from: 41 });
  expect(withEnd({ from: 12 }, 'from', undefined)).toBeUndefined();
  expect([11, 12, 40, 41].map((seq) => isWithin(seq, { from: 12, to: 40 }))).toEqual([
    false,
    true,
    true,
    false,
  ]);
  expect(isWithin(7, undefined)).toBe(true);
});
