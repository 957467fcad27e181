import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FuzzPlan, FuzzReport, FuzzRequest, FuzzRun } from '../../protocol/fuzz.ts';
import { BridgeWorld, privateFolder } from '../bridge-world.ts';

/** Whatever host is asked for is reached through this one, so that nobody else is. */
let proxy: Server;
const seen = { sockets: 0, hosts: [] as string[] };
let folder: ReturnType<typeof privateFolder>;
let world: BridgeWorld;

beforeAll(async () => {
  proxy = createServer((incoming, response) => {
    seen.hosts.push(new URL(incoming.url ?? '', 'http://none.invalid').hostname);
    // Nobody comes back later for a stream that does not exist.
    if (incoming.method === 'GET') return response.writeHead(405).end();
    return void bodyOf(incoming).then((body) => {
      const { id, method } = (body === '' ? {} : JSON.parse(body)) as { id?: number; method?: string };
      response.writeHead(id === undefined ? 202 : 200, { 'content-type': 'application/json' });
      response.end(id === undefined ? '' : JSON.stringify({ jsonrpc: '2.0', id, ...said(method) }));
    });
  });
  proxy.on('connection', () => seen.sockets++);
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  folder = privateFolder();
  const env = { PATH: process.env['PATH'] ?? '', HTTP_PROXY: address };
  world = await BridgeWorld.start(folder.path, { env });
});
afterAll(async () => {
  await world.bridge.stop();
  proxy.closeAllConnections();
  proxy.close();
  folder.remove();
});

async function bodyOf(incoming: IncomingMessage): Promise<string> {
  let body = '';
  for await (const part of incoming) body += String(part);
  return body;
}

function said(method: string | undefined): object {
  const serverInfo = { name: 'one tool', version: '1' };
  if (method === 'initialize')
    return { result: { protocolVersion: '2025-06-18', capabilities: { tools: {} }, serverInfo } };
  const inputSchema = { type: 'object', properties: { text: { type: 'string' } }, required: ['text'] };
  if (method === 'tools/list') return { result: { tools: [{ name: 'say', description: '', inputSchema }] } };
  if (method === 'tools/call') return { result: { content: [{ type: 'text', text: 'said' }] } };
  return { error: { code: -32601, message: 'no such method' } };
}

/** A session that is open, and at which nothing is under way. */
async function opened(url: string): Promise<string> {
  const added = await world.bridge.addAndConnect({
    name: url,
    spec: { kind: 'streamable-http', url, headers: [], verify: true },
    origin: 'page',
    confirmed: 'in-terminal',
  });
  if (!added.ok) throw new Error(added.problem.message);
  const open = await world.until(added.value.session, ({ stages }) =>
    stages.some(({ stage, status }) => stage === 'lists' && status !== 'running'),
  );
  return open.id;
}

const asked = (session: string, more: Partial<FuzzRequest>): FuzzRequest => ({
  ...{ session, seed: 5, budget: 3, concurrency: 1, timeout: 2000, within: 60_000 },
  ...{ strategies: ['unicode'], allowDestructive: [], world: true },
  ...more,
});

describe.each([
  ['public', 'http://192.0.2.1/mcp', '192.0.2.1'],
  ['link-local', 'http://169.254.169.254/mcp', '169.254.169.254'],
  ['link-local, of IPv6,', 'http://[fe80::1]/mcp', '[fe80::1]'],
])('a %s address', (_, url, host) => {
  let session: string;
  beforeAll(async () => {
    session = await opened(url);
  });

  test.each([
    ['no host', {}],
    ['another host', { authorisedHost: 'example.com' }],
    ['more than the host', { authorisedHost: `${host}.` }],
    ['nothing', { authorisedHost: '' }],
  ])('is sent nothing when %s is typed', async (_typed, more) => {
    const { sockets, hosts } = { ...seen, hosts: seen.hosts.length };
    const request = asked(session, more);
    const plan = await world.send<FuzzPlan>('POST', '/api/fuzz/plan', request);
    expect(plan.mustAuthorise).toBe(host);
    const answer = await world.ask('POST', '/api/fuzz/runs', { request, confirmation: plan.confirmation });
    expect(answer.status).toBe(422);
    expect(answer.json).toEqual({
      problem: {
        code: 'not-authorised',
        message: `${host} is neither this machine nor in a private network: nothing is sent there without its name being typed.`,
        hint: `If you may test it, type ${host} exactly (in the terminal: --authorised-host ${host}).`,
      },
    });
    expect(await world.get('/api/fuzz/runs')).toEqual({ runs: [] });
    expect(seen.sockets).toBe(sockets);
    expect(seen.hosts).toHaveLength(hosts);
  });

  test('is not sent anything either by a yes to a plan without the host', async () => {
    const before = { ...seen, hosts: seen.hosts.length };
    const { confirmation } = await world.send<FuzzPlan>('POST', '/api/fuzz/plan', asked(session, {}));
    const request = asked(session, { authorisedHost: host });
    const answer = await world.ask('POST', '/api/fuzz/runs', { request, confirmation });
    expect(answer.status).toBe(422);
    expect(answer.json).toMatchObject({ problem: { code: 'not-confirmed' } });
    expect({ ...seen, hosts: seen.hosts.length }).toEqual(before);
  });
});

test('with exactly its host typed it is tried, over sockets that are counted', async () => {
  const session = await opened('http://192.0.2.1/mcp');
  const before = { ...seen, hosts: seen.hosts.length };
  const request = asked(session, { authorisedHost: '192.0.2.1' });
  const { confirmation } = await world.send<FuzzPlan>('POST', '/api/fuzz/plan', request);
  const { id } = await world.send<FuzzRun>('POST', '/api/fuzz/runs', { request, confirmation });
  const run = async (): Promise<FuzzRun> => (await world.get<FuzzReport>(`/api/fuzz/runs/${id}`)).run;
  await expect.poll(async () => (await run()).state).toBe('done');
  expect((await run()).done).toBe(3);
  expect(seen.sockets).toBeGreaterThan(before.sockets);
  expect(new Set(seen.hosts.slice(before.hosts))).toEqual(new Set(['192.0.2.1']));
  expect(seen.hosts.length - before.hosts).toBeGreaterThan(3);
});
