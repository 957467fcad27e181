import { expect, it } from 'vitest';
import { says, whereSaid } from './said.ts';

const VALUE = 'a line\nof “secret” words';

it.each([
  ['as it is', `<${VALUE}>`, VALUE],
  ['in JSON', JSON.stringify({ text: VALUE }), 'a line\\nof “secret” words'],
  ['in JSON in JSON', JSON.stringify({ text: JSON.stringify(VALUE) }), 'a line\\\\nof “secret” words'],
  ['in base64', JSON.stringify({ data: 'bGluZSBvZiBzZWNyZXQgd29yZHM=' }), 'bGluZSBvZiBzZWNyZXQgd29yZHM='],
])('says where a value stands %s', (_, text, spelled) => {
  const value = spelled.endsWith('=') ? 'line of secret words' : VALUE;
  expect(says(text, value)).toBe(true);
  const [place] = whereSaid(text, value, 5);
  expect(spelled).toContain(text.slice(place!.from, place!.to).replace(/=+$/, ''));
});

it('finds a number only where it stands alone, and no more places than are asked for', () => {
  expect(whereSaid('1234 123 x123.5 0.123', '123', 9)).toEqual([
    { from: 5, to: 8 },
    { from: 10, to: 13 },
  ]);
  expect(whereSaid('aa'.repeat(50), 'aa', 3)).toHaveLength(3);
  expect(whereSaid('nothing', 'else', 3)).toEqual([]);
});
