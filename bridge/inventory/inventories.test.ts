import { expect, test } from 'vitest';
import type { Session } from '../../protocol/session.ts';
import { Inventories } from './inventories.ts';
import { Inventory } from './inventory.ts';

function holding(name: string): Inventory {
  const inventory = new Inventory();
  const walk = inventory.begin('tools');
  walk.take({ from: 0, to: 2, name, search: name, marks: [], headers: [] }, 1);
  walk.paged(1, 1);
  walk.end('done');
  return inventory;
}

interface World {
  inventories: Inventories;
  rebuilt: string[];
  live: Map<string, { inventory: Inventory | undefined }>;
  sessions: Set<string>;
}

function world(): World {
  const rebuilt: string[] = [];
  const live: World['live'] = new Map();
  const sessions = new Set(['a', 'b', 'c', 'd', 'e']);
  const inventories = new Inventories({
    session: (id) => (sessions.has(id) ? ({ id } as Session) : undefined),
    live: (id) => live.get(id),
    rebuild: ({ id }) => {
      rebuilt.push(id);
      return id === 'e'
        ? Promise.resolve({ ok: false, problem: { code: 'broken', message: 'cannot be read' } })
        : Promise.resolve({ ok: true, value: holding(`of ${id}`) });
    },
    shown: (name) => name.replaceAll('hunter22', '********'),
  });
  return { inventories, rebuilt, live, sessions };
}

const all = { q: '', sections: [], from: 0, limit: 10 };

test('a recorded one is rebuilt once, and the last few are kept', async () => {
  const { inventories, rebuilt } = world();
  await Promise.all([inventories.page('a', all), inventories.page('a', all)]);
  for (const id of ['b', 'c', 'd', 'a']) await inventories.page(id, all);
  expect(rebuilt).toEqual(['a', 'b', 'c', 'd']);
  expect(await inventories.page('e', all)).toMatchObject({ ok: false, problem: { code: 'broken' } });
  await inventories.page('e', all);
  expect(rebuilt).toEqual(['a', 'b', 'c', 'd', 'e', 'e']);
  await inventories.page('b', all);
  expect(rebuilt.at(-1)).toBe('b');
});

test('a live one is read as it is, also before it is open; one that is gone is none', async () => {
  const { inventories, rebuilt, live, sessions } = world();
  live.set('a', { inventory: undefined });
  expect(await inventories.page('a', all)).toMatchObject({ ok: true, value: { total: 0, version: 0 } });
  live.set('a', { inventory: holding('x') });
  expect(await inventories.page('a', all)).toMatchObject({ ok: true, value: { total: 1 } });
  expect(rebuilt).toEqual([]);
  live.delete('a');
  await inventories.page('a', all);
  sessions.delete('a');
  expect(await inventories.page('a', all)).toMatchObject({ ok: false, problem: { code: 'no-such-session' } });
});

test('an item is found by its name as it is shown, secrets masked', async () => {
  const { inventories, live } = world();
  live.set('a', { inventory: holding('get_hunter22') });
  const found = await inventories.item('a', { section: 'tools', name: 'get_********', nth: 1 });
  expect(found).toMatchObject({ ok: true, value: { ref: { name: 'get_hunter22' } } });
  const missing = await inventories.item('a', { section: 'tools', name: 'get_*******', nth: 1 });
  expect(missing).toMatchObject({ ok: false, problem: { code: 'no-such-item' } });
});
