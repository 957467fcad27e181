import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { root } from '../../scripts/sources.mjs';
import { Product } from '../product.ts';

const bigLine = join(root, 'test', 'servers', 'big-line', 'index.mjs');
const MIB = 1024 * 1024;
let product: Product | undefined;
afterEach(async () => {
  await product?.stop();
  product = undefined;
});

/** Highest resident memory of the bridge so far, in bytes (Linux). */
function peakMemory(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? Number.NaN) * 1024;
}

it.runIf(process.platform === 'linux')(
  'a line of 1 GiB is recorded whole, in less than 300 MiB of memory, and the session goes on',
  { timeout: 120_000 },
  async () => {
    product = await Product.start(['--', process.execPath, bigLine, '--size=1GiB']);
    const { id } = await product.session();
    const { answer, bytes } = await product.call(id, 'tools/call', { name: 'go', arguments: {} });
    expect(bytes).toBeGreaterThanOrEqual(1024 * MIB);
    expect(peakMemory(product.child.pid!)).toBeLessThan(300 * MIB);

    const read = async (from: number, to: number): Promise<string> => {
      const answered = await product!.request(
        'GET',
        `/api/frames/${id}/${answer}/bytes?part=raw&from=${from}&to=${to}`,
      );
      expect(answered.headers.get('x-total-bytes')).toBe(String(bytes));
      return answered.text();
    };
    expect(await read(0, 16)).toMatch(/^\{"jsonrpc"/);
    expect(await read(bytes - 1, bytes)).toBe('\n');
    expect(await read(700 * MIB, 700 * MIB + 4)).toMatch(/^(.)\1{3}$/);
    expect(peakMemory(product.child.pid!)).toBeLessThan(300 * MIB);
    expect((await product.snapshot()).sessions[0]!.state).toEqual({ kind: 'open' });
  },
);
