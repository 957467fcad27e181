import { afterEach, expect, test } from 'vitest';
import { httpWorld, type HttpWorld } from '../../test/http-world.ts';
import { MemoryWire, type KeptFrame } from '../../test/memory-wire.ts';
import {
  answering,
  chunk,
  idOf,
  startRaw,
  type RawServer,
  type Script,
} from '../../test/servers/raw-http/server.ts';
import { plainKeeper } from '../../test/session-world.ts';
import { createStdio } from './stdio.ts';

const PAUSE = 60;
const later = (ms = PAUSE): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const undo of cleanUp.splice(0).reverse()) await undo();
});

/** A wire that notes when each frame was complete. */
class TimedWire extends MemoryWire {
  readonly completeAt = new Map<number, number>();

  override record(...given: Parameters<MemoryWire['record']>): number {
    const seq = super.record(...given);
    this.completeAt.set(seq, this.now());
    return seq;
  }

  /** ms from the first byte to the end of a frame; undefined: they came together. */
  took({ seq, head }: KeptFrame): number | undefined {
    return head.firstByte === undefined
      ? undefined
      : (this.completeAt.get(seq) ?? this.now()) - head.firstByte;
  }
}

async function stdio(script: string): Promise<{ wire: TimedWire; lines: KeptFrame[] }> {
  const wire = new TimedWire();
  const launch = { program: process.execPath, args: ['-e', script], cwd: process.cwd(), env: {} };
  let gone: () => void = () => {};
  const ended = new Promise<void>((resolve) => (gone = resolve));
  const tell = ({ kind }: { kind: string }): void => void (kind === 'gone' && gone());
  const transport = createStdio(launch, plainKeeper, { wire, tell }, { grace: 300, stderrIdle: 1000 });
  await transport.open();
  await ended;
  await transport.close();
  return { wire, lines: wire.frames };
}

const write = (...parts: string[]): string => `
  const later = () => new Promise((done) => setTimeout(done, ${PAUSE}));
  (async () => { ${parts.map((part) => `process.stdout.write(${part}); await later();`).join('\n')} })();`;

test('a line on stdio began with the chunk its first byte came in', async () => {
  const { wire, lines } = await stdio(write('"whole\\nbeg"', '"un"', '" here\\nwhole too\\n"', '"tail"'));
  const texts = lines.map(({ raw }) => raw.toString());
  expect(texts).toEqual(['whole\n', 'begun here\n', 'whole too\n', 'tail']);
  const [whole, begun, again] = lines.map((line) => wire.took(line));
  expect([whole, again]).toEqual([undefined, undefined]);
  expect(begun).toBeGreaterThan(1.5 * PAUSE);
});

test('so did one that was too long to be held', async () => {
  const { lines } = await stdio(write('"x".repeat(1.5 * 1024 * 1024)', '"\\n"', '"y\\n"'));
  expect(lines.map(({ raw }) => raw.length)).toEqual([1.5 * 1024 * 1024 + 1, 2]);
  expect(lines.map(({ head }) => head.firstByte !== undefined)).toEqual([true, false]);
});

async function http(script: Script): Promise<{ w: HttpWorld; wire: TimedWire }> {
  const server: RawServer = await startRaw(script);
  cleanUp.push(() => server.close());
  const wire = new TimedWire();
  const w = httpWorld(server.url, { context: { wire, tell() {} } });
  cleanUp.push(() => w.transport.close());
  await w.transport.open();
  return { w, wire };
}

const ofServer = ({ frames }: MemoryWire): KeptFrame[] =>
  frames.filter(({ head }) => head.toward === 'client');
const PING = { jsonrpc: '2.0', id: 1, method: 'ping' };

test('an HTTP answer begins with the first byte of its head', async () => {
  const { w, wire } = await http(
    answering(async (request, talker) => {
      const body = JSON.stringify({ jsonrpc: '2.0', id: idOf(request), result: {} });
      const head = `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n`;
      const [one = '', two = ''] = String(request.body).includes('"id":1')
        ? ['HTTP/1.1 200 OK\r\nX-A: b\r\n', head + body]
        : [`HTTP/1.1 200 OK\r\n${head}${body}`];
      await talker.write(one);
      if (two === '') return;
      await later();
      await talker.write(two);
    }),
  );
  await w.ask(PING);
  await w.ask({ ...PING, id: 2 });
  const [slow, quick] = ofServer(wire).map((frame) => wire.took(frame));
  expect(slow).toBeGreaterThan(0.75 * PAUSE);
  expect(quick).toBeUndefined();
});

test('an event of a stream begins with its own first byte, not with the stream', async () => {
  const { w, wire } = await http(
    answering(async (request, talker) => {
      const answer = JSON.stringify({ jsonrpc: '2.0', id: idOf(request), result: {} });
      await talker.write(
        'HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n',
      );
      await later();
      await talker.write(chunk('data: {"jsonrpc":"2.0","method":"notifications/x"}\n\n'));
      await later();
      await talker.write(chunk('data: '));
      await later();
      await talker.write(chunk(`${answer}\n\n`));
      await later();
      await talker.write('0\r\n\r\n');
    }),
  );
  await w.ask(PING);
  const [head, notification, answer] = ofServer(wire);
  expect([head!, notification!].map((frame) => wire.took(frame))).toEqual([undefined, undefined]);
  expect(wire.took(answer!)).toBeGreaterThan(0.75 * PAUSE);
  // Of the head's frame: the moment a frame was noted here is a little after its bytes came.
  expect(answer!.head.firstByte).toBeGreaterThan(wire.completeAt.get(head!.seq)!);
});

test('an answer that ends with its connection ends later than its bytes came', async () => {
  const { w, wire } = await http(async (talker) => {
    const request = await talker.request();
    if (request === undefined) return;
    const body = JSON.stringify({ jsonrpc: '2.0', id: idOf(request), result: {} });
    await talker.write(
      `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n${body}`,
    );
    await later();
    talker.end();
  });
  await w.ask(PING);
  expect(wire.took(ofServer(wire)[0]!)).toBeGreaterThan(0.75 * PAUSE);
});
