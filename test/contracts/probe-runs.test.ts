import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ProbePlan, ProbeRun } from '../../protocol/probe.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Session } from '../../protocol/session.ts';
import type { Snapshot } from '../../protocol/stream.ts';
import { BridgeWorld, privateFolder } from '../bridge-world.ts';

let folder: ReturnType<typeof privateFolder>;
let world: BridgeWorld;
let session: string;
beforeAll(async () => {
  folder = privateFolder();
  world = await BridgeWorld.start(folder.path);
  session = (await world.connect('turning', '--scenario', 'home-with-keys', '--honest')).id;
});
afterAll(async () => {
  await world.bridge.stop();
  folder.remove();
});

const HOME = ['fresh-home'];

function homesLeft(): string[] {
  const homes = join(folder.path, 'runs', 'homes');
  return existsSync(homes) ? readdirSync(homes) : [];
}

async function refusal(path: string, body: unknown): Promise<Problem> {
  const answer = await world.ask('POST', path, body);
  expect(answer.status).toBeGreaterThanOrEqual(400);
  return (answer.json as { problem: Problem }).problem;
}

async function begin(only = HOME): Promise<ProbeRun> {
  const request = { session, only, calls: [] };
  const { confirmation } = await world.send<ProbePlan>('POST', '/api/probes/plan', request);
  return world.send<ProbeRun>('POST', '/api/probes/runs', { request, confirmation });
}

async function until(id: string, isSo: (run: ProbeRun) => boolean): Promise<ProbeRun> {
  for (;;) {
    const run = await world.get<ProbeRun>(`/api/probes/runs/${id}`);
    if (isSo(run)) return run;
    await new Promise((later) => setTimeout(later, 20));
  }
}

async function sessionsOf(run: string): Promise<Session[]> {
  const { sessions } = await world.get<Snapshot>('/api/snapshot');
  return sessions.filter(({ probe }) => probe?.run === run);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    // ESRCH: it is gone.
    return false;
  }
}

describe('a run of probes', () => {
  test('is planned without anything being started', async () => {
    const plan = await world.send<ProbePlan>('POST', '/api/probes/plan', { session, calls: [] });
    expect(plan.connections).toBeGreaterThan(20);
    expect(plan.connections).toBe(plan.probes.reduce((sum, { connections }) => sum + connections, 0));
    expect(plan.probes.filter(({ untestable = '' }) => untestable.includes('connections'))).toEqual([]);
    expect(plan.calls.map(({ call }) => call.tool)).not.toContain('export_lengths');
    expect(plan.spared).toEqual([{ tool: 'export_lengths', why: 'it does not say that it only reads' }]);
    const homes = plan.launches.flatMap(({ env }) => env.filter(({ name }) => name === 'HOME'));
    expect(homes.map(({ value }) => value)).toContain('(a folder with made-up keys)');
    const { sessions } = await world.get<Snapshot>('/api/snapshot');
    expect(sessions.length).toBe(1);
  });

  test('is refused when it is not what was shown', async () => {
    const request = { session, only: HOME, calls: [] };
    const { confirmation } = await world.send<ProbePlan>('POST', '/api/probes/plan', request);
    const other = { ...request, only: ['clock'] };
    const more = { ...request, calls: [{ tool: 'export_lengths', args: '{}' }], only: ['after-calls'] };
    for (const body of [
      { request: other, confirmation },
      { request: more, confirmation },
      { request, confirmation: '' },
      { request, confirmation: `${confirmation}x` },
    ])
      expect((await refusal('/api/probes/runs', body)).code).toBe('not-confirmed');
    expect(await world.get<ProbeRun[]>('/api/probes/runs')).toEqual([]);
  });

  test.each<[string, object, string]>([
    ['of no session', { session: 'ab'.repeat(16), calls: [] }, 'not-live'],
    ['of no probe', { only: ['__proto__'], calls: [] }, 'no-such-probe'],
    ['with a tool that there is not', { calls: [{ tool: 'constructor', args: '{}' }] }, 'no-such-tool'],
    ['with arguments that are no object', { calls: [{ tool: 'list_units', args: '[]' }] }, 'not-json'],
    ['with a line end', { calls: [{ tool: 'list_units', args: '{\n}' }] }, 'not-json'],
  ])('is not planned %s', async (_, request, code) => {
    expect((await refusal('/api/probes/plan', { session, ...request })).code).toBe(code);
  });

  test('is recorded by its author, in sessions that are marked, and kept', async () => {
    const { id } = await begin();
    const run = await until(id, ({ state }) => state === 'done');
    expect(run.results).toMatchObject([{ probe: 'fresh-home', verdict: 'not-observed' }]);
    const made = await sessionsOf(id);
    expect(made.map((one) => one.id).sort()).toEqual([...run.sessions].sort());
    const q = encodeURIComponent(`session:${made[0]!.number} dir:out`);
    const page = await world.get<{ rows: { author: string }[] }>(
      `/api/traffic?q=${q}&mode=frames&from=0&limit=50`,
    );
    expect(new Set(page.rows.map(({ author }) => author))).toEqual(new Set(['probe']));
    const frame = await world.get<{ head: { run?: string } }>(`/api/frames/${made[0]!.id}/1`);
    expect(frame.head.run).toBe(id);
    expect((await world.get<ProbeRun[]>('/api/probes/runs')).map((one) => one.id)).toEqual([id]);
    expect((await world.ask('DELETE', `/api/probes/runs/${id}`)).status).toBe(200);
    expect(await world.get<ProbeRun[]>('/api/probes/runs')).toEqual([]);
    expect((await sessionsOf(id)).length).toBe(made.length);
  }, 60_000);

  test('ends at once when it is stopped: no process, no folder, no open session is left', async () => {
    const other = await agreed();
    const { id } = await begin(['fresh-home', 'clock', 'surroundings']);
    expect((await refusal('/api/probes/runs', other)).code).toBe('busy');
    await until(id, ({ sessions }) => sessions.length >= 2);
    const stopped = await world.send<ProbeRun>('POST', `/api/probes/runs/${id}/stop`, {});
    expect(stopped).toMatchObject({ state: 'stopped' });
    expect(stopped.now).toBeUndefined();
    const made = await sessionsOf(id);
    expect(made.length).toBeGreaterThanOrEqual(2);
    expect(made.filter(({ state }) => state.kind !== 'closed' && state.kind !== 'failed')).toEqual([]);
    expect(made.filter(({ pid }) => pid !== undefined && isAlive(pid))).toEqual([]);
    expect(homesLeft()).toEqual([]);
    const own = (await world.get<Snapshot>('/api/snapshot')).sessions.find((one) => one.id === session);
    expect(own?.state.kind).toBe('open');
  }, 60_000);

  test('ends with the bridge', async () => {
    const { id } = await begin();
    await until(id, () => homesLeft().length > 0);
    await world.bridge.stop();
    expect(homesLeft()).toEqual([]);
    const again = await BridgeWorld.start(folder.path);
    const runs = await again.get<ProbeRun[]>('/api/probes/runs');
    expect(runs.map(({ id: one, state }) => [one, state])[0]).toEqual([id, 'stopped']);
    await again.bridge.stop();
  }, 60_000);
});

async function agreed(): Promise<object> {
  const request = { session, only: HOME, calls: [] };
  const { confirmation } = await world.send<ProbePlan>('POST', '/api/probes/plan', request);
  return { request, confirmation };
}
