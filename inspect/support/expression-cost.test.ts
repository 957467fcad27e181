import { expect, it } from 'vitest';
import { growthOf } from './expression-cost.ts';
import { readExpression } from './expression.ts';
import { processorTime } from '../../test/processor-time.ts';

const growth = (source: string): string | undefined => {
  const piece = readExpression(source);
  return piece === undefined ? 'unread' : growthOf(piece);
};

it.each([
  '^(a+)+$',
  '^(a*)*$',
  '^([a-z]+)*$',
  '^([a-z]+-?)*$',
  '^(\\w|\\d)+$',
  '^(?:\\s*\\w+\\s*)*;$',
  '^((ab)+)+$',
  '^(a+a)+$',
  '^(\\w{1,64}){1,64}$',
  '^(.*,?)*x$',
])('%s is exponential', (source) => expect(growth(source)).toBe('exponential'));

it.each(['^\\d+\\d*$', '^\\s*\\s*x', '^.*.*=', '^[a-z]+\\w+$'])('%s is polynomial', (source) =>
  expect(growth(source)).toBe('polynomial'),
);

it.each([
  '^[a-zA-Z0-9_-]+$',
  '^([a-z0-9]+-)*[a-z0-9]+$',
  '^(\\d+,)*\\d+$',
  '^(?:[a-z]+\\.)+[a-z]{2,}$',
  '^\\d{4}-\\d{2}-\\d{2}$',
  '^(foo|bar)+$',
  '^(\\s*,\\s*\\w+)*$',
  '^(a+)+',
  '^\\d{1,4}\\d{6,15}$',
  '^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$',
  '^([01]\\d|2[0-3]):([0-5]\\d)$',
  '^([a-fA-F0-9]{0,4}:){1,8}(:[a-fA-F0-9]{0,4}){0,8}([a-fA-F0-9]{0,4})?\\/[0-9]{1,3}$',
])('%s is neither', (source) => expect(growth(source)).toBeUndefined());

it.each(['(', '[a', 'a)', '\\', '('.repeat(5000)])('%s is not read', (source) =>
  expect(growth(source)).toBe('unread'),
);

it('answers at once, whatever it is given', () => {
  const started = processorTime();
  for (const source of [
    '(a|'.repeat(90) + 'a' + ')*'.repeat(90) + '$',
    'a*'.repeat(2000) + '$',
    '[a-z]+'.repeat(600),
  ])
    growth(source);
  expect(processorTime() - started).toBeLessThan(10_000);
});
