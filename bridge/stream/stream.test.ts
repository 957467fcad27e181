import { connect, type Socket } from 'node:net';
import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises';
import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { BridgeMessage } from '../../protocol/stream.ts';
import {
  journalStatus,
  row,
  session,
  startWorld,
  type World,
  type WorldOptions,
} from '../../test/contracts/api-world.ts';
import { sendRaw } from '../../test/contracts/raw-request.ts';

let world: World;
afterEach(() => world.close());

async function start(options?: WorldOptions): Promise<void> {
  world = await startWorld(options);
}

type Frames = Extract<BridgeMessage, { kind: 'frames' }>;
type Hello = Extract<BridgeMessage, { kind: 'hello' }>;

/** A page's end of the socket: says hello, takes what it gets, remembers all of it. */
class TestPage {
  readonly socket: WebSocket;
  readonly messages: BridgeMessage[] = [];
  closed: { code: number; reason: string } | undefined;
  takes = true;
  readonly #changed = new EventTarget();

  constructor(protocols?: string[]) {
    const { port, origin } = world.server;
    this.socket = new WebSocket(
      `ws://127.0.0.1:${port}/ws`,
      protocols ?? ['mcp-sec-inspect.v1', `token.${world.token}`],
      {
        origin,
      },
    );
    this.socket.on('message', (text) => {
      const message = JSON.parse((text as Buffer).toString()) as BridgeMessage;
      this.messages.push(message);
      if (message.kind === 'frames' && this.takes) this.say({ kind: 'taken', upTo: message.upTo });
      this.#changed.dispatchEvent(new Event('change'));
    });
    this.socket.on('close', (code, reason) => {
      this.closed = { code, reason: reason.toString() };
      this.#changed.dispatchEvent(new Event('change'));
    });
    this.socket.on('error', () => undefined);
  }

  say(message: unknown): void {
    this.socket.send(
      typeof message === 'string' || Buffer.isBuffer(message) ? message : JSON.stringify(message),
    );
  }

  async opened(): Promise<this> {
    if (this.socket.readyState !== WebSocket.OPEN) {
      await new Promise((resolve) => this.socket.once('open', resolve));
    }
    return this;
  }

  async hello(more: object = {}): Promise<Hello> {
    await this.opened();
    this.say({ kind: 'hello', build: 'b1', protocol: 1, ...more });
    return this.until(() => this.messages.find((message) => message.kind === 'hello'));
  }

  /** Resolves with what `find` gives, as soon as it gives something. */
  until<T>(find: () => T | undefined): Promise<T> {
    return new Promise((resolve) => {
      const look = () => {
        const found = find();
        if (found === undefined || found === false) return;
        this.#changed.removeEventListener('change', look);
        resolve(found);
      };
      this.#changed.addEventListener('change', look);
      look();
    });
  }

  ended(): Promise<{ code: number; reason: string }> {
    return this.until(() => this.closed);
  }

  get frames(): Frames[] {
    return this.messages.filter((message) => message.kind === 'frames');
  }

  get upTo(): number {
    return this.frames.at(-1)?.upTo ?? 0;
  }
}

test('hello brings build, run, protocol and the snapshot; the socket says which protocol it speaks', async () => {
  await start();
  world.source.announce([row(1), row(2)]);
  const page = new TestPage();
  expect(await page.hello()).toMatchObject({
    build: 'b1',
    run: 'r1',
    protocol: 1,
    resumed: false,
    snapshot: { head: 2, journal: journalStatus() },
  });
  expect(page.socket.protocol).toBe('mcp-sec-inspect.v1');
  world.source.announce([row(3)]);
  await page.until(() => page.frames[0]);
  expect(page.frames).toMatchObject([{ after: 2, upTo: 3, count: 1, rows: [{ n: 3 }] }]);
});

test('a page that does not say hello is closed, and told nothing before', async () => {
  await start({ timing: { helloWithin: 50, pingEvery: 10_000 } });
  const page = await new TestPage().opened();
  world.source.announce([row(1)]);
  await expect.poll(() => page.closed).toEqual({ code: 4001, reason: 'no hello in time' });
  expect(page.messages).toEqual([]);
});

test.each([
  ['no JSON', 'hello'],
  ['another kind', { kind: 'frames' }],
  ['taken before hello', { kind: 'taken', upTo: 1 }],
  ['a hello without protocol', { kind: 'hello', build: 'b1' }],
  ['bytes', Buffer.from('{"kind":"hello","build":"b1","protocol":1}')],
])('%s closes the socket', async (_, message) => {
  await start();
  const page = await new TestPage().opened();
  page.say(message);
  expect((await page.ended()).code).toBe(4002);
  expect(page.messages).toEqual([]);
});

test('a second hello closes the socket', async () => {
  await start();
  const page = new TestPage();
  await page.hello();
  page.say({ kind: 'hello', build: 'b1', protocol: 1 });
  expect((await page.ended()).code).toBe(4002);
});

test('a message over 16 KiB closes the socket', async () => {
  await start();
  const page = await new TestPage().opened();
  page.say('x'.repeat(17 * 1024));
  expect([1006, 1009]).toContain((await page.ended()).code);
});

test.each([
  ['build', { build: 'b0' }, 'The page is of another build.'],
  ['protocol', { protocol: 2 }, 'The page speaks another protocol.'],
])('a page of another %s is told to reload and nothing else', async (_, other, reason) => {
  await start();
  const page = await new TestPage().opened();
  page.say({ kind: 'hello', build: 'b1', protocol: 1, ...other });
  expect((await page.ended()).code).toBe(4003);
  expect(page.messages).toEqual([{ kind: 'reload', build: 'b1', reason }]);
});

test('a page of another run starts anew', async () => {
  await start();
  world.source.announce([row(1), row(2)]);
  const page = new TestPage();
  expect(await page.hello({ run: 'r0', seen: 1 })).toMatchObject({ resumed: false, snapshot: { head: 2 } });
  expect(world.source.asked).toBe(0);
});

test('a page that missed frames gets them, then what comes after', async () => {
  await start();
  world.source.announce([1, 2, 5, 7].map((n) => row(n)));
  const page = new TestPage();
  expect(await page.hello({ run: 'r1', seen: 2 })).toMatchObject({ resumed: true });
  world.source.announce([row(8)]);
  await page.until(() => page.upTo === 8);
  expect(page.frames.flatMap(({ rows }) => rows.map(({ n }) => n))).toEqual([5, 7, 8]);
  expect(page.frames[0]?.after).toBe(2);
});

test.each([
  ['too much', 0, 6000],
  ['a position of the future', 11, 10],
])('a page that missed %s starts anew', async (_, seen, count) => {
  await start();
  world.source.announce(Array.from({ length: count }, (__, i) => row(i + 1)));
  const page = new TestPage();
  expect(await page.hello({ run: 'r1', seen })).toMatchObject({ resumed: false, snapshot: { head: count } });
  world.source.announce([row(count + 1)]);
  await page.until(() => page.frames[0]);
  expect(page.frames).toMatchObject([{ after: count, count: 1 }]);
});

test('cut anywhere and resumed, a page has every frame once', async () => {
  await start();
  const actions = fc.array(
    fc.oneof(
      {
        weight: 5,
        arbitrary: fc.record({
          kind: fc.constant('announce' as const),
          gaps: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 30 }),
        }),
      },
      { weight: 2, arbitrary: fc.record({ kind: fc.constant('cut' as const), lose: fc.nat(3) }) },
      { weight: 2, arbitrary: fc.record({ kind: fc.constant('yield' as const), turns: fc.nat(4) }) },
    ),
    { minLength: 3, maxLength: 25 },
  );
  let n = 0;
  const announce = (gaps: number[]) => world.source.announce(gaps.map((gap) => row((n += gap))));
  await fc.assert(
    fc.asyncProperty(actions, async (steps) => {
      // Frames are recorded before, while and after the missed ones are looked up.
      world.source.delay = async () => {
        announce([1]);
        await nextTurn();
        announce([2, 1]);
      };
      const first = n;
      let page = new TestPage();
      const begin = await page.hello();
      expect(begin.snapshot.head).toBe(first);
      /** What the page kept: events it heard of before it was cut, each once. */
      const kept: Frames[] = [];
      let seen = first;
      const keep = (events: Frames[]) => {
        for (const event of events) {
          expect(event.after).toBe(seen);
          expect(event.rows.length).toBeLessThanOrEqual(event.count);
          kept.push(event);
          seen = event.upTo;
        }
      };
      for (const step of steps) {
        if (step.kind === 'announce') announce(step.gaps);
        else if (step.kind === 'yield') for (let i = 0; i < step.turns; i += 1) await nextTurn();
        else {
          // The last events may be on the wire, or lost in a page that was too busy to read them.
          keep(page.frames.slice(0, Math.max(0, page.frames.length - step.lose)));
          page.socket.terminate();
          page = new TestPage();
          await page.opened();
          page.say({ kind: 'hello', build: 'b1', protocol: 1, run: 'r1', seen });
          expect(await page.until(() => page.messages.find(({ kind }) => kind === 'hello'))).toMatchObject({
            resumed: true,
          });
        }
      }
      if (n > seen) await page.until(() => page.upTo === n);
      keep(page.frames);
      page.socket.terminate();
      const announced = world.source.rows.filter((summary) => summary.n > first).map((summary) => summary.n);
      expect(kept.reduce((sum, { count }) => sum + count, 0)).toBe(announced.length);
      expect(kept.flatMap(({ rows }) => rows.map((summary) => summary.n))).toEqual(announced);
    }),
    { numRuns: 100 },
  );
});

test('a frame announced late does not get lost over a cut: the page starts anew', async () => {
  await start();
  world.source.announce([row(4), row(6)]);
  world.source.announce([row(5)]);
  const page = new TestPage();
  expect(await page.hello({ run: 'r1', seen: 6 })).toMatchObject({ resumed: false });
  const other = new TestPage();
  expect(await other.hello({ run: 'r1', seen: 4 })).toMatchObject({ resumed: true });
  await other.until(() => other.frames[0]);
  expect(other.frames[0]?.rows.map(({ n }) => n)).toEqual([5, 6]);
});

test('each page goes at its own pace', async () => {
  await start();
  const [quick, slow] = [new TestPage(), new TestPage()];
  slow.takes = false;
  await Promise.all([quick.hello(), slow.hello()]);
  for (let n = 1; n <= 20; n += 1) {
    world.source.announce([row(n)]);
    await quick.until(() => quick.upTo === n);
  }
  expect(quick.frames.reduce((sum, { count }) => sum + count, 0)).toBe(20);
  expect(slow.frames).toHaveLength(4);
  slow.say({ kind: 'taken', upTo: slow.upTo });
  await slow.until(() => slow.upTo === 20);
  expect(slow.frames).toHaveLength(5);
});

test('states reach every page, the newest only', async () => {
  await start();
  const pages = [new TestPage(), new TestPage()];
  await Promise.all(pages.map((page) => page.hello()));
  for (let frames = 1; frames <= 1000; frames += 1) {
    for (const listener of world.source.listeners) {
      listener.change({ kind: 'session', session: session('s1', { frames }) });
    }
  }
  for (const page of pages) {
    await page.until(() => page.messages.find(({ kind }) => kind === 'session'));
    expect(page.messages.slice(1)).toMatchObject([{ kind: 'session', session: { frames: 1000 } }]);
  }
});

test('secrets learnt while a page is open are masked from then on', async () => {
  await start();
  const page = new TestPage();
  await page.hello();
  world.secrets.put('hunter22', 'key');
  world.source.announce([row(1, { preview: 'is hunter22' })]);
  await page.until(() => page.frames[0]);
  expect(page.frames[0]?.rows[0]?.preview).toBe('is ********');
});

function handshake(changed: Record<string, string> = {}): string {
  const { port, origin } = world.server;
  const headers = {
    Host: `127.0.0.1:${port}`,
    Origin: origin,
    Connection: 'Upgrade',
    Upgrade: 'websocket',
    'Sec-WebSocket-Version': '13',
    'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
    'Sec-WebSocket-Protocol': `mcp-sec-inspect.v1, token.${world.token}`,
    ...changed,
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return `${['GET /ws HTTP/1.1', ...lines].join('\r\n')}\r\n\r\n`;
}

/** A page whose machine has stopped reading: the handshake and hello, then silence. */
async function deafPage(): Promise<Socket> {
  const socket = connect(world.server.port, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.write(handshake());
  await new Promise((resolve) => socket.once('data', resolve));
  socket.pause();
  const hello = Buffer.from('{"kind":"hello","build":"b1","protocol":1}');
  // A client's frame is masked (RFC 6455 section 5.3); with a mask of zeros it stays readable.
  socket.write(Buffer.concat([Buffer.from([0x81, 0x80 | hello.length, 0, 0, 0, 0]), hello]));
  return socket;
}

test('a page that stops reading costs a fixed amount, however much happens', async () => {
  await start();
  const deaf = await deafPage();
  const witness = new TestPage();
  await witness.hello();
  await expect.poll(() => world.stream.load().pages).toBe(2);
  const most = { rows: 0, bufferedBytes: 0 };
  const preview = 'x'.repeat(2000);
  let n = 0;
  for (let round = 0; round < 60; round += 1) {
    const batch = Array.from({ length: 2000 }, () => row((n += 1), { preview }));
    for (const listener of world.source.listeners) {
      listener.frames(batch);
      for (let i = 0; i < 20; i += 1) {
        listener.change({
          kind: 'session',
          session: session(`s${i}`, { frames: n, reachedBy: 'y'.repeat(20_000) }),
        });
      }
    }
    await witness.until(() => witness.upTo === n);
    const load = world.stream.load();
    most.rows = Math.max(most.rows, load.rows);
    most.bufferedBytes = Math.max(most.bufferedBytes, load.bufferedBytes);
  }
  // 120,000 frames and 1,200 states of 20 kB would be 264 MB in a queue.
  expect(most.rows).toBeLessThanOrEqual(800);
  expect(most.bufferedBytes).toBeLessThan(2 * 1024 * 1024);
  expect(most.bufferedBytes, 'the deaf page was never slow').toBeGreaterThan(100 * 1024);
  deaf.destroy();
  await expect.poll(() => world.stream.load().pages).toBe(1);
});

test('a socket that does not answer pings is dropped, one that does stays', async () => {
  await start({ timing: { helloWithin: 2000, pingEvery: 30 } });
  const alive = new TestPage();
  await alive.hello();
  const deaf = await deafPage();
  await expect.poll(() => world.stream.load().pages).toBe(2);
  await expect.poll(() => world.stream.load().pages).toBe(1);
  await wait(70);
  expect(alive.closed).toBeUndefined();
  deaf.destroy();
});

test('the end of the bridge is told to every page', async () => {
  await start();
  const page = new TestPage();
  await page.hello();
  const deaf = await deafPage();
  await world.stream.close();
  expect((await page.ended()).code).toBe(1001);
  deaf.destroy();
  expect(world.source.listeners.size).toBe(0);
});

test.each([
  ['another version', { 'Sec-WebSocket-Version': '7' }],
  ['a key that is none', { 'Sec-WebSocket-Key': 'short' }],
  ['another protocol to upgrade to', { Upgrade: 'h2c' }],
])('a handshake with %s is answered in full', async (_, wrong) => {
  await start();
  const answer = await sendRaw(world.server.port, handshake(wrong));
  expect(answer.status).toBe(400);
  expect(answer.headers.get('x-content-type-options')).toEqual(['nosniff']);
  expect(answer.headers.get('cache-control')).toEqual(['no-store']);
  expect(answer.headers.get('content-security-policy')?.[0]).toContain("default-src 'none'");
  expect(answer.text).not.toContain(world.token);
  const page = new TestPage();
  expect(await page.hello()).toMatchObject({ resumed: false });
});

test('a bug behind a resume closes that page and is reported', async () => {
  await start();
  world.source.announce([row(1), row(2)]);
  world.source.delay = () => Promise.reject(new Error('the journal is gone'));
  const page = await new TestPage().opened();
  page.say({ kind: 'hello', build: 'b1', protocol: 1, run: 'r1', seen: 1 });
  await page.ended();
  expect(world.bugs).toEqual([new Error('the journal is gone')]);
});
