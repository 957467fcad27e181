import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ReviewSummary } from '../../protocol/baseline.ts';
import type { ProbeCall, ProbePlan, ProbeResult, ProbeRun } from '../../protocol/probe.ts';
import type { Snapshot } from '../../protocol/stream.ts';
import type { Target, TargetSpec } from '../../protocol/target.ts';
import { root } from '../../scripts/sources.mjs';
import { BridgeWorld, privateFolder } from '../bridge-world.ts';
import { serverPath } from '../stdio-servers.ts';

let folder: ReturnType<typeof privateFolder>;
let world: BridgeWorld;
beforeAll(async () => {
  folder = privateFolder();
  world = await BridgeWorld.start(folder.path);
});
afterAll(async () => {
  await world.bridge.stop();
  folder.remove();
});

const IN_HALF_A_YEAR = new Date(Date.now() + 183 * 86_400_000).toISOString().slice(0, 10);

/** What each scenario cheats with, and the probe that has to see it. `counts`: over all connections there ever were. */
const CHEATS: { scenario: string; probe: string; args?: string[]; counts?: true; env?: string }[] = [
  { scenario: 'third-connect', probe: 'fresh-connections', counts: true },
  { scenario: 'second-page', probe: 'across-sessions', counts: true },
  { scenario: 'description-after-calls', probe: 'after-calls' },
  { scenario: 'result-injected', probe: 'after-calls', args: ['--after', '7'] },
  { scenario: 'only-for-claude', probe: 'client-name' },
  { scenario: 'handshake-only', probe: 'era' },
  { scenario: 'home-with-keys', probe: 'fresh-home' },
  { scenario: 'from-a-date', probe: 'clock', args: ['--from', IN_HALF_A_YEAR] },
  { scenario: 'only-in-ci', probe: 'surroundings' },
  { scenario: 'only-for-anonymous', probe: 'anonymous', env: 'TOKEN' },
  { scenario: 'notice-storm', probe: 'change-notices' },
];

describe('over stdio', () => {
  test.concurrent.each(CHEATS)(
    '$scenario is seen by $probe',
    async ({ scenario, probe, args = [], counts, env }) => {
      const state = counts === true ? ['--state', join(folder.path, `${scenario}.state`)] : [];
      const result = await probed(
        {
          kind: 'stdio',
          command: process.execPath,
          args: [serverPath('turning'), '--scenario', scenario, ...args, ...state],
          cwd: root,
          env:
            env === undefined ? [] : [{ name: env, text: { from: 'plain', value: 'made-up-for-a-test-1' } }],
        },
        scenario,
        probe,
      );
      expect(result, result.says).toMatchObject({ verdict: 'vulnerable', probe });
      expect(result.evidence.length).toBeGreaterThan(0);
    },
    120_000,
  );

  test('a server that does not cheat is not accused by any of them', async () => {
    const spec: TargetSpec = {
      kind: 'stdio',
      command: process.execPath,
      args: [serverPath('turning'), '--scenario', 'description-after-calls', '--honest'],
      cwd: root,
      env: [{ name: 'TOKEN', text: { from: 'plain', value: 'made-up-for-a-test-2' } }],
    };
    const session = await connect(spec, 'honest');
    const { results, state } = await runOf(session);
    expect(state).toBe('done');
    expect(
      results.map(({ probe, verdict, says }) => [probe, verdict, verdict === 'not-observed' || says]),
    ).toEqual(results.map(({ probe }) => [probe, 'not-observed', true]));
    expect(results.length).toBe(new Set(CHEATS.map(({ probe }) => probe)).size + 2);
    const { sessions, targets } = await world.get<Snapshot>('/api/snapshot');
    expect(newestOf(targets, 'honest')).toBe(session);
    const made = sessions.filter(({ target, probe }) => target === 'honest' && probe !== undefined);
    expect(made.length).toBeGreaterThan(20);
    expect(made.every(({ state: { kind } }) => kind === 'closed' || kind === 'failed')).toBe(true);
    // The person's own session is all that its history knows of.
    const reviews = await world.get<ReviewSummary[]>('/api/reviews');
    expect(reviews.find(({ target }) => target === 'honest')).toMatchObject({ snapshots: 1 });
    expect(homesLeft()).toEqual([]);
  }, 120_000);
});

describe('over HTTP', () => {
  test.concurrent.each([
    { scenario: 'only-for-claude', probe: 'client-name' },
    { scenario: 'only-for-anonymous', probe: 'anonymous' },
    { scenario: 'description-after-calls', probe: 'after-calls' },
  ])(
    '$scenario is seen by $probe',
    async ({ scenario, probe }) => {
      const server = await serve(scenario);
      try {
        const spec: TargetSpec = {
          kind: 'streamable-http',
          url: server.url,
          headers: [{ name: 'Authorization', text: { from: 'plain', value: 'Bearer made-up-for-a-test-3' } }],
          verify: true,
        };
        const result = await probed(spec, `${scenario} http`, probe);
        expect(result, result.says).toMatchObject({ verdict: 'vulnerable', probe });
      } finally {
        await server.end();
      }
    },
    120_000,
  );
});

async function serve(scenario: string): Promise<{ url: string; end(): Promise<void> }> {
  const child = spawn(process.execPath, [serverPath('turning'), '--scenario', scenario, '--http', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = once(child, 'exit');
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  return {
    url: said.toString().trim(),
    async end() {
      child.kill('SIGKILL');
      await gone;
    },
  };
}

async function connect(spec: TargetSpec, name: string): Promise<string> {
  const added = await world.bridge.addAndConnect({ name, spec, origin: 'page', confirmed: 'in-terminal' });
  if (!added.ok) throw new Error(added.problem.message);
  const { session } = added.value;
  await world.until(session, ({ stages, state }) => {
    const isListed = stages.some(({ stage, status }) => stage === 'lists' && status !== 'running');
    return isListed || state.kind === 'failed' || state.kind === 'closed';
  });
  return session;
}

async function probed(spec: TargetSpec, name: string, probe: string): Promise<ProbeResult> {
  const run = await runOf(await connect(spec, name), [probe]);
  return run.results[0]!;
}

async function runOf(session: string, only?: string[], calls: ProbeCall[] = []): Promise<ProbeRun> {
  const request = { session, calls, ...(only === undefined ? {} : { only }) };
  const { confirmation } = await world.send<ProbePlan>('POST', '/api/probes/plan', request);
  const { id } = await world.send<ProbeRun>('POST', '/api/probes/runs', { request, confirmation });
  for (;;) {
    const run = await world.get<ProbeRun>(`/api/probes/runs/${id}`);
    if (run.state !== 'running') return run;
    await new Promise((later) => setTimeout(later, 50));
  }
}

function newestOf(targets: Target[], name: string): string | undefined {
  return targets.find(({ key }) => key === name)?.session;
}

function homesLeft(): string[] {
  const homes = join(folder.path, 'runs', 'homes');
  return existsSync(homes) ? readdirSync(homes) : [];
}
