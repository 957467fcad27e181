import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { preparePrivateDir, startBridge, type Bridge } from '../../bridge/index.ts';
import type { InventoryPage, InventoryRow } from '../../protocol/inventory.ts';
import type { Snapshot } from '../../protocol/stream.ts';
import { root } from '../../scripts/sources.mjs';
import { PROMPTS, TOOLS } from '../servers/odd-lists/entries.mjs';
import { serverPath } from '../stdio-servers.ts';
import { ask, writePage } from './api-world.ts';

const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const undo of cleanUp.splice(0).reverse()) await undo();
});

interface Door {
  bridge: Bridge;
  get<T>(path: string): Promise<T>;
  ask(method: string, path: string, body?: unknown): ReturnType<typeof ask>;
}

/** The whole bridge and a signed-in page without a browser. */
async function start(dataDir: string): Promise<Door> {
  const webRoot = writePage();
  cleanUp.push(() => rmSync(webRoot, { recursive: true }));
  const env = { PATH: process.env['PATH'] ?? '' };
  const started = await startBridge({ dataDir, env, webRoot, build: '0.0.0+t', onNotice() {} });
  if (!started.ok) throw new Error(started.problem.message);
  const bridge = started.value;
  cleanUp.push(() => bridge.stop());
  const { origin, hash } = new URL(bridge.freshLink());
  const code = hash.replace(/^#code=/, '').split('&')[0];
  const signedIn = await fetch(`${origin}/sign-in`, {
    method: 'POST',
    headers: { origin, 'content-type': 'application/json' },
    body: JSON.stringify({ code }),
  });
  const { token } = (await signedIn.json()) as { token: string };
  const world = { server: { port: bridge.port, origin }, token } as Parameters<typeof ask>[0];
  return {
    bridge,
    ask: (method, path, body) => ask(world, method, path, body),
    get: async <T>(path: string) => {
      const answer = await ask(world, 'GET', path);
      expect(answer.status, answer.body.toString().slice(0, 300)).toBe(200);
      return answer.json as T;
    },
  };
}

function folder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'inventory-'));
  cleanUp.push(() => rmSync(dir, { recursive: true, force: true }));
  expect(preparePrivateDir(dir)).toBeUndefined();
  return dir;
}

/** Connects and waits until every list has been walked. */
async function listed(door: Door, server: string, ...args: string[]): Promise<string> {
  const added = await door.bridge.addAndConnect({
    name: server,
    spec: {
      kind: 'stdio',
      command: process.execPath,
      args: [serverPath(server), ...args],
      cwd: root,
      env: [],
    },
    origin: 'page',
    confirmed: 'in-terminal',
  });
  if (!added.ok) throw new Error(added.problem.message);
  const { session } = added.value;
  for (;;) {
    const { sessions } = await door.get<Snapshot>('/api/snapshot');
    const stages = sessions.find(({ id }) => id === session)?.stages ?? [];
    if (stages.some(({ stage, status }) => stage === 'lists' && status === 'done')) return session;
    await new Promise((later) => setTimeout(later, 10));
  }
}

const all = (session: string): string => `/api/sessions/${session}/inventory?limit=1000`;

test('an inventory is the same live, ended, and under another bridge', async () => {
  const dataDir = folder();
  const door = await start(dataDir);
  const session = await listed(door, 'odd-lists', '--modern');
  const live = await door.get<InventoryPage>(all(session));
  expect(live.sections.map(({ state }) => state)).toEqual(Array(5).fill('done'));
  expect(live.sections.map(({ total }) => total).slice(1, 3)).toEqual([TOOLS.length, PROMPTS.length]);
  await door.ask('POST', `/api/sessions/${session}/stop`, {});
  expect(await door.get(all(session))).toEqual(live);
  await door.bridge.stop();
  const other = await start(dataDir);
  expect(await other.get(all(session))).toEqual(live);
});

test('every row is asked for by its ref, and its bytes are the entry', async () => {
  const door = await start(folder());
  const session = await listed(door, 'odd-lists');
  const { rows } = await door.get<InventoryPage>(all(session));
  const tools = rows.filter(({ ref }) => ref.section === 'tools');
  for (const [index, row] of tools.entries()) {
    const { section, name, nth } = row.ref;
    const query = new URLSearchParams({ section, name, nth: String(nth) });
    expect(await door.get<InventoryRow>(`/api/sessions/${session}/item?${query.toString()}`)).toEqual(row);
    const { frame, from, to } = row.at;
    const bytes = await door.ask(
      'GET',
      `/api/frames/${session}/${frame}/bytes?part=payload&from=${from}&to=${to}`,
    );
    expect(bytes.body.toString() === TOOLS[index], row.ref.name.slice(0, 80)).toBe(true);
  }
});

test('windows and filters over many pages', async () => {
  const door = await start(folder());
  const session = await listed(door, 'many-tools', '--tools=700', '--page=90', '--others=5');
  const page = (query: string): Promise<InventoryPage> =>
    door.get(`/api/sessions/${session}/inventory?${query}`);
  const window = await page('sections=tools&from=698&limit=10');
  expect(window).toMatchObject({ total: 700, from: 698 });
  expect(window.rows.map(({ ref }) => ref.name)).toHaveLength(2);
  const found = await page('q=calendar+DELETE&limit=3');
  expect(found.rows).toHaveLength(3);
  expect(found.rows.every(({ ref }) => ref.name.startsWith('calendar_delete'))).toBe(true);
  expect(found.sections.find(({ section }) => section === 'tools')?.matched).toBe(found.total);
  expect(found.sections.map(({ total }) => total).slice(1)).toEqual([700, 5, 5, 5]);
});

test('what is not there is a 404 with a hint', async () => {
  const door = await start(folder());
  const session = await listed(door, 'many-tools', '--tools=1');
  const missing = await door.ask('GET', `/api/sessions/${session}/item?section=tools&name=constructor`);
  expect(missing.status).toBe(404);
  expect(missing.json).toMatchObject({ problem: { code: 'no-such-item' } });
  expect((missing.json as { problem: { hint: string } }).problem.hint).not.toBe('');
  const none = await door.ask('GET', `/api/sessions/${'0'.repeat(32)}/inventory`);
  expect([none.status, none.json]).toMatchObject([404, { problem: { code: 'no-such-session' } }]);
  await door.ask('POST', `/api/sessions/${session}/stop`, {});
  // Its file is closed a moment after it is stopped.
  while ((await door.ask('DELETE', `/api/sessions/${session}`)).status === 422)
    await new Promise((later) => setTimeout(later, 20));
  expect((await door.ask('GET', all(session))).status).toBe(404);
});

test('a list that changes with every answer does not keep the others waiting', async () => {
  const door = await start(folder());
  const session = await listed(door, 'flood', '--count=200', '--when=open', '--kind=changed');
  const { sections } = await door.get<InventoryPage>(all(session));
  expect(sections.find(({ section }) => section === 'tools')?.total).toBeGreaterThan(0);
});
