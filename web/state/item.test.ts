import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { BytesRef, InventoryRow, ItemRef } from '../../protocol/inventory.ts';
import type { Outcome } from '../../protocol/problem.ts';
import type { Api } from '../connection/api.ts';
import { UNREACHABLE } from '../connection/ask.ts';
import type { Bodies } from '../connection/bodies.ts';
import { Item, MOST_READ } from './item.svelte.ts';

const ref = (name: string): ItemRef => ({ section: 'tools', name, nth: 1 });

/** A bridge that holds one payload; items are stretches of it. */
class World {
  payload = new Uint8Array(0);
  rows = new Map<string, InventoryRow>();
  reads: BytesRef[] = [];
  most = Infinity;
  problem: string | undefined;
  readonly item: Item;

  constructor() {
    const api = {
      item: (_: string, { name }: ItemRef): Promise<Outcome<InventoryRow>> => {
        const row = this.rows.get(name);
        const code = this.problem ?? (row === undefined ? 'unknown-item' : undefined);
        if (code !== undefined || row === undefined)
          return Promise.resolve({ ok: false, problem: { code: code ?? '', message: 'no' } });
        return Promise.resolve({ ok: true, value: row });
      },
      payload: (_: string, at: BytesRef) => {
        this.reads.push(at);
        return Promise.resolve(this.payload.slice(at.from, Math.min(at.to, at.from + this.most)));
      },
    };
    this.item = new Item(api as unknown as Api, { warm: () => undefined } as unknown as Bodies);
  }

  put(name: string, bytes: Uint8Array | string): void {
    const added = typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes;
    const from = this.payload.length;
    const next = new Uint8Array(from + added.length);
    next.set(this.payload);
    next.set(added, from);
    this.payload = next;
    const at = { frame: 7, from, to: next.length };
    this.rows.set(name, { ref: ref(name), bytes: added.length, at, marks: [] });
  }

  get text(): string | undefined {
    const content = this.item.shown?.content;
    return content?.kind === 'read' ? content.document.text : content?.kind;
  }
}

beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => vi.useRealTimers());
const settle = () => vi.advanceTimersByTimeAsync(1000);

async function shown(world: World, name: string): Promise<void> {
  world.item.show('s', ref(name), 1);
  await settle();
}

describe('the item that is looked at', () => {
  it('is read whole, in as many pieces as the bridge gives', async () => {
    const world = new World();
    world.put('other', '{"other":1}');
    world.put('a', '{"name":"a","n":1.50}');
    world.most = 5;
    await shown(world, 'a');
    expect(world.text).toBe('{"name":"a","n":1.50}');
    expect(world.reads).toHaveLength(5);
  });

  it('is not read again when the lists change around it', async () => {
    const world = new World();
    world.put('a', '{"name":"a"}');
    await shown(world, 'a');
    const { content } = world.item.shown!;
    for (let version = 2; version < 50; version++) world.item.show('s', ref('a'), version);
    await settle();
    expect(world.reads).toHaveLength(1);
    expect(world.item.shown?.content).toBe(content);
  });

  it('is read again when its bytes are others', async () => {
    const world = new World();
    world.put('a', '{"name":"a"}');
    await shown(world, 'a');
    world.put('a', '{"name":"a","x":2}');
    world.item.show('s', ref('a'), 2);
    await settle();
    expect(world.text).toBe('{"name":"a","x":2}');
  });

  it('stays on the screen when it is gone, and says so', async () => {
    const world = new World();
    world.put('a', '{"name":"a"}');
    await shown(world, 'a');
    world.rows.clear();
    world.item.show('s', ref('a'), 2);
    await settle();
    expect(world.item.shown?.isGone).toBe(true);
    expect(world.text).toBe('{"name":"a"}');
  });

  it('stays as it is while the bridge is away', async () => {
    const world = new World();
    world.put('a', '{"name":"a"}');
    await shown(world, 'a');
    world.problem = UNREACHABLE;
    world.item.again();
    await settle();
    expect(world.item.shown?.isGone).toBe(false);
  });

  it('that never was is told of', async () => {
    const world = new World();
    await shown(world, 'a');
    expect(world.item.shown).toBeUndefined();
    expect(world.item.problem?.code).toBe('unknown-item');
    world.put('b', '{}');
    await shown(world, 'b');
    expect(world.item.problem).toBeUndefined();
  });

  it('is left to the body viewer when it is large', async () => {
    const world = new World();
    world.put('large', new Uint8Array(MOST_READ + 1));
    world.put('fits', `"${'x'.repeat(MOST_READ - 2)}"`);
    await shown(world, 'large');
    expect(world.text).toBe('bytes');
    expect(world.reads).toHaveLength(0);
    await shown(world, 'fits');
    expect(world.text).toHaveLength(MOST_READ);
  });

  it('says when its text is not what its bytes are', async () => {
    const world = new World();
    world.put('bad', new Uint8Array([0x22, 0xff, 0x22]));
    await shown(world, 'bad');
    expect(world.item.shown?.content).toMatchObject({ kind: 'read', isExact: false });
    world.put('good', '"é"');
    await shown(world, 'good');
    expect(world.item.shown?.content).toMatchObject({ kind: 'read', isExact: true });
  });

  it('counts a stretch of its text in bytes', async () => {
    const world = new World();
    world.put('before', '{}');
    world.put('a', '{"é":"😀","inputSchema":{"ü":1}}');
    await shown(world, 'a');
    const { text } = { text: world.text! };
    const from = text.indexOf('{', 1);
    const { request } = world.item.body(world.item.shown!, 'pretty', { from, to: text.length - 1 });
    const bytes = world.payload.slice(request.start, request.start! + request.total);
    expect(new TextDecoder().decode(bytes)).toBe('{"ü":1}');
    expect(world.item.body(world.item.shown!, 'raw').request).toMatchObject({ start: 2, seq: 7 });
  });
});
