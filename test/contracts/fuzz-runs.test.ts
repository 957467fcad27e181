import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type {
  FuzzCaseRow,
  FuzzCases,
  FuzzPlan,
  FuzzReport,
  FuzzRequest,
  FuzzRun,
} from '../../protocol/fuzz.ts';
import type { FrameDetail } from '../../protocol/frame.ts';
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
  session = (await world.connect('echo')).id;
});
afterAll(async () => {
  await world.bridge.stop();
  folder.remove();
});

const SEED_TEXT =
  '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo","arguments":{"text":"seed"}}}';

/** The folder of a run is called by it: no other test has this one, since all of them run side by side. */
const SEED = 51_107;

function asked(more: Partial<FuzzRequest> = {}): FuzzRequest {
  const limits = { seed: SEED, budget: 30, concurrency: 1, timeout: 2000, within: 60_000 };
  const only = [{ kind: 'tool' as const, name: 'echo' }];
  // What ends this server is tried apart: every end takes a while.
  const strategies = ['path-traversal', 'template-injection', 'unicode'];
  return { session, only, strategies, ...limits, allowDestructive: [], world: true, ...more };
}

/** One value after the other in the place of what is echoed. */
function marked(values: string[], more: Partial<FuzzRequest> = {}): FuzzRequest {
  const from = SEED_TEXT.indexOf('"seed"');
  const mark = { from, to: from + '"seed"'.length, as: 'raw' as const, list: 0, transforms: [] };
  return asked({
    budget: values.length,
    marked: {
      text: SEED_TEXT,
      how: { rpcId: 'next', meta: 'fill' },
      marks: [mark],
      lists: [{ kind: 'values', name: 'mine', values }],
      mode: 'sniper',
    },
    ...more,
  });
}

async function begin(request: FuzzRequest, on = world): Promise<{ plan: FuzzPlan; run: FuzzRun }> {
  const plan = await on.send<FuzzPlan>('POST', '/api/fuzz/plan', request);
  const run = await on.send<FuzzRun>('POST', '/api/fuzz/runs', { request, confirmation: plan.confirmation });
  return { plan, run };
}

async function until(id: string, isSo: (run: FuzzRun) => boolean, on = world): Promise<FuzzReport> {
  for (;;) {
    const report = await on.get<FuzzReport>(`/api/fuzz/runs/${id}`);
    if (isSo(report.run)) return report;
    await new Promise((later) => setTimeout(later, 20));
  }
}

const isOver = ({ state }: FuzzRun): boolean => state !== 'running' && state !== 'paused';

async function rowsOf(id: string, on = world): Promise<FuzzCaseRow[]> {
  const ask = { tab: 'all', q: '', from: 0, limit: 1000 };
  const { rows } = await on.send<FuzzCases>('POST', `/api/fuzz/runs/${id}/cases`, ask);
  return rows;
}

async function refusal(path: string, body: unknown): Promise<Problem> {
  const answer = await world.ask('POST', path, body);
  expect(answer.status).toBeGreaterThanOrEqual(400);
  return (answer.json as { problem: Problem }).problem;
}

async function sessionsOf(run: string): Promise<Session[]> {
  const { sessions } = await world.get<Snapshot>('/api/snapshot');
  return sessions.filter(({ probe }) => probe?.run === run);
}

describe('a fuzz run', () => {
  test('begins only with a yes to exactly what was shown', async () => {
    const request = asked();
    const plan = await world.send<FuzzPlan>('POST', '/api/fuzz/plan', request);
    expect(plan.cases).toBeGreaterThan(0);
    expect(plan.cases).toBeLessThanOrEqual(30);
    for (const body of [
      { request, confirmation: 'no' },
      { request: { ...request, seed: SEED + 1 }, confirmation: plan.confirmation },
      { request: { ...request, world: false }, confirmation: plan.confirmation },
    ])
      expect((await refusal('/api/fuzz/runs', body)).code).toBe('not-confirmed');
    expect(await world.get('/api/fuzz/runs')).toEqual({ runs: [] });
  });

  test('does the same again with the same seed, and leaves nothing but its recording', async () => {
    const told = async (): Promise<unknown> => {
      const { run, plan } = await begin(asked());
      const { run: over } = await until(run.id, isOver);
      expect(over).toMatchObject({ state: 'done', done: plan.cases, cases: plan.cases });
      const rows = await rowsOf(run.id);
      const [row] = rows.filter(({ request }) => request !== undefined);
      const frame = await world.get<FrameDetail>(`/api/frames/${row!.session}/${row!.request}`);
      expect(frame.head).toMatchObject({ author: 'fuzz', run: run.id, case: row!.n });
      const root = /(\/.*mcp-fuzz-[^/]+)\//.exec(plan.world[0] ?? '')?.[1] ?? '';
      expect(root).not.toBe('');
      expect(existsSync(root)).toBe(false);
      for (const { state } of await sessionsOf(run.id)) expect(state.kind).toBe('closed');
      // How long it took is no result, nor how long the number of an answer is.
      return rows.map(
        ({ n, subject, at, strategy, payload, shown, outcome, code, cluster, oracle, severity }) => [
          ...[n, subject, at, strategy, payload, shown],
          ...[outcome, code, cluster, oracle, severity],
        ],
      );
    };
    expect(await told()).toEqual(await told());
  });

  test('begins a server anew that a case has ended, says so, and tells which case it was', async () => {
    const deadly = '{"toString":1,"valueOf":1}';
    const { run } = await begin(marked(['"a"', deadly, '"b"', '"c"'], { concurrency: 2 }));
    const { run: over, findings } = await until(run.id, isOver);
    expect(over.state).toBe('done');
    expect(over.restarts).toBeGreaterThan(0);
    const [finding] = findings.filter(({ oracle }) => oracle === 'crash');
    expect(finding?.confirmed).toBe(3);
    const rows = await rowsOf(run.id);
    expect(rows.find(({ n }) => n === finding?.n)?.shown).toBe(deadly);
    expect(rows.filter(({ outcome }) => outcome === 'ok').map(({ shown }) => shown)).toContain('"a"');
  });

  test('is paused, goes on, and is stopped at once with all that it made', async () => {
    const values = Array.from({ length: 400 }, (_, i) => `"${i}"`);
    const { run, plan } = await begin(marked(values, { rate: 100 }));
    await until(run.id, ({ done }) => done >= 3);
    expect((await world.send<FuzzRun>('POST', `/api/fuzz/runs/${run.id}/pause`, {})).state).toBe('paused');
    await new Promise((later) => setTimeout(later, 100));
    const { done } = (await world.get<FuzzReport>(`/api/fuzz/runs/${run.id}`)).run;
    await new Promise((later) => setTimeout(later, 150));
    expect((await world.get<FuzzReport>(`/api/fuzz/runs/${run.id}`)).run.done).toBe(done);
    await world.send<FuzzRun>('POST', `/api/fuzz/runs/${run.id}/resume`, {});
    await until(run.id, (now) => now.done > done);
    const stopped = await world.send<FuzzRun>('POST', `/api/fuzz/runs/${run.id}/stop`, {});
    expect(stopped).toMatchObject({ state: 'stopped', cases: plan.cases });
    expect(stopped.done).toBeLessThan(plan.cases);
    const [own] = await sessionsOf(run.id);
    expect(own?.state.kind).toBe('closed');
    expect(() => process.kill(own!.pid!, 0)).toThrow();
  });

  test('that a bridge left behind is gone on with by the next one where it was', async () => {
    const other = privateFolder();
    let bridge = await BridgeWorld.start(other.path);
    const { id: from } = await bridge.connect('echo');
    const values = Array.from({ length: 60 }, (_, i) => `"${i}"`);
    const { run } = await begin({ ...marked(values, { rate: 150 }), session: from }, bridge);
    await until(run.id, ({ done }) => done >= 10, bridge);
    await bridge.bridge.stop();
    bridge = await BridgeWorld.start(other.path);
    const left = await bridge.get<FuzzReport>(`/api/fuzz/runs/${run.id}`);
    expect(left.run.state).toBe('interrupted');
    expect(left.run.done).toBeGreaterThanOrEqual(10);
    const before = await rowsOf(run.id, bridge);
    await bridge.send<FuzzRun>('POST', `/api/fuzz/runs/${run.id}/resume`, {});
    const { run: over } = await until(run.id, isOver, bridge);
    expect(over).toMatchObject({ state: 'done', done: 60, seed: SEED });
    expect(over.sessions).toHaveLength(2);
    const rows = await rowsOf(run.id, bridge);
    expect(rows.map(({ n }) => n).sort((a, b) => a - b)).toEqual(values.map((_, i) => i + 1));
    // What was known is not asked again.
    for (const row of before) expect(rows.find(({ n }) => n === row.n)).toEqual(row);
    await bridge.bridge.stop();
    other.remove();
  });
});

describe('what a run may reach', () => {
  let target: Server;
  let elsewhere: Server;
  const asked = { target: 0, elsewhere: 0 };
  beforeAll(async () => {
    elsewhere = createServer((_, response) => {
      asked.elsewhere++;
      response.end('{}');
    });
    await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
    const other = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/mcp`;
    target = createServer((incoming, response) => {
      let body = '';
      incoming.on('data', (chunk: Buffer) => (body += chunk.toString()));
      incoming.on('end', () => {
        asked.target++;
        const { id, method } = (body === '' ? {} : JSON.parse(body)) as { id?: number; method?: string };
        const answer = resultOf(method, other);
        if (method === 'tools/call') {
          response.writeHead(307, { location: other, 'content-type': 'application/json' });
          return response.end();
        }
        response.writeHead(id === undefined ? 202 : 200, { 'content-type': 'application/json' });
        return response.end(id === undefined ? '' : JSON.stringify({ jsonrpc: '2.0', id, ...answer }));
      });
    });
    await new Promise<void>((resolve) => target.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => {
    target.close();
    elsewhere.close();
  });

  test('is its target alone, wherever that points', async () => {
    const added = await world.bridge.addAndConnect({
      name: 'points away',
      spec: {
        kind: 'streamable-http',
        url: `http://127.0.0.1:${(target.address() as AddressInfo).port}/mcp`,
        headers: [],
        verify: true,
      },
      origin: 'page',
      confirmed: 'in-terminal',
    });
    if (!added.ok) throw new Error(added.problem.message);
    const open = await world.until(added.value.session, ({ stages }) =>
      stages.some(({ stage, status }) => stage === 'lists' && status !== 'running'),
    );
    const request = { ...marked(['"a"', '"b"']), session: open.id };
    const { run, plan } = await begin(request);
    expect(plan.launch).toBeUndefined();
    const { run: over } = await until(run.id, isOver);
    expect(over.done).toBe(2);
    expect(asked.target).toBeGreaterThan(2);
    expect(asked.elsewhere).toBe(0);
  });
});

function resultOf(method: string | undefined, other: string): { result: unknown } | { error: unknown } {
  switch (method) {
    case 'initialize':
      return {
        result: {
          protocolVersion: '2025-06-18',
          capabilities: { tools: {} },
          serverInfo: { name: 'points away', version: '1', websiteUrl: other },
          instructions: `Call ${other} instead.`,
        },
      };
    case 'tools/list':
      return { result: { tools: [{ name: 'echo', description: other, inputSchema: { type: 'object' } }] } };
    default:
      return { error: { code: -32601, message: `Ask ${other}`, data: { url: other } } };
  }
}
