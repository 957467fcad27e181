import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LateArrivals } from './late-arrivals.ts';

const numbers = (...ns: number[]) => ns.map((n) => ({ n }));

test('in order, every position told can be resumed from', () => {
  const late = new LateArrivals(3);
  late.note(numbers(4, 5));
  late.note(numbers(9));
  expect([0, 3, 4, 5, 7, 9].every((seen) => late.canResume(seen))).toBe(true);
  expect([10, -1, 1.5, Number.NaN, Infinity, undefined].some((seen) => late.canResume(seen))).toBe(false);
  expect([late.head, late.total]).toEqual([9, 0]);
});

test('disorder inside one batch is none: it is told at once', () => {
  const late = new LateArrivals(3);
  late.note(numbers(6, 5, 4));
  expect([late.head, late.total]).toEqual([6, 0]);
});

test('a late frame makes the positions ambiguous at which it may have been missed', () => {
  const late = new LateArrivals(0);
  late.note(numbers(4, 6));
  late.note(numbers(5));
  late.note(numbers(7));
  expect([4, 7].map((seen) => late.canResume(seen))).toEqual([true, true]);
  expect([5, 6].map((seen) => late.canResume(seen))).toEqual([false, false]);
});

test('whoever is resumed misses nothing, however frames were delayed', () => {
  const delays = fc.array(fc.nat(6), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(delays, fc.nat(60), (lateness, cut) => {
      const order = lateness.map((by, n) => ({ n: n + 1, at: n + by })).sort((a, b) => a.at - b.at);
      const late = new LateArrivals(0);
      const told = new Set<number>();
      let seen = 0;
      order.forEach(({ n }, index) => {
        if (index === cut) seen = late.head;
        if (index < cut) told.add(n);
        late.note(numbers(n));
      });
      if (cut >= order.length) seen = late.head;
      if (!late.canResume(seen)) return;
      const missing = order.map(({ n }) => n).filter((n) => n <= seen && !told.has(n));
      expect(missing).toEqual([]);
    }),
    { numRuns: 1000 },
  );
});

test('what is kept is bounded; older positions are refused instead', () => {
  const late = new LateArrivals(10_000);
  for (let i = 0; i < 5000; i += 1) late.note(numbers(5000));
  late.note(numbers(10_001));
  expect(late.canResume(10_000)).toBe(false);
  expect(late.canResume(4000)).toBe(false);
  expect(late.canResume(10_001)).toBe(true);
});
