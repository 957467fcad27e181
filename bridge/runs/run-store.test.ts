import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ProbeRun } from '../../protocol/probe.ts';
import { privateFolder } from '../../test/bridge-world.ts';
import { newRunId, RunStore } from './run-store.ts';

let folder: ReturnType<typeof privateFolder>;
beforeEach(() => {
  folder = privateFolder();
});
afterEach(() => folder.remove());

const running = (): ProbeRun => ({
  id: newRunId(),
  target: 'lengths',
  startedAt: 1,
  state: 'running',
  probes: ['paging'],
  now: { probe: 'paging', says: 'begins', done: 0, of: 1 },
  results: [],
  sessions: [],
});

test('a run of our own number that is not under way here was lost with a bridge before', () => {
  const underway = new Set<string>();
  const store = new RunStore(folder.path, (id) => underway.has(id));
  const run = running();
  expect(store.put(run)).toBeUndefined();
  underway.add(run.id);
  expect(store.get(run.id)).toEqual(run);
  underway.clear();
  expect(store.get(run.id)).toMatchObject({ state: 'failed', problem: { code: 'bridge-ended' } });
  expect(store.all()).toMatchObject([{ id: run.id, state: 'failed' }]);
});

test('a run of another bridge is under way as long as that one lives', () => {
  const store = new RunStore(folder.path, () => false);
  const run = running();
  store.put(run);
  const path = join(folder.path, `${run.id}.json`);
  const file = JSON.parse(readFileSync(path, 'utf8')) as object;
  const by = (pid: number): void => writeFileSync(path, JSON.stringify({ ...file, pid }), { mode: 0o600 });
  by(process.ppid);
  expect(store.get(run.id)?.state).toBe('running');
  by(spawnSync(process.execPath, ['-e', '']).pid);
  expect(store.get(run.id)?.state).toBe('failed');
});

test('what could not be read back is refused, and what was kept before stays', () => {
  const store = new RunStore(folder.path, () => true);
  const run = running();
  store.put(run);
  const sessions = Array.from({ length: 35 }, () => 'é'.repeat(512 * 1024));
  expect(store.put({ ...run, sessions })).toMatchObject({ code: 'run-too-large' });
  expect(store.get(run.id)).toEqual(run);
});
