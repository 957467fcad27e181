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
import { PROBES } from '../../probe/index.ts';
import { BridgeWorld, privateFolder } from '../bridge-world.ts';
import { serverPath } from '../stdio-servers.ts';
import { PROBE_CASES, type ProbeCase } from './probe-cases.ts';

const IN_SHORT_OVER_HTTP = new Set(['only-for-anonymous', 'description-after-calls', 'state-taken']);
/** Targets of one bridge share nothing but it. */
let made = 0;

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

/** `npm run probe-cases`: each case and its twin, over both transports; else one of each kind. */
const isWhole = process.env['PROBE_CASES'] === 'all';
const ofProcess = PROBE_CASES.filter(({ isMore }) => isWhole || isMore !== true);
const overHttp = isWhole
  ? PROBE_CASES.filter(({ isOfProcess }) => isOfProcess !== true)
  : PROBE_CASES.filter(({ scenario }) => IN_SHORT_OVER_HTTP.has(scenario));
const FACES = isWhole ? (['cheat', 'twin'] as const) : (['cheat'] as const);
const both = (cases: readonly ProbeCase[]) => cases.flatMap((one) => FACES.map((face) => ({ ...one, face })));

describe('over stdio', () => {
  test.concurrent.each(both(ofProcess))(
    '$scenario, $face, is told by $probe',
    async ({ face, env, ...one }) => {
      const name = `${one.scenario} ${face} ${made++}`;
      const { probe } = one;
      const result = await probed(
        {
          kind: 'stdio',
          command: process.execPath,
          args: argumentsOf(one, face),
          cwd: root,
          env:
            env === undefined ? [] : [{ name: env, text: { from: 'plain', value: 'made-up-for-a-test-1' } }],
        },
        name,
        probe,
      );
      expectResult(result, one, face);
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
    // It asks nothing back, so that there is no state to bring in otherwise.
    const wanted = (probe: string) => (probe === 'request-state' ? 'not-testable' : 'not-observed');
    expect(
      results.map(({ probe, verdict, says }) => [probe, verdict, verdict === wanted(probe) || says]),
    ).toEqual(results.map(({ probe }) => [probe, wanted(probe), true]));
    expect(results.length).toBe(PROBES.length);
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
  test.concurrent.each(both(overHttp))(
    '$scenario, $face, is told by $probe',
    async ({ face, ...one }) => {
      const server = await serve(argumentsOf(one, face));
      try {
        const spec: TargetSpec = {
          kind: 'streamable-http',
          url: server.url,
          headers: [{ name: 'Authorization', text: { from: 'plain', value: 'Bearer made-up-for-a-test-3' } }],
          verify: true,
        };
        const { overHttp: cheat = one.cheat } = one;
        const name = `${one.scenario} ${face} http ${made++}`;
        expectResult(await probed(spec, name, one.probe), { ...one, cheat }, face);
      } finally {
        await server.end();
      }
    },
    120_000,
  );
});

function argumentsOf({ scenario, server, args = [], counts }: ProbeCase, face: 'cheat' | 'twin'): string[] {
  const state = counts === true ? ['--state', join(folder.path, `${scenario}-${face}-${made++}.state`)] : [];
  const [name, ...own] = server ?? ['turning', '--scenario', scenario];
  return [serverPath(name!), ...own, ...args, ...state, ...(face === 'twin' ? ['--honest'] : [])];
}

function expectResult(result: ProbeResult, one: ProbeCase, face: 'cheat' | 'twin'): void {
  expect(result, result.says).toMatchObject({ verdict: one[face], probe: one.probe });
  if (result.verdict !== 'vulnerable') return;
  // Whoever reads it is led to the bytes, not to a session of a thousand frames.
  expect(result.evidence.some(({ frame }) => frame !== undefined)).toBe(true);
}

async function serve(args: string[]): Promise<{ url: string; end(): Promise<void> }> {
  const child = spawn(
    process.execPath,
    [...args, ...(args[0]!.includes('turning') ? ['--http', '0'] : ['--http=0'])],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
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
