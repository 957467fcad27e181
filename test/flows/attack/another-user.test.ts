import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { root } from '../../../scripts/sources.mjs';
import { buildCli } from '../../build-cli.ts';
import { serverPath } from '../../stdio-servers.ts';
import { ended } from './ended.ts';

// Another user and another process on this machine: files, links put there first, ports, the local socket.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

const isWindows = process.platform === 'win32';
const NOBODY = 65_534;
const folder = mkdtempSync(join(tmpdir(), 'attack-user-'));
/** Of the runs here alone, so that what they leave there is seen. */
const temp = join(folder, 'temp');
const first = join(folder, 'first');
const ECHO = [process.execPath, serverPath('echo')];
const SECRET = 'sk-proj-9dKm55NhVs4f9aC2eX8bLq71RtYw30Z';
const cleanUp: (() => unknown)[] = [];
let cli: string;

const env = (): NodeJS.ProcessEnv => ({
  PATH: process.env['PATH'],
  HOME: folder,
  TMPDIR: temp,
  OUR_SECRET: SECRET,
});
/** As careless as a shell can be: whatever mode a file is not given, everybody gets. */
const run = (args: string[], stopsAt?: RegExp) =>
  ended('/bin/sh', ['-c', 'umask 000; exec "$0" "$@"', process.execPath, cli, ...args], {
    cwd: folder,
    env: env(),
    ...(stopsAt !== undefined && { stopsAt }),
  });

/** A session with everything that leaves files; each line a command. */
async function wholeSession(dataDir: string, out: string): Promise<string> {
  const own = ['--data-dir', dataDir];
  const said: string[] = [];
  for (const [args, stopsAt] of [
    [['call', ...own, ECHO.join(' '), 'echo', '{"text":"hello"}']],
    [['pin', ...own, '--approved', '--lock', `${out}.lock.json`, '--', ...ECHO]],
    [['probe', ...own, '--only', 'fresh-home', '--', ...ECHO]],
    [['fuzz', ...own, '--yes', '--budget', '5', '--', ...ECHO]],
    [['inspect', ...own, '--session', '1']],
    [['rebuild-index', ...own]],
    [['export', ...own, '1', '--out', `${out}.mcpsec`]],
    [['--no-open', ...own, '--', ...ECHO], /#code=/],
  ] as [string[], RegExp?][]) {
    const { code, err } = await run(args, stopsAt);
    said.push(`${args[0]} ${code}: ${err.slice(0, 300)}`);
  }
  return said.join('\n');
}

function everythingBelow(path: string): string[] {
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) => {
    const inner = join(path, entry.name);
    return entry.isDirectory() ? [inner, ...everythingBelow(inner)] : [inner];
  });
}
const isOpenToOthers = (path: string): boolean =>
  !lstatSync(path).isSymbolicLink() && (lstatSync(path).mode & 0o077) !== 0;

interface Started {
  pid: number;
  link: string;
  origin: string;
  kill(signal: NodeJS.Signals): Promise<void>;
}
async function start(dataDir: string, args: string[] = []): Promise<Started> {
  const child = spawn(process.execPath, [cli, '--no-open', '--data-dir', dataDir, ...args], {
    cwd: folder,
    env: env(),
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const kill = async (signal: NodeJS.Signals): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    await once(child, 'exit');
  };
  cleanUp.push(() => kill('SIGKILL'));
  let said = '';
  const link = await new Promise<string>((found, failed) => {
    child.stdout.on('data', (part: Buffer) => {
      said += part.toString();
      const [printed] = /http:\/\/127\.0\.0\.1:\d+\/\S*#code=\S+/.exec(said) ?? [];
      if (printed !== undefined) found(printed);
    });
    child.stderr.on('data', (part: Buffer) => (said += part.toString()));
    child.once('exit', () => failed(new Error(said)));
  });
  return { pid: child.pid!, link, origin: new URL(link).origin, kill };
}

async function tokenOf({ link, origin }: Started): Promise<string> {
  const code = link.split('#code=')[1]!.split('&')[0];
  const answer = await fetch(`${origin}/sign-in`, {
    method: 'POST',
    headers: { origin, 'content-type': 'application/json' },
    body: JSON.stringify({ code }),
  });
  return ((await answer.json()) as { token: string }).token;
}
const snapshot = (origin: string, token: string): Promise<Response> =>
  fetch(`${origin}/api/snapshot`, { headers: { authorization: `Bearer ${token}`, origin } });

beforeAll(async () => {
  mkdirSync(temp);
  cli = await buildCli(join(folder, 'dist'));
  // Where Node has no SQLite of its own, the one that is installed with us.
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
});
afterEach(async () => {
  for (const undo of cleanUp.splice(0).reverse()) await undo();
});
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

describe.skipIf(isWindows)('what a whole session leaves', () => {
  let said = '';
  beforeAll(async () => {
    said = await wholeSession(first, join(folder, 'first-out'));
  });

  test('is closed to others, with a umask that closes nothing', () => {
    const left = everythingBelow(first);
    expect(left.length, said).toBeGreaterThan(20);
    const names = left.map((path) => relative(first, path).split('/')[0]);
    for (const expected of ['sessions', 'fuzz', 'runs', 'targets.json', 'counters'])
      if (!names.includes(expected))
        throw new Error(`${expected} is not in ${[...new Set(names)].join()}\n${said}`);
    expect([first, ...left].filter(isOpenToOthers), said).toEqual([]);
    expect(statSync(join(folder, 'first-out.mcpsec')).mode & 0o777).toBe(0o600);
    // The one file that is for everybody: it goes into a repository. As the umask says, and never for all to write.
    expect(statSync(join(folder, 'first-out.lock.json')).mode & 0o022).toBe(0);
    expect(everythingBelow(temp)).toEqual([]);
  });

  test('is closed in the temporary folder too, while it is there', async () => {
    const seen = new Set<string>();
    const looking = setInterval(() => {
      for (const path of everythingBelow(temp).filter((one) => relative(temp, one).split('/').length === 1))
        try {
          seen.add(`${path.replace(/[\da-zA-Z]+$/, '')} ${(lstatSync(path).mode & 0o777).toString(8)}`);
        } catch {
          // ENOENT: gone since it was listed.
        }
    }, 5);
    await run(['fuzz', '--data-dir', first, '--yes', '--budget', '30', '--', ...ECHO]).finally(() =>
      clearInterval(looking),
    );
    expect(seen.size).toBeGreaterThan(0);
    expect([...seen].filter((one) => !one.endsWith(' 700'))).toEqual([]);
  });

  test('is not written through links that were put there first', async () => {
    // Names as this version makes them, but for those that are drawn at random.
    const names = readdirSync(first).filter((name) => !/[\da-f]{8}/.test(name));
    expect(names.length).toBeGreaterThan(5);
    const wrong: string[] = [];
    for (const name of names) {
      const dataDir = mkdtempSync(join(folder, 'planted-'));
      const victim = mkdtempSync(join(folder, 'victim-'));
      const isFolder = lstatSync(join(first, name)).isDirectory();
      const to = isFolder ? victim : join(victim, 'keep');
      if (!isFolder) writeFileSync(to, 'keep');
      symlinkSync(to, join(dataDir, name));
      await run(['call', '--data-dir', dataDir, ECHO.join(' '), 'echo', '{}']);
      if (/^(?:fuzz|runs|inputs)/.test(name))
        await run(['fuzz', '--data-dir', dataDir, '--yes', '--budget', '2', '--', ...ECHO]);
      if (name === 'runs') await run(['probe', '--data-dir', dataDir, '--', ...ECHO]);
      await run(['--no-open', '--data-dir', dataDir, '--', ...ECHO], /#code=/);
      const inside = readdirSync(victim).filter((one) => isFolder || one !== 'keep');
      if (inside.length > 0) wrong.push(`${name}: ${inside.join()}`);
      if (!isFolder && readFileSync(to, 'utf8') !== 'keep') wrong.push(`${name}: written`);
      rmSync(dataDir, { recursive: true });
    }
    expect(wrong).toEqual([]);
  });

  test('a link at the place of an export or a lock file is replaced, not followed', async () => {
    const victim = join(folder, 'victim');
    writeFileSync(victim, 'keep');
    for (const [args, out] of [
      [['export', '--data-dir', first, '1', '--out'], 'planted.mcpsec'],
      [['pin', '--data-dir', first, '--lock'], 'planted.lock.json'],
    ] as [string[], string][]) {
      symlinkSync(out.endsWith('lock.json') ? join(folder, 'gone') : victim, join(folder, out));
      const { code, err } = await run([...args, out, ...(out.endsWith('json') ? ['--', ...ECHO] : [])]);
      expect(code, err).toBe(0);
      expect(lstatSync(join(folder, out)).isFile()).toBe(true);
    }
    expect(readFileSync(victim, 'utf8')).toBe('keep');
    expect(existsSync(join(folder, 'gone'))).toBe(false);
  });
});

describe('ports', () => {
  test('who takes the port of the last time gets nothing from the next start, and its token is worth nothing', async () => {
    const dataDir = join(folder, 'ports');
    const before = await start(dataDir);
    const token = await tokenOf(before);
    expect((await snapshot(before.origin, token)).status).toBe(200);
    await before.kill('SIGINT');
    const heard: string[] = [];
    const squatter = createServer((socket) => socket.on('data', (part) => heard.push(part.toString())));
    cleanUp.push(() => squatter.close());
    squatter.listen(Number(new URL(before.origin).port), '127.0.0.1');
    await once(squatter, 'listening');
    const after = await start(dataDir);
    expect(after.origin).not.toBe(before.origin);
    expect((await snapshot(after.origin, token)).status).toBe(401);
    expect((await snapshot(after.origin, await tokenOf(after))).status).toBe(200);
    expect(heard).toEqual([]);
  });

  test('a port that was asked for and is taken is not shared, and no link for it is printed', async () => {
    const squatter = createServer().listen(0, '127.0.0.1');
    cleanUp.push(() => squatter.close());
    await once(squatter, 'listening');
    const { port } = squatter.address() as { port: number };
    const args = [cli, '--no-open', '--data-dir', join(folder, 'taken'), '--port', String(port)];
    const { code, out } = await ended(process.execPath, args, { cwd: folder, env: env() });
    expect([code, out]).toEqual([2, '']);
  });
});

describe.skipIf(isWindows)('the local socket, answered by somebody else', () => {
  const answers: [string, (line: string) => string][] = [
    ['with what it was told', (line) => line],
    ['with nothing true', () => '{"protocol":1,"nonce":"00","proof":"00"}'],
    ['with a link of theirs', () => '{"ok":true,"value":{"link":"http://127.0.0.1:1/#code=theirs"}}'],
  ];
  test.each(answers)('%s: hears no secret and no command, and is not believed', async (_, answer) => {
    const dataDir = mkdtempSync(join(folder, 'socket-'));
    const killed = await start(dataDir);
    const { socket: path, secret } = JSON.parse(readFileSync(join(dataDir, 'bridge.json'), 'utf8')) as {
      socket: string;
      secret: string;
    };
    await killed.kill('SIGKILL');
    rmSync(path);
    let heard = '';
    const theirs = createServer((socket) => {
      socket.on('error', () => {});
      socket.on('data', (part: Buffer) => {
        heard += part.toString();
        for (const line of part.toString().split('\n').slice(0, -1)) socket.write(`${answer(line)}\n`);
      });
    });
    cleanUp.push(() => theirs.close());
    theirs.listen(path);
    await once(theirs, 'listening');
    const next = await start(dataDir, ['--env', 'OUR_SECRET', '--', ...ECHO]);
    expect(next.link).not.toContain('theirs');
    expect(heard).toMatch(/"nonce"/);
    for (const secretly of [secret, SECRET, 'echo', 'proof', 'environment'])
      expect(heard).not.toContain(secretly);
    expect((await snapshot(next.origin, await tokenOf(next))).status).toBe(200);
  });
});

test('another user reads no file, no socket, no token in the list of processes, and gets no answer', async () => {
  if (process.getuid?.() !== 0) {
    console.log('not tested: another user (only root can become one)');
    return;
  }
  const dataDir = join(folder, 'theirs');
  // Everything above it may be entered: what is closed is closed by itself.
  chmodSync(folder, 0o755);
  const ours = await start(dataDir, ['--env', 'OUR_SECRET', '--', ...ECHO]);
  const token = await tokenOf(ours);
  const paths = [dataDir, ...everythingBelow(dataDir)];
  writeFileSync(join(folder, 'theirs.json'), JSON.stringify({ ...ours, paths }), { mode: 0o644 });
  copyFileSync(process.execPath, join(folder, 'node'));
  chmodSync(join(folder, 'node'), 0o755);
  const attempt = `
    const fs = require('node:fs'), net = require('node:net');
    const { pid, origin, paths } = JSON.parse(fs.readFileSync('theirs.json'));
    const attempt = (what) => { try { return String(what()); } catch (error) { return error.code; } };
    const got = { files: paths.filter((path) => !['EACCES', 'EPERM'].includes(attempt(() => fs.readFileSync(path)))) };
    got.listed = attempt(() => fs.readdirSync(paths[0]));
    got.made = attempt(() => fs.writeFileSync(paths[0] + '/theirs', ''));
    got.environ = attempt(() => fs.readFileSync('/proc/' + pid + '/environ'));
    got.memory = attempt(() => fs.openSync('/proc/' + pid + '/mem', 'r'));
    got.descriptors = attempt(() => fs.readdirSync('/proc/' + pid + '/fd'));
    got.commands = fs.readdirSync('/proc').filter((name) => /^\\d+$/.test(name))
      .map((name) => attempt(() => fs.readFileSync('/proc/' + name + '/cmdline'))).join('\\n');
    const ask = (path, init) => fetch(origin + path, init).then((answer) => answer.status, () => 0);
    (async () => {
      const json = { origin, 'content-type': 'application/json' };
      got.snapshot = await ask('/api/snapshot', { headers: { origin } });
      got.guessed = await ask('/api/snapshot', { headers: { origin, authorization: 'Bearer ' + '0'.repeat(64) } });
      got.signIn = await ask('/sign-in', { method: 'POST', headers: json, body: '{"code":"guess"}' });
      got.uid = process.getuid();
      console.log(JSON.stringify(got));
    })();`;
  const { out, err } = await ended(join(folder, 'node'), ['-e', attempt], {
    cwd: folder,
    env: {},
    uid: NOBODY,
  });
  const got = JSON.parse(out === '' ? `{"err":${JSON.stringify(err)}}` : out) as Record<string, unknown>;
  const { commands, ...rest } = got;
  expect(rest).toEqual({
    files: [],
    listed: 'EACCES',
    made: 'EACCES',
    environ: 'EACCES',
    memory: 'EACCES',
    descriptors: 'EACCES',
    snapshot: 401,
    guessed: 401,
    signIn: 403,
    uid: NOBODY,
  });
  const code = ours.link.split('#code=')[1]!.split('&')[0]!;
  expect(String(commands)).toContain(serverPath('echo'));
  for (const secret of [token, code, SECRET]) expect(String(commands)).not.toContain(secret);
  // The same program, as us: it reads, and so would they if anything were open.
  const own = await ended(process.execPath, ['-e', attempt], { cwd: folder, env: {} });
  const could = JSON.parse(own.out) as { files: string[]; listed: string; environ: string };
  expect(could.files.length).toBeGreaterThan(5);
  expect(could.listed).toContain('format.json');
  expect(could.environ).toContain(SECRET);
});
