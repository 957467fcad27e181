import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MemoryWire } from '../../test/memory-wire.ts';
import { plainKeeper } from '../../test/session-world.ts';
import { createStdio, type Launch } from './stdio.ts';
import type { Transport, TransportEvent } from './transport.ts';

let folder: string;
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'stdio-'))));
afterAll(() => rmSync(folder, { recursive: true }));

interface Run {
  wire: MemoryWire;
  events: TransportEvent[];
  transport: Transport;
  gone: Promise<TransportEvent>;
}

function start(script: string, args: string[] = [], over: Partial<Launch> = {}, grace = 300): Run {
  const wire = new MemoryWire();
  const events: TransportEvent[] = [];
  let noteGone: (event: TransportEvent) => void = () => {};
  const gone = new Promise<TransportEvent>((resolve) => (noteGone = resolve));
  const launch: Launch = {
    program: process.execPath,
    args: ['-e', script, ...args],
    cwd: folder,
    env: {},
    ...over,
  };
  const tell = (event: TransportEvent): void => {
    events.push(event);
    if (event.kind === 'gone') noteGone(event);
  };
  const transport = createStdio(launch, plainKeeper, { wire, tell }, { grace, stderrIdle: 30 });
  return { wire, events, transport, gone };
}

/** A zombie that its new parent has not collected yet does nothing any more. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return process.platform !== 'linux' || !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    // ESRCH, or its folder in /proc is gone.
    return false;
  }
}

const message = (text: string) => ({ message: Buffer.from(text), author: 'client' as const });
const ECHO = `process.stdin.on('data', (d) => process.stdout.write(d))`;

describe('stdio', () => {
  it('records what it writes and what comes back, terminators included', async () => {
    const { wire, transport } = start(ECHO);
    expect(await transport.open()).toBeUndefined();
    const sent = await transport.send(message('{"id":1}'));
    expect(await sent.done).toEqual({ kind: 'written' });
    await wire.until((frames) => frames.some((frame) => frame.head.channel === 'stdout'));
    expect(wire.channel('stdin').toString()).toBe('{"id":1}\n');
    expect(wire.channel('stdout').toString()).toBe('{"id":1}\n');
    expect(wire.frames.map((frame) => frame.message.toString())).toEqual(['{"id":1}', '{"id":1}']);
    await transport.close();
  });

  it('holds messages back together, writes them as one, and everything else afterwards', async () => {
    const { wire, transport } = start(ECHO);
    expect(await transport.open()).toBeUndefined();
    let release: () => void = () => {};
    let ready = 0;
    const hold = { released: new Promise<void>((done) => (release = done)), ready: () => void ready++ };
    const held = [
      await transport.send({ ...message('1'), hold }),
      await transport.send({ ...message('2'), hold }),
    ];
    const after = transport.send(message('3'));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect([ready, wire.channel('stdin').toString(), wire.channel('stdout').toString()]).toEqual([
      2,
      '1\n2\n',
      '',
    ]);
    release();
    expect(await Promise.all([...held, await after].map(({ done }) => done))).toHaveLength(3);
    await wire.until((frames) => frames.filter((frame) => frame.head.channel === 'stdout').length === 3);
    expect(wire.channel('stdin').toString()).toBe('1\n2\n3\n');
    expect(wire.channel('stdout').toString()).toBe('1\n2\n3\n');
    await transport.close();
  });

  it('keeps arbitrary bytes exactly, however they are cut into lines and chunks', async () => {
    const chunk = fc.oneof(
      fc.uint8Array({ maxLength: 60 }),
      fc
        .constantFrom('\n', '\r\n', '\r', '\n\n', '\uFEFF', '{"a":1}\n')
        .map((text) => new Uint8Array(Buffer.from(text))),
    );
    const chunks = fc.array(fc.record({ to: fc.constantFrom(1, 2), chunk }), { maxLength: 30 });
    const script = `
      const chunks = JSON.parse(process.argv[1]);
      (async () => { for (const c of chunks) {
        const stream = c.to === 1 ? process.stdout : process.stderr;
        await new Promise((r) => stream.write(Buffer.from(c.hex, 'hex'), r));
      } })();`;
    await fc.assert(
      fc.asyncProperty(chunks, async (list) => {
        const wanted = list.map(({ to, chunk: bytes }) => ({ to, hex: Buffer.from(bytes).toString('hex') }));
        const { wire, transport, gone } = start(script, [JSON.stringify(wanted)]);
        await transport.open();
        await gone;
        for (const [to, channel] of [
          [1, 'stdout'],
          [2, 'stderr'],
        ] as const) {
          const expected = wanted
            .filter((part) => part.to === to)
            .map((part) => part.hex)
            .join('');
          expect(wire.channel(channel).toString('hex')).toBe(expected);
        }
        const lines = wire.frames.filter((frame) => frame.head.channel === 'stdout');
        for (const [index, { raw }] of lines.entries()) {
          const end = raw.indexOf(10);
          expect(end === raw.length - 1 || (end === -1 && index === lines.length - 1)).toBe(true);
        }
        await transport.close();
      }),
      { numRuns: 25 },
    );
  });

  it('writes exactly what it is given', async () => {
    const file = join(folder, 'received');
    const { wire, transport } = start(
      `process.stdin.pipe(require('fs').createWriteStream(process.argv[1]))`,
      [file],
      {},
      // It ends by itself once it has read all; a busy machine needs longer until it has begun to.
      10_000,
    );
    await transport.open();
    const texts = ['{"a":"é😀"}', '', 'not json', '{"b":2}'.padEnd(200_000)];
    for (const text of texts) await transport.send(message(text));
    await transport.close();
    expect(readFileSync(file).equals(wire.channel('stdin'))).toBe(true);
    expect(readFileSync(file, 'utf8')).toBe(texts.map((text) => `${text}\n`).join(''));
  });

  it('streams a line of 64 MB in parts and goes on after it', async () => {
    const { wire, transport, gone } = start(`
      const part = Buffer.alloc(65536, 120); let left = 1024;
      const more = () => { while (left-- > 0) if (!process.stdout.write(part)) return process.stdout.once('drain', more);
        process.stdout.write('\\n{"after":1}\\n'); }; more();`);
    wire.keepsLarge = false;
    await transport.open();
    await gone;
    expect(wire.largeBytes).toBe(64 * 1024 * 1024 + 1);
    expect(wire.longestWhole).toBeLessThan(2 * 1024 * 1024);
    expect(wire.frames.at(-1)!.message.toString()).toBe('{"after":1}');
    await transport.close();
  });

  it('stops reading while recording is blocked', async () => {
    const { wire, transport, gone } = start(`
      const part = Buffer.alloc(65536, 120); let n = 0;
      const more = () => { while (n < 256) { n++; if (!process.stdout.write(part)) return process.stdout.once('drain', more); } process.stderr.write('all written\\n'); }; more();`);
    wire.keepsLarge = false;
    wire.blocked = true;
    await transport.open();
    // Nothing to wait for: the point is that nothing more comes. Without the pause all of it is there by then.
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(wire.largeBytes).toBeLessThan(4 * 1024 * 1024);
    wire.unblock();
    await gone;
    expect(wire.largeBytes).toBe(256 * 65536);
    await transport.close();
  });

  it('shows a prompt without a line end on stderr', async () => {
    const { wire, transport } = start(`process.stderr.write('Password: '); setInterval(() => {}, 1000)`);
    await transport.open();
    await wire.until((frames) => frames.some((frame) => frame.raw.toString() === 'Password: '));
    await transport.close();
  });

  it.each([
    ['closes by itself when stdin ends', ECHO, ['closed stdin']],
    [
      'needs SIGTERM',
      `process.stdin.pause(); setInterval(() => {}, 1000); console.log('up')`,
      ['closed stdin', 'SIGTERM'],
    ],
    [
      'needs SIGKILL',
      `process.on('SIGTERM', () => {}); setInterval(() => {}, 1000); console.log('up')`,
      ['closed stdin', 'SIGTERM', 'SIGKILL'],
    ],
  ])('a process that %s', async (_, script, steps) => {
    const { wire, transport, gone } = start(script);
    await transport.open();
    if (steps.length > 1) await wire.until((frames) => frames.length > 0);
    expect((await transport.close()).steps).toEqual(steps);
    expect(await gone).toMatchObject({ kind: 'gone', expected: true });
  });

  it('ends what the server had started too', async () => {
    const { wire, transport } = start(`
      const child = require('child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
      console.log(child.pid); process.stdin.on('end', () => process.exit()).resume();`);
    await transport.open();
    await wire.until((frames) => frames.length > 0);
    const pid = Number(wire.channel('stdout').toString());
    expect((await transport.close()).steps).toContain('SIGTERM to what it had started');
    expect(isAlive(pid)).toBe(false);
  });

  it('tells how a process ended, and keeps its last words', async () => {
    const { wire, transport, gone } = start(
      `process.stdout.write('half a line'); process.stderr.write('boom'); process.exitCode = 3`,
    );
    await transport.open();
    expect(await gone).toMatchObject({
      kind: 'gone',
      note: 'ended with code 3',
      exitCode: 3,
      expected: false,
    });
    expect(wire.channel('stdout').toString()).toBe('half a line');
    expect(wire.channel('stderr').toString()).toBe('boom');
    const sent = await transport.send(message('{}'));
    expect(sent.frame).toBe(0);
    expect(await sent.done).toMatchObject({ kind: 'failed', problem: { code: 'stdio-closed' } });
    await transport.close();
  });

  it.each([
    [{ program: '/no/such/program' }, 'spawn-failed', 'could not be started'],
    [{ cwd: '/no/such/folder' }, 'no-such-folder', '/no/such/folder'],
    [{ args: ['a\0b'] }, 'spawn-failed', 'could not be started'],
  ])('says why %j does not start', async (over, code, words) => {
    const { transport } = start('', [], over);
    const problem = await transport.open();
    expect(problem?.code).toBe(code);
    expect(problem?.message).toContain(words);
  });

  it('passes no environment but the one it is given', async () => {
    const { wire, transport, gone } = start(`console.log(Object.keys(process.env).join())`, [], {
      env: { ONLY: '1' },
    });
    await transport.open();
    await gone;
    expect(wire.channel('stdout').toString()).toBe('ONLY\n');
    await transport.close();
  });
});
