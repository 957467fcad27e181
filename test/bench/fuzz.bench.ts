import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CaseTable } from '../../bridge/fuzz/case-table.ts';
import type { FuzzCases, FuzzPlan, FuzzRequest, FuzzRun } from '../../protocol/fuzz.ts';
import { Product } from '../product.ts';
import { ECHO } from './bare-pipe.ts';
import type { Bench, OpenBenches } from './bench.ts';

const CASES = 5000;
const ROWS = 100_000;
const SEED_TEXT =
  '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo","arguments":{"text":"seed"}}}';

/** Fuzz runs: how fast cases go with recording and inspection on, and a table of very many of them. */
const open: OpenBenches = async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'fuzz-bench-'));
  const product = await Product.start(['--', process.execPath, ECHO], { dataDir });
  const session = (await product.session()).id;
  const token = await product.token();
  const asked = async <T>(path: string, body?: unknown): Promise<T> => {
    const answer = await fetch(`${product.origin}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        origin: product.origin,
        'content-type': 'application/json',
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  };
  const table = filled();
  const window = (ask: { tab?: 'all' | 'hits'; q?: string }): FuzzCases =>
    table.window({ tab: 'all', q: '', from: 0, limit: 200, ...ask });
  const benches: Bench[] = [
    {
      name: `a fuzz case against an echo server, of ${CASES}, recorded and inspected (1,000 a second and more)`,
      unit: 'ms',
      aim: { below: 1 },
      runs: 5,
      async measure() {
        const request = requestOf(session);
        const plan = await asked<FuzzPlan>('/api/fuzz/plan', request);
        const began = performance.now();
        const run = await asked<FuzzRun>('/api/fuzz/runs', { request, confirmation: plan.confirmation });
        for (;;) {
          // The heads alone, as the stream tells them: a report holds the whole plan.
          const { runs } = await asked<{ runs: FuzzRun[] }>('/api/fuzz/runs');
          if (runs.find(({ id }) => id === run.id)?.done === CASES) break;
          await new Promise((later) => setTimeout(later, 50));
        }
        const took = performance.now() - began;
        await asked(`/api/fuzz/runs/${run.id}/stop`, {});
        return took / CASES;
      },
    },
    {
      name: `a window of 200 over ${ROWS} fuzz cases`,
      unit: 'ms',
      aim: { below: 2 },
      measure: () => Promise.resolve(timed(() => window({}))),
    },
    {
      name: `${ROWS} fuzz cases filtered by words`,
      unit: 'ms',
      aim: { below: 150 },
      measure: () => Promise.resolve(timed(() => window({ q: randomWords() }))),
    },
  ];
  return {
    benches,
    close: async () => {
      await product.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
};
export default open;

function requestOf(session: string): FuzzRequest {
  const from = SEED_TEXT.indexOf('"seed"');
  const values = Array.from({ length: CASES }, (_, i) => `value number ${i}`);
  return {
    session,
    ...{ seed: 1, budget: CASES, concurrency: 16, timeout: 10_000, within: 600_000 },
    ...{ allowDestructive: [], world: false },
    marked: {
      text: SEED_TEXT,
      how: { rpcId: 'next', meta: 'fill' },
      marks: [{ from, to: from + 6, as: 'string', list: 0, transforms: [] }],
      lists: [{ kind: 'values', name: 'values', values }],
      mode: 'sniper',
    },
  };
}

function filled(): CaseTable {
  const table = new CaseTable();
  for (let n = 1; n <= ROWS; n++)
    table.put({
      n,
      subject: `tool_${n % 20}`,
      at: `/parameter/${n % 7}`,
      strategy: ['path-traversal', 'sql-injection', 'unicode'][n % 3]!,
      payload: `payload-${n % 90}`,
      shown: `"../../${(n * 7919) % ROWS}/etc/some-file-${n}"`,
      outcome: n % 5 === 0 ? 'tool-error' : 'ok',
      ms: n % 40,
      bytes: 200 + (n % 500),
      cluster: table.clusterOf(`shape ${n % 30}`, `shape ${n % 30}`),
      session: 'ab'.repeat(16),
      request: n * 2,
      answer: n * 2 + 1,
    });
  return table;
}

/** Never the same twice, so that nothing is remembered. */
function randomWords(): string {
  return `sql ${randomBytes(1).toString('hex')}`;
}

function timed(work: () => unknown): number {
  const began = performance.now();
  work();
  return performance.now() - began;
}
