import { afterEach, expect, test } from 'vitest';
import { toWire, USUAL_HTTP, type ToWire } from '../../protocol/raw/to-wire.ts';
import type { HttpForm } from '../../protocol/wire-form.ts';
import { expectExact, httpWorld, until, type HttpWorld } from '../../test/http-world.ts';
import { makeCertificates } from '../../test/servers/certificates/certificates.ts';
import { answering, idOf, json, startRaw } from '../../test/servers/raw-http/server.ts';
import { legacy } from '../../test/servers/raw-http/streams.ts';
import type { Exact, Hold, SendResult, Sent } from './transport.ts';

const PING = '{"jsonrpc":"2.0","id":1,"method":"ping"}';
const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** Forms that a server sees in its bytes alone, and what arrives of each. */
const FORMS: [wire: Partial<HttpForm>, arrives: string][] = [
  [
    { head: 'POST /mcp HTTP/1.1\nHost: a\nHost: b\nX :  y ', lineEnd: 'lf', length: 'as-written' },
    `POST /mcp HTTP/1.1\nHost: a\nHost: b\nX :  y \n\n${PING}`,
  ],
  [
    { head: 'POST /mcp HTTP/1.1\nHost: x', chunk: 30, parts: 7, pause: 1 },
    `POST /mcp HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1e\r\n${PING.slice(0, 30)}\r\na\r\n${PING.slice(30)}\r\n0\r\n\r\n`,
  ],
  [{ head: '', parts: 2 }, PING],
];

async function sent(
  w: HttpWorld,
  wire: Partial<HttpForm>,
  hold?: Hold,
): Promise<{ sent: Sent; done: Promise<SendResult> }> {
  const asked: ToWire = { text: PING, wire: { ...USUAL_HTTP, ...wire } };
  const exact: Exact = { wantsTargetHeaders: false, bytes: () => toWire(asked) };
  const message = Buffer.from(PING);
  const it = await w.transport.send({ message, exact, author: 'craft', ...(hold && { hold }) });
  closing.push(() => it.abort());
  return { sent: it, done: it.done };
}

/** Of the connection that a frame went out on, what the server has of it. */
const over = (w: HttpWorld, frame: number): number =>
  Number(w.wire.frames.find(({ seq }) => seq === frame)!.head.channel.slice(1, -1)) - 1;

test('bytes arrive over TLS as they were drawn, and the last of them only when it is let go', async () => {
  const certificates = makeCertificates();
  closing.push(() => certificates.remove());
  const script = answering((request, talker) =>
    talker.write(json({ jsonrpc: '2.0', id: idOf(request), result: {} })).then(() => undefined),
  );
  const server = await startRaw(script, { tls: certificates.signed });
  closing.push(() => server.close());
  const w = httpWorld(server.url, { tls: { verify: true, caFile: certificates.caFile } });
  closing.push(() => w.transport.close());
  expect(await w.transport.open()).toBeUndefined();
  for (const [wire, arrives] of FORMS) {
    const it = await sent(w, wire);
    const at = over(w, it.sent.frame);
    await until(() => (server.seen[at]?.received.length ?? 0) >= arrives.length);
    expect(server.seen[at]!.received.toString()).toBe(arrives);
  }
  let release = (): void => {};
  let isReady = false;
  const hold: Hold = {
    released: new Promise((resolve) => (release = resolve)),
    ready: () => void (isReady = true),
  };
  const whole = `POST /mcp HTTP/1.1\r\nContent-Length: ${PING.length}\r\n\r\n${PING}`;
  const held = await sent(w, { head: 'POST /mcp HTTP/1.1' }, hold);
  const at = over(w, held.sent.frame);
  await until(() => isReady && server.seen[at]?.received.length === whole.length - 1);
  release();
  expect(await held.done).toMatchObject({ kind: 'http', status: 200, messages: 1 });
  expect(server.seen[at]!.received.toString()).toBe(whole);
  await expectExact(server, w);
});

test('bytes arrive at a server of 2024-11-05 as they were drawn, and the answer comes on its stream', async () => {
  const server = await startRaw(legacy('/message?sessionId=7'));
  closing.push(() => server.close());
  const w = httpWorld(server.url, { kind: 'legacy-sse' });
  closing.push(() => w.transport.close());
  expect(await w.transport.open()).toBeUndefined();
  for (const [wire, arrives] of FORMS) {
    const it = await sent(w, wire);
    const at = over(w, it.sent.frame);
    await until(() => (server.seen[at]?.received.length ?? 0) >= arrives.length);
    expect(server.seen[at]!.received.toString()).toBe(arrives);
  }
  const before = w.messages().length;
  const usual = await w.transport.usualHead!([], Buffer.from(PING));
  if (!usual.ok) throw new Error(usual.problem.message);
  expect(usual.value.text).toMatch(/^POST \/message\?sessionId=7 HTTP\/1.1\n/);
  const it = await sent(w, { head: usual.value.text });
  expect((await it.done).kind).toBe('http');
  await until(() => w.messages().length > before);
  expect(JSON.parse(w.messages().at(-1)!.message.toString())).toEqual({ jsonrpc: '2.0', id: 1, result: {} });
  await expectExact(server, w);
});
