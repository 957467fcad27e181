import { readdirSync, readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { Product } from '../product.ts';
import { BarePipe, ECHO } from './bare-pipe.ts';
import type { Bench, OpenBenches } from './bench.ts';

const CALLS = 200;

/** The bridge without a page: start, memory, calls through the API. */
const open: OpenBenches = async () => {
  const echo = await Product.start(['--', process.execPath, ECHO]);
  const session = await echo.session();
  const caller = await ApiCaller.open(echo);
  const pipe = await BarePipe.open();
  const echoed = { name: 'echo', arguments: { text: 'x' } };
  const benches: Bench[] = [
    {
      name: 'start to HTTP 200',
      unit: 'ms',
      aim: { below: 160 },
      async measure() {
        const began = performance.now();
        const product = await Product.start([]);
        await (await fetch(product.origin)).text();
        const took = performance.now() - began;
        await product.stop();
        return took;
      },
    },
    {
      name: 'memory of all processes, idle, without a target',
      unit: 'MB',
      aim: { below: 80 },
      async measure() {
        const product = await Product.start([]);
        await product.snapshot();
        // Idle is what is left once everything that starts late has started.
        await new Promise((later) => setTimeout(later, 2500));
        const bytes = treeMemory(product.child.pid!);
        await product.stop();
        return bytes / 1e6;
      },
    },
    {
      name: `${CALLS} echo calls through the API, p50`,
      unit: 'ms',
      aim: { below: 0.6 },
      measure: () =>
        middleOf(CALLS, () =>
          caller.post(`/api/sessions/${session.id}/calls`, {
            method: 'tools/call',
            params: JSON.stringify(echoed),
          }),
        ),
      pipe: () => middleOf(CALLS, () => pipe.call('echo', { text: 'x' })),
    },
  ];
  return {
    benches,
    close: async () => {
      pipe.close();
      caller.close();
      await echo.stop();
    },
  };
};
export default open;

async function middleOf(times: number, once: () => Promise<unknown>): Promise<number> {
  const took: number[] = [];
  for (let i = 0; i < times; i++) {
    const began = performance.now();
    await once();
    took.push(performance.now() - began);
  }
  return took.sort((a, b) => a - b)[Math.floor(times / 2)]!;
}

/** One kept connection and no more: what is measured is the bridge, not a client library. */
class ApiCaller {
  #agent = new Agent({ keepAlive: true, maxSockets: 1 });
  #origin: URL;
  #token: string;

  private constructor(origin: string, token: string) {
    this.#origin = new URL(origin);
    this.#token = token;
  }

  static async open(product: Product): Promise<ApiCaller> {
    return new ApiCaller(product.origin, await product.token());
  }

  post(path: string, body: unknown): Promise<string> {
    const text = JSON.stringify(body);
    const { host, hostname, port, origin } = this.#origin;
    return new Promise((done, failed) => {
      const sent = request(
        {
          agent: this.#agent,
          hostname,
          port,
          path,
          method: 'POST',
          headers: {
            host,
            origin,
            authorization: `Bearer ${this.#token}`,
            'content-type': 'application/json',
            'content-length': Buffer.byteLength(text),
          },
        },
        (answer) => {
          let whole = '';
          answer.setEncoding('utf8').on('data', (part: string) => (whole += part));
          answer.on('end', () => (answer.statusCode === 200 ? done(whole) : failed(new Error(whole))));
        },
      );
      sent.on('error', failed).end(text);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}

/** Resident memory of a process and all below it, in bytes (Linux). */
function treeMemory(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const own = Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0) * 1024;
  const children = readdirSync(`/proc/${pid}/task`).flatMap((task) =>
    readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').trim().split(' ').filter(Boolean),
  );
  return own + children.reduce((sum, child) => sum + treeMemory(Number(child)), 0);
}
