import { writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startHeadless, type Headless, type OpenRequest } from '../../bridge/index.ts';
import type { Drift, ItemDrift } from '../../protocol/drift.ts';
import { SEVERITIES, type Severity } from '../../protocol/finding.ts';
import type { Snapshot } from '../../protocol/snapshot.ts';
import { root } from '../../scripts/sources.mjs';
import { privateFolder } from '../bridge-world.ts';
import { driftBetween, snapshotThrough } from '../snapshot-world.ts';
import { SCENARIOS, type Look, type Meaning, type Scenario } from '../servers/turning/scenarios.ts';
import { packageFile, serverPath } from '../stdio-servers.ts';
import { Homes, launchOf } from '../turning-world.ts';
import { HttpServer } from './turning-faces.ts';

const homes = new Homes();
afterAll(() => homes.remove());

/** A bridge without a page, used by the tests of one block: its servers live as long as it does. */
function bridgeOfBlock(): () => Headless {
  const folder = privateFolder();
  let headless: Headless | undefined;
  beforeAll(async () => {
    const env = { PATH: process.env['PATH'] ?? '' };
    const started = await startHeadless({ dataDir: folder.path, env, build: '0.0.0+t', onNotice() {} });
    if (!started.ok) throw new Error(started.problem.message);
    headless = started.value;
  });
  afterAll(async () => {
    await headless?.stop();
    folder.remove();
  });
  return () => headless!;
}

/** Each look is a target of its own: what is known of one must not be taken over by the next. */
const started = (name: string, args: string[], env: Record<string, string> = {}): OpenRequest => ({
  name,
  spec: {
    kind: 'stdio',
    command: process.execPath,
    args,
    cwd: root,
    env: Object.entries(env).map(([variable, value]) => ({
      name: variable,
      text: { from: 'plain', value },
    })),
  },
  origin: 'page',
  confirmed: 'in-terminal',
});

/** What has to be called before is counted already, and what turns with a connection is shown at once. */
function lookedAt(scenario: Scenario, look: Look, ...more: string[]): OpenRequest {
  const state = homes.state();
  writeFileSync(state, JSON.stringify({ connects: 0, calls: look.calls ?? 0 }));
  const pinned = look === scenario.turned && look.connect !== undefined ? ['--turned'] : [];
  const { args, env } = launchOf(scenario, look, homes, '--state', state, ...pinned, ...more);
  return {
    ...started(basename(state, '.json'), [serverPath('turning'), ...args], env),
    ...(look.client === 'claude-ai' ? { profile: 'claude-desktop' } : {}),
    ...(look.era === undefined ? {} : { opening: look.era === 'modern' ? '2026-07-28' : '2025-11-25' }),
  };
}

let looks = 0;

function lookedAtOver(url: string, name: string, look: Look): OpenRequest {
  const headers = look.isAnonymous === true ? [] : [{ name: 'authorization', text: TOKEN }];
  return {
    name,
    spec: { kind: 'streamable-http', url, headers, verify: true },
    origin: 'page',
    confirmed: 'in-terminal',
    ...(look.client === 'claude-ai' ? { profile: 'claude-desktop' } : {}),
    // One connection for each look: nothing is tried first.
    opening: look.era === 'modern' ? '2026-07-28' : '2025-11-25',
  };
}
const TOKEN = { from: 'plain', value: 'Bearer made-up' } as const;

const rank = (severity: Severity | undefined): number =>
  severity === undefined ? -1 : SEVERITIES.indexOf(severity);
const isGrave = ({ severity }: { severity: Severity }): boolean => rank(severity) > rank('info');
const inWords = ({ items }: Drift): string[] =>
  items.flatMap(({ section, name, changes }) =>
    changes.filter(isGrave).map(({ kind, severity }) => `${section} ${name} ${kind} ${severity}`),
  );
const withoutSeverity = (line: string): string => line.slice(0, line.lastIndexOf(' '));

function expectQuiet(drift: Drift): void {
  expect(inWords(drift)).toEqual([]);
}

function expectMeaning(drift: Drift, { section, item, kinds, least, most, was }: Meaning): void {
  const isMeant = (one: ItemDrift): boolean => one.section === section && one.name === item;
  const [found] = drift.items.filter(isMeant);
  expect(found, inWords(drift).join('\n')).toBeDefined();
  expect(found!.changes.map(({ kind }) => kind)).toEqual(expect.arrayContaining(kinds));
  expect(found!.was).toBe(was);
  expect(rank(found!.severity), found!.severity).toBeGreaterThanOrEqual(rank(least));
  if (most !== undefined) expect(rank(drift.severity), drift.severity).toBeLessThanOrEqual(rank(most));
  // Nothing else has drifted but the server, which says whether it calls itself another version.
  const others = drift.items.filter((one) => !isMeant(one));
  expect(inWords({ ...drift, items: others }).map(withoutSeverity)).toEqual([
    `server serverInfo ${most === undefined ? 'same-version' : 'version-changed'}`,
  ]);
}

function expectTold(scenario: Scenario, plain: Snapshot, turned: Snapshot, twin: Snapshot): void {
  expect(plain.items.filter(({ section }) => section === 'tools')).toHaveLength(4);
  const drift = driftBetween(plain, turned);
  if (scenario.drift === 'quiet') expectQuiet(drift);
  else expectMeaning(drift, scenario.drift);
  if (scenario.twinDiffers === true) expect(driftBetween(plain, twin)).toEqual(drift);
  else expectQuiet(driftBetween(plain, twin));
}

describe('over HTTP, where one process is asked again and again', () => {
  const bridge = bridgeOfBlock();

  test.concurrent.each(SCENARIOS)('$name', async (scenario) => {
    const servers = new Map<string, { server: HttpServer; state: string }>();
    const look = async (how: Look, ...more: string[]): Promise<Snapshot> => {
      const launch = launchOf(scenario, { ...how, isAnonymous: true }, homes, ...more);
      const key = JSON.stringify(launch);
      const known = servers.get(key);
      const state = known?.state ?? homes.state();
      const args = [...launch.args, '--state', state];
      const server = known?.server ?? (await HttpServer.start({ ...launch, args }));
      servers.set(key, { server, state });
      // What was opened and called before is counted already.
      writeFileSync(state, JSON.stringify({ connects: (how.connect ?? 1) - 1, calls: how.calls ?? 0 }));
      return snapshotThrough(
        bridge(),
        lookedAtOver(server.url, `${basename(state, '.json')} ${++looks}`, how),
      );
    };
    try {
      const plain = await look(scenario.plain);
      const turned = await look(scenario.turned);
      expectTold(scenario, plain, turned, await look(scenario.turned, '--honest'));
    } finally {
      await Promise.all([...servers.values()].map(({ server }) => server.end()));
    }
  });
});

const HALF = Math.ceil(SCENARIOS.length / 2);

describe.each([
  { which: 'one half', scenarios: SCENARIOS.slice(0, HALF) },
  { which: 'the other half', scenarios: SCENARIOS.slice(HALF) },
])('drift says what two faces of a server mean, and nothing of its twin: $which', ({ scenarios }) => {
  const bridge = bridgeOfBlock();

  test.concurrent.each(scenarios)('$name', async (scenario) => {
    const look = (how: Look, ...more: string[]): Promise<Snapshot> =>
      snapshotThrough(bridge(), lookedAt(scenario, how, ...more));
    const [plain, turned, twin] = await Promise.all([
      look(scenario.plain),
      look(scenario.turned),
      look(scenario.turned, '--honest'),
    ]);
    expectTold(scenario, plain, turned, twin);
  });
});

describe('drift of what is really published', () => {
  const bridge = bridgeOfBlock();
  const published = (name: string, as: string, ...args: string[]): OpenRequest =>
    started(as, [packageFile(name, 'dist/index.js'), ...args]);

  /** The old one against the new one; the new one against itself has to be silent. */
  async function upgrade(name: string, ...args: string[]): Promise<Drift> {
    const now = `@modelcontextprotocol/server-${name}`;
    const [before, after, again] = await Promise.all([
      snapshotThrough(bridge(), published(`server-${name}-old`, `${name} old`, ...args)),
      snapshotThrough(bridge(), published(now, `${name} new`, ...args)),
      snapshotThrough(bridge(), published(now, `${name} again`, ...args)),
    ]);
    expect(driftBetween(after, again).items).toEqual([]);
    return driftBetween(before, after);
  }

  test('filesystem: one hint weaker, many stronger, under the same version', async () => {
    const drift = await upgrade('filesystem', homes.plain);
    const lines = inWords(drift);
    expect(lines.filter((line) => line.endsWith(' high'))).toEqual([
      'server serverInfo same-version high',
      'tools move_file hint-weakened high',
    ]);
    expect(lines).toContain('tools read_media_file reworded medium');
    const stronger = lines.filter((line) => line.endsWith(' hint-strengthened low'));
    expect(stronger).toHaveLength(14);
    expect(drift.severity).toBe('high');
  });

  test('everything: another version, tools under other names, and nothing new that gives orders', async () => {
    const drift = await upgrade('everything', 'stdio');
    expect(inWords(drift)).toContain('server serverInfo version-changed low');
    const tools = drift.items.filter(({ section }) => section === 'tools');
    const names = tools.flatMap(({ name, was }) => (was === undefined ? [] : [`${was} → ${name}`]));
    expect(names).toEqual(
      expect.arrayContaining([
        'annotatedMessage → get-annotated-message',
        'getResourceLinks → get-resource-links',
        'printEnv → get-env',
        'structuredContent → get-structured-content',
      ]),
    );
    const added = tools.filter(({ changes }) => changes.some(({ kind }) => kind === 'added'));
    expect(added.map(({ name }) => name)).toContain('gzip-file-as-resource');
    const found = tools.flatMap(({ changes }) => changes.filter(({ kind }) => kind === 'new-finding'));
    expect(found.filter(({ severity }) => rank(severity) >= rank('medium'))).toEqual([]);
  });
});
