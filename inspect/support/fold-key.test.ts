import { expect, it } from 'vitest';
import { foldKey } from './fold-key.ts';

it.each([
  ['description', 'Description'],
  ['description', 'de\u017fcription'],
  ['progresstoken', 'progressTo\u212aen'],
  ['method', 'ｍｅｔｈｏｄ'],
  ['content', 'c\u043entent'],
  ['name', 'na\u200bme'],
  ['id', '\u0456d'],
])('%s is what %j comes to', (folded, key) => {
  expect(foldKey(key)).toBe(folded);
});

it('keeps other keys apart', () => {
  expect(foldKey('input_schema')).not.toBe(foldKey('inputSchema'));
  expect(foldKey('名前')).toBe('名前');
});
