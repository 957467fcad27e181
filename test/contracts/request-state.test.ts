// What a probe says of servers that guard the state they leave with a client more or less, over both transports.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FrameDetail } from '../../protocol/frame.ts';
import type { ProbeCall, ProbePlan, ProbeResult, ProbeRun, Verdict } from '../../protocol/probe.ts';
import type { TargetSpec } from '../../protocol/target.ts';
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

const NAMED: ProbeCall[] = [
  { tool: 'show_page', args: '{"page":"a"}' },
  { tool: 'show_page', args: '{"page":"b"}' },
];

const CASES: [how: string, verdict: Verdict, says: RegExp][] = [
  ['open', 'vulnerable', /changed, used again, under another call/],
  ['honest', 'not-observed', /refused, or asked anew/],
  ['reusable', 'inconclusive', /a second time/],
  ['unbound', 'vulnerable', /that was used again, under another call/],
  ['unread', 'inconclusive', /without any state/],
  ['twice', 'vulnerable', /changed/],
  ['truthful', 'vulnerable', /changed/],
];

describe('a server that guards its state', () => {
  test.concurrent.each(CASES)('%s: %s over stdio', async (how, verdict, says) => {
    const result = await probed(
      {
        kind: 'stdio',
        command: process.execPath,
        args: [serverPath('gives-state'), `--how=${how}`],
        cwd: root,
        env: [],
      },
      how,
    );
    expect(result, result.says).toMatchObject({ probe: 'request-state', verdict });
    expect(result.says).toMatch(says);
    if (verdict === 'vulnerable') await expectEvidence(result);
  });

  test.concurrent.each(CASES.slice(0, 2))('%s: %s over HTTP, for strangers too', async (how, verdict) => {
    const child = spawn(process.execPath, [serverPath('gives-state'), `--how=${how}`, '--http=0'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const gone = once(child, 'exit');
    try {
      const [said] = (await once(child.stdout, 'data')) as [Buffer];
      const result = await probed(
        {
          kind: 'streamable-http',
          url: said.toString().trim(),
          headers: [{ name: 'Authorization', text: { from: 'plain', value: 'Bearer made-up-for-a-test-4' } }],
          verify: true,
        },
        `${how} over HTTP`,
      );
      expect(result, result.says).toMatchObject({ verdict });
      if (verdict === 'vulnerable') expect(result.says).toContain('by somebody else');
    } finally {
      child.kill('SIGKILL');
      await gone;
    }
  });
});

/** What was sent back is ours, and the frame behind it answers it. */
async function expectEvidence({ evidence }: ProbeResult): Promise<void> {
  const [given, sent, went] = evidence;
  const frame = (one: typeof given) => world.get<FrameDetail>(`/api/frames/${one!.session}/${one!.frame}`);
  expect((await frame(given)).summary).toMatchObject({ toward: 'client', kind: 'result' });
  const { summary } = await frame(sent);
  expect(summary).toMatchObject({ toward: 'server', author: 'probe', method: 'tools/call' });
  expect((await frame(went)).summary).toMatchObject({ kind: 'result', request: summary.seq });
}

async function probed(spec: TargetSpec, name: string): Promise<ProbeResult> {
  const added = await world.bridge.addAndConnect({ name, spec, origin: 'page', confirmed: 'in-terminal' });
  if (!added.ok) throw new Error(added.problem.message);
  const { session } = added.value;
  await world.until(session, ({ stages }) =>
    stages.some(({ stage, status }) => stage === 'lists' && status === 'done'),
  );
  const request = { session, calls: NAMED, only: ['request-state'] };
  const plan = await world.send<ProbePlan>('POST', '/api/probes/plan', request);
  expect(plan.probes[0]!.steps[0]!.followUps).toBeGreaterThan(10);
  const { id } = await world.send<ProbeRun>('POST', '/api/probes/runs', {
    request,
    confirmation: plan.confirmation,
  });
  for (;;) {
    const { state, results } = await world.get<ProbeRun>(`/api/probes/runs/${id}`);
    if (state !== 'running') return results[0]!;
    await new Promise((later) => setTimeout(later, 50));
  }
}
