import { connect, createServer } from 'node:net';
import { once } from 'node:events';
import { setTimeout as later } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { CanaryListener, type ListenerOptions } from './canary-listener.ts';

const BODY = 'f0'.repeat(16);
const TOKEN = 'abcd1234efgh5678';
const started: CanaryListener[] = [];
afterEach(async () => {
  for (const one of started.splice(0)) await one.stop();
});

async function listening(more: Partial<ListenerOptions> = {}): Promise<CanaryListener> {
  const one = await CanaryListener.start({ seed: 4711, body: BODY, ...more });
  if (!one.ok) throw new Error(one.problem.message);
  started.push(one.value);
  return one.value;
}

/** What comes back of bytes that any client may send. */
async function says(port: number, bytes: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  let answer = '';
  socket.setEncoding('latin1').on('data', (part) => (answer += String(part)));
  socket.write(bytes);
  await once(socket, 'close');
  return answer;
}

test('the same seed listens on the same port, where that is free', async () => {
  const { port } = (await listening()).listener;
  await started.pop()!.stop();
  expect((await listening()).listener.port).toBe(port);
  // It is taken now: the next one is the same again for the same seed.
  const [second, first] = [await listening(), started[0]!];
  expect(second.listener.port).not.toBe(first.listener.port);
  expect(second.listener.host).toBe('127.0.0.1');
});

test('who asks is noted by the token, and can say the body', async () => {
  const heard: string[] = [];
  const { listener, ...rest } = await listening({ onAsked: (token) => heard.push(token) });
  expect(rest).toBeDefined();
  const one = started[0]!;
  const answer = await fetch(`http://127.0.0.1:${listener.port}/a/${TOKEN}?x=1`);
  expect(await answer.text()).toBe(BODY);
  expect(one.unheard).toEqual([TOKEN]);
  expect(one.asked(TOKEN)).toMatchObject([{ path: `/a/${TOKEN}?x=1` }]);
  expect(one.unheard).toEqual([]);
  expect(one.asked('zzzz1234zzzz1234')).toEqual([]);
  expect(heard).toEqual([TOKEN]);
});

test('a way back leads to itself and nowhere else', async () => {
  const one = await listening();
  const { port } = one.listener;
  const answer = await fetch(`http://127.0.0.1:${port}/redirect/${TOKEN}?to=http://example.com/`, {
    redirect: 'manual',
  });
  expect(answer.status).toBe(302);
  expect(answer.headers.get('location')).toBe(`http://localhost:${port}/${TOKEN}/redirected`);
});

test('a line that was cut off from a header is told apart', async () => {
  const one = await listening();
  const { port } = one.listener;
  await says(port, `GET /page HTTP/1.1\r\nhost: x\r\naccept-language: en\r\nx-${TOKEN}: 1\r\n\r\n`);
  await says(port, `GET /${TOKEN} HTTP/1.1\r\nhost: x\r\nx-${TOKEN}: 2\r\n\r\n`);
  expect(one.asked(TOKEN).map(({ path }) => path)).toEqual([`x-${TOKEN}: 1`, `/${TOKEN}`, `x-${TOKEN}: 2`]);
});

test.each([
  ['gopher', `GET /${TOKEN} HTTP/1.0\r\n\r\n`],
  ['a line of another protocol', `USER ${TOKEN}\r\n`],
  ['half a request', `GET /${TOKEN} HT`],
])('%s is noted too', async (_, bytes) => {
  const one = await listening();
  expect(await says(one.listener.port, bytes)).toContain(BODY);
  expect(one.asked(TOKEN)).toHaveLength(1);
});

test('bytes without end are read so far and no further, and nobody waits for them', async () => {
  const one = await listening();
  const socket = connect(one.listener.port, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.write(`POST /${TOKEN} HTTP/1.1\r\ncontent-length: 999999999\r\n\r\n`);
  const more = setInterval(() => socket.write('x'.repeat(60_000)), 5);
  const answered = await Promise.race([once(socket, 'data').then(() => true), later(3000, false)]);
  clearInterval(more);
  socket.destroy();
  expect(answered, 'it waits for the rest of what was announced').toBe(true);
  expect(one.asked(TOKEN)).toHaveLength(1);
});

test('stopping ends what is open', async () => {
  const one = await listening();
  const socket = connect(one.listener.port, '127.0.0.1');
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  await one.stop();
  started.pop();
  const again = createServer();
  again.listen(one.listener.port, '127.0.0.1');
  await once(again, 'listening');
  again.close();
});
