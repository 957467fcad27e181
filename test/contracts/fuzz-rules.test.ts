import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type {
  FuzzCaseRow,
  FuzzCases,
  FuzzFinding,
  FuzzPlan,
  FuzzReport,
  FuzzRequest,
  FuzzRun,
} from '../../protocol/fuzz.ts';
import { BridgeWorld, privateFolder } from '../bridge-world.ts';

/** An address with a password in it, in pieces: nothing that looks like one stands in this repository. */
const addressOf = (user: string): string =>
  `postgres://${user}:${'vT9kQz'}2mXr@db-prod.eu-west-1.rds.amazonaws.com:5432/invoices`;
const TRACE =
  'Error: no such value\n    at read (/srv/app/index.js:10:5)\n    at call (/srv/app/index.js:4:2)';

/** What a tool says to a text, and how often it was asked for that. */
type Says = (text: string, time: number) => string;
const TOOLS: Record<string, Says> = {
  'tells a secret to one': (text) => (text === 'c' ? `No way to ${addressOf('billing')}` : 'Done.'),
  'tells its inside to one': (text) => (text === 'c' ? TRACE : 'Done.'),
  'tells it to everybody': () => `No way to ${addressOf('shop')}`,
  'tells its inside to everybody': () => TRACE,
  'tells it to everybody from then on': (text) =>
    wasTold || (wasTold = text === 'c') ? `No way to ${addressOf('stock')}` : 'Done.',
  'tells everybody one, and another to one': (text) =>
    `No way to ${addressOf('usual')}${text === 'c' ? ` nor to ${addressOf('admin')}` : ''}`,
  'tells it once': (text, time) => (text === 'c' && time === 1 ? `No way to ${addressOf('once')}` : 'Done.'),
  'tells everybody one, and another once': (text, time) =>
    `No way to ${addressOf('usual2')}${text === 'c' && time === 1 ? ` nor to ${addressOf('first')}` : ''}`,
};
let wasTold = false;

interface Asked {
  id?: number;
  method?: string;
  params?: { name?: string; arguments?: { text?: string } };
}

function readAsked(body: string): Asked {
  try {
    return JSON.parse(body) as Asked;
  } catch {
    // SyntaxError: what a value made smaller has left of a message.
    return {};
  }
}

let server: Server;
let folder: ReturnType<typeof privateFolder>;
let world: BridgeWorld;
let session: string;
beforeAll(async () => {
  const times = new Map<string, number>();
  const called = ({ name = '', arguments: { text = '' } = {} }: NonNullable<Asked['params']>): string => {
    const time = (times.get(`${name} ${text}`) ?? 0) + 1;
    times.set(`${name} ${text}`, time);
    return TOOLS[name]?.(text, time) ?? '';
  };
  server = createServer((incoming, response) => {
    let body = '';
    incoming.on('data', (chunk: Buffer) => (body += chunk.toString()));
    incoming.on('end', () => {
      const { id, method, params = {} } = readAsked(body);
      response.writeHead(id === undefined ? 202 : 200, { 'content-type': 'application/json' });
      const answer =
        method === 'tools/call'
          ? { result: { content: [{ type: 'text', text: called(params) }] } }
          : said(method);
      response.end(id === undefined ? '' : JSON.stringify({ jsonrpc: '2.0', id, ...answer }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  folder = privateFolder();
  world = await BridgeWorld.start(folder.path);
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`;
  const added = await world.bridge.addAndConnect({
    name: 'tells',
    spec: { kind: 'streamable-http', url, headers: [], verify: true },
    origin: 'page',
    confirmed: 'in-terminal',
  });
  if (!added.ok) throw new Error(added.problem.message);
  const open = await world.until(added.value.session, ({ stages }) =>
    stages.some(({ stage, status }) => stage === 'lists' && status !== 'running'),
  );
  session = open.id;
});
afterAll(async () => {
  await world.bridge.stop();
  server.closeAllConnections();
  server.close();
  folder.remove();
});

function said(method: string | undefined): object {
  const serverInfo = { name: 'tells', version: '1' };
  if (method === 'initialize')
    return { result: { protocolVersion: '2025-06-18', capabilities: { tools: {} }, serverInfo } };
  const inputSchema = { type: 'object', properties: { text: { type: 'string' } }, required: ['text'] };
  if (method === 'tools/list')
    return { result: { tools: Object.keys(TOOLS).map((name) => ({ name, description: '', inputSchema })) } };
  return { error: { code: -32601, message: 'no such method' } };
}

/** Five values in the place of what one tool is asked for; the third of them is "c". */
function asked(name: string, concurrency: number): FuzzRequest {
  const call = { method: 'tools/call', params: { name, arguments: { text: 'seed' } } };
  const text = JSON.stringify({ jsonrpc: '2.0', id: 1, ...call });
  const from = text.indexOf('"seed"');
  const mark = { from, to: from + '"seed"'.length, as: 'raw' as const, list: 0, transforms: [] };
  const values = ['"a"', '"b"', '"c"', '"d"', '"e"'];
  return {
    ...{ session, seed: 3, budget: 5, concurrency, timeout: 2000, within: 60_000 },
    ...{ allowDestructive: [], world: true },
    marked: {
      text,
      how: { rpcId: 'next', meta: 'fill' },
      marks: [mark],
      lists: [{ kind: 'values', name: 'mine', values }],
      mode: 'sniper',
    },
  };
}

interface Ran {
  findings: readonly FuzzFinding[];
  rows: readonly FuzzCaseRow[];
}

async function ran(name: string, concurrency = 1): Promise<Ran> {
  const request = asked(name, concurrency);
  const { confirmation } = await world.send<FuzzPlan>('POST', '/api/fuzz/plan', request);
  const { id } = await world.send<FuzzRun>('POST', '/api/fuzz/runs', { request, confirmation });
  const report = (): Promise<FuzzReport> => world.get<FuzzReport>(`/api/fuzz/runs/${id}`);
  await expect.poll(async () => (await report()).run.state).toBe('done');
  const ask = { tab: 'all', q: '', from: 0, limit: 100 };
  const { rows } = await world.send<FuzzCases>('POST', `/api/fuzz/runs/${id}/cases`, ask);
  return { findings: (await report()).findings, rows };
}

describe('what rules find in the answers of a run', () => {
  test.each([
    ['tells a secret to one', 'leaked-secret', 'high', 1],
    ['tells a secret to one', 'leaked-secret', 'high', 3],
    ['tells its inside to one', 'stack-trace', 'low', 1],
    ['tells everybody one, and another to one', 'leaked-secret', 'high', 1],
  ])('%s: it is told of that case (%s, %s, %i at once)', async (name, oracle, severity, atOnce) => {
    const { findings, rows } = await ran(name, atOnce);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({ n: 3, oracle, severity, confirmed: 3, subject: name });
    // Nothing smaller is taken for it that shows something else.
    expect(findings[0]?.minimalValue).toBe('"c"');
    expect(rows.filter((row) => row.oracle !== undefined).map(({ n, shown }) => [n, shown])).toEqual([
      [3, '"c"'],
    ]);
  });

  test.each([
    ['tells it to everybody'],
    ['tells its inside to everybody'],
    ['tells it to everybody from then on'],
    ['tells it once'],
    ['tells everybody one, and another once'],
  ])('%s: that is no finding of a case', async (name) => {
    const { findings, rows } = await ran(name);
    expect(findings).toEqual([]);
    expect(rows.filter(({ oracle }) => oracle !== undefined)).toEqual([]);
  });
});
