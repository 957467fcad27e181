import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import type { FuzzCases, FuzzPlan, FuzzReport, FuzzRequest, FuzzRun } from '../../protocol/fuzz.ts';
import { root } from '../../scripts/sources.mjs';
import { Product } from '../product.ts';

const echo = join(root, 'test', 'servers', 'echo', 'index.mjs');
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
