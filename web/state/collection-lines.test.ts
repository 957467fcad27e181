import { expect, it } from 'vitest';
import type { Collection, SavedCall } from '../../protocol/collection/collection.ts';
import { linesOf, moved } from './collection-lines.ts';

const call = (id: string, folder: string): SavedCall => ({
  id,
  name: id,
  folder,
  description: '',
  text: '{}',
  how: { rpcId: 'next', meta: 'fill' },
  expect: { checks: [] },
});
const calls = [call('a', 'x'), call('b', ''), call('c', '__proto__'), call('d', 'x')];
const collection: Collection = { id: 'i', name: 'n', description: '', calls };

it('shows what is in no folder first, and folders in the order they come in', () => {
  const lines = linesOf(collection, new Map());
  expect(
    lines.map((line) => (line.kind === 'call' ? `${line.number} ${line.call.id}` : line.folder)),
  ).toEqual(['2 b', 'x', '1 a', '4 d', '__proto__', '3 c']);
});

it('moves a call among those of its folder, and not beyond them', () => {
  const ids = (id: string, step: -1 | 1): string =>
    moved(collection, id, step)
      .map((one) => one.id)
      .join('');
  expect(ids('d', -1)).toBe('dbca');
  expect(ids('a', 1)).toBe('dbca');
  expect(ids('a', -1)).toBe('abcd');
  expect(ids('b', 1)).toBe('abcd');
  expect(ids('nobody', 1)).toBe('abcd');
});
