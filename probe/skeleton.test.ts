import { describe, expect, test } from 'vitest';
import { skeletonDifference, skeletonOf } from './skeleton.ts';

const differ = (before: unknown, after: unknown) => skeletonDifference(skeletonOf(before), skeletonOf(after));

describe('skeletons', () => {
  test.each([
    [
      { a: 1, b: 'x' },
      { b: 'y', a: 2 },
    ],
    [{ a: [1] }, { a: [2, 3, 4] }],
    [{ a: [] }, { a: [{ b: [{ c: 1 }] }] }],
    [{ a: [{ b: 1 }] }, { a: [] }],
    [undefined, undefined],
  ])('%j and %j are alike', (before, after) => {
    expect(differ(before, after)).toBeUndefined();
  });

  test.each([
    [{ a: 1 }, { a: '1' }, 'string at /"a" is new'],
    [{ a: 1 }, { a: 1, b: 1 }, 'number at /"b" is new'],
    [{ a: 1, b: 1 }, { a: 1 }, 'number at /"b" is gone'],
    [{ a: null }, { a: [] }, 'list at /"a" is new'],
    [{ a: [{ b: 1 }] }, { a: [{ b: 1 }, { c: 1 }] }, 'number at /"a"/*/"c" is new'],
    [{}, JSON.parse('{"__proto__":{"x":1}}'), 'object at /"__proto__" is new'],
  ])('%j and %j differ', (before, after, says) => {
    expect(differ(before, after)).toBe(says);
  });

  test('depth and length cost no more than a bound', () => {
    let deep: unknown = 1;
    for (let k = 0; k < 100_000; k++) deep = [deep];
    expect(skeletonOf(deep).size).toBeLessThan(20);
    const wide = Object.fromEntries(Array.from({ length: 50_000 }, (_, k) => [`k${k}`, k]));
    expect(skeletonOf(wide).size).toBeLessThanOrEqual(2001);
  });
});
