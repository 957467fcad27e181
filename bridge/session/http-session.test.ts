import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { createServer, type AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { challenging, notFound, redirecting } from '../../test/servers/raw-http/bodies.ts';
import {
  answering,
  http,
  idOf,
  json,
  startRaw,
  type RawServer,
  type Script,
} from '../../test/servers/raw-http/server.ts';
import { sessionOn, type SessionWorld } from '../../test/session-world.ts';
import { createHttpTransport } from '../transport/http.ts';
import type { LiveSessionOptions } from './live-session-options.ts';

const everything = createRequire(import.meta.url).resolve(
  '@modelcontextprotocol/server-everything/dist/index.js',
);
const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const undo of cleanUp.splice(0).reverse()) await undo();
});

interface HttpWorld extends SessionWorld {
  headers: [string, string][];
}

function httpSession(url: string, over: Partial<LiveSessionOptions> = {}): HttpWorld {
  const headers: [string, string][] = [];
  const world = sessionOn([], {
    speaks: 'streamable-http',
    mayFallBack: true,
    createTransport: (speaks, context) =>
      createHttpTransport(speaks === 'legacy-sse' ? 'legacy-sse' : 'streamable-http', {
        url,
        tls: { verify: true },
        credentials: { headersFor: () => Promise.resolve(headers) },
        context,
      }),
    ...over,
  });
  cleanUp.push(() => world.live.stop());
  return { ...world, headers };
}

async function raw(script: Script): Promise<RawServer> {
  const server = await startRaw(script);
  cleanUp.push(() => server.close());
  return server;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}

/** A real server on a free port; resolves when it says that it listens. */
async function everythingOver(transport: 'streamableHttp' | 'sse'): Promise<string> {
  const port = await freePort();
  const child: ChildProcess = spawn(process.execPath, [everything, transport], {
    env: { ...process.env, PORT: String(port) },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  cleanUp.push(async () => {
    child.kill('SIGKILL');
    await once(child, 'exit');
  });
  // Read to the end: a server whose stderr is closed dies of it.
  await new Promise<void>((listens) => {
    let said = '';
    child.stderr!.on('data', (text: Buffer) => {
      said += text.toString();
      if (said.includes(String(port))) listens();
    });
  });
  return `http://127.0.0.1:${port}`;
}

const call = (world: SessionWorld) =>
  world.live.call({ method: 'tools/call', params: '{"name":"echo","arguments":{"message":"hé"}}' });

describe('a session over HTTP', () => {
  it('speaks Streamable HTTP with a real server, session id and GET stream included', async () => {
    const world = httpSession(`${await everythingOver('streamableHttp')}/mcp`);
    await world.open();
    expect(world.live.record.current).toMatchObject({
      state: { kind: 'open' },
      era: 'handshake',
      revision: '2025-11-25',
      transport: 'streamable-http',
    });
    expect(await call(world)).toMatchObject({ ok: true, value: { outcome: 'result' } });
    const toolCall = world.frames.find(({ row }) => row.method === 'tools/call')!;
    expect(toolCall.raw.toString()).toMatch(/^POST \/mcp HTTP\/1\.1\r\n/);
    expect(toolCall.raw.toString().toLowerCase()).toContain('mcp-protocol-version: 2025-11-25');
    expect(toolCall.raw.toString().toLowerCase()).toContain('mcp-session-id: ');
    await world.untilFrame((row) => row.preview?.startsWith('GET /mcp') === true);
    await world.live.stop();
    expect(world.frames.some(({ row }) => row.preview?.startsWith('DELETE /mcp') === true)).toBe(true);
  });

  it('falls back to HTTP+SSE of 2024-11-05 with a real server', async () => {
    const world = httpSession(`${await everythingOver('sse')}/sse`);
    await world.open();
    const { state, transport, offers } = world.live.record.current;
    expect({ state, transport }).toEqual({ state: { kind: 'open' }, transport: 'legacy-sse' });
    expect(offers?.['tools']).toBeGreaterThan(10);
    expect(await call(world)).toMatchObject({ ok: true, value: { outcome: 'result' } });
  });

  it('stops at 401 with the parsed challenge, and goes on with a token', async () => {
    const locked = answering(async (request, talker) => {
      if (request.headers['authorization'] !== 'Bearer right') {
        await talker.write(
          http('401 Unauthorized', { 'WWW-Authenticate': 'Bearer realm="x", error="invalid_token"' }, ''),
        );
        return;
      }
      const result = request.body.includes('server/discover')
        ? { supportedVersions: ['2026-07-28'], capabilities: {}, resultType: 'complete' }
        : {};
      await talker.write(json({ jsonrpc: '2.0', id: idOf(request), result }));
    });
    const server = await raw(locked);
    const world = httpSession(server.url);
    await world.open();
    expect(world.live.record.current.state).toMatchObject({
      kind: 'unauthorised',
      status: 401,
      challenges: [
        {
          scheme: 'Bearer',
          params: [
            { name: 'realm', value: 'x' },
            { name: 'error', value: 'invalid_token' },
          ],
        },
      ],
    });
    world.headers.push(['Authorization', 'Bearer right']);
    await world.live.retry();
    expect(world.live.record.current).toMatchObject({ state: { kind: 'open' }, era: 'modern' });
    const { raw: sent } = world.frames.findLast(
      ({ row }) => row.method === 'server/discover' && row.kind === 'request',
    )!;
    expect(sent.toString().toLowerCase()).toContain('mcp-protocol-version: 2026-07-28');
    expect(sent.toString().toLowerCase()).toContain('mcp-method: server/discover');
  });

  it('reads several challenges', async () => {
    const world = httpSession((await raw(challenging)).url);
    await world.open();
    const { state } = world.live.record.current;
    expect(state.kind === 'unauthorised' && state.challenges.length).toBeGreaterThan(1);
  });

  it('never follows a redirect, and says where it points', async () => {
    const elsewhere = await raw(notFound);
    const server = await raw(redirecting('307 Temporary Redirect', elsewhere.url));
    const world = httpSession(server.url);
    await world.open();
    const { state } = world.live.record.current;
    expect(state).toMatchObject({ kind: 'failed', problem: { code: 'redirected' } });
    expect(state.kind === 'failed' && state.problem.message).toContain(elsewhere.url);
    expect(elsewhere.seen).toEqual([]);
  });

  it('says that a URL is no MCP endpoint, with what was tried', async () => {
    const world = httpSession((await raw(notFound)).url);
    await world.open();
    expect(world.live.record.current.state).toMatchObject({ kind: 'failed', problem: { code: 'not-mcp' } });
  });

  it('says that nobody listens', async () => {
    const world = httpSession(`http://127.0.0.1:${await freePort()}/mcp`);
    await world.open();
    const { state } = world.live.record.current;
    expect(state.kind).toBe('failed');
    expect(state.kind === 'failed' && state.problem.message).toContain('127.0.0.1');
  });

  it('cancels in the modern era by closing the response', async () => {
    const slow = answering(async (request, talker) => {
      if (request.body.includes('server/discover')) {
        const result = { supportedVersions: ['2026-07-28'], capabilities: {}, resultType: 'complete' };
        await talker.write(json({ jsonrpc: '2.0', id: idOf(request), result }));
        return;
      }
      await new Promise(() => {});
    });
    const server = await raw(slow);
    const world = httpSession(server.url);
    await world.open();
    const pending = call(world);
    const { row } = await world.untilFrame((r) => r.method === 'tools/call');
    world.live.cancel(row.seq, 'enough');
    expect(await pending).toMatchObject({ ok: true, value: { outcome: 'cancelled' } });
    expect(world.frames.some((frame) => frame.row.method === 'notifications/cancelled')).toBe(false);
  });
});
