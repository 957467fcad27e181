import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bundleScript } from '../../test/bundle.ts';
import { choosePlatform } from '../platform/index.ts';
import { claimDataDir, type Claim, type ClaimOptions } from './join.ts';

const like = (text: string): unknown => expect.stringContaining(text);
const scripts = mkdtempSync(join(tmpdir(), 'join-script-'));
const running: ChildProcess[] = [];
const claims: Claim[] = [];
let script: string;
let folder: string;
let ownFolder: string;

beforeAll(async () => {
  script = await bundleScript(
    `import { randomBytes } from 'node:crypto';
     import { choosePlatform } from './bridge/platform/index.ts';
     import { claimDataDir } from './bridge/targets/join.ts';
     const [dataDir, build, target] = process.argv.slice(2);
     const owner = { pid: process.pid, startedAt: Date.now() - process.uptime() * 1000 };
     const claim = await claimDataDir({ dataDir, build, platform: choosePlatform(process.env), owner, randomBytes });
     if (!claim.ok) console.log(JSON.stringify(claim.problem));
     else if (claim.value.kind === 'ours') {
       console.log('ours');
       setInterval(() => {}, 1e6);
       claim.value.serve(async (request) => {
         console.log('asked ' + JSON.stringify(request));
         return request.open?.name === 'bad' ? { ok: false, problem: { code: 'no', message: 'refused' } } : { ok: true, value: { link: 'http://127.0.0.1:1/#' + request.open?.name } };
       });
       process.stdin.on('data', () => { claim.value.release(); process.exit(0); });
     } else {
       const spec = { kind: 'stdio', command: target, args: ['--x', 'ü\\n'], cwd: '/', env: [{ name: 'A', text: { from: 'env', name: 'A' } }] };
       const answer = await claim.value.join({ open: { name: target, spec, origin: 'command-line', confirmed: 'in-terminal', environment: { A: process.env.A ?? '' } } });
       console.log('joined ' + claim.value.pid + ' ' + JSON.stringify(answer));
     }`,
    join(scripts, 'start.mjs'),
  );
  return () => rmSync(scripts, { recursive: true, force: true });
});
beforeEach(() => {
  ownFolder = mkdtempSync(join(tmpdir(), 'join-'));
  folder = ownFolder;
});
afterEach(() => {
  for (const claim of claims.splice(0)) if (claim.kind === 'ours') claim.release();
  for (const child of running.splice(0)) child.kill('SIGKILL');
  rmSync(ownFolder, { recursive: true, force: true });
});

function start(
  target = '',
  build = 'b1',
  dataDir = folder,
): { child: ChildProcess; next(): Promise<string> } {
  const child = spawn(process.execPath, [script, dataDir, build, target], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, A: 'their value' },
  });
  running.push(child);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return { child, next: async () => ((await lines.next()) as { value: string }).value };
}

const options = (change: Partial<ClaimOptions> = {}): ClaimOptions => ({
  dataDir: folder,
  build: 'b1',
  platform: choosePlatform(process.env),
  owner: { pid: process.pid, startedAt: Date.now() - process.uptime() * 1000 },
  randomBytes,
  ...change,
});
async function claimOurs(): Promise<Extract<Claim, { kind: 'ours' }>> {
  const claim = await claimDataDir(options());
  if (!claim.ok || claim.value.kind !== 'ours') throw new Error(JSON.stringify(claim));
  claims.push(claim.value);
  return claim.value;
}
const pointer = (): { socket: string; pid: number; secret: string } =>
  JSON.parse(readFileSync(join(folder, 'bridge.json'), 'utf8')) as never;

describe('a second start on the same data directory', () => {
  it('hands its target to the first, with arguments and values as they are, and gets a link', async () => {
    const first = start();
    expect(await first.next()).toBe('ours');
    const second = start('mine');
    const asked = JSON.parse((await first.next()).slice('asked '.length)) as unknown;
    expect(asked).toEqual({
      open: {
        name: 'mine',
        spec: {
          kind: 'stdio',
          command: 'mine',
          args: ['--x', 'ü\n'],
          cwd: '/',
          env: [{ name: 'A', text: { from: 'env', name: 'A' } }],
        },
        origin: 'command-line',
        confirmed: 'in-terminal',
        environment: { A: 'their value' },
      },
    });
    expect(await second.next()).toBe(
      `joined ${first.child.pid} {"ok":true,"value":{"link":"http://127.0.0.1:1/#mine"}}`,
    );
    const third = start('bad');
    expect(await third.next()).toContain('"refused"');
  });

  it('takes over what a killed bridge left, its socket included', async () => {
    const first = start();
    await first.next();
    const { socket } = pointer();
    first.child.kill('SIGKILL');
    await once(first.child, 'exit');
    expect(existsSync(socket)).toBe(process.platform !== 'win32');
    const second = start();
    expect(await second.next()).toBe('ours');
    expect(pointer().pid).toBe(second.child.pid);
    expect(existsSync(socket)).toBe(false);
  });

  it('gets the directory when the first gave it free, and nothing is left of it', async () => {
    const first = start();
    await first.next();
    first.child.stdin!.write('\n');
    await once(first.child, 'exit');
    expect(readdirSync(folder)).toEqual([]);
    expect(await start().next()).toBe('ours');
  });

  it('is told to stop the other when that is another build', async () => {
    const first = start();
    await first.next();
    const answer = JSON.parse(await start('x', 'b2').next()) as unknown;
    expect(answer).toMatchObject({
      code: 'other-build',
      message: like(`${first.child.pid}`),
      hint: like('--data-dir'),
    });
  });

  it('is one of many: exactly one of them runs the bridge', async () => {
    const all = Array.from({ length: 4 }, (_, index) => start(`t${index}`));
    const firstLines = await Promise.all(all.map(({ next }) => next()));
    expect(firstLines.filter((line) => line === 'ours')).toHaveLength(1);
    expect(firstLines.filter((line) => line.startsWith('joined'))).toHaveLength(3);
  });

  it('of many also after a kill -9', async () => {
    const first = start();
    await first.next();
    first.child.kill('SIGKILL');
    await once(first.child, 'exit');
    const all = Array.from({ length: 3 }, (_, index) => start(`t${index}`));
    const firstLines = await Promise.all(all.map(({ next }) => next()));
    expect(firstLines.filter((line) => line === 'ours')).toHaveLength(1);
  });
});

describe('the local socket', () => {
  it.skipIf(process.platform === 'win32')('is closed to others, as is the file that names it', async () => {
    await claimOurs();
    expect(statSync(pointer().socket).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, 'bridge.json')).mode & 0o777).toBe(0o600);
  });

  it.skipIf(process.getuid?.() !== 0)('is out of reach for another user, and so is the secret', async () => {
    await claimOurs();
    const { socket } = pointer();
    const attempt = `
      const { readFileSync } = require('node:fs');
      try { readFileSync(process.argv[2]); console.log('read'); } catch (error) { console.log(error.code); }
      require('node:net').connect(process.argv[1]).on('connect', () => console.log('connected')).on('error', (error) => console.log(error.code));`;
    // Our own may lie in a home that they cannot enter.
    const open = mkdtempSync(join(tmpdir(), 'their-node-'));
    chmodSync(open, 0o755);
    copyFileSync(process.execPath, join(open, 'node'));
    chmodSync(join(open, 'node'), 0o755);
    const theirs = spawn(join(open, 'node'), ['-e', attempt, socket, join(folder, 'bridge.json')], {
      uid: 65534,
      gid: 65534,
      cwd: '/',
      env: {},
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    theirs.stdout.on('data', (text) => (said += text));
    await once(theirs, 'close');
    rmSync(open, { recursive: true });
    expect(said.trim().split('\n')).toEqual(['EACCES', 'EACCES']);
  });

  it.skipIf(process.platform === 'win32')(
    'works where the folder is too deep for a socket, and leaves nothing behind',
    async () => {
      folder = join(folder, 'd'.repeat(100), 'd'.repeat(50));
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const ours = await claimOurs();
      ours.serve(() => Promise.resolve({ ok: true, value: { link: 'l' } }));
      const { socket } = pointer();
      const again = await claimDataDir(options());
      expect(again).toMatchObject({ ok: true, value: { kind: 'running' } });
      if (again.ok && again.value.kind === 'running')
        expect(await again.value.join({})).toEqual({ ok: true, value: { link: 'l' } });
      ours.release();
      expect(existsSync(join(socket, '..'))).toBe(false);
    },
  );

  it.each([
    ['says nothing that is JSON', 'hello\n'],
    ['has no proof', '{"protocol":1,"nonce":"00"}\n{"open":{},"proof":"00"}\n'],
    ['sends a heap without an end', 'x'.repeat(5 * 1024 * 1024)],
  ])('does not serve a caller that %s', async (_title, text) => {
    const ours = await claimOurs();
    let served = 0;
    ours.serve(() => {
      served += 1;
      return Promise.resolve({ ok: true, value: { link: 'l' } });
    });
    const socket = connect(pointer().socket);
    socket.on('error', () => {});
    socket.resume();
    socket.write(text);
    await new Promise((closed) => socket.once('close', closed));
    expect(served).toBe(0);
  });

  it('is not believed when it cannot prove that it is the bridge', async () => {
    const ours = await claimOurs();
    ours.serve(() => Promise.resolve({ ok: true, value: { link: 'l' } }));
    const real = JSON.parse(readFileSync(join(folder, 'bridge.json'), 'utf8')) as object;
    writeFileSync(join(folder, 'bridge.json'), JSON.stringify({ ...real, secret: '00'.repeat(32) }));
    expect(await claimDataDir(options())).toMatchObject({
      ok: false,
      problem: { code: 'bridge-not-answering', message: like(`${process.pid}`) },
    });
  });

  it('a file that nobody wrote whole is taken over after a while', async () => {
    writeFileSync(join(folder, 'bridge.json'), '{"pid":', { mode: 0o600 });
    await claimOurs();
    expect(pointer().pid).toBe(process.pid);
  });
});
