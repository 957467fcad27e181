import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CaseTable } from '../../bridge/fuzz/case-table.ts';
import type { FuzzCases, FuzzPlan, FuzzRun } from '../../protocol/fuzz.ts';
import { Product } from '../product.ts';
import { ECHO } from './bare-pipe.ts';
import type { Bench, OpenBenches } from './bench.ts';
import { echoed } from './fuzz-request.ts';
import { isProcessorTimeKnown, processorTime, usedSince } from './processor-time.ts';

const CASES = 5000;
const ROWS = 100_000;

/** Fuzz runs: how fast cases go with recording and inspection on, and a table of very many of them. */
const open: OpenBenches = async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'fuzz-bench-'));
  const product = await Product.start(['--', process.execPath, ECHO], { dataDir });
  const session = (await product.session()).id;
  const table = filled();
  const window = (ask: { tab?: 'all' | 'hits'; q?: string }): FuzzCases =>
    table.window({ tab: 'all', q: '', from: 0, limit: 200, ...ask });
  /** ms for a case: by the clock, and of the processor. */
  const run = async (): Promise<{ took: number; busiest: number; all: number }> => {
    const pid = product.child.pid!;
    const request = echoed(session, CASES);
    const { confirmation } = await product.api<FuzzPlan>('POST', '/api/fuzz/plan', request);
    const before = isProcessorTimeKnown ? processorTime(pid) : undefined;
    const began = performance.now();
    const { id } = await product.api<FuzzRun>('POST', '/api/fuzz/runs', { request, confirmation });
    for (;;) {
      // The heads alone, as the stream tells them: a report holds the whole plan.
      const { runs } = await product.api<{ runs: FuzzRun[] }>('GET', '/api/fuzz/runs');
      if (runs.find((one) => one.id === id)?.done === CASES) break;
      await new Promise((later) => setTimeout(later, 50));
    }
    const took = performance.now() - began;
    const used = before && usedSince(before, processorTime(pid));
    await product.api('POST', `/api/fuzz/runs/${id}/stop`, {});
    return { took: took / CASES, busiest: (used?.busiest ?? 0) / CASES, all: (used?.all ?? 0) / CASES };
  };
  const ofProcessor: Bench[] = [
    {
      name: 'the same: processor time of the busiest thread, whatever else the machine does',
      unit: 'ms',
      aim: { below: 0.7 },
      measure: async () => (await run()).busiest,
    },
    {
      name: 'the same: processor time of all threads and of the server',
      unit: 'ms',
      aim: { below: 1.3 },
      measure: async () => (await run()).all,
    },
  ];
  const benches: Bench[] = [
    {
      name: `a fuzz case against an echo server, of ${CASES}, recorded and inspected (1,000 a second and more)`,
      unit: 'ms',
      aim: { below: 1 },
      runs: 5,
      measure: async () => (await run()).took,
    },
    ...(isProcessorTimeKnown ? ofProcessor : []),
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
