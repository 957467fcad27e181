import { createServer as createHttpServer } from 'node:http';
import { createServer, type Server } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { expectExact, httpWorld, type HttpWorld } from '../../test/http-world.ts';
import { makeCertificates, type Certificates } from '../../test/servers/certificates/certificates.ts';
import { startProxy } from '../../test/servers/raw-http/proxy.ts';
import {
  answering,
  idOf,
  json,
  startRaw,
  type RawOptions,
  type RawServer,
} from '../../test/servers/raw-http/server.ts';
import { proxyFor } from './proxy.ts';

const PING = { jsonrpc: '2.0', id: 1, method: 'ping' };
const closing: { close(): Promise<unknown> }[] = [];
let certificates: Certificates;

beforeAll(() => {
  certificates = makeCertificates();
});
afterAll(() => certificates.remove());
afterEach(async () => {
  for (const it of closing.splice(0).reverse()) await it.close();
});

async function serve(options: RawOptions = {}): Promise<RawServer> {
  const server = await startRaw(
    answering(
      async (request, talker) =>
        void (await talker.write(json({ jsonrpc: '2.0', id: idOf(request), result: {} }))),
    ),
    options,
  );
  closing.push(server);
  return server;
}

function reach(url: string, over: Parameters<typeof httpWorld>[1] = {}): HttpWorld {
  const w = httpWorld(url, over);
  closing.push(w.transport);
  return w;
}

describe('what stands in the way is said in words', () => {
  test('nobody listens', async () => {
    const server = await serve();
    await server.close();
    for (const host of ['127.0.0.1', 'localhost']) {
      const problem = await reach(`http://${host}:${server.port}/mcp`).transport.open();
      expect(problem).toMatchObject({
        code: 'ECONNREFUSED',
        message: expect.stringContaining(`${host}:${server.port}`),
        hint: expect.stringContaining('Start the server'),
      });
    }
  });

  test('no such name', async () => {
    const problem = await reach('http://no-such-host.invalid/mcp').transport.open();
    expect(['ENOTFOUND', 'EAI_AGAIN']).toContain(problem?.code);
    expect(problem?.message).toContain('no-such-host.invalid:80');
  });

  test('plain HTTP behind https://', async () => {
    const server = createHttpServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closing.push({ close: () => new Promise((resolve) => server.close(resolve)) });
    const address = `127.0.0.1:${(server.address() as { port: number }).port}/mcp`;
    const problem = await reach(`https://${address}`).transport.open();
    expect(problem?.message).toContain('does not speak TLS');
    expect(problem?.hint).toContain(`"http://${address}"`);
  });

  test('TLS behind http://', async () => {
    const server = await serve({ tls: certificates.signed });
    const w = reach(server.url.replace('https:', 'http:'));
    await w.transport.open();
    const { result } = await w.ask(PING);
    // OpenSSL answers with an alert, or hangs up; both say what to look at.
    expect(result).toMatchObject({ kind: 'failed' });
    expect(JSON.stringify(w.wire.frames.map(({ head }) => head.problem)) + JSON.stringify(result)).toMatch(
      /TLS, not HTTP|closed without an answer/,
    );
  });

  /** Takes connections and says nothing: TLS never begins. */
  async function serveSilence(): Promise<Server & { port: number }> {
    const silent = createServer((socket) => socket.on('error', () => socket.destroy()).resume());
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    closing.push({ close: () => new Promise((resolve) => silent.close(resolve)) });
    return Object.assign(silent, { port: (silent.address() as { port: number }).port });
  }

  test('a server that never begins to speak TLS', async () => {
    const { port } = await serveSilence();
    const problem = await reach(`https://127.0.0.1:${port}/`, { limits: { connect: 200 } }).transport.open();
    expect(problem).toMatchObject({
      code: 'connect-timeout',
      message: expect.stringContaining('no answer within 0.2 s while waiting for TLS'),
    });
  });

  test('being closed while connecting', async () => {
    const silent = await serveSilence();
    const w = reach(`https://127.0.0.1:${silent.port}/`);
    const opening = w.transport.open();
    await new Promise((resolve) => silent.once('connection', resolve));
    await w.transport.close();
    expect(await opening).toMatchObject({ code: 'cancelled' });
  });
});

describe('certificates', () => {
  test('that nobody vouches for are refused before a byte is sent; the way out is named', async () => {
    const server = await serve({ tls: certificates.selfSigned });
    const w = reach(server.url, { headers: [['Authorization', 'Bearer secret']] });
    const problem = await w.transport.open();
    expect(problem).toMatchObject({
      code: 'DEPTH_ZERO_SELF_SIGNED_CERT',
      message: expect.stringContaining('is self-signed'),
    });
    expect(problem?.message).toContain(certificates.selfSigned.fingerprint);
    expect(problem?.hint).toMatch(/CA file.*do not verify/);
    expect(Buffer.concat(server.seen.map(({ received }) => received))).toHaveLength(0);
    expect(w.wire.frames).toEqual([]);
  });

  test('are trusted by the CA file of the target', async () => {
    const server = await serve({ tls: certificates.signed });
    const refused = await reach(server.url).transport.open();
    expect(refused?.message).toContain('authority that is not trusted');
    const w = reach(server.url, { tls: { verify: true, caFile: certificates.caFile } });
    expect(await w.transport.open()).toBeUndefined();
    expect((await w.ask(PING)).result).toMatchObject({ kind: 'http', status: 200 });
    const key = certificates.signed.fingerprint;
    expect(w.events[0]).toMatchObject({
      kind: 'connected',
      certificateKey: key,
      note: expect.stringMatching(/^127\.0\.0\.1:\d+, TLSv1\.3, certificate verified, key SHA-256 /),
    });
  });

  test('for another host are refused', async () => {
    const server = await serve({ tls: certificates.elsewhere });
    const problem = await reach(server.url, {
      tls: { verify: true, caFile: certificates.caFile },
    }).transport.open();
    expect(problem).toMatchObject({
      code: 'ERR_TLS_CERT_ALTNAME_INVALID',
      message: expect.stringMatching(/is for another host.*other\.test/),
    });
  });

  test('that are over are refused', async () => {
    const server = await serve({ tls: certificates.expired });
    const problem = await reach(server.url, {
      tls: { verify: true, caFile: certificates.caFile },
    }).transport.open();
    expect(problem).toMatchObject({
      code: 'CERT_HAS_EXPIRED',
      message: expect.stringContaining('has expired'),
    });
  });

  test('are not looked at when the target says so, loudly', async () => {
    const server = await serve({ tls: certificates.selfSigned });
    const w = reach(server.url, { tls: { verify: false } });
    expect(await w.transport.open()).toBeUndefined();
    expect(w.events[0]).toMatchObject({
      kind: 'connected',
      note: expect.stringContaining('CERTIFICATE NOT VERIFIED (DEPTH_ZERO_SELF_SIGNED_CERT)'),
    });
    await w.ask(PING);
    // Plaintext is recorded, as the server reads it after its own TLS.
    await expectExact(server, w);
  });

  test('in a CA file that is missing or holds none', async () => {
    const server = await serve({ tls: certificates.signed });
    for (const caFile of ['/no/such/file.pem', import.meta.filename]) {
      const problem = await reach(server.url, { tls: { verify: true, caFile } }).transport.open();
      expect(problem).toMatchObject({ code: 'ca-file', message: expect.stringContaining(caFile) });
    }
  });
});

describe('proxies', () => {
  test('are asked for a tunnel to https targets; the asking is recorded on its own channel', async () => {
    const server = await serve({ tls: certificates.signed });
    const proxy = await startProxy({ closes: true });
    closing.push(proxy);
    const w = reach(`https://mcp.test:${server.port}/mcp`, {
      tls: { verify: true, caFile: certificates.caFile },
      proxy: { https: proxy.origin.replace('//', '//me:pa%20ss@') },
    });
    expect(await w.transport.open()).toBeUndefined();
    expect((await w.ask(PING)).result).toMatchObject({ kind: 'http', status: 200 });
    expect(proxy.destinations).toEqual([`http://mcp.test:${server.port}`]);
    expect(w.wire.channel('c1>.connect').toString()).toBe(
      `CONNECT mcp.test:${server.port} HTTP/1.1\r\nHost: mcp.test:${server.port}\r\nProxy-Authorization: Basic ${Buffer.from('me:pa ss').toString('base64')}\r\n\r\n`,
    );
    expect(w.wire.channel('c1<.connect').toString()).toBe(
      'HTTP/1.1 200 Connection established\r\nConnection: close\r\n\r\n',
    );
    await expectExact(server, w);
  });

  test('get absolute addresses for http targets', async () => {
    const server = await serve();
    const proxy = await startProxy();
    closing.push(proxy);
    const w = reach(`http://mcp.test:${server.port}/mcp?a=b`, { proxy: { http: `127.0.0.1:${proxy.port}` } });
    expect(await w.transport.open()).toBeUndefined();
    await w.ask(PING);
    expect(proxy.requests()).toEqual([`POST http://mcp.test:${server.port}/mcp?a=b HTTP/1.1`]);
    await expectExact(proxy, w);
  });

  test('get a tunnel for bytes as they are written, so that these reach the target whatever they name', async () => {
    const server = await serve();
    const proxy = await startProxy();
    closing.push(proxy);
    const w = reach(`http://mcp.test:${server.port}/mcp`, { proxy: { http: `127.0.0.1:${proxy.port}` } });
    expect(await w.transport.open()).toBeUndefined();
    const bytes = Buffer.from(
      'POST http://elsewhere.example/ HTTP/1.1\r\nHost: elsewhere.example\r\nContent-Length: 2\r\n\r\n{}',
    );
    const made = { bytes, message: bytes, ends: [bytes.length], pause: 0, notes: [] };
    const sent = await w.transport.send({
      message: bytes,
      author: 'craft',
      exact: { wantsTargetHeaders: false, bytes: () => ({ ok: true, value: made }) },
    });
    expect(await sent.done).toMatchObject({ kind: 'http', status: 200 });
    expect(proxy.destinations).toEqual([`http://mcp.test:${server.port}`]);
    expect(server.seen.at(-1)!.received.equals(bytes)).toBe(true);
    expect(w.wire.channel('c2>').equals(bytes)).toBe(true);
  });

  test('that refuse are named with their status', async () => {
    const proxy = await startProxy({ refuse: '407 Proxy Authentication Required' });
    closing.push(proxy);
    const problem = await reach('https://mcp.test/', { proxy: { https: proxy.origin } }).transport.open();
    expect(problem).toMatchObject({
      code: 'proxy-refused',
      message: expect.stringContaining('mcp.test:443: 407'),
      hint: expect.stringContaining('user:password'),
    });
  });

  test('that are gone are named, not the target', async () => {
    const proxy = await startProxy();
    await proxy.close();
    const problem = await reach('https://mcp.test/', { proxy: { https: proxy.origin } }).transport.open();
    expect(problem).toMatchObject({
      code: 'ECONNREFUSED',
      message: expect.stringContaining(`the proxy 127.0.0.1:${proxy.port}`),
    });
  });

  test.each<[string, string, boolean]>([
    ['https://mcp.test/', '', true],
    ['https://mcp.test/', 'mcp.test', false],
    ['https://a.mcp.test/', 'mcp.test', false],
    ['https://a.mcp.test/', '.mcp.test', false],
    ['https://amcp.test/', 'mcp.test', true],
    ['https://mcp.test/', '*', false],
    ['https://mcp.test/', 'x, MCP.test:443', false],
    ['https://mcp.test/', 'mcp.test:8443', true],
    ['https://10.1.2.3/', '10.0.0.0/8', false],
    ['https://11.1.2.3/', '10.0.0.0/8', true],
    ['https://10.1.2.3/', '10.1.2.3', false],
    ['https://[fd00::1]/', 'fd00::/8', false],
    ['https://[fd00::1]:99/', '[fd00::1]:99', false],
    ['https://mcp.test/', '10.0.0.0/99, x/y, /', true],
    ['https://localhost/', '', false],
    ['https://127.9.9.9/', '', false],
    ['https://[::1]/', '', false],
  ])('%s with NO_PROXY=%s', (url, no, isProxied) => {
    const found = proxyFor(new URL(url), { https: 'http://proxy:1', no });
    expect(found).toMatchObject({ ok: true });
    expect(found.ok && found.value !== undefined).toBe(isProxied);
  });

  test('that are none are refused, without showing their password', () => {
    const found = proxyFor(new URL('https://mcp.test/'), { https: 'socks5://me:secret@host:1' });
    expect(found).toMatchObject({
      ok: false,
      problem: { code: 'bad-proxy', message: expect.stringContaining('HTTPS_PROXY') },
    });
    expect(JSON.stringify(found)).not.toContain('secret');
  });
});

test('another key behind the same name is a problem', async () => {
  const first = await serve({ tls: certificates.signed });
  const w = reach(first.url, { tls: { verify: false } });
  await w.transport.open();
  await first.close();
  await serve({ tls: certificates.selfSigned, port: first.port });
  await w.ask(PING);
  expect(w.problems()).toMatchObject([
    { code: 'certificate-changed', message: expect.stringContaining(certificates.signed.fingerprint) },
  ]);
});

test('headers that cannot be had stop the request', async () => {
  const server = await serve();
  const w = reach(server.url, {
    credentials: { headersFor: () => Promise.reject(new Error('TOKEN is not set')) },
  });
  await w.transport.open();
  const { sent, result } = await w.ask(PING);
  expect(sent.frame).toBe(0);
  expect(result).toMatchObject({
    kind: 'failed',
    problem: { code: 'credentials', message: expect.stringContaining('TOKEN is not set') },
  });
  expect(server.requests()).toEqual([]);
});
