import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { STREAM_PROTOCOL, STREAM_SUBPROTOCOL } from '../../protocol/stream-names.ts';
import type { BridgeMessage } from '../../protocol/stream.ts';
import { root } from '../../scripts/sources.mjs';
import { isAlive, until } from '../bundle.ts';
import { Product } from '../product.ts';

const echo = join(root, 'test', 'servers', 'echo', 'index.mjs');
const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const undo of cleanUp.splice(0).reverse()) await undo();
});

/** A page without a browser: takes every event and remembers how far it was told. */
async function listen(product: Product): Promise<{ told: () => number; ids: Set<string> }> {
  const socket = new WebSocket(
    `${product.origin.replace('http', 'ws')}/ws`,
    [STREAM_SUBPROTOCOL, `token.${await product.token()}`],
    { origin: product.origin },
  );
  cleanUp.push(() => socket.terminate());
  socket.on('error', () => {
    // The bridge is killed on purpose.
  });
  let count = 0;
  const ids = new Set<string>();
  const built = JSON.parse(readFileSync(join(root, 'dist', 'build.json'), 'utf8')) as {
    build: string;
    version: string;
  };
  await new Promise((open) => socket.once('open', open));
  await new Promise<void>((greeted) => {
    socket.on('message', (text: Buffer) => {
      const message = JSON.parse(text.toString()) as BridgeMessage;
      if (message.kind === 'hello') {
        count = message.snapshot.journal.frames;
        greeted();
      }
      if (message.kind !== 'frames') return;
      count += message.count;
      for (const row of message.rows) ids.add(`${row.session}/${row.seq}`);
      socket.send(JSON.stringify({ kind: 'taken', upTo: message.upTo }));
    });
    socket.send(
      JSON.stringify({ kind: 'hello', build: `${built.version}+${built.build}`, protocol: STREAM_PROTOCOL }),
    );
  });
  return { told: () => count, ids };
}

it.each([500, 4000, 20_000])(
  'kill -9 after a page was told of %i frames: all of them are there, no child is left',
  async (least) => {
    const dataDir = mkdtempSync(join(tmpdir(), 'killed-'));
    cleanUp.push(() => rmSync(dataDir, { recursive: true, force: true }));
    const first = await Product.start(['--', process.execPath, echo], { dataDir });
    cleanUp.push(() => first.stop('SIGKILL'));
    const { id, pid } = await first.session();
    const page = await listen(first);
    const flood = first
      .call(id, 'tools/call', { name: 'flood', arguments: { n: 200_000 } })
      .catch(() => undefined);
    await until('the page was told of enough', () => page.told() >= least, 15_000);
    const told = page.told();
    first.child.kill('SIGKILL');
    await flood;
    await until('the server is gone', () => !isAlive(pid!), 10_000);

    const second = await Product.start([], { dataDir });
    cleanUp.push(() => second.stop());
    const session = await second.session(() => true);
    expect(session).toMatchObject({ id, state: { kind: 'closed' } });
    // What the killed bridge had not indexed is brought back behind the start; the journal says how far it is.
    let total = 0;
    for (let behind = true; behind;) {
      const { total: found, complete } = await second.rows(`session:${session.number}`, -1, 1);
      const { indexBehind } = (await second.snapshot()).journal;
      total = found;
      behind = !complete || indexBehind > 0;
    }
    expect(total).toBeGreaterThanOrEqual(told);
    for (const name of [...page.ids].slice(-50)) {
      const answer = await second.request('GET', `/api/frames/${name}`);
      expect(answer.status, name).toBe(200);
    }
  },
);
