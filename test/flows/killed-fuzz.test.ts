import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import type { FrameDetail } from '../../protocol/frame.ts';
import type { FuzzCases, FuzzPlan, FuzzReport, FuzzRequest, FuzzRun } from '../../protocol/fuzz.ts';
import { root } from '../../scripts/sources.mjs';
import { Product } from '../product.ts';

const echo = join(root, 'test', 'servers', 'echo', 'index.mjs');
const vulnerable = join(root, 'test', 'servers', 'vulnerable', 'server.mjs');
const COUNT = 80;
const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const undo of cleanUp.splice(0).reverse()) await undo();
});

async function asked<T>(product: Product, method: string, path: string, body?: unknown): Promise<T> {
  const answer = await fetch(`${product.origin}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${await product.token()}`,
      origin: product.origin,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${text.slice(0, 300)}`);
  return JSON.parse(text) as T;
}

function request(session: string): FuzzRequest {
  const text =
    '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo","arguments":{"text":"seed"}}}';
  const from = text.indexOf('"seed"');
  const values = Array.from({ length: COUNT }, (_, i) => `value ${i}`);
  return {
    session,
    ...{ seed: 3, budget: COUNT, rate: 100, concurrency: 2, timeout: 5000, within: 60_000 },
    ...{ allowDestructive: [], world: true },
    marked: {
      text,
      how: { rpcId: 'next', meta: 'fill' },
      marks: [{ from, to: from + 6, as: 'string', list: 0, transforms: [] }],
      lists: [{ kind: 'values', name: 'mine', values }],
      mode: 'sniper',
    },
  };
}

const reportOf = (product: Product, id: string): Promise<FuzzReport> =>
  asked(product, 'GET', `/api/fuzz/runs/${id}`);

async function rowsOf(product: Product, id: string): Promise<FuzzCases['rows']> {
  const ask = { tab: 'all', q: '', from: 0, limit: 1000 };
  return (await asked<FuzzCases>(product, 'POST', `/api/fuzz/runs/${id}/cases`, ask)).rows;
}

async function until(product: Product, id: string, isSo: (run: FuzzRun) => boolean): Promise<FuzzRun> {
  for (;;) {
    const { run } = await reportOf(product, id);
    if (isSo(run)) return run;
    await new Promise((later) => setTimeout(later, 20));
  }
}

it('kill -9 in the middle of a fuzz run: the next bridge goes on where it was', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'killed-fuzz-'));
  cleanUp.push(() => rmSync(dataDir, { recursive: true, force: true }));
  const first = await Product.start(['--', process.execPath, echo], { dataDir });
  const given = request((await first.session()).id);
  const { confirmation } = await asked<FuzzPlan>(first, 'POST', '/api/fuzz/plan', given);
  const { id } = await asked<FuzzRun>(first, 'POST', '/api/fuzz/runs', { request: given, confirmation });
  await until(first, id, ({ done }) => done >= 15);
  const shown = await rowsOf(first, id);
  first.child.kill('SIGKILL');
  await new Promise((gone) => first.child.once('exit', gone));

  const next = await Product.start([], { dataDir });
  cleanUp.push(() => next.stop());
  const { run: left } = await reportOf(next, id);
  expect(left.state).toBe('interrupted');
  // All that was shown is there; the last ones may have been on their way to the file.
  expect(left.done).toBeLessThan(COUNT);
  await asked(next, 'POST', `/api/fuzz/runs/${id}/resume`, {});
  const over = await until(next, id, ({ state }) => state !== 'running');
  expect(over).toMatchObject({ state: 'done', done: COUNT, cases: COUNT });
  const rows = await rowsOf(next, id);
  expect(new Set(rows.map(({ n }) => n)).size).toBe(COUNT);
  for (const row of shown) expect(rows.find(({ n }) => n === row.n)).toEqual(row);
}, 60_000);

/** Of tools, over a server that is started in a world of its own. */
async function overTools(product: Product): Promise<string> {
  const session = (await product.session()).id;
  const given: FuzzRequest = {
    session,
    ...{ seed: 0xfade, budget: 60, rate: 200, concurrency: 1, timeout: 5000, within: 200_000 },
    ...{ strategies: ['path-traversal', 'type-confusion'], allowDestructive: [], world: true },
  };
  const { confirmation } = await asked<FuzzPlan>(product, 'POST', '/api/fuzz/plan', given);
  const start = { request: given, confirmation };
  return (await asked<FuzzRun>(product, 'POST', '/api/fuzz/runs', start)).id;
}

/** How often each case was sent, by its number. */
async function sendsOf(product: Product, { sessions }: FuzzRun): Promise<Map<number, number>> {
  const sends = new Map<number, number>();
  for (const session of sessions) {
    const { number } = (await product.snapshot()).sessions.find(({ id }) => id === session)!;
    const { rows } = await product.rows(`session:${number} author:fuzz dir:out`, 0, 2000);
    for (const row of rows) {
      if (!('seq' in row)) continue;
      const frame = await asked<FrameDetail>(product, 'GET', `/api/frames/${session}/${row.seq}`);
      const { case: n } = frame.head;
      if (n !== undefined) sends.set(n, (sends.get(n) ?? 0) + 1);
    }
  }
  return sends;
}

const seen = (rows: FuzzCases['rows']): object[] =>
  rows
    .map(({ n, subject, at, strategy, payload, shown, outcome, oracle, severity }) => {
      return { n, subject, at, strategy, payload, shown, outcome, oracle, severity };
    })
    .sort((one, other) => one.n - other.n);

const proved = ({ findings }: FuzzReport): object[] =>
  findings
    .map(({ id, n, count, confirmed, certainty, minimal }) => {
      return { id, n, count, confirmed, certainty, minimal };
    })
    .sort((one, other) => one.n - other.n);

it('kill -9 in the middle of a run over tools: in the end it is the run that it would have been', async () => {
  const root = mkdtempSync(join(tmpdir(), 'killed-fuzz-root-'));
  const folders = ['whole', 'broken'].map((name) => mkdtempSync(join(tmpdir(), `killed-fuzz-${name}-`)));
  cleanUp.push(() => [root, ...folders].forEach((one) => rmSync(one, { recursive: true, force: true })));
  const [whole = '', broken = ''] = folders;
  const command = ['--', process.execPath, vulnerable, 'path-traversal', '--seen', '--root', root];
  const isOver = ({ state }: FuzzRun): boolean => state !== 'running';

  const straight = await Product.start(command, { dataDir: whole });
  const wanted = await overTools(straight);
  const end = await until(straight, wanted, isOver);
  expect(end.state).toBe('done');
  const report = await reportOf(straight, wanted);
  expect(report.findings.length).toBeGreaterThan(1);
  const [rows, sends] = [await rowsOf(straight, wanted), await sendsOf(straight, end)];
  await straight.stop();

  const first = await Product.start(command, { dataDir: broken });
  const id = await overTools(first);
  await until(first, id, ({ findings }) => Object.values(findings).some((count) => count > 0));
  first.child.kill('SIGKILL');
  await new Promise((gone) => first.child.once('exit', gone));
  const next = await Product.start([], { dataDir: broken });
  cleanUp.push(() => next.stop());
  const left = await reportOf(next, id);
  expect(left.run.state).toBe('interrupted');
  expect(left.findings.length).toBeGreaterThan(0);
  expect(left.findings.length).toBeLessThan(report.findings.length);
  await asked(next, 'POST', `/api/fuzz/runs/${id}/resume`, {});
  const over = await until(next, id, isOver);
  expect(over).toMatchObject({ state: 'done', done: end.done, cases: end.cases });
  expect(seen(await rowsOf(next, id))).toEqual(seen(rows));
  expect(proved(await reportOf(next, id))).toEqual(proved(report));
  // But for the one that was under way, each was sent as often as in a run that nobody killed.
  const again = await sendsOf(next, over);
  expect([...again.keys()].sort()).toEqual([...sends.keys()].sort());
  expect([...again].filter(([n, times]) => times !== sends.get(n)).length).toBeLessThanOrEqual(1);
}, 240_000);
