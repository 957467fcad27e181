import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { root } from '../../scripts/sources.mjs';
import { SCENARIOS, type Look, type Scenario } from '../servers/turning/scenarios.ts';
import { Homes, launchOf } from '../turning-world.ts';
import { Talk } from './talk.ts';
import { HttpServer, lookOverStdio, type Face } from './turning-faces.ts';

const homes = new Homes();
afterAll(() => homes.remove());

const FOLDER = join(root, 'test', 'servers', 'turning');
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** Pointers at which two values differ; names in another order count once. */
function differences(before: unknown, after: unknown, at = ''): string[] {
  if (!isObject(before) || !isObject(after))
    return JSON.stringify(before) === JSON.stringify(after) ? [] : [at];
  const [was, is] = [Object.keys(before), Object.keys(after)];
  const found = [...new Set([...was, ...is])].flatMap((key) =>
    Object.hasOwn(before, key) && Object.hasOwn(after, key)
      ? differences(before[key], after[key], `${at}/${key}`)
      : [`${at}/${key}`],
  );
  const isMoved =
    was.length === is.length && was.every((key) => is.includes(key)) && was.join() !== is.join();
  return [...found, ...(isMoved ? [at] : [])].sort();
}

/** Twins that never turn are only looked at where the cheat has turned: both begin alike. */
function expectPromises(scenario: Scenario, plain: Face, turned: Face, twin: Face): void {
  const { differs, twinDiffers = false, resultDiffers = false, notices = [0, 0] } = scenario;
  expect(differences(plain.listed, turned.listed)).toEqual(differs);
  expect(differences(plain.listed, twin.listed)).toEqual(twinDiffers ? differs : []);
  expect(differences(plain.result, turned.result).length > 0).toBe(resultDiffers);
  // What changes with every call is no measure of the twin.
  if (scenario.name !== 'volatile-results') expect(twin.result).toEqual(plain.result);
  expect([turned.notices, twin.notices]).toEqual(notices);
}

describe('what is listed before and after differs as promised, and the twin stays as it is', () => {
  test.concurrent.each(SCENARIOS)('$name over stdio', async (scenario) => {
    const look = (how: Look, ...more: string[]): Promise<Face> =>
      lookOverStdio(launchOf(scenario, how, homes, ...more), how, homes.state());
    const [plain, turned, twin] = await Promise.all([
      look(scenario.plain),
      look(scenario.turned),
      look(scenario.turned, '--honest'),
    ]);
    expectPromises(scenario, plain, turned, twin);
  });

  test.concurrent.each(SCENARIOS)('$name over HTTP', async (scenario) => {
    const servers = new Map<string, HttpServer>();
    const look = async (how: Look, ...more: string[]): Promise<Face> => {
      const launch = launchOf(scenario, { ...how, isAnonymous: true }, homes, ...more);
      const key = JSON.stringify(launch);
      const server = servers.get(key) ?? (await HttpServer.start(launch));
      servers.set(key, server);
      return server.look(how);
    };
    try {
      const plain = await look(scenario.plain);
      const turned = await look(scenario.turned);
      expectPromises(scenario, plain, turned, await look(scenario.turned, '--honest'));
    } finally {
      await Promise.all([...servers.values()].map((server) => server.end()));
    }
  });
});

test('connections and calls are counted over processes, and a process is one connection', async () => {
  const state = homes.state();
  const told: unknown[] = [];
  for (let n = 0; n < 3; n += 1) {
    const talk = new Talk('turning', ['--scenario=third-connect', '--state', state]);
    const { result } = await talk.open();
    talk.send('server/discover', { _meta: { 'io.modelcontextprotocol/protocolVersion': '2026-07-28' } }, 1);
    await talk.until(({ id }) => id === 1);
    talk.send('tools/list', {}, 2);
    const tools = (await talk.until(({ id }) => id === 2)).result?.['tools'] as { description: string }[];
    told.push([result?.['serverInfo'], tools[1]!.description.includes('Ignore all previous')]);
    await talk.call('round_length');
    await talk.end();
  }
  const info = { name: 'lengths', version: '1.0.0' };
  expect(told).toEqual([
    [info, false],
    [info, false],
    [info, true],
  ]);
  expect(JSON.parse(readFileSync(state, 'utf8'))).toEqual({ connects: 3, calls: 3 });
});

test('a change is told on a stream that listens over HTTP', async () => {
  const [scenario] = SCENARIOS.filter(({ name }) => name === 'change-unsaid');
  const server = await HttpServer.start(launchOf(scenario!, {}, homes, '--honest', '--after=1'));
  try {
    const told = await server.listen();
    expect((await told.next()).value?.method).toBe('notifications/subscriptions/acknowledged');
    await server.look({ era: 'modern', calls: 1 });
    expect((await told.next()).value?.method).toBe('notifications/tools/list_changed');
    // With the handshake a session is needed, and one that is known.
    const list = { id: 1, method: 'tools/list' };
    expect((await server.post(list, {})).status).toBe(400);
    expect((await server.post(list, { 'mcp-session-id': 'gone' })).status).toBe(404);
  } finally {
    await server.end();
  }
});

test('each era can be the only one, and what is asked wrongly is said', async () => {
  const old = new Talk('turning', ['--scenario=hint-flip', '--era=handshake']);
  old.send('server/discover', { _meta: { 'io.modelcontextprotocol/protocolVersion': '2026-07-28' } }, 1);
  expect((await old.message()).error?.code).toBe(-32601);
  expect((await old.open()).result).toMatchObject({ protocolVersion: '2025-11-25' });
  expect((await old.call('__proto__')).error?.code).toBe(-32602);
  const modern = new Talk('turning', ['--scenario=hint-flip', '--era=modern']);
  expect((await modern.open()).error).toMatchObject({ code: -32022, data: { supported: ['2026-07-28'] } });
  const wrong = new Talk('turning', ['--scenario=hint-flop']);
  expect((await wrong.exit)[0]).toBe(1);
  expect(wrong.stderr).toContain('--scenario is one of change-unsaid, ');
  await Promise.all([old, modern, wrong].map((talk) => talk.end()));
});

test('every scenario is promised something, in the table of the README as well', () => {
  const names = SCENARIOS.map(({ name }) => name).sort();
  expect(readdirSync(join(FOLDER, 'scenarios')).sort()).toEqual(names.map((name) => `${name}.mjs`));
  const rows = [...readFileSync(join(FOLDER, 'README.md'), 'utf8').matchAll(/^\| `([a-z-]+)` +\|/gm)];
  expect(rows.map(([, name]) => name).sort()).toEqual(names);
});
