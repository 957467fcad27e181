import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildCli } from '../test/build-cli.ts';
import { startServer, type RealServer } from '../test/servers/real-http.ts';
import { serverPath } from '../test/stdio-servers.ts';
import { sendCommand } from './commands/send.ts';
import { readOptions, type OpenOptions } from './options.ts';
import { readFraming } from './send-options.ts';
import type { Surroundings } from './surroundings.ts';

const folder = mkdtempSync(join(tmpdir(), 'send-'));
const PING = '{"jsonrpc":"2.0","id":"p","method":"ping"}';
let cli: string;
let http: RealServer;
beforeAll(async () => {
  [cli, http] = await Promise.all([
    buildCli(join(folder, 'dist')),
    startServer('echo-bytes-http', [`--to=${folder}`]),
  ]);
});
afterAll(async () => {
  await http.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Ran {
  code: number | null;
  out: string;
  err: string;
}

const dataDir = ['--data-dir', join(folder, 'data')];
const env = { PATH: process.env['PATH'], HOME: folder };

/** Not in its own time: the server over HTTP is a process of ours that has to go on. */
async function run(args: string[], input = ''): Promise<Ran> {
  const child = spawn(process.execPath, [cli, ...dataDir, ...args], { cwd: folder, env, timeout: 30_000 });
  child.stdin.end(input);
  const streams = [child.stdout, child.stderr].map(async (stream) => {
    const parts: Buffer[] = [];
    for await (const part of stream) parts.push(part as Buffer);
    return Buffer.concat(parts).toString();
  });
  const [[code], out, err] = await Promise.all([
    once(child, 'close') as Promise<[number | null]>,
    ...streams,
  ]);
  return { code, out: out!, err: err! };
}

const echo = (file: string): string =>
  [process.execPath, serverPath('echo-bytes'), `--to=${join(folder, file)}`]
    .map((part) => `'${part}'`)
    .join(' ');

test('sends bytes to a process as they are, and prints what came back', async () => {
  const bytes = Buffer.concat([Buffer.from(PING), Buffer.from([0x20, 0x0d])]);
  writeFileSync(join(folder, 'ping'), bytes);
  const { code, out } = await run([
    'send',
    echo('a'),
    '--raw',
    'ping',
    '--framing',
    'newline,parts=3,pause=5ms',
  ]);
  expect(out).toBe('{"jsonrpc":"2.0","id":"p","result":{}}\n');
  expect(code).toBe(0);
  expect(readFileSync(join(folder, 'a')).subarray(-bytes.length - 1)).toEqual(
    Buffer.concat([bytes, Buffer.from('\n')]),
  );
});

test('says with its exit code that nothing came, of nothing as well', { timeout: 60_000 }, async () => {
  const empty = await run(['send', echo('e'), '--raw', '-', '--framing', 'none', '--timeout', '1']);
  expect([empty.code, empty.err]).toEqual([1, expect.stringContaining('There is no message in it')]);
  const held = ['send', echo('h'), '--raw', '-', '--framing', 'none', '--timeout', '1'];
  const silent = await run(held, '{"jsonrpc":"2.0","id":"q","method":"ping"}');
  expect([silent.code, silent.err]).toEqual([
    1,
    expect.stringContaining('No answer to the request "q" within 1 s.'),
  ]);
  const junk = ['send', echo('b'), '--raw', '-', '--framing', 'none', '--timeout', '1', '--json'];
  const nothing = await run(junk, '\u0000\u0001');
  expect(nothing.err).toContain('Nothing came back within 1 s.');
  expect(JSON.parse(nothing.out)).toMatchObject({ outcome: 'nothing', came: [] });
  expect(nothing.code).toBe(1);
  expect(readFileSync(join(folder, 'b')).subarray(-3).toString('hex')).toBe('0a0001');
});

test(
  'says with its exit code that an error came, and what could not be sent',
  { timeout: 60_000 },
  async () => {
    const error = await run(['send', echo('c'), '--raw', '-'], '{"jsonrpc":"2.0","id":9,"method":"no/such"}');
    expect([error.code, error.out]).toEqual([1, expect.stringContaining('Method not found')]);
    const wrong = await run(['send', echo('d'), '--raw', '-', '--framing', 'whole'], 'x');
    expect([wrong.code, wrong.err]).toEqual([2, expect.stringContaining('whole is for HTTP')]);
  },
);

test(
  'sends a request of an own head, a whole one, and one with the usual head',
  { timeout: 60_000 },
  async () => {
    writeFileSync(join(folder, 'head'), 'BREW /pot HTTP/1.1\nHost: x\nHost: y\n');
    const brewed = await run(
      ['send', http.url, '--raw', '-', '--head', 'head', '--framing', 'as-written,lf'],
      'tea',
    );
    expect(brewed.code).toBe(0);
    const hex = Buffer.from('BREW /pot HTTP/1.1\nHost: x\nHost: y\n\ntea').toString('hex');
    expect(brewed.out).toContain(hex);
    const whole = await run(['send', http.url, '--raw', '-', '--framing', 'whole'], 'GET / HTTP/1.1\r\n\r\n');
    expect([whole.code, whole.out]).toEqual([1, expect.stringContaining('405 Method Not Allowed')]);
    const chunked = await run(['send', http.url, '--raw', '-', '--framing', 'chunk=7', '--json'], PING);
    expect(JSON.parse(chunked.out)).toMatchObject({ rpcId: '"p"', outcome: 'result' });
    expect(chunked.code).toBe(0);
  },
);

describe('the words of --framing', () => {
  test('are read', () => {
    expect(readFraming('crlf, bom,parts=2,pause=1s')).toMatchObject({
      ok: true,
      value: { stdio: { end: 'crlf', bom: true }, http: { lineEnd: 'crlf' }, parts: 2, pause: 1000 },
    });
  });

  test.each(['nonsense', 'parts=0', 'parts=1001', 'parts=2ms', 'pause=61s', 'chunk=0', 'chunk', '__proto__'])(
    '%s is refused',
    (word) => {
      expect(readFraming(word)).toMatchObject({ ok: false, problem: { code: 'bad-option' } });
    },
  );
});

test.each([
  [['send', 'x'], 'one --raw FILE'],
  [['send', '--raw', 'f'], 'needs a target'],
  [['send', 'x', '--raw', 'f', '--raw', 'g'], 'one --raw FILE'],
  [['send', 'x', '--raw', 'f', '--approved'], '--approved is not for send'],
  [['send', 'x', '--raw', '-', '--head', '-'], 'cannot both be standard input'],
  [['send', 'x', '--raw', 'f', '--head', 'g', '--framing', 'whole'], 'contradict each other'],
  [['send', 'x', '--raw', 'f', '--head', 'g', '--head', 'h'], '--head takes one FILE'],
  [['send', 'x', '--raw', 'f', '--framing', 'utf-16le,utf-16be'], 'only one of them'],
  [['send', 'x', '--raw', 'f', '--framing', 'pause=20ms'], 'nothing to pause between'],
  [['send', 'x', '--raw', 'f', '--framing', 'nonsense'], 'nonsense: that is not known'],
  [['--raw', 'f', 'npx'], '--raw belongs to "send"'],
])('%j is refused in words', (args, words) => {
  const read = readOptions(args);
  expect(read.ok ? 'read' : read.problem.message).toContain(words);
});

describe('a file that cannot be sent is refused before anything is started', () => {
  test.each([
    ['that is not there', { raw: 'nowhere' }, 'nowhere cannot be read: ENOENT'],
    ['that is a folder', { raw: '.' }, 'is a folder'],
    ['that never ends', { raw: '/dev/zero' }, '/dev/zero is over 64 MiB'],
    ['with an empty head', { raw: 'body', head: 'empty' }, 'The head in empty is empty'],
    ['with a head in another encoding', { raw: 'body', head: 'latin1' }, 'The head in latin1 is not UTF-8'],
  ])('%s', async (_, files, words) => {
    writeFileSync(join(folder, 'body'), 'x');
    writeFileSync(join(folder, 'empty'), '');
    writeFileSync(join(folder, 'latin1'), Buffer.from('GET / HTTP/1.1\nX: \xe9', 'latin1'));
    const framing = readFraming('');
    if (!framing.ok) throw new Error(framing.problem.message);
    const sending = { ...files, framing: framing.value, json: false, timeout: 1000 };
    const said: string[] = [];
    const terminal = { note: (text: string) => void said.push(text) };
    const options = { notes: [] } as unknown as OpenOptions;
    const here = { terminal, cwd: folder } as unknown as Surroundings;
    expect(await sendCommand({ sending, options }, here)).toBe(2);
    expect(said.join()).toContain(words);
  });
});
