import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type {
  InventoryRequest,
  InventoryRow,
  InventorySection,
  ItemRef,
  SectionName,
} from '../../protocol/inventory.ts';
import type { Outcome } from '../../protocol/problem.ts';
import type { InventoryPage } from '../../protocol/inventory.ts';
import type { Session } from '../../protocol/session.ts';
import type { Api } from '../connection/api.ts';
import { UNREACHABLE } from '../connection/ask.ts';
import { Inventory } from './inventory.svelte.ts';
import type { Location } from './location.svelte.ts';
import type { Place } from './place.ts';

const NAMES: SectionName[] = ['server', 'tools', 'prompts', 'resources', 'templates'];
const session = (id: string) => ({ id, target: `target of ${id}` }) as Session;
const range = (count: number, name = 'tool') => Array.from({ length: count }, (_, k) => `${name}_${k}`);

/** A bridge whose server has these names, behind a wire that takes 5 ms. */
class World {
  names = new Map<SectionName, string[]>(NAMES.map((name) => [name, []]));
  version = 1;
  asked: InventoryRequest[] = [];
  underWay = 0;
  mostUnderWay = 0;
  isDown = false;
  place = { find: '', item: undefined, target: undefined } as unknown as Place;
  steps = 0;
  readonly inventory: Inventory;

  constructor(names: Partial<Record<SectionName, string[]>> = {}) {
    for (const [name, list] of Object.entries(names)) this.names.set(name as SectionName, list);
    const api = { inventory: (_: string, request: InventoryRequest) => this.#page(request) };
    const move = (change: Partial<Place>) => (this.place = { ...this.place, ...change });
    const go = (change: Partial<Place>) => (this.steps++, move(change));
    const location = Object.defineProperty({ go, slide: move }, 'place', { get: () => this.place });
    this.inventory = new Inventory(api as unknown as Api, location as unknown as Location);
  }

  change(name: SectionName, list: string[]): void {
    this.names.set(name, list);
    this.inventory.heard(++this.version);
  }

  /** What stands in the lines that are here. */
  get drawn(): string[] {
    return Array.from({ length: this.inventory.count }, (_, k) => {
      const line = this.inventory.line(k)!;
      if (line.kind === 'head') return `# ${line.section.section}`;
      const row = this.inventory.row({ section: line.section.section, index: line.index });
      return row?.ref.name ?? '…';
    });
  }

  async #page({ q, sections, from, limit }: InventoryRequest): Promise<Outcome<InventoryPage>> {
    this.asked.push({ q, sections, from, limit });
    this.mostUnderWay = Math.max(this.mostUnderWay, ++this.underWay);
    const { version } = this;
    const found = NAMES.map((section) => {
      const all = this.names.get(section)!;
      const seen = new Map<string, number>();
      const rows = all.map((name, k): InventoryRow => {
        const nth = (seen.get(name) ?? 0) + 1;
        seen.set(name, nth);
        return {
          ref: { section, name, nth },
          bytes: 1,
          at: { frame: 1, from: k, to: k + 1 },
          marks: [],
        };
      });
      return { section, total: all.length, rows: rows.filter(({ ref }) => ref.name.includes(q)) };
    });
    await new Promise((resolve) => setTimeout(resolve, 5));
    this.underWay--;
    if (this.isDown) return { ok: false, problem: { code: UNREACHABLE, message: 'gone' } };
    const wanted = found
      .filter(({ section }) => sections.length === 0 || sections.includes(section))
      .flatMap(({ rows }) => rows);
    const heads = found.map(({ section, total, rows }): InventorySection => ({
      section,
      state: 'done',
      total,
      matched: rows.length,
      marked: 0,
    }));
    const value = {
      version,
      sections: heads,
      total: wanted.length,
      from,
      rows: wanted.slice(from, from + limit),
    };
    return { ok: true, value };
  }
}

const tool = (name: string, nth = 1): ItemRef => ({ section: 'tools', name, nth });

beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
afterEach(() => vi.useRealTimers());
const settle = (ms = 1000) => vi.advanceTimersByTimeAsync(ms);

async function shown(world: World, lines = 10): Promise<Inventory> {
  const { inventory } = world;
  inventory.show(session('s'), '');
  await settle();
  inventory.look(0, lines);
  await settle();
  return inventory;
}

describe('the list of Inventory', () => {
  it('writes the sections below each other, each with its head', async () => {
    const world = new World({ server: ['serverInfo'], tools: ['a', 'b'], templates: ['c'] });
    await shown(world);
    expect(world.drawn).toEqual([
      '# server',
      'serverInfo',
      '# tools',
      'a',
      'b',
      '# prompts',
      '# resources',
      '# templates',
      'c',
    ]);
  });

  it('asks for what is looked at, one request at a time, and never for all', async () => {
    const world = new World({ tools: range(10_000) });
    const inventory = await shown(world, 40);
    for (let at = 0; at < 10_000; at += 250) {
      inventory.look(at, at + 40);
      await settle(3);
    }
    await settle();
    expect(world.mostUnderWay).toBe(1);
    expect(Math.max(...world.asked.map(({ limit }) => limit))).toBeLessThanOrEqual(200);
    expect(world.asked.length).toBeLessThan(50);
    expect(world.drawn.slice(9750, 9790)).toEqual(range(10_000).slice(9748, 9788));
  });

  it('reads again when the lists change, a few times a second however often they do', async () => {
    const world = new World({ tools: [] });
    await shown(world);
    const before = world.asked.length;
    for (let count = 1; count <= 100; count++) {
      world.change('tools', range(count));
      await settle(10);
    }
    expect(world.asked.length - before).toBeLessThanOrEqual(8);
    await settle();
    expect(world.inventory.total).toBe(100);
    expect(world.drawn.slice(0, 5)).toEqual(['# server', '# tools', 'tool_0', 'tool_1', 'tool_2']);
  });

  it('keeps the selected item and its place in view while sections above it grow', async () => {
    const world = new World({ tools: range(50), prompts: range(50, 'prompt') });
    const inventory = await shown(world);
    inventory.look(60, 80);
    await settle();
    inventory.select(62);
    expect(world.place.item).toEqual({ section: 'prompts', name: 'prompt_9', nth: 1 });
    world.change('tools', range(70));
    await settle();
    expect(inventory.selected).toBe(82);
    expect(inventory.moved).toBe(20);
    expect(world.place.item?.name).toBe('prompt_9');
  });

  it('does not scroll when what is at the very top grows', async () => {
    const world = new World({ tools: range(5) });
    const inventory = await shown(world);
    world.change('server', ['serverInfo']);
    await settle();
    expect(inventory.moved).toBe(0);
  });

  it('finds the selected item again where a new walk put it', async () => {
    const world = new World({ tools: range(3000) });
    const inventory = await shown(world);
    inventory.select(5);
    expect(world.place.item).toEqual(tool('tool_3'));
    world.change('tools', range(3000).reverse());
    await settle();
    expect(inventory.selected).toBe(2 + 2996);
    expect(world.place.item).toEqual(tool('tool_3'));
  });

  it('selects nothing when the item is gone, and goes on naming it', async () => {
    const world = new World({ tools: ['a', 'b', 'c'] });
    const inventory = await shown(world);
    inventory.select(3);
    expect(world.place.item).toEqual(tool('b'));
    world.change('tools', ['a', 'c']);
    await settle();
    expect(inventory.selected).toBeUndefined();
    expect(world.place.item).toEqual(tool('b'));
  });

  it('shows the item that the address names, however far down', async () => {
    const world = new World({ server: ['serverInfo'], tools: range(5000) });
    world.place = { ...world.place, item: tool('tool_4321') };
    const inventory = await shown(world);
    expect(inventory.selected).toBe(3 + 4321);
    expect(inventory.revealed).toEqual({ index: 3 + 4321 });
  });

  it('tells items of one name apart', async () => {
    const world = new World({ tools: ['same', 'other', 'same', '__proto__', 'constructor'] });
    world.place = { ...world.place, item: tool('same', 2) };
    const inventory = await shown(world);
    expect(inventory.selected).toBe(4);
    world.place = { ...world.place, item: tool('__proto__') };
    inventory.atChanged(world.place.item);
    await settle();
    expect(inventory.selected).toBe(5);
    world.place = { ...world.place, item: tool('toString') };
    inventory.atChanged(world.place.item);
    await settle();
    expect(inventory.selected).toBeUndefined();
  });

  it('steps over heads, stops at both ends, and names the target beside the item', async () => {
    const world = new World({ tools: ['a'], resources: ['b'] });
    const inventory = await shown(world);
    inventory.move(1);
    expect(world.place).toMatchObject({ item: tool('a'), target: 'target of s' });
    inventory.move(1);
    expect(world.place.item?.section).toBe('resources');
    inventory.move(1);
    expect(world.place.item?.section).toBe('resources');
    inventory.move(-1);
    inventory.move(-1);
    expect(world.place.item).toEqual(tool('a'));
    expect(world.steps).toBe(0);
    inventory.select(5, 'go');
    expect(world.steps).toBe(1);
  });

  it('names a row that is not here yet as soon as it is', async () => {
    const world = new World({ tools: range(5000) });
    const inventory = await shown(world);
    inventory.select(4000);
    expect(world.place.item).toBeUndefined();
    inventory.look(3990, 4010);
    await settle();
    expect(world.place.item).toEqual(tool('tool_3998'));
  });

  it('keeps what is shown until the filtered rows are here, and starts at their top', async () => {
    const world = new World({ tools: range(100) });
    const inventory = await shown(world);
    inventory.show(session('s'), 'tool_7');
    expect(inventory.matched).toBe(100);
    await settle();
    expect([inventory.matched, inventory.total, inventory.q]).toEqual([11, 100, 'tool_7']);
    expect(inventory.revealed).toEqual({ index: 0 });
    expect(world.drawn.slice(0, 4)).toEqual(['# server', '# tools', 'tool_7', 'tool_70']);
  });

  it('shows nothing of one target under the name of another', async () => {
    const world = new World({ tools: ['a'] });
    const inventory = await shown(world);
    inventory.show(session('t'), '');
    expect(inventory.count).toBe(0);
    expect(inventory.isKnown).toBe(false);
    await settle();
    expect(inventory.isKnown).toBe(true);
  });

  it('reads again when the bridge is back', async () => {
    const world = new World({ tools: ['a'] });
    const inventory = await shown(world);
    world.isDown = true;
    world.change('tools', ['a', 'b']);
    await settle();
    expect(inventory.total).toBe(1);
    expect(inventory.problem).toBeUndefined();
    world.isDown = false;
    inventory.again();
    await settle();
    expect(inventory.total).toBe(2);
  });
});
