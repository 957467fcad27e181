import { createHash } from 'node:crypto';
import { afterAll, expect, it } from 'vitest';
import { compilePack, Inspection, RULES, type TargetFacts } from '../../inspect/index.ts';
import type { Finding } from '../../protocol/finding.ts';
import { httpWorld, until, type HttpWorld } from '../http-world.ts';
import { startEverything, startServer } from '../servers/real-http.ts';
import { IN_ANSWERS } from '../servers/poisoned-http/expected.mjs';
import { answering, idOf, startRaw } from '../servers/raw-http/server.ts';

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
const pack = compilePack(RULES, hash);
const closing: (() => Promise<unknown>)[] = [];

afterAll(async () => {
  for (const close of closing.reverse()) await close();
});

const ofTheWire = ({ family }: Finding): boolean => family === 'http' || family === 'protocol';

/** Findings of what was really recorded, as the bridge hands it over. */
function findingsOf({ wire }: HttpWorld, url: string, counts = ofTheWire): Finding[] {
  wire.flush();
  const target: TargetFacts = { key: 'real', transport: 'http', url };
  const inspection = new Inspection({ pack, session: 's', target, hash });
  const found = wire.frames.flatMap(({ seq, head, raw, message }) => {
    const frame = {
      seq,
      head: { leg: 'server' as const, wall: 0, mono: 0, ...head },
      raw,
      payload: message.length > 0 ? message : undefined,
    };
    const done = inspection.take(frame);
    expect(done.notInspected).toEqual([]);
    return done.findings;
  });
  return found.filter(counts);
}

async function talkTo(url: string, headers: [string, string][] = []): Promise<HttpWorld> {
  const w = httpWorld(url, { headers });
  closing.push(() => w.transport.close());
  expect(await w.transport.open()).toBeUndefined();
  await w.ask({
    jsonrpc: '2.0',
    id: 1,
    method: 'initialize',
    params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'test', version: '1' } },
  });
  await w.ask({ jsonrpc: '2.0', method: 'notifications/initialized' });
  await w.ask({ jsonrpc: '2.0', id: 2, method: 'tools/list' });
  await w.ask({
    jsonrpc: '2.0',
    id: 3,
    method: 'tools/call',
    params: { name: 'echo', arguments: { text: 'a', message: 'a' } },
  });
  return w;
}

it.each([
  ['event streams', []],
  ['JSON', ['--json']],
])('is quiet on an honest server that answers in %s', async (_, args) => {
  const server = await startServer('sdk1-http', args);
  closing.push(() => server.close());
  const w = await talkTo(server.url);
  expect(w.messages().length).toBeGreaterThanOrEqual(3);
  expect(findingsOf(w, server.url)).toEqual([]);
});

it('says of the published example server only that every page may read it', async () => {
  const server = await startEverything('streamableHttp');
  closing.push(() => server.close());
  const found = findingsOf(await talkTo(server.url), server.url);
  for (const { rule, severity } of found) expect([rule, severity]).toEqual(['cross-origin-policy', 'low']);
});

it('fires on a careless server, at the bytes of the recording', async () => {
  let sessions = 0;
  const server = await startRaw(
    answering(async (request, talker) => {
      const body = JSON.stringify({ jsonrpc: '2.0', id: idOf(request) ?? null, result: {} });
      await talker.write(
        [
          'HTTP/1.1 200 OK',
          'Content-Type: text/html',
          'Access-Control-Allow-Origin: *',
          `Mcp-Session-Id: ${++sessions}`,
          'Set-Cookie: session=abc; Path=/',
          'Cache-Control: public, max-age=60',
          `Content-Length: ${body.length}`,
          '',
          body,
        ].join('\r\n'),
      );
    }),
  );
  closing.push(() => server.close());
  const w = await talkTo(`${server.url}?api_key=aaaabbbbccccddddeeee`, [
    ['Authorization', 'Bearer abcdefgh'],
  ]);
  await until(() => w.messages().length >= 3);
  const found = findingsOf(w, server.url);
  expect(new Set(found.map(({ rule }) => rule))).toEqual(
    new Set([
      'cross-origin-policy',
      'insecure-cookie',
      'shared-http-cache',
      'token-in-url',
      'unsolicited-answer',
      'weak-session-id',
      'wrong-content-type',
    ]),
  );
  for (const { evidence } of found)
    for (const { frame, part, from, to, header } of evidence) {
      const kept = w.wire.frames.find(({ seq }) => seq === frame)!;
      const text = (part === 'raw' ? kept.raw : kept.message).toString('latin1', from, to);
      if (header !== undefined)
        expect(kept.head.http!.headers.some(([, value]) => value.includes(text))).toBe(true);
    }
});

it('says of the poisoned server over HTTP what its manifest says, and nothing grave beside', async () => {
  const server = await startServer('poisoned-http');
  closing.push(() => server.close());
  const w = httpWorld(server.url, { headers: [['Authorization', 'Bearer abcdefgh']] });
  closing.push(() => w.transport.close());
  expect(await w.transport.open()).toBeUndefined();
  const asked = new Map<number, string>();
  for (const [at, method] of [
    'initialize',
    'tools/list',
    'resources/list',
    'prompts/list',
    'ping',
  ].entries()) {
    const { sent } = await w.ask({ jsonrpc: '2.0', id: at + 1, method, params: {} });
    asked.set(sent.frame, method);
  }
  const found = findingsOf(w, server.url, () => true);
  const rows = found.flatMap(({ rule, severity, evidence: [place] }) => {
    const { head, raw } = w.wire.frames.find(({ seq }) => seq === place!.frame)!;
    const { from, to, header } = place!;
    return {
      rule,
      severity,
      method: asked.get(head.answers!),
      header,
      covers: raw.toString('latin1', from, to),
    };
  });
  expect(new Set(rows)).toEqual(new Set(IN_ANSWERS));
});
