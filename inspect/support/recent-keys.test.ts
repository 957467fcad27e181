import { expect, it } from 'vitest';
import { RecentKeys } from './recent-keys.ts';

it('forgets the oldest, and takes what is added again for new', () => {
  const keys = new RecentKeys(2);
  for (const key of ['a', 'b', 'a', 'c']) keys.add(key);
  expect([keys.has('a'), keys.has('b'), keys.has('c'), keys.size]).toEqual([true, false, true, 2]);
  expect(keys.some((key) => key === 'b')).toBe(false);
});
