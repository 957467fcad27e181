import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { SentText } from '../../protocol/craft.ts';
import type { FilledText } from '../../protocol/placeholders.ts';
import { STREAM_PROTOCOL, STREAM_SUBPROTOCOL } from '../../protocol/stream-names.ts';
import { BridgeWorld, privateFolder } from '../bridge-world.ts';

const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const undo of cleanUp.splice(0).reverse()) await undo();
});

/** With characters that JSON spells otherwise. */
const TOKEN = 'tok-"9f8e7d6c5b4a"\\end';
const SPELLINGS = [TOKEN, JSON.stringify(TOKEN).slice(1, -1), '9f8e7d6c5b4a'];
const HOW = { rpcId: 'next', meta: 'fill' } as const;
const ECHO =
  '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo","arguments":{"text":"{{env:TEST_TOKEN}}"}}}';

async function start(): Promise<{ world: BridgeWorld; dataDir: string; told: string[] }> {
  const folder = privateFolder();
  cleanUp.push(() => folder.remove());
  const env = { PATH: process.env['PATH'] ?? '', TEST_TOKEN: TOKEN };
  const world = await BridgeWorld.start(folder.path, { env });
  cleanUp.push(() => world.bridge.stop());
  const told: string[] = [];
  const socket = new WebSocket(
    `ws://127.0.0.1:${world.bridge.port}/ws`,
    [STREAM_SUBPROTOCOL, `token.${world.token}`],
    { origin: `http://127.0.0.1:${world.bridge.port}` },
  );
  cleanUp.push(() => socket.terminate());
  socket.on('message', (text: Buffer) => told.push(text.toString()));
  await new Promise((open) => socket.once('open', open));
  socket.send(JSON.stringify({ kind: 'hello', build: '0.0.0+t', protocol: STREAM_PROTOCOL }));
  return { world, dataDir: folder.path, told };
}

function files(dir: string): { name: string; text: string }[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => ({ name, text: readFileSync(join(parentPath, name), 'latin1') }));
}
const holdsToken = (text: string): boolean => SPELLINGS.some((spelling) => text.includes(spelling));

test('a name of the environment that nobody agreed to is refused, and nothing is sent or read', async () => {
  const { world, told } = await start();
  const { id, frames } = await world.connect('echo');
  const body = { text: ECHO, how: HOW, fill: { env: ['HOME'] } };
  const sent = await world.ask('POST', `/api/sessions/${id}/sends`, body);
  expect(sent.json).toMatchObject({ problem: { code: 'env-not-agreed' } });
  expect(JSON.stringify(sent.json)).toContain('TEST_TOKEN');
  const shown = await world.send<FilledText>('POST', `/api/sessions/${id}/fill`, {
    text: ECHO,
    fill: { env: [] },
  });
  expect(shown.places).toMatchObject([
    { name: 'env:TEST_TOKEN', shown: '', problem: { code: 'env-not-agreed' } },
  ]);
  expect(shown.text).toBe(ECHO);
  const after = await world.until(id, () => true);
  expect(after.frames).toBe(frames);
  expect(told.some(holdsToken)).toBe(false);
});

test('one that was agreed to arrives exactly, and is masked in every view of it', async () => {
  const { world, dataDir, told } = await start();
  const { id } = await world.connect('echo');
  const shown = await world.ask('POST', `/api/sessions/${id}/fill`, {
    text: ECHO,
    fill: { env: ['TEST_TOKEN'] },
  });
  expect(shown.json).toMatchObject({ places: [{ name: 'env:TEST_TOKEN', shown: '••••' }] });
  const { request } = await world.send<SentText>('POST', `/api/sessions/${id}/sends`, {
    text: ECHO,
    how: HOW,
    fill: { env: ['TEST_TOKEN'] },
  });
  const { frames } = await world.until(id, (session) => session.frames > request);
  const views = [shown.body.toString()];
  for (const path of [
    `/api/traffic?q=session:${id}&mode=frames&from=0&limit=50`,
    `/api/frames/${id}/${request}`,
    `/api/frames/${id}/${request}/bytes?part=raw&from=0&to=4096`,
    `/api/frames/${id}/${frames}/bytes?part=payload&from=0&to=4096`,
    `/api/sessions/${id}/calls/${request}`,
    '/api/snapshot',
    '/api/inputs?target=echo&method=tools/call&name=echo',
  ]) {
    const answer = await world.ask('GET', path);
    expect({ path, status: answer.status }).toEqual({ path, status: 200 });
    views.push(`${path} ${answer.body.toString()}`);
  }
  expect(views.filter(holdsToken)).toEqual([]);
  expect(views.join('')).toContain('**********');
  expect(told.some((message) => message.includes('"frames"'))).toBe(true);
  expect(told.filter(holdsToken)).toEqual([]);

  // The recording and its index have it, as the server got it; what is remembered for the next time has the name.
  const holding = files(dataDir).filter((file) => holdsToken(file.text));
  expect(holding.map(({ name }) => name).filter((name) => name.endsWith('.json'))).toEqual([]);
  const recorded = holding.map((file) => file.text).join('');
  await world.bridge.stop();
  expect(files(dataDir).find(({ name }) => name === 'inputs.json')?.text).toContain('{{env:TEST_TOKEN}}');
  expect(recorded).toContain(`"arguments":{"text":${JSON.stringify(TOKEN)}}`);

  // The next start does not have it in its environment, and masks it all the same: sent, and in what came back.
  const again = await BridgeWorld.start(dataDir);
  cleanUp.push(() => again.bridge.stop());
  const bytes = await Promise.all(
    [request, frames].map((seq) =>
      again.ask('GET', `/api/frames/${id}/${seq}/bytes?part=raw&from=0&to=4096`),
    ),
  );
  expect(bytes.map(({ status, body }) => [status, holdsToken(body.toString())])).toEqual([
    [200, false],
    [200, false],
  ]);
});
