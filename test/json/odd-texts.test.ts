import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DraftStore } from '../../bridge/craft/draft-store.ts';
import { createHttpTransport } from '../../bridge/transport/http.ts';
import type { HowToSend } from '../../protocol/craft.ts';
import { applySplice, setAt } from '../../protocol/json/edit.ts';
import { readJson } from '../../protocol/json/read.ts';
import { until } from '../http-world.ts';
import { answering, http, idOf, json, startRaw, type RawServer } from '../servers/raw-http/server.ts';
import { sessionOn, type SessionWorld } from '../session-world.ts';
import { noJson, oddTexts } from './odd-texts.ts';

/** The one message all of them travel in: what is before the odd text, and what is after it. */
const before = (id: string, meta = ''): string =>
  `{ "jsonrpc": "2.0",\r\n"id":${id}, "method":"tools/call",\n "params": {${meta} "name" :"go", "arguments":`;
const after = (edited: string): string => `,\t"other": { "edited":${edited} }\r} }`;
const NEXT: HowToSend = { rpcId: 'next', meta: 'as-written' };
const FILL: HowToSend = { rpcId: 'next', meta: 'fill' };
const AS_WRITTEN: HowToSend = { rpcId: 'as-written', meta: 'as-written' };

let dataDir: string;
beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'odd-texts-'));
});
afterAll(() => rmSync(dataDir, { recursive: true }));

/** As the page does it: a form edits one field, the draft is kept, the bridge is started anew, it is sent. */
async function editedAndKept(odd: string): Promise<string> {
  const text = `${before('77')}${odd}${after('false')}`;
  const splice = setAt(readJson(text), ['params', 'other', 'edited'], '"yes"')!;
  expect(text.slice(splice.from, splice.to)).toBe('false');
  const draft = { id: 'odd', target: 'odd', text: applySplice(text, splice), how: NEXT, sends: [] };
  expect(await new DraftStore(dataDir).put(draft)).toMatchObject({ ok: true });
  const read = new DraftStore(dataDir).all();
  if (!read.ok) throw new Error(read.problem.message);
  expect(read.value.drafts).toEqual([draft]);
  return read.value.drafts[0]!.text;
}

async function send(world: SessionWorld, text: string, how: HowToSend): Promise<string> {
  const sent = await world.live.send({ text, how });
  if (!sent.ok) throw new Error(sent.problem.message);
  return sent.value.rpcId ?? '';
}

const inMeta = (id: string): string => `"_meta":{"progressToken":${id}},`;
const onOneLine = (text: string): string => text.replace(/[\r\n]/g, ' ');

test('the corpus is as large as it says, and each of its texts is one value to a tolerant reader', () => {
  expect(oddTexts.length).toBeGreaterThanOrEqual(200);
  expect(new Set(oddTexts.map(({ text }) => text)).size).toBe(oddTexts.length);
  const harmless = ['comment', 'trailing-comma', 'repeated-key'];
  for (const { name, text } of oddTexts) {
    const { root, faults } = readJson(text);
    expect({ name, isRead: root !== undefined }).toEqual({ name, isRead: true });
    expect({ name, faults: faults.filter(({ kind }) => !harmless.includes(kind)) }).toEqual({
      name,
      faults: [],
    });
  }
});

describe('over stdio', () => {
  let world: SessionWorld;
  /** What the server says it read. */
  async function read(count: number): Promise<Buffer[]> {
    const said = (): Buffer[] =>
      world.frames
        .filter(({ row }) => row.method === 'notifications/message')
        .map(({ raw }) => {
          const { params } = JSON.parse(raw.toString()) as { params: { data: string } };
          return Buffer.from(params.data, 'base64');
        });
    await world.until(() => said().length >= count);
    return said();
  }

  beforeAll(async () => {
    world = sessionOn(['test/servers/says-bytes/index.mjs']);
    await world.open();
  });
  afterAll(() => world.live.stop());

  test('every odd text reaches the server as it was typed, but for what was to change', async () => {
    const expected: string[] = [];
    for (const [at, { text: odd }] of oddTexts.entries()) {
      const text = await editedAndKept(odd);
      const how = at % 2 === 0 ? NEXT : FILL;
      const id = await send(world, text, how);
      const wanted = `${before(id, how === FILL ? inMeta(id) : '')}${odd}${after('"yes"')}`;
      expected.push(onOneLine(wanted));
    }
    const got = await read(expected.length);
    for (const [at, wanted] of expected.entries()) {
      expect({ name: oddTexts[at]!.name, text: got[at]!.toString() }).toEqual({
        name: oddTexts[at]!.name,
        text: wanted,
      });
      expect(got[at]!.equals(Buffer.from(wanted))).toBe(true);
    }
  }, 60_000);

  test('what is no JSON, and what is to go as written, goes as it stands', async () => {
    const earlier = (await read(0)).length;
    const texts = [...noJson, ...oddTexts].map(({ text }) => text);
    for (const [at, text] of texts.entries())
      await send(world, text, at % 2 === 0 && at < noJson.length ? FILL : AS_WRITTEN);
    const got = (await read(earlier + texts.length)).slice(earlier);
    expect(got.map(String)).toEqual(texts.map((text) => Buffer.from(onOneLine(text)).toString()));
  }, 60_000);
});

describe('over HTTP', () => {
  let world: SessionWorld;
  let server: RawServer;
  const bodies: Buffer[] = [];

  beforeAll(async () => {
    server = await startRaw(
      answering(async (request, talker) => {
        const words = request.body.toString();
        const id = idOf(request);
        if (request.method !== 'POST') await talker.write(http('405 Method Not Allowed', {}));
        else if (words.includes('"method":"server/discover"')) {
          await talker.write(json({ jsonrpc: '2.0', id, error: { code: -32601, message: 'no' } }));
        } else if (words.includes('"method":"initialize"')) {
          const serverInfo = { name: 'raw', version: '1' };
          const result = { protocolVersion: '2025-11-25', capabilities: {}, serverInfo };
          await talker.write(json({ jsonrpc: '2.0', id, result }));
        } else {
          if (!words.includes('"method":"notifications/initialized"')) bodies.push(request.body);
          await talker.write(http('202 Accepted', {}));
        }
      }),
    );
    world = sessionOn([], {
      speaks: 'streamable-http',
      createTransport: (_, context) =>
        createHttpTransport('streamable-http', {
          url: server.url,
          tls: { verify: true },
          credentials: { headersFor: () => Promise.resolve([]) },
          context,
        }),
    });
    await world.open();
    expect(world.live.record.current.state).toEqual({ kind: 'open' });
  });
  afterAll(async () => {
    await world.live.stop();
    await server.close();
  });

  /** In the order they were sent: each on its own, since two connections keep no order. */
  async function got(text: string, how: HowToSend): Promise<{ id: string; body: Buffer }> {
    const count = bodies.length;
    const id = await send(world, text, how);
    await until(() => bodies.length > count);
    return { id, body: bodies[count]! };
  }

  test('every odd text reaches the server byte for byte, line ends included', async () => {
    for (const [at, { name, text: odd }] of oddTexts.entries()) {
      const how = at % 2 === 0 ? FILL : NEXT;
      const { id, body } = await got(await editedAndKept(odd), how);
      const wanted = `${before(id, how === FILL ? inMeta(id) : '')}${odd}${after('"yes"')}`;
      expect({ name, text: body.toString() }).toEqual({ name, text: wanted });
      expect(body.equals(Buffer.from(wanted))).toBe(true);
    }
  }, 60_000);

  test('what is no JSON goes as it stands', async () => {
    for (const { name, text } of noJson) {
      const { body } = await got(text, FILL);
      expect({ name, body: body.toString('latin1') }).toEqual({
        name,
        body: Buffer.from(text).toString('latin1'),
      });
    }
  }, 60_000);
});
