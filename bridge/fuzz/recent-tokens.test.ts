import { expect, test } from 'vitest';
import { RecentTokens } from './recent-tokens.ts';

test('what nobody is known for is left to those who have not been answered yet', () => {
  const recent = new RecentTokens();
  recent.remember('known', 3);
  expect(recent.whose('known', new Set([4]))).toBe(3);
  expect(recent.whose('known', new Set([3, 4]))).toBe('under way');
  expect(recent.whose('unknown', new Set([4]))).toBe('under way');
  expect(recent.whose('unknown', new Set())).toBeUndefined();
});

test('old ones are forgotten', () => {
  const recent = new RecentTokens();
  for (let n = 0; n < 6000; n++) recent.remember(`token ${n}`, n);
  expect(recent.whose('token 0', new Set())).toBeUndefined();
  expect(recent.whose('token 5999', new Set())).toBe(5999);
});
