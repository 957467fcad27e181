import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FuzzReport } from '../protocol/fuzz.ts';
import { buildCli } from '../test/build-cli.ts';
import { serverPath } from '../test/stdio-servers.ts';

const folder = mkdtempSync(join(tmpdir(), 'fuzz-cli-'));
const env = { PATH: process.env['PATH'], HOME: folder };
const ECHO = ['--', process.execPath, serverPath('echo')];
let cli: string;
beforeAll(async () => {
  cli = await buildCli(join(folder, 'dist'));
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

interface Ran {
  code: number | null;
  out: string;
  err: string;
}

function run(data: string, args: string[]): Promise<Ran> {
  const words = [cli, 'fuzz', '--data-dir', join(folder, data), ...args];
  const child = spawn(process.execPath, words, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const ran: Ran = { code: null, out: '', err: '' };
  child.stdout.on('data', (part: Buffer) => (ran.out += part.toString()));
  child.stderr.on('data', (part: Buffer) => (ran.err += part.toString()));
  return once(child, 'close').then(([code]) => ({ ...ran, code: code as number | null }));
}

const reportOf = ({ out, err }: Ran): FuzzReport => {
  if (out === '') throw new Error(err);
  return JSON.parse(out) as FuzzReport;
};

/** A server over HTTP with one tool; `call` answers calls of it. Counts every request. */
async function served(
  call: (request: IncomingMessage, response: ServerResponse, id: unknown) => void,
): Promise<{ port: number; asked(): number; close(): void }> {
  let asked = 0;
  const server: Server = createServer((incoming, response) => {
    asked++;
    let body = '';
    incoming.on('data', (chunk: Buffer) => (body += chunk.toString()));
    incoming.on('end', () => {
      const { id, method } = readCall(body);
      if (method === 'tools/call') return call(incoming, response, id);
      response.writeHead(id === undefined ? 202 : 200, { 'content-type': 'application/json' });
      return response.end(id === undefined ? '' : JSON.stringify({ jsonrpc: '2.0', id, ...said(method) }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    asked: () => asked,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function readCall(body: string): { id?: unknown; method?: string } {
  try {
    return JSON.parse(body) as { id?: unknown; method?: string };
  } catch {
    // SyntaxError: a case that is no JSON on purpose.
    return {};
  }
}

function said(method: string | undefined): object {
  const capabilities = { tools: {} };
  if (method === 'initialize')
    return {
      result: { protocolVersion: '2025-06-18', capabilities, serverInfo: { name: 'one tool', version: '1' } },
    };
  if (method !== 'tools/list') return { error: { code: -32601, message: 'no such method' } };
  const inputSchema = { type: 'object', properties: { text: { type: 'string' } }, required: ['text'] };
  return { result: { tools: [{ name: 'say', description: 'Says a text.', inputSchema }] } };
}

const good = (response: ServerResponse, id: unknown, text = 'said'): void => {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ jsonrpc: '2.0', id, result: { content: [{ type: 'text', text }] } }));
};

const SHORT = ['--tool', 'say', '--strategy', 'unicode', '--budget', '5', '--format', 'json'];

// Linux takes 0.0.0.0 for this machine; to us it is a host like any other, so that it stands for a public one here.
describe.skipIf(process.platform === 'win32')('a host that is not ours', () => {
  let host: Awaited<ReturnType<typeof served>>;
  beforeAll(async () => {
    host = await served((_request, response, id) => good(response, id));
  });
  afterAll(() => host.close());

  test.each([
    ['without its name', []],
    ['with another name', ['--authorised-host', 'example.com']],
    ['with more than its name', ['--authorised-host', '0.0.0.0.']],
  ])(
    'is asked nothing %s, and what to type is said',
    async (_, more) => {
      const ran = await run('host', [...SHORT, '--yes', ...more, `http://0.0.0.0:${host.port}/mcp`]);
      expect(ran).toMatchObject({ code: 2, out: '' });
      expect(ran.err).toContain('--authorised-host 0.0.0.0\n');
      expect(host.asked()).toBe(0);
    },
    30_000,
  );

  test('is tried with exactly its name', async () => {
    const ran = await run('host', [
      ...SHORT,
      ...['--yes', '--authorised-host', '0.0.0.0', `http://0.0.0.0:${host.port}/mcp`],
    ]);
    expect(reportOf(ran).run).toMatchObject({ state: 'done', done: 5 });
    expect(host.asked()).toBeGreaterThan(5);
  });
});

test('a server that sends elsewhere is not followed', async () => {
  const elsewhere = await served((_request, response, id) => good(response, id));
  const other = `http://127.0.0.1:${elsewhere.port}/mcp`;
  const target = await served((_request, response, id) => {
    if (target.asked() % 2 === 0) return good(response, id, `Ask ${other} instead.`);
    response.writeHead(307, { location: other });
    return response.end();
  });
  const ran = await run('away', [...SHORT, '--yes', `http://127.0.0.1:${target.port}/mcp`]);
  expect(reportOf(ran).run).toMatchObject({ state: 'done', done: 5 });
  expect(target.asked()).toBeGreaterThan(5);
  expect(elsewhere.asked()).toBe(0);
  for (const { close } of [target, elsewhere]) close();
});

/** How long it took, what was odd about that, and under which names it was recorded: all that may differ. */
const VOLATILE = new Set(
  'startedAt endedAt requests perSecond interesting sessions session answer version confirmation takes controls'.split(
    ' ',
  ),
);
const steady = (ran: Ran): string =>
  JSON.stringify({ ...reportOf(ran), run: { ...reportOf(ran).run, id: '' } }, (key, value: unknown) =>
    VOLATILE.has(key) ? undefined : value,
  );

test('the same seed twice gives the same report, another seed another one', async () => {
  const told = async (seed: string): Promise<string> => {
    const words = ['--budget', '30', '--strategy', 'template-injection,unicode', '--tool', 'echo'];
    return steady(await run('seed', ['--format', 'json', '--seed', seed, '--no-world', ...words, ...ECHO]));
  };
  const [first, second, other] = [await told('7'), await told('7'), await told('8')];
  expect(second).toBe(first);
  expect(other).not.toBe(first);
}, 90_000);
