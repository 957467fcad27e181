import { Inventory } from '../../bridge/inventory/inventory.ts';
import { PageReader } from '../../bridge/inventory/page-reader.ts';
import type { InventoryPage } from '../../protocol/inventory.ts';
import type { Session } from '../../protocol/session.ts';
import type { LaunchPlan, Target } from '../../protocol/target.ts';
import { root } from '../../scripts/sources.mjs';
import { Product } from '../product.ts';
import { serverPath } from '../stdio-servers.ts';
import type { Bench, OpenBenches } from './bench.ts';

const FILTERED = 10_000;

/** Lists as the bridge takes them in, without a page. */
const open: OpenBenches = async () => {
  const product = await Product.start([]);
  const listing = new Listing(product);
  const listed = (tools: number, page: number, below: number): Bench => ({
    name: `${tools.toLocaleString('en')} tools, ${page === 0 ? 'one page' : `${page} a page`}: session open → first 50 rows, list done`,
    unit: 'ms',
    aim: { below },
    measure: () => listing.measure(tools, page),
  });
  const many = await listing.open(FILTERED, 0);
  return {
    benches: [
      listed(1000, 250, 200),
      listed(1000, 0, 200),
      listed(5000, 250, 500),
      {
        name: `filter over ${FILTERED.toLocaleString('en')} tools through the API`,
        unit: 'ms',
        aim: { below: 20 },
        measure: () => listing.filter(many, ['calendar delete', 'newest first', 'nothing like it']),
      },
      {
        name: '5,000 tools in one answer of 4 MB: read into rows',
        unit: 'ms',
        aim: { below: 100 },
        measure: () => Promise.resolve(readOnce(answerOf(5000))),
      },
    ],
    close: async () => {
      await product.stop();
    },
  };
};
export default open;

class Listing {
  #product: Product;
  #count = 0;

  constructor(product: Product) {
    this.#product = product;
  }

  async measure(tools: number, page: number): Promise<number> {
    const id = await this.#connect(tools, page);
    await this.#until(id, ({ state }) => state.kind === 'open');
    const began = performance.now();
    await this.#done(id, tools);
    const took = performance.now() - began;
    await this.#product.api('POST', `/api/sessions/${id}/stop`, {});
    return took;
  }

  async open(tools: number, page: number): Promise<string> {
    const id = await this.#connect(tools, page);
    await this.#until(id, ({ state }) => state.kind === 'open');
    await this.#done(id, tools);
    return id;
  }

  async filter(id: string, words: string[]): Promise<number> {
    const began = performance.now();
    for (const q of words) await this.#rows(id, q);
    return (performance.now() - began) / words.length;
  }

  async #connect(tools: number, page: number): Promise<string> {
    const args = [serverPath('many-tools'), `--tools=${tools}`, `--page=${page}`];
    const spec = { kind: 'stdio', command: process.execPath, args, cwd: root, env: [] };
    const name = `many-tools ${++this.#count}`;
    const target = await this.#product.api<Target>('POST', '/api/targets', { name, spec });
    const path = `/api/targets/${encodeURIComponent(target.key)}`;
    const { confirmation } = await this.#product.api<LaunchPlan>('POST', `${path}/plan`, {});
    return (await this.#product.api<Session>('POST', `${path}/connect`, { confirmation })).id;
  }

  async #until(id: string, isSo: (session: Session) => boolean): Promise<void> {
    for (;;) {
      const { sessions } = await this.#product.snapshot();
      const session = sessions.find((one) => one.id === id);
      if (session !== undefined && isSo(session)) return;
    }
  }

  async #done(id: string, tools: number): Promise<void> {
    for (;;) {
      const { sections, rows } = await this.#rows(id, '');
      const done = sections.find(({ section, state }) => section === 'tools' && state === 'done');
      if (done?.total === tools && rows.length === 50) return;
      await new Promise((later) => setTimeout(later, 2));
    }
  }

  #rows(id: string, q: string): Promise<InventoryPage> {
    const query = new URLSearchParams({ q, limit: '50' });
    return this.#product.api('GET', `/api/sessions/${id}/inventory?${query.toString()}`);
  }
}

function readOnce(payload: Uint8Array): number {
  const began = performance.now();
  const walk = new Inventory().begin('tools');
  new PageReader(walk, { list: 'tools', key: 'tools', revision: '2026-07-28' }).read({
    seq: 1,
    rpcId: '4',
    payload,
  });
  walk.end('done');
  return performance.now() - began;
}

function answerOf(tools: number): Uint8Array {
  const tool = (n: number): unknown => ({
    name: `tool_${n}`,
    title: `Tool ${n}`,
    description: 'Does a thing with things, and says what it did. '.repeat(4),
    inputSchema: {
      type: 'object',
      properties: Object.fromEntries(
        ['account', 'kind', 'from', 'to', 'limit'].map((name) => [
          name,
          { type: 'string', description: 'Something of use', enum: ['a', 'b'], minLength: 1 },
        ]),
      ),
      required: ['account'],
    },
    annotations: { readOnlyHint: true },
  });
  const result = { resultType: 'complete', tools: Array.from({ length: tools }, (_, n) => tool(n)) };
  return Buffer.from(JSON.stringify({ jsonrpc: '2.0', id: 4, result }));
}
