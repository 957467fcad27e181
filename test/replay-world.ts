import type { CallState } from '../protocol/craft.ts';
import type { FrameSummary } from '../protocol/frame.ts';
import type { Replay, ReplayPlan, ReplayRequest, ReplayStep } from '../protocol/replay.ts';
import type { Session } from '../protocol/session.ts';
import type { StdioSpec } from '../protocol/target.ts';
import type { BridgeWorld } from './bridge-world.ts';

/** Connects to a command and waits until everything it offers is listed. */
export async function connectTo(
  world: BridgeWorld,
  name: string,
  args: string[],
  env: Record<string, string> = {},
): Promise<Session> {
  const spec: StdioSpec = {
    kind: 'stdio',
    command: process.execPath,
    args,
    cwd: '/',
    env: Object.entries(env).map(([key, value]) => ({ name: key, text: { from: 'plain', value } })),
  };
  const added = await world.bridge.addAndConnect({ name, spec, origin: 'page', confirmed: 'in-terminal' });
  if (!added.ok) throw new Error(added.problem.message);
  return world.until(added.value.session, ({ stages, state }) => {
    const isListed = stages.some(({ stage, status }) => stage === 'lists' && status !== 'running');
    return isListed || state.kind === 'failed' || state.kind === 'closed';
  });
}

/** Sends a request as a person does in Craft, and waits for its answer. */
export async function say(
  world: BridgeWorld,
  session: string,
  method: string,
  params?: unknown,
): Promise<{ seq: number; result: Record<string, unknown> }> {
  const text = JSON.stringify({ jsonrpc: '2.0', id: 0, method, ...(params === undefined ? {} : { params }) });
  const how = { rpcId: 'next', meta: 'fill' };
  const { request } = await world.send<{ request: number }>('POST', `/api/sessions/${session}/sends`, {
    text,
    how,
  });
  const call = await answered(world, session, request);
  if (call.answer === undefined) throw new Error(`${method} was not answered: ${JSON.stringify(call)}`);
  return { seq: request, result: await resultIn(world, session, call.answer) };
}

export async function answered(world: BridgeWorld, session: string, request: number): Promise<CallState> {
  for (;;) {
    const call = await world.get<CallState>(`/api/sessions/${session}/calls/${request}`);
    if (call.state === 'done') return call;
    await new Promise((later) => setTimeout(later, 5));
  }
}

async function resultIn(
  world: BridgeWorld,
  session: string,
  { seq }: FrameSummary,
): Promise<Record<string, unknown>> {
  const { result = {} } = JSON.parse(await textAt(world, session, seq)) as {
    result?: Record<string, unknown>;
  };
  return result;
}

/** The message in a frame, as it was sent. */
export async function textAt(world: BridgeWorld, session: string, seq: number): Promise<string> {
  const path = `/api/frames/${session}/${seq}/bytes?part=payload&from=0&to=8000000`;
  return (await world.ask('GET', path)).body.toString();
}

export const call = (name: string, args: unknown = {}): { name: string; arguments: unknown } => ({
  name,
  arguments: args,
});

/** Plans, agrees and waits for the end. */
export async function replay(world: BridgeWorld, request: Partial<ReplayRequest>): Promise<Replay> {
  const plan = await world.send<ReplayPlan>('POST', '/api/replays/plan', { pace: 'fast', ...request });
  const { id } = await world.send<Replay>('POST', '/api/replays', {
    request: plan.request,
    confirmation: plan.confirmation,
  });
  for (;;) {
    const now = await world.get<Replay>(`/api/replays/${id}`);
    if (now.state !== 'running') return now;
    await new Promise((later) => setTimeout(later, 20));
  }
}

/** Steps as `method name verdict`, for whoever reads the test. */
export function told({ steps }: Replay): string[] {
  return steps.map(({ method, name, verdict }) => [method, name, verdict].filter(Boolean).join(' '));
}

export function stepOf({ steps }: Replay, name: string, nth = 0): ReplayStep {
  const found = steps.filter((step) => step.name === name)[nth];
  if (found === undefined) throw new Error(`There is no step of ${name}.`);
  return found;
}
