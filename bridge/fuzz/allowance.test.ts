import { expect, test } from 'vitest';
import { Allowance } from './allowance.ts';

const count = (ask: () => boolean): number => {
  let given = 0;
  while (ask()) given++;
  return given;
};

test('making smaller leaves half of what there is for seeing again', () => {
  const allowance = new Allowance(1000, 600, new AbortController().signal);
  expect(count(() => allowance.spendOnSmaller())).toBe(700);
  expect(count(() => allowance.spend())).toBe(700);
  expect(allowance.spend()).toBe(false);
});

test('a run of few cases has some all the same, and one that was stopped has none', () => {
  const stopping = new AbortController();
  const allowance = new Allowance(1, 1, stopping.signal);
  expect(count(() => allowance.spendOnSmaller())).toBe(150);
  expect(allowance.spend()).toBe(true);
  stopping.abort();
  expect(allowance.spend()).toBe(false);
});

test('what was spent before a run was gone on with counts', () => {
  const { signal } = new AbortController();
  expect(count(() => new Allowance(1000, 600, signal, 1400).spend())).toBe(0);
  const allowance = new Allowance(1000, 600, signal, 900);
  expect(allowance.spendOnSmaller()).toBe(false);
  expect(count(() => allowance.spend())).toBe(500);
  expect(allowance.spent).toBe(1400);
});
