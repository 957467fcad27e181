import { expect, test } from 'vitest';
import { readJson } from '../../protocol/json/read.ts';
import { isTooMuch } from './taken-apart.ts';

test('a long string is taken apart while one types, as much text in small members is not', () => {
  const string = JSON.stringify({ file: 'A'.repeat(1_000_000) });
  const members = JSON.stringify(Array.from({ length: 20_000 }, (_, k) => ({ k, of: 'a value' })));
  const items = `[${'1,'.repeat(200_000)}1]`;
  expect([string, members, items].map(isTooMuch)).toEqual([false, true, true]);
  expect(isTooMuch('A'.repeat(1024 * 1024 + 1))).toBe(true);
});

test('what is taken apart has no more nodes than it has marks', () => {
  const most = `{"a":[${'1,'.repeat(49_990)}1]}`;
  expect(isTooMuch(most)).toBe(false);
  expect(readJson(most).isWhole).toBe(true);
});
