import { expect, test } from 'vitest';
import type { InventoryPage, InventoryRequest, ItemRef } from '../../protocol/inventory.ts';
import type { ListEntry } from '../../protocol/mcp/list-entry.ts';
import { Inventory, type Walk } from './inventory.ts';

const entry = (name: string | undefined, over: Partial<ListEntry> = {}): ListEntry => ({
  from: 1,
  to: 3,
  ...(name === undefined ? {} : { name }),
  search: `${name ?? ''}\n${over.title ?? ''}`.toLowerCase(),
  marks: [],
  headers: [],
  ...over,
});

function fill(walk: Walk, names: (string | undefined)[], frame = 1): Walk {
  for (const name of names) walk.take(entry(name), frame);
  walk.paged(frame, names.length);
  return walk;
}

const all: InventoryRequest = { q: '', sections: [], from: 0, limit: 1000 };
const names = (page: InventoryPage): string[] => page.rows.map(({ ref }) => ref.name);
const tools = (it: Inventory): InventoryPage['sections'][number] =>
  it.page(all).sections.find(({ section }) => section === 'tools')!;
const ref = (name: string, nth = 1): ItemRef => ({ section: 'tools', name, nth });

test('rows of the first walk are seen as they come', () => {
  const it = new Inventory();
  expect(tools(it).state).toBe('waiting');
  const walk = it.begin('tools');
  const { version } = it;
  fill(walk, ['a', 'b']);
  expect(it.version).toBeGreaterThan(version);
  expect(names(it.page(all))).toEqual(['a', 'b']);
  expect(tools(it)).toMatchObject({ state: 'listing', total: 2, matched: 2, frame: 1 });
  walk.end('done');
  expect(tools(it).state).toBe('done');
});

test('a later walk replaces them when it is done, and not before', () => {
  const it = new Inventory();
  fill(it.begin('tools'), ['a', 'b']).end('done');
  const again = it.begin('tools');
  fill(again, ['c'], 2);
  expect(names(it.page(all))).toEqual(['a', 'b']);
  expect(tools(it).state).toBe('listing');
  again.end('done');
  expect(names(it.page(all))).toEqual(['c']);
  expect(it.item(ref('a'))).toBeUndefined();
  expect(it.item(ref('c'))?.at).toEqual({ frame: 2, from: 1, to: 3 });
});

test('a later walk that fails leaves the rows and says so', () => {
  const it = new Inventory();
  fill(it.begin('tools'), ['a']).end('done');
  fill(it.begin('tools'), ['b']).end('failed', 'it broke');
  expect(names(it.page(all))).toEqual(['a']);
  expect(tools(it)).toMatchObject({
    state: 'failed',
    words: 'it broke; the rows are those of the walk before',
  });
});

test('a first walk that fails keeps what came', () => {
  const it = new Inventory();
  fill(it.begin('tools'), ['a']).end('failed', 'it broke');
  expect(names(it.page(all))).toEqual(['a']);
  expect(tools(it)).toMatchObject({ state: 'failed', words: 'it broke' });
});

test('items of one name are all marked and counted from 1; items without a name are no duplicates', () => {
  const it = new Inventory();
  const walk = it.begin('tools');
  fill(walk, ['a', 'b']);
  expect(tools(it).marked).toBe(0);
  fill(walk, ['a', undefined, '__proto__', undefined, 'a', '__proto__', 'constructor']);
  const { rows } = it.page(all);
  expect(rows.map(({ ref: { name, nth } }) => `${name}${nth}`)).toEqual([
    'a1',
    'b1',
    'a2',
    '1',
    '__proto__1',
    '2',
    'a3',
    '__proto__2',
    'constructor1',
  ]);
  expect(rows.map(({ marks }) => marks.map(({ kind }) => kind).join())).toEqual([
    'duplicate',
    '',
    'duplicate',
    '',
    'duplicate',
    '',
    'duplicate',
    'duplicate',
    '',
  ]);
  expect(rows[6]!.marks[0]!.words).toBe('3 tools have this name; this is number 3');
  expect(tools(it).marked).toBe(5);
  expect(it.item(ref('a', 3))?.ref.nth).toBe(3);
  for (const missing of [ref('a', 4), ref('a', 0), ref('toString'), ref('A')])
    expect(it.item(missing)).toBeUndefined();
});

test('an item that is marked twice over is counted once', () => {
  const it = new Inventory();
  const walk = it.begin('tools');
  const marks: ListEntry['marks'] = [{ kind: 'malformed', words: 'w' }];
  for (const _ of [1, 2]) walk.take(entry('a', { marks }), 1);
  expect(tools(it).marked).toBe(2);
  expect(it.page(all).rows[0]!.marks.map(({ kind }) => kind)).toEqual(['duplicate', 'malformed']);
});

test('windows run over all sections, in their order; a filter wants every word', () => {
  const it = new Inventory();
  fill(it.begin('prompts'), ['p1', 'p2']).end('done');
  fill(it.begin('tools'), ['read_file', 'write_file', 'READ_mail']).end('done');
  fill(it.begin('resources'), ['file:///r']).end('done');
  const page = (over: Partial<InventoryRequest>): InventoryPage => it.page({ ...all, ...over });
  expect(names(page({}))).toEqual(['read_file', 'write_file', 'READ_mail', 'p1', 'p2', 'file:///r']);
  expect(page({ from: 2, limit: 2 })).toMatchObject({ total: 6, from: 2 });
  expect(names(page({ from: 2, limit: 2 }))).toEqual(['READ_mail', 'p1']);
  expect(names(page({ from: 5, limit: 9 }))).toEqual(['file:///r']);
  expect(page({ from: 99 })).toMatchObject({ total: 6, from: 6, rows: [] });
  expect(names(page({ q: 'FILE' }))).toEqual(['read_file', 'write_file', 'file:///r']);
  expect(names(page({ q: ' read  file ' }))).toEqual(['read_file']);
  expect(names(page({ q: 'read', sections: ['prompts', 'tools'] }))).toEqual(['read_file', 'READ_mail']);
  expect(names(page({ sections: ['resources'] }))).toEqual(['file:///r']);
  expect(page({ q: 'read' }).sections.map(({ matched }) => matched)).toEqual([0, 2, 0, 0, 0]);
});

test('a filter answers for the list as it is now', () => {
  const it = new Inventory();
  const walk = it.begin('tools');
  fill(walk, ['ab']);
  expect(it.page({ ...all, q: 'a' }).total).toBe(1);
  fill(walk, ['ac']);
  expect(it.page({ ...all, q: 'a' }).total).toBe(2);
});

test('what is beyond its bounds is counted and said', () => {
  const it = new Inventory(0, { items: 3, bytes: 1e6 });
  fill(it.begin('tools'), ['a', 'b']).end('done');
  fill(it.begin('prompts'), ['c', 'd', 'e']).end('done');
  const prompts = it.page(all).sections.find(({ section }) => section === 'prompts');
  expect(prompts).toMatchObject({ total: 3, matched: 1 });
  expect(prompts?.words).toContain('1 of 3 are held');
  expect(it.page(all).total).toBe(3);
  const wordy = new Inventory(0, { items: 100, bytes: 5000 });
  const walk = wordy.begin('tools');
  const taken = [1, 2, 3].map((n) => walk.take(entry(`${n}`, { search: 'é“'.repeat(1500) }), 1));
  expect(taken).toEqual([true, false, false]);
});

test('walking again does not need room for the rows it replaces', () => {
  const it = new Inventory(0, { items: 2, bytes: 1e6 });
  fill(it.begin('tools'), ['a', 'b']).end('done');
  fill(it.begin('tools'), ['c', 'd']).end('done');
  expect(names(it.page(all))).toEqual(['c', 'd']);
});

test('10,000 items are filtered in a few milliseconds', () => {
  const it = new Inventory();
  const walk = it.begin('tools');
  const search = 'does something with entries of an account and says so at length. '.repeat(5);
  for (let n = 0; n < 10_000; n++) walk.take(entry(`tool_${n}`, { search: `tool_${n}\n${search}` }), 1);
  it.page({ ...all, q: 'warm' });
  const before = process.cpuUsage();
  for (const q of ['tool_99', 'length', 'not there', 'tool_1 length']) it.page({ ...all, q, limit: 50 });
  expect(process.cpuUsage(before).user / 1000).toBeLessThan(200);
});
