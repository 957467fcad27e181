import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ByteComparison } from '../comparison.ts';
import { compareBytes } from './bytes.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** The right one, made from the left one and the ranges alone. */
function applied(left: Uint8Array, right: Uint8Array, { ranges }: ByteComparison): number[] {
  const made: number[] = [];
  let at = 0;
  for (const range of ranges) {
    made.push(...left.subarray(at, range.left.from), ...right.subarray(range.right.from, range.right.to));
    at = range.left.to;
  }
  made.push(...left.subarray(at));
  return made;
}

it.each([
  ['same', 'same', []],
  ['abc', 'abXc', [['inserted', 2, 2, 2, 3]]],
  ['abXc', 'abc', [['deleted', 2, 3, 2, 2]]],
  ['abc', 'aXc', [['replaced', 1, 2, 1, 2]]],
  [
    'one two three',
    'one 2 three 4',
    [
      ['replaced', 4, 7, 4, 5],
      ['inserted', 13, 13, 11, 13],
    ],
  ],
])('tells how %j became %j', (left, right, expected) => {
  const { ranges } = compareBytes(bytes(left), bytes(right));
  expect(ranges.map(({ kind, left: l, right: r }) => [kind, l.from, l.to, r.from, r.to])).toEqual(expected);
});

it('explains every byte, whatever was changed', () => {
  const few = fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 80 });
  fc.assert(
    fc.property(few, few, few, fc.integer({ min: 0, max: 200 }), (a, b, c, times) => {
      const repeated = Array.from({ length: times }, () => [...a, ...b]).flat();
      const [left, right] = [
        Uint8Array.from([...a, ...repeated, ...b]),
        Uint8Array.from([...c, ...repeated, ...a]),
      ];
      const found = compareBytes(left, right);
      expect(applied(left, right, found)).toEqual([...right]);
      for (const range of found.ranges) {
        expect(range.left.to).toBeGreaterThanOrEqual(range.left.from);
        expect(range.right.to).toBeGreaterThanOrEqual(range.right.from);
      }
    }),
  );
});

it('finds a few changes in a long text', () => {
  const lines = Array.from({ length: 20_000 }, (_, k) => `line ${k * 7919} of many\n`);
  const left = bytes(lines.join(''));
  const right = bytes(
    lines.map((line, k) => (k % 2000 === 5 ? `${line.slice(0, 8)}changed${line.slice(8)}` : line)).join(''),
  );
  const found = compareBytes(left, right);
  expect(found.ranges).toHaveLength(10);
  expect(found.ranges.every(({ kind }) => kind === 'inserted')).toBe(true);
  expect(Buffer.from(applied(left, right, found)).equals(Buffer.from(right))).toBe(true);
});

it('puts the ranges beyond the thousandth together', () => {
  const left = bytes(Array.from({ length: 20_000 }, (_, k) => (k * 7919).toString(36)).join(' '));
  const right = left.map((byte, at) => (at % 60 === 30 ? 0x2e : byte));
  const found = compareBytes(left, right);
  expect(found.ranges).toHaveLength(1000);
  expect(found.joined).toBeGreaterThan(500);
  expect(Buffer.from(applied(left, right, found)).equals(Buffer.from(right))).toBe(true);
});
