import { afterEach, expect, test } from 'vitest';
import type { Session } from '../../protocol/session.ts';
import { Inventory } from '../inventory/inventory.ts';
import { joined, neighboursOf, type Compared } from './neighbour-lists.ts';
import { Neighbourhood } from './neighbourhood.ts';

const utf8 = new TextEncoder();
const toolList = (...names: string[]): Uint8Array =>
  utf8.encode(JSON.stringify({ jsonrpc: '2.0', id: 1, result: { tools: names.map((name) => ({ name })) } }));

interface Told {
  session: string;
  with: string[];
  isAnew: boolean;
}

/** Sessions whose lists are frames: `list` is a server that tells its tools again. */
class World {
  readonly told: Told[] = [];
  readonly bugs: unknown[] = [];
  readonly neighbourhood: Neighbourhood;
  reads = 0;
  #sessions = new Map<string, Session>();
  #inventories = new Map<string, Inventory>();
  #frames = new Map<string, Uint8Array>();

  constructor() {
    this.neighbourhood = new Neighbourhood({
      journal: {
        session: (id) => this.#sessions.get(id),
        bytes: (session, seq) => {
          this.reads++;
          const bytes = this.#frames.get(`${session} ${seq}`) ?? new Uint8Array(0);
          return Promise.resolve({ ok: true, value: { bytes, total: bytes.length } } as never);
        },
      },
      inventory: (id) => this.#inventories.get(id),
      compare: (session, compared, isAnew) => this.told.push({ session, with: inWords(compared), isAnew }),
      onBug: (bug) => this.bugs.push(bug),
    });
  }

  list(id: string, frame: number, payload: Uint8Array, more: Partial<Session> = {}): void {
    const inventory = this.#inventories.get(id) ?? new Inventory();
    this.#inventories.set(id, inventory);
    this.#frames.set(`${id} ${frame}`, payload);
    const walk = inventory.begin('tools');
    walk.take({ from: 0, to: 1, name: 'x', search: '', marks: [], headers: [] }, frame);
    walk.paged(frame, 1);
    walk.end('done');
    const session = {
      id,
      target: `target-${id}`,
      targetName: id,
      bytes: 1000,
      state: { kind: 'open' },
      inventory: inventory.version,
      ...more,
    } as Session;
    this.#sessions.set(id, session);
    this.neighbourhood.changed(session);
  }

  delete(id: string): void {
    for (const key of [...this.#frames.keys()]) if (key.startsWith(`${id} `)) this.#frames.delete(key);
  }
}

function inWords(compared: Compared): string[] {
  return neighboursOf(compared).map(
    ({ server, tools }) => `${server}: ${tools.map(({ name }) => name).join()}`,
  );
}

let world = new World();
afterEach(() => {
  world.neighbourhood.close();
  expect(world.bugs).toEqual([]);
  world = new World();
});

test('nobody is told of himself, nor of another session of the same target', async () => {
  world.list('a', 1, toolList('one'));
  await world.neighbourhood.settled();
  expect([world.told, world.reads]).toEqual([[], 0]);
  world.list('b', 1, toolList('two'), { target: 'target-a' });
  await world.neighbourhood.settled();
  expect(world.told).toEqual([]);
});

test('each is told of the others once; who leaves was there, who ended hears no more', async () => {
  world.list('a', 1, toolList('one'));
  world.list('b', 4, toolList('two', 'three'));
  await world.neighbourhood.settled();
  expect(world.told).toEqual([
    { session: 'a', with: ['b: two,three'], isAnew: true },
    { session: 'b', with: ['a: one'], isAnew: true },
  ]);
  world.neighbourhood.over('b');
  world.list('c', 1, toolList('four'));
  await world.neighbourhood.settled();
  // `a` was told a moment ago: its turn comes, and is not waited for.
  expect(world.told.slice(2)).toEqual([{ session: 'c', with: ['a: one'], isAnew: true }]);
  await expect
    .poll(() => world.told.slice(3))
    .toEqual([{ session: 'a', with: ['b: two,three', 'c: four'], isAnew: true }]);
});

test('a server that changes its list over and over has others inspected anew no more than now and then', async () => {
  world.list('a', 1, toolList('one'));
  world.list('b', 1, toolList('two'));
  await world.neighbourhood.settled();
  world.told.length = 0;
  for (let frame = 2; frame < 12; frame++) {
    world.list('b', frame, toolList(`two_${frame}`));
    await world.neighbourhood.settled();
  }
  await expect
    .poll(() => world.told.at(-1))
    .toEqual({
      session: 'a',
      with: ['b: two_11'],
      isAnew: true,
    });
  expect(world.told.length).toBeLessThan(6);
});

test('a long recording goes on from where it is', async () => {
  world.list('a', 1, toolList('one'), { bytes: 1e9 });
  world.list('b', 1, toolList('two'));
  await world.neighbourhood.settled();
  expect(world.told.find(({ session }) => session === 'a')).toMatchObject({ isAnew: false });
});

test('lists are read again from recordings; what is gone, and what is too long, is said', async () => {
  world.list('a', 1, toolList('one'));
  world.list('big', 1, utf8.encode(`{"result":{"tools":[{"name":"two"}]}}${' '.repeat(5 * 1024 * 1024)}`));
  world.list('gone', 1, toolList('three'));
  await world.neighbourhood.settled();
  world.delete('gone');
  const refs = ['a', 'big', 'gone'].map((id) => ({ server: id, target: id, session: id, frames: [1] }));
  const compared = await world.neighbourhood.recorded(refs);
  expect(inWords(compared)).toEqual(['a: one', 'big: ']);
  expect(compared.notes.join('\n')).toMatch(
    /“gone” again: its recording is gone[^]*“big”: its list is longer than 4 MiB/,
  );
});

test('a hundred servers are enough', () => {
  const lists = Array.from({ length: 120 }, (_, n) => ({
    server: `s${n}`,
    target: `t${n}`,
    session: 'x',
    frames: [],
    pages: [],
  }));
  const all = joined({ lists, notes: [] });
  expect(all.lists).toHaveLength(100);
  expect(all.notes.join()).toContain('too many');
});
