import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { FuzzCaseRow, FuzzFinding } from '../../protocol/fuzz.ts';
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

const finding: FuzzFinding = {
  ...{ id: 'f', subject: 'ask', at: '/q', strategy: 'ssrf', payload: 'one', oracle: 'listener-asked' },
  ...{ certainty: 'certain', severity: 'high', title: '', says: '', cwe: 'CWE-918', fix: '' },
  ...{ n: 1, count: 1, confirmed: 3, minimal: '', minimalValue: '', shrunk: { from: 1, to: 1 } },
  ...{ session: 's', request: 1, command: '' },
};

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

test('what a killed bridge had begun to look at closer is not settled, and what it had spent is not forgotten', () => {
  const store = new FuzzStore(folder, () => false);
  const begun = new CaseTable();
  const spent = { requests: 0, around: 0, ms: 0 };
  const file = store.follow(
    ID,
    begun,
    () => spent,
    () => undefined,
  );
  if (!file.ok) throw new Error(file.problem.message);
  begun.addFinding(finding);
  for (const n of [1, 2, 3]) {
    begun.open(n);
    begun.put(row(n, begun.clusterOf('ok', 'fine')));
  }
  begun.settle(1);
  begun.counted(finding.id);
  Object.assign(spent, { requests: 7, around: 4, ms: 20 });
  // Nothing closes the file of a bridge that is killed: a message goes, and before that all of it is there.
  file.value.sends();
  const read = store.cases(ID, [{ ...finding, n: 2 }]);
  file.value.close();
  if (!read.ok) throw new Error(read.problem.message);
  const { table, spent: known } = read.value;
  expect([1, 2, 3, 4].map((n) => table.isSettled(n))).toEqual([true, true, false, false]);
  expect(table.done).toBe(3);
  expect(table.findings[0]?.count).toBe(2);
  expect(known).toEqual(spent);
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
