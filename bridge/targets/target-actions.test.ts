import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { NamedText, StdioSpec } from '../../protocol/target.ts';
import { findPosixProgram } from '../platform/find-posix.ts';
import { MemorySecrets } from '../secrets/secrets.ts';
import type { Connector, Reach } from '../session/connector.ts';
import { readyLaunch, type LaunchWorld } from './launch-plan.ts';
import { TargetActions } from './target-actions.ts';
import { TargetStore } from './target-store.ts';

let folder: string;
let started: string[];
let store: TargetStore;
let world: LaunchWorld;
let actions: TargetActions;
let secrets: MemorySecrets;
let begin: () => TargetActions;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'actions-'));
  started = [];
  let count = 0;
  secrets = new MemorySecrets((size) => Buffer.alloc(size, (count += 1)));
  const opened = TargetStore.open({
    dataDir: folder,
    secrets,
    changed: () => {},
    forgotten: () => {},
    onProblem: () => {},
  });
  if (!opened.ok) throw new Error(opened.problem.message);
  store = opened.value;
  const platform = { kind: 'posix' as const, findProgram: findPosixProgram };
  world = { env: { PATH: '/usr/bin:/bin' }, secrets, platform, key: Buffer.alloc(32, 1) };
  const connector = {
    connect: (_target: unknown, reach: Reach) => {
      started.push(reach.reachedBy);
      return { ok: true, value: { id: 's', startedAt: 1 } };
    },
  };
  const parts: ConstructorParameters<typeof TargetActions>[0] = {
    store,
    connector: connector as unknown as Connector,
    world,
    secrets,
    place: { cwd: folder, kind: 'posix' },
    reach: {
      world,
      keeper: () => {
        throw new Error('nothing is started here');
      },
      proxy: { https: '', http: '', no: '' },
      tokenFor: () => undefined,
      readRecording: () => Promise.resolve([]),
    },
    stopSessions: () => Promise.resolve(),
  };
  begin = () => new TargetActions(parts);
  actions = begin();
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

const spec = (env: StdioSpec['env'] = []): StdioSpec => ({
  kind: 'stdio',
  command: 'env',
  args: [],
  cwd: folder,
  env,
});
const missing: StdioSpec['env'] = [
  { name: 'TOKEN', text: { from: 'secret', ref: 'input:token', prefix: 'Bearer ' } },
];
const given = (name: string, value: string): NamedText => ({ name, text: { from: 'plain', value } });
const confirmationOf = async (key: string): Promise<string> => {
  const plan = await actions.plan(key);
  if (!plan.ok) throw new Error(plan.problem.message);
  return plan.value.confirmation;
};

it('knows what known targets take from the environment before it connects: recordings hold it', () => {
  const text = { from: 'env', name: 'ACME_TOKEN', prefix: 'acme=' } as const;
  store.add({
    ...{ name: 'u', origin: 'page' },
    spec: {
      kind: 'http',
      url: 'http://h.test/?api_key=k-4711',
      headers: [{ name: 'X-Company', text }],
      verify: true,
    },
  });
  store.add({
    name: 't',
    origin: 'page',
    spec: spec([{ name: 'MODE', text: { from: 'env', name: 'MODE' } }]),
  });
  Object.assign(world.env, { ACME_TOKEN: 'a-0815', MODE: 'fast' });
  begin();
  expect(secrets.values().map(({ value }) => value)).toEqual(['k-4711', 'a-0815']);
});

describe.skipIf(process.platform === 'win32')('connecting from the page', () => {
  it('starts nothing without the confirmation of exactly this command', async () => {
    await actions.add({ name: 't', spec: spec() });
    expect(await actions.connect('t', {})).toMatchObject({ problem: { code: 'not-confirmed' } });
    const confirmation = await confirmationOf('t');
    await actions.add({ name: 't', spec: { ...spec(), args: ['changed'] } });
    expect(await actions.connect('t', { confirmation })).toMatchObject({
      problem: { code: 'not-confirmed' },
    });
    expect(started).toEqual([]);
    expect(await actions.connect('t', { confirmation: await confirmationOf('t') })).toMatchObject({
      ok: true,
    });
    expect(started).toEqual(['env changed']);
  });

  it('takes missing values together with the yes to the plan in which they were missing', async () => {
    await actions.add({ name: 't', spec: spec(missing) });
    const confirmation = await confirmationOf('t');
    expect(await actions.connect('t', { confirmation })).toMatchObject({
      problem: { code: 'value-missing' },
    });
    expect(await actions.connect('t', { confirmation, secrets: [given('TOKEN', 'x1')] })).toMatchObject({
      ok: true,
    });
    const launch = readyLaunch(store.get('t')!.spec as StdioSpec, world, 'in-terminal');
    expect(launch).toMatchObject({ value: { env: { TOKEN: 'Bearer x1' } } });
    expect(JSON.stringify(store.all())).not.toContain('x1');
  });

  it('does not let values bring in what was not shown', async () => {
    await actions.add({ name: 't', spec: spec([...missing, given('MODE', 'safe')]) });
    const confirmation = await confirmationOf('t');
    const secrets = [given('TOKEN', 'x1'), given('LD_PRELOAD', '/tmp/x.so'), given('MODE', 'unsafe')];
    expect(await actions.connect('t', { confirmation: 'wrong', secrets })).toMatchObject({
      problem: { code: 'not-confirmed' },
    });
    expect(store.get('t')!.spec).toMatchObject({ env: [...missing, given('MODE', 'safe')] });
    await actions.connect('t', { confirmation, secrets });
    const launch = readyLaunch(store.get('t')!.spec as StdioSpec, world, 'in-terminal');
    expect(launch).toMatchObject({ value: { env: { TOKEN: 'Bearer x1', MODE: 'safe' } } });
    expect(JSON.stringify(launch)).not.toContain('LD_PRELOAD');
  });

  it('needs no confirmation for an address, and keeps given headers as secrets', async () => {
    await actions.add({
      name: 'u',
      spec: { kind: 'http', url: 'http://127.0.0.1:1/mcp', headers: [], verify: true },
    });
    expect(await actions.connect('u', { secrets: [given('X-Key', 'x2')] })).toMatchObject({ ok: true });
    expect(store.get('u')!.spec).toMatchObject({ headers: [{ name: 'X-Key', text: { from: 'secret' } }] });
  });

  it('says how a pasted text is understood, with its plan', async () => {
    const { readings } = await actions.read('env A=1 node x.js');
    expect(readings).toMatchObject([
      { spec: { command: 'node' }, plan: { argv: [{ text: 'node' }, { text: 'x.js' }] } },
    ]);
  });
});
