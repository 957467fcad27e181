import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
  chmodSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { buildCli } from '../test/build-cli.ts';
import { isAlive, until } from '../test/bundle.ts';

// Servers that have to be killed take their grace first.
vi.setConfig({ testTimeout: 90_000 });

const isWindows = process.platform === 'win32';
const built = mkdtempSync(join(tmpdir(), 'cli-'));
const running: ChildProcess[] = [];
let cli: string;
let folder: string;

beforeAll(async () => {
  cli = await buildCli(join(built, 'dist'));
});
afterAll(() => rmSync(built, { recursive: true, force: true }));
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cli-run-'));
});
afterEach(async () => {
  for (const child of running.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill('SIGKILL');
    await new Promise((ended) => child.once('exit', ended));
  }
  // What it started itself may still be writing its last file.
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
});

const envOf = (change: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv => ({
  PATH: process.env['PATH'],
  HOME: folder,
  XDG_DATA_HOME: join(folder, 'share'),
  ...change,
});

interface Ended {
  code: number | null;
  out: string;
  err: string;
}
/** Runs it to its end, with nobody at the terminal. */
function call(args: string[], change: { env?: NodeJS.ProcessEnv; input?: string; cli?: string } = {}): Ended {
  const { status, stdout, stderr } = spawnSync(process.execPath, [change.cli ?? cli, ...args], {
    cwd: folder,
    env: envOf(change.env),
    input: change.input ?? '',
    timeout: 15_000,
  });
  for (const bytes of [stdout, stderr]) expectHarmless(bytes);
  return { code: status, out: stdout.toString(), err: stderr.toString() };
}

/** No byte a terminal acts on, no CI command, whatever the text was. */
function expectHarmless(bytes: Buffer): void {
  for (const byte of [0x00, 0x07, 0x08, 0x0d, 0x1b, 0x7f]) expect(bytes.includes(byte)).toBe(false);
  const text = bytes.toString();
  expect(text).not.toMatch(/[\u0080-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/);
  expect(text).not.toMatch(/^\s*::|##\[/m);
}

interface Running {
  child: ChildProcess;
  out: string;
  err: string;
  said(what: string, where: (here: Running) => boolean): Promise<void>;
  ended: Promise<number | null>;
}
function start(args: string[], change: { env?: NodeJS.ProcessEnv; opens?: boolean } = {}): Running {
  const child = spawn(process.execPath, [cli, ...(change.opens === true ? [] : ['--no-open']), ...args], {
    cwd: folder,
    env: envOf(change.env),
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  running.push(child);
  const here: Running = {
    child,
    out: '',
    err: '',
    said: (what, where) => until(`${what}; it said: ${here.out}${here.err}`, () => where(here)),
    ended: new Promise((resolve) => child.once('exit', resolve)),
  };
  child.stdout.on('data', (text) => (here.out += text));
  child.stderr.on('data', (text) => (here.err += text));
  return here;
}
const LINK = /^http:\/\/127\.0\.0\.1:(\d+)\/\S*#\S+ /gm;
const links = (here: Running): RegExpMatchArray[] => [...here.out.matchAll(LINK)];
const linked = (here: Running): Promise<void> => here.said('a link', () => links(here).length > 0);

/** A server that answers nothing, says its pid in a file, and ignores everything but SIGKILL. */
function stubborn(name = 'server'): { args: string[]; pids(): number[] } {
  const file = join(folder, `${name}.js`);
  const note = join(folder, `${name}.pids`);
  writeFileSync(
    file,
    `const { spawn } = require('node:child_process');
     process.on('SIGTERM', () => {});
     const helper = spawn(process.execPath, ['-e', 'process.on("SIGTERM",()=>{});setInterval(()=>{},1e6)'], { detached: true, stdio: 'ignore' });
     require('node:fs').appendFileSync(${JSON.stringify(note)}, process.pid + ' ' + helper.pid + '\\n');
     setInterval(() => {}, 1e6);`,
  );
  return {
    args: [process.execPath, file, '--hostile=\u001b]0;x\u0007\u202e'],
    pids: () => (existsSync(note) ? readFileSync(note, 'utf8').trim().split(/\s/).map(Number) : []),
  };
}

describe.skipIf(isWindows)('a call that cannot work', () => {
  it.each<[string, string[], RegExp]>([
    ['an unknown option', ['--prot', '5'], /no option --prot\. Did you mean --port\?/],
    [
      'a command that is not there',
      ['no-such-program\u001b[2J\u202e', 'x'],
      /"no-such-program\\u\{1B\}\[2J\\u\{202E\}" was not found on PATH\. Check the spelling/,
    ],
    ['a path that is not there', ['./none/x'], /There is no file .*\/none\/x/],
    [
      'a folder that is not there',
      ['--cwd', 'none', 'node', 'x'],
      /working directory .*\/none is not a folder.*--cwd/,
    ],
    ['a variable that is not set', ['--env', 'NOT_SET_HERE', 'node', 'x'], /NOT_SET_HERE is not set here/],
    [
      'a header from a variable that is not set',
      ['--header', 'A: env:NOT_SET_HERE', 'https://h'],
      /NOT_SET_HERE is not set here/,
    ],
    [
      'a file of authorities that is not there',
      ['--ca-file', 'none.pem', 'https://h'],
      /no file .*none\.pem/,
    ],
    [
      'a data directory below a file',
      ['--data-dir', 'file/below', 'node', 'x'],
      /data directory .*\/file\/below cannot be written: part of that path is a file.*--data-dir/,
    ],
    ['a data directory that is a link', ['--data-dir', 'link', 'node', 'x'], /symbolic link/],
    ['a config file that is not there', ['--config', 'none.json'], /none\.json: there is no such file/],
    ['a broken config file', ['--config', 'broken.json'], /broken\.json:2:13: .*comma/],
    [
      'a server that is not in it',
      ['--config', 'ok.json', '--server', 'godo'],
      /no server "godo"\. Did you mean "good"\?/,
    ],
    [
      'a config command without a terminal',
      ['--config', 'ok.json', '--server', 'good'],
      /Nobody can be asked.*--yes/s,
    ],
    [
      'a config command that is not there',
      ['--config', 'ok.json', '--server', 'missing', '--yes'],
      /"gone-program" was not found/,
    ],
  ])('%s: one message, exit code 2, nothing written', (_title, args, message) => {
    writeFileSync(join(folder, 'file'), '');
    mkdirSync(join(folder, 'real'));
    spawnSync('ln', ['-s', join(folder, 'real'), join(folder, 'link')]);
    writeFileSync(
      join(folder, 'broken.json'),
      '{\n  "mcpServers" {}\n}'.replace('"mcpServers" {}', '"mcp": {} "x": 1'),
    );
    writeFileSync(
      join(folder, 'ok.json'),
      JSON.stringify({
        mcpServers: { good: { command: 'node', args: ['x.js'] }, missing: { command: 'gone-program' } },
      }),
    );
    const { code, out, err } = call(args);
    expect(err).toMatch(message);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(existsSync(join(folder, 'share'))).toBe(false);
    expect(readdirSync(join(folder, 'real'))).toEqual([]);
  });

  it('a port in use', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((listening) => other.once('listening', listening));
    const { port } = other.address() as { port: number };
    const { code, err, out } = call(['--no-open', '--port', String(port)]);
    other.close();
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(String(port));
    expect(existsSync(join(folder, 'share', 'mcp-sec-inspect', 'bridge.json'))).toBe(false);
  });

  it.skipIf(process.getuid?.() === 0)('a data directory without permission', () => {
    mkdirSync(join(folder, 'closed'), { mode: 0o500 });
    expect(call(['--data-dir', 'closed/x']).err).toMatch(/permission denied.*--data-dir/);
  });
  it.skipIf(process.platform !== 'linux')('a data directory where nothing can be made', () => {
    const { code, err } = call(['--data-dir', '/proc/mcp-sec-inspect']);
    expect([code, err.trim().split('\n').length]).toEqual([2, 1]);
    expect(err).toMatch(/\/proc\/mcp-sec-inspect cannot be written.*--data-dir/);
  });
});

describe('a call that only says something', () => {
  it('help and version', () => {
    expect(call(['--help'])).toMatchObject({
      code: 0,
      err: '',
      out: expect.stringContaining('--insecure-no-verify') as unknown,
    });
    expect(call(['--version'])).toEqual({ code: 0, err: '', out: '0.0.0\n' });
  });

  it('the servers of a config file, hostile names included, and starts none', () => {
    const nasty = '\u001b[2J\u009b1m\u202eexe\u0007\n::error::x';
    const marker = join(folder, 'started');
    const servers = {
      [nasty]: { command: 'touch', args: [marker, nasty], env: { [nasty]: nasty } },
      url: { url: `https://h/\u202e${nasty}` },
    };
    writeFileSync(join(folder, 'c.json'), JSON.stringify({ mcpServers: servers }));
    const { code, out } = call(['--config', 'c.json']);
    expect(code).toBe(0);
    expect(out.trim().split('\n')).toHaveLength(2);
    expect(out).toContain(`'\\u{1B}[2J\\u{9B}1m\\u{202E}exe\\u{7}\\u{A}::error::x': touch`);
    for (const server of [nasty, 'url']) call(['--config', 'c.json', '--server', server]);
    expect(call(['--config', 'c.json', '--server', `${nasty}x`]).code).toBe(2);
    expect(existsSync(marker)).toBe(false);
  });

  it('the whole command of a config file, with remarks, and secrets masked', () => {
    const server = {
      command: 'npx',
      args: ['-y', 'github:o/r', 'a b\u202e', ''],
      env: { API_KEY: 'hunter2secret', NODE_OPTIONS: '--require /x.js', LOG: 'debug' },
    };
    writeFileSync(join(folder, 'c.json'), JSON.stringify({ mcpServers: { s: server } }));
    const { code, err } = call(['--config', 'c.json', '--server', 's']);
    expect(code).toBe(2);
    for (const words of [
      'npx',
      "'a b\\u{202E}'",
      "''",
      'fetched from this address',
      'NODE_OPTIONS=',
      '--require /x.js',
      'LOG=debug',
      'API_KEY=•••',
      `folder   ${folder}`,
    ]) {
      expect(err).toContain(words);
    }
    expect(err).not.toContain('hunter2secret');
  });
});

describe.skipIf(isWindows)('a running bridge', () => {
  it('says one line with a link, another one for Enter, and ends its servers on SIGINT', async () => {
    const server = stubborn();
    const here = start(['--', ...server.args]);
    await linked(here);
    expect(here.out.trim().split('\n')).toHaveLength(1);
    expect(here.err).toBe('');
    here.child.stdin!.write('\n');
    await here.said('a second link', () => links(here).length === 2);
    expect(new Set(links(here).map(([link]) => link.split('#')[1])).size).toBe(2);
    await here.said('the server', () => server.pids().length === 2);
    expect(server.pids().every(isAlive)).toBe(true);
    here.child.kill('SIGINT');
    expect(await here.ended).toBe(0);
    await until('server and helper to be gone', () => !server.pids().some(isAlive));
    expect(server.pids()).toHaveLength(2);
    expectHarmless(Buffer.from(here.out + here.err));
    expect(existsSync(join(folder, 'share', 'mcp-sec-inspect', 'bridge.json'))).toBe(false);
  });

  it.each(['SIGTERM', 'SIGHUP'] as const)('ends in order on %s', async (signal) => {
    const here = start([]);
    await linked(here);
    here.child.kill(signal);
    expect(await here.ended).toBe(0);
  });

  it('ends at once on a second Ctrl-C', async () => {
    const server = stubborn();
    const here = start(server.args);
    await here.said('the server', () => server.pids().length === 2);
    here.child.kill('SIGINT');
    await here.said('that it stops', () => here.err.includes('stopping'));
    // The first ones count as an echo, as npm makes one.
    const impatient = setInterval(() => here.child.kill('SIGINT'), 50);
    const code = await here.ended.finally(() => clearInterval(impatient));
    expect(code).toBe(130);
    await until('server and helper to be gone', () => !server.pids().some(isAlive));
  });

  it.skipIf(process.platform !== 'linux')(
    'opens a browser with a link of its own, as one argument',
    async () => {
      const bin = join(folder, 'bin');
      const seen = join(folder, 'seen');
      mkdirSync(bin);
      writeFileSync(join(bin, 'xdg-open'), `#!/bin/sh\necho "$# $1" > '${seen}'\n`);
      chmodSync(join(bin, 'xdg-open'), 0o755);
      const server = stubborn();
      const here = start(server.args, { opens: true, env: { PATH: `${bin}:/usr/bin:/bin`, DISPLAY: ':9' } });
      await here.said('the browser', () => existsSync(seen) && readFileSync(seen, 'utf8').endsWith('\n'));
      expect(readFileSync(seen, 'utf8')).toBe(`1 ${here.out.split(' ')[0]}\n`);
      expect(here.err).toBe('');
      // A server that is still being started would write into the folder while that is removed.
      await here.said('the server', () => server.pids().length === 2);
      here.child.kill('SIGINT');
      await here.ended;
      await until('server and helper to be gone', () => !server.pids().some(isAlive));
    },
  );

  it('takes the two signals that npm makes of one Ctrl-C for one', async () => {
    const server = stubborn();
    const here = start(server.args);
    await here.said('the server', () => server.pids().length === 2);
    here.child.kill('SIGINT');
    here.child.kill('SIGINT');
    here.child.kill('SIGTERM');
    expect(await here.ended).toBe(0);
    await until('server and helper to be gone', () => !server.pids().some(isAlive));
  });

  it('leaves nothing of its servers after kill -9', async () => {
    const server = stubborn();
    const here = start(server.args);
    await here.said('the server', () => server.pids().length === 2);
    here.child.kill('SIGKILL');
    await until('server and helper to be gone', () => !server.pids().some(isAlive));
  });

  it('goes on when nobody reads what it says, and when its input ends', async () => {
    const here = start([]);
    await linked(here);
    here.child.stdout!.destroy();
    here.child.stdin!.write('\n\n');
    here.child.stdin!.end();
    const port = links(here)[0]![1];
    const { status } = await fetch(`http://127.0.0.1:${port}/`);
    expect(status).toBe(200);
    here.child.kill('SIGINT');
    expect(await here.ended).toBe(0);
  });

  it('is joined by a second start on the same data directory', async () => {
    const first = start([]);
    await linked(first);
    const server = stubborn('second');
    const second = start(['--port', '1', '--name', 'second', '--', ...server.args]);
    expect(await second.ended).toBe(0);
    expect(links(second)[0]![1]).toBe(links(first)[0]![1]);
    expect(second.err).toContain('--port is not used');
    await first.said('the second target', () => server.pids().length === 2);
    first.child.kill('SIGINT');
    await first.ended;
    await until('the server to be gone', () => !server.pids().some(isAlive));
  });

  it('gives a joined command the PATH of its own terminal', async () => {
    const bin = join(folder, 'bin');
    mkdirSync(bin);
    writeFileSync(join(bin, 'only-here'), `#!/bin/sh\necho "$PATH $THEIRS" > '${join(folder, 'seen')}'\n`);
    chmodSync(join(bin, 'only-here'), 0o755);
    const first = start([]);
    await linked(first);
    const second = start(['--env', 'THEIRS', 'only-here'], {
      env: { PATH: `${bin}:/usr/bin:/bin`, THEIRS: 'their value' },
    });
    expect(await second.ended).toBe(0);
    await first.said(
      'the command to have run',
      () => existsSync(join(folder, 'seen')) && readFileSync(join(folder, 'seen'), 'utf8').includes('\n'),
    );
    expect(readFileSync(join(folder, 'seen'), 'utf8')).toBe(`${bin}:/usr/bin:/bin their value\n`);
  });

  it.skipIf(process.platform !== 'linux')(
    'reports what outlived a killed one, and ends it when told to',
    async () => {
      const here = start([]);
      await linked(here);
      const escaped = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e6)'], {
        detached: true,
        stdio: 'ignore',
      });
      running.push(escaped);
      here.child.kill('SIGINT');
      await here.ended;
      // As a bridge that was killed together with its watchdog leaves it.
      const children = join(folder, 'share', 'mcp-sec-inspect', 'children');
      mkdirSync(children, { recursive: true, mode: 0o700 });
      const stat = readFileSync(`/proc/${escaped.pid}/stat`, 'latin1');
      const mark = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
      const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim();
      const entry = {
        started: { pid: escaped.pid, at: Date.now(), mark, boot, command: 'node \u001b[1mx', target: 't' },
      };
      writeFileSync(join(children, '99-aabbccddeeff.log'), `${JSON.stringify(entry)}\n`, { mode: 0o600 });
      const next = start([]);
      await next.said('the report', () => next.err.includes(`process ${escaped.pid} of an earlier run`));
      next.child.stdin!.write('end\n');
      await until('it to be gone', () => !isAlive(escaped.pid!));
      await next.said('that it is ended', () => next.err.includes('is ended'));
      expectHarmless(Buffer.from(next.err));
    },
  );
});

// Its options differ on macOS.
describe.skipIf(process.platform !== 'linux' || !existsSync('/usr/bin/script'))('in a terminal', () => {
  it('asks before it starts a command of a config file', async () => {
    const server = stubborn();
    writeFileSync(
      join(folder, 'c.json'),
      JSON.stringify({ mcpServers: { s: { command: server.args[0], args: server.args.slice(1) } } }),
    );
    const inTerminal = (answer: string): Running => {
      const line = [process.execPath, cli, '--no-open', '--config', 'c.json', '--server', 's'].join(' ');
      const child = spawn('/usr/bin/script', ['-qec', line, '/dev/null'], {
        cwd: folder,
        env: envOf({ TERM: 'xterm' }),
        stdio: ['pipe', 'pipe', 'pipe'],
      });
      running.push(child);
      const here: Running = {
        child,
        out: '',
        err: '',
        said: (what, where) => until(`${what}; it said: ${here.out}`, () => where(here)),
        ended: new Promise((resolve) => child.once('exit', resolve)),
      };
      let hasAnswered = false;
      child.stdout.on('data', (text) => {
        here.out += text;
        if (!here.out.includes('[y/N]') || hasAnswered) return;
        hasAnswered = true;
        child.stdin.write(`${answer}\n`);
      });
      return here;
    };
    const no = inTerminal('n');
    expect(await no.ended).toBe(0);
    expect(no.out).toContain('nothing was started');
    expect(no.out).not.toContain('\u001b');
    const yes = inTerminal('y');
    await yes.said('the server', () => server.pids().length === 2);
    await yes.said('a link', () => yes.out.includes('http://127.0.0.1:'));
    expect(yes.out).not.toContain('\u001b');
    yes.child.stdin!.write('\u0003');
    await yes.ended;
    await until('the server to be gone', () => !server.pids().some(isAlive));
  });

  it.skipIf(process.platform !== 'linux')(
    'runs in the background without being stopped for reading',
    async () => {
      const line = `set -m; ${process.execPath} ${cli} --no-open & echo "pid $!"; wait`;
      const child = spawn('/usr/bin/script', ['-qec', `bash -c '${line}'`, '/dev/null'], {
        cwd: folder,
        env: envOf(),
        stdio: ['pipe', 'pipe', 'pipe'],
      });
      running.push(child);
      let out = '';
      child.stdout.on('data', (text) => (out += text));
      await until(`a link; it said: ${out}`, () => /http:\S+#/.test(out));
      child.stdin.write('\n');
      const pid = Number(/pid (\d+)/.exec(out)![1]);
      const { status } = await fetch(/http:\/\/127\.0\.0\.1:\d+\//.exec(out)![0]);
      expect(status).toBe(200);
      expect(readFileSync(`/proc/${pid}/stat`, 'latin1')).not.toMatch(/\) T /);
      process.kill(pid, 'SIGINT');
      await new Promise((ended) => child.once('exit', ended));
    },
  );
});
