import { expect, test } from 'vitest';
import type { Drift, ItemDrift } from '../../protocol/drift.ts';
import type { Offered } from '../history/messages.ts';
import { Whereabouts } from './whereabouts.ts';

const offered: Offered = {
  target: 't',
  session: 's1',
  at: 1,
  source: { target: 't', profile: 'own', principal: 'none', transport: 'stdio', provenance: {} },
  places: [
    ['tools', 'first', 1, 7, 0, 10],
    ['tools', 'second', 1, 9, 0, 10],
  ],
  frames: [
    ['tools', 9],
    ['prompts', 11],
  ],
  unread: [],
};
const drift = (item: Partial<ItemDrift>): Drift => ({
  items: [{ section: 'tools', name: 'second', nth: 1, severity: 'high', changes: [], ...item }],
  unchanged: 1,
});
const seen = { says: 'seen', session: 's1' };

test('leads to the item that differs most, to what it was called, else to its list', () => {
  const where = new Whereabouts();
  where.note(offered);
  const frame = (item: Partial<ItemDrift>): number | undefined => where.placed([seen], drift(item))[0]!.frame;
  expect(frame({})).toBe(9);
  expect(frame({ name: 'new', was: 'first' })).toBe(7);
  expect(frame({ name: 'gone' })).toBe(9);
  expect(frame({ section: 'prompts', name: 'gone' })).toBe(11);
  expect(frame({ section: 'server', name: 'instructions' })).toBeUndefined();
});

test('what a probe knows better stays, and nothing is made up', () => {
  const where = new Whereabouts();
  where.note(offered);
  expect(where.placed([{ ...seen, frame: 3 }], drift({}))[0]!.frame).toBe(3);
  expect(where.placed([{ ...seen, session: 'other' }], drift({}))).toEqual([
    { says: 'seen', session: 'other' },
  ]);
  expect(where.placed([seen], undefined)).toEqual([seen]);
});
