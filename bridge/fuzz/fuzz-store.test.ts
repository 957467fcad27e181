import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { FuzzCaseRow } from '../../protocol/fuzz.ts';
import { CaseTable } from './case-table.ts';
import { FuzzStore } from './fuzz-store.ts';

const ID = 'a'.repeat(32);
const SPENT = { requests: 0, around: 0, ms: 0 };
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fuzz-store-'));
  mkdirSync(join(folder, ID), { mode: 0o700 });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const row = (n: number, cluster: number): FuzzCaseRow => ({
  ...{ n, subject: 'ask', at: '/q', strategy: 'ssrf', payload: 'one', shown: '"x"', outcome: 'ok' },
  cluster,
});

test('what a killed bridge cut off costs that line alone, were it the first one', () => {
  const store = new FuzzStore(folder, () => false);
  writeFileSync(join(folder, ID, 'cases.jsonl'), '{"key":"ok","cluster":{"id":1,"wo', { mode: 0o600 });
  const begun = store.cases(ID, []);
  if (!begun.ok) throw new Error(begun.problem.message);
  const { table } = begun.value;
  const file = store.follow(
    ID,
    table,
    () => SPENT,
    () => undefined,
  );
  if (!file.ok) throw new Error(file.problem.message);
  table.put(row(1, table.clusterOf('ok', 'fine')));
  table.put(row(1, table.clusterOf('bad', 'not fine')));
  table.put(row(2, table.clusterOf('bad', 'not fine')));
  file.value.close();
  const read = store.cases(ID, []);
  if (!read.ok) throw new Error(read.problem.message);
  expect(read.value.table.done).toBe(2);
  expect(read.value.table.clusters).toEqual([{ id: 2, words: 'not fine', count: 2, first: 1 }]);
});

test('names that every object has are names of tools and groups like others', () => {
  const table = new CaseTable();
  for (const [at, name] of ['__proto__', 'constructor', 'toString'].entries())
    table.put({ ...row(at + 1, table.clusterOf(name, name)), subject: name });
  expect(table.clusters.map(({ words }) => words)).toEqual(['__proto__', 'constructor', 'toString']);
  expect(table.rows().map(({ subject }) => subject)).toEqual(['__proto__', 'constructor', 'toString']);
});

test('what is under way here is not read back from its file, however often all runs are asked for', () => {
  const store = new FuzzStore(folder, (id) => id === ID);
  // Reading it would cost as much as its plan is long, ten times a second; nothing can be read from this.
  mkdirSync(join(folder, ID, 'run.json'));
  const get = vi.spyOn(store, 'get');
  expect(store.all()).toEqual([]);
  expect(get).not.toHaveBeenCalled();
});
