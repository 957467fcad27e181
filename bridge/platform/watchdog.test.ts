import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync, chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { bundleScript, isAlive, until } from '../../test/bundle.ts';
import { createPosix, posixWatchdogProgram } from './posix.ts';
import { readProcRow } from './process-table.ts';
import { PipeWatchdog } from './watchdog.ts';
import { windowsWatchdogProgram } from './windows.ts';

const folder = mkdtempSync(join(tmpdir(), 'watchdog-'));
const started: number[] = [];
let fakeBridge: string;

// A server that ignores SIGTERM, with a child in its group and a child in a session of its own.
const SERVER = `
  const { spawn } = require('node:child_process');
  process.on('SIGTERM', () => {});
  const idle = ['-e', 'process.on("SIGTERM",()=>{}); setInterval(()=>{}, 1e6); console.log("up")'];
  const near = spawn(process.execPath, idle, { stdio: ['ignore', 'pipe', 'ignore'] });
  const apart = spawn(process.execPath, idle, { stdio: ['ignore', 'pipe', 'ignore'], detached: true });
  let up = 0;
  for (const child of [near, apart]) child.stdout.once('data', () => { if (++up === 2) console.log('pids ' + near.pid + ' ' + apart.pid); });
  setInterval(() => {}, 1e6);
`;

beforeAll(async () => {
  fakeBridge = await bundleScript(
    `import { spawn } from 'node:child_process';
     import { choosePlatform } from './bridge/platform/index.ts';
     const platform = choosePlatform(process.env);
     const watchdog = platform.watchdog((problem) => console.log('problem', problem.message));
     const child = spawn(process.execPath, ['-e', process.argv[2]], { ...platform.spawnOptions(), stdio: ['ignore', 'pipe', 'ignore'] });
     const watched = watchdog.watch(child.pid, platform.startMark(child.pid));
     child.stdout.once('data', (text) => console.log('server ' + child.pid + ' ' + String(text).trim()));
     process.stdin.on('data', (text) => {
       const word = String(text).trim();
       if (word === 'release') { watched.release(); process.exit(0); }
       if (word === 'close') { watchdog.close(); process.exit(0); }
       if (word === 'crash') throw new Error('crash');
     });`,
    join(folder, 'fake-bridge.mjs'),
  );
});

afterEach(() => {
  for (const pid of started.splice(0)) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // ESRCH: the test has seen it end.
    }
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function lineOf(child: ChildProcess): Promise<string> {
  for await (const line of createInterface({ input: child.stdout! })) return line;
  throw new Error('ended without a word');
}

async function startBridge(server: string): Promise<{ bridge: ChildProcess; pids: number[] }> {
  const bridge = spawn(process.execPath, [fakeBridge, server], { stdio: ['pipe', 'pipe', 'ignore'] });
  const pids = (await lineOf(bridge))
    .split(' ')
    .map(Number)
    .filter((pid) => pid > 1);
  started.push(bridge.pid!, ...pids);
  return { bridge, pids };
}

const hasProc = process.platform === 'linux';
const onPosix = describe.skipIf(process.platform === 'win32');

onPosix('the watchdog', () => {
  it('ends the whole group after kill -9 of the bridge, children in sessions of their own included', async () => {
    const { bridge, pids } = await startBridge(SERVER);
    expect(pids).toHaveLength(3);
    expect(pids.every(isAlive)).toBe(true);
    bridge.kill('SIGKILL');
    await until('every process of the server to be gone', () => !pids.some(isAlive));
  });

  it('fires when the bridge dies of an exception', async () => {
    const { bridge, pids } = await startBridge(`console.log('pids'); setInterval(() => {}, 1e6)`);
    bridge.stdin!.write('crash\n');
    await until('the server to be gone', () => !pids.some(isAlive));
  });

  for (const word of ['release', 'close']) {
    it.skipIf(!hasProc)(
      `leaves a server alone that was let go by ${word} before the bridge ended`,
      async () => {
        const { bridge, pids } = await startBridge(`console.log('pids'); setInterval(() => {}, 1e6)`);
        const watchdogs = childrenOf(bridge.pid!).filter((pid) => !pids.includes(pid));
        expect(watchdogs).toHaveLength(1);
        bridge.stdin!.write(`${word}\n`);
        await until('bridge and watchdog to be gone', () => ![bridge.pid!, ...watchdogs].some(isAlive));
        expect(pids.every(isAlive)).toBe(true);
      },
    );
  }

  it.skipIf(!hasProc)('costs next to nothing while it waits', async () => {
    const { bridge, pids } = await startBridge(`console.log('pids'); setInterval(() => {}, 1e6)`);
    const [watchdog] = childrenOf(bridge.pid!).filter((pid) => !pids.includes(pid));
    const rss = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${watchdog}/status`, 'latin1'))?.[1];
    expect(Number(rss)).toBeLessThan(4096);
  });

  // A daemon that forks twice and starts a session of its own leaves no trace that leads to it.
  it('does not reach a daemon that forked twice: nothing names it as ours any more', async () => {
    const daemon = `
      const { spawn } = require('node:child_process');
      const inner = "const c = require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(()=>{},1e6)'], { detached: true, stdio: 'ignore' }); c.unref(); console.log(c.pid)";
      const middle = spawn(process.execPath, ['-e', inner], { detached: true, stdio: ['ignore', 'pipe', 'ignore'] });
      let pid = '';
      middle.stdout.on('data', (text) => (pid += text));
      middle.on('close', () => console.log('pids ' + pid.trim()));
      setInterval(() => {}, 1e6);`;
    const { bridge, pids } = await startBridge(daemon);
    const [server, escaped] = pids;
    bridge.kill('SIGKILL');
    await until('the server to be gone', () => !isAlive(server!));
    expect(isAlive(escaped!)).toBe(true);
  });
});

function childrenOf(pid: number): number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'latin1')
    .trim()
    .split(' ')
    .filter(Boolean)
    .map(Number);
}

/** Starts an idle process in a group of its own. */
async function idle(): Promise<number> {
  const child = spawn(process.execPath, ['-e', 'console.log(1); setInterval(() => {}, 1e6)'], {
    detached: true,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  started.push(child.pid!);
  await lineOf(child);
  child.unref();
  return child.pid!;
}

describe.skipIf(process.platform !== 'linux')('the watchdog program', () => {
  const shells = ['/bin/sh', '/bin/bash', '/bin/busybox', '/bin/zsh'].filter((file) => existsSync(file));

  for (const shell of shells) {
    for (const hasProc of [true, false]) {
      const title = `${shell} with ${hasProc ? '/proc' : 'ps, as on macOS'}`;
      it(`${title}: ends what is watched, spares what was released or has another mark`, async () => {
        const [watched, released, reused] = [await idle(), await idle(), await idle()];
        const { args, env } = posixWatchdogProgram(hasProc);
        // As `sh`, which is what these shells are called where they are /bin/sh.
        const applet = shell.endsWith('busybox') ? ['sh'] : [];
        const guard = spawn(shell, [...applet, ...args], {
          argv0: applet.length > 0 ? 'busybox' : 'sh',
          env,
          stdio: ['pipe', 'ignore', 'pipe'],
          detached: true,
        });
        let complaints = '';
        guard.stderr.on('data', (text) => (complaints += text));
        const mark = hasProc ? readProcRow(watched)!.start : '-';
        guard.stdin.write(
          `watch ${watched} ${mark}\nwatch ${released} -\nwatch ${reused} 12345\nrelease ${released}\n`,
        );
        guard.stdin.end();
        await new Promise((ended) => guard.once('exit', ended));
        expect(isAlive(watched)).toBe(false);
        expect(isAlive(released)).toBe(true);
        expect(isAlive(reused)).toBe(true);
        expect(complaints).toBe('');
      });
    }
  }

  it('is started again when somebody ends it, and knows what it has to watch', async () => {
    const problems: string[] = [];
    const watchdog = createPosix('linux', {}).watchdog((problem) => problems.push(problem.code));
    const pid = await idle();
    const before = childrenOf(process.pid);
    watchdog.watch(pid, readProcRow(pid)!.start);
    const guardOf = (): number | undefined =>
      childrenOf(process.pid).find((child) => !before.includes(child) && isAlive(child));
    await until('the watchdog', () => guardOf() !== undefined);
    const first = guardOf()!;
    process.kill(first, 'SIGKILL');
    await until('another watchdog', () => ![undefined, first].includes(guardOf()));
    watchdog.close();
    await until('the watchdog to leave', () => guardOf() === undefined);
    expect(isAlive(pid)).toBe(true);
    expect(problems).toEqual([]);
  });

  it('says so when it cannot be kept alive', async () => {
    const said = new Promise<string>((resolve) => {
      const watchdog = new PipeWatchdog({ file: '/nonexistent/sh', args: [], env: {} }, (problem) =>
        resolve(problem.code),
      );
      watchdog.watch(process.pid);
    });
    expect(await said).toBe('no-watchdog');
  });
});

describe('the watchdog program for Windows, with stand-ins for the system tools', () => {
  it.skipIf(process.platform === 'win32')('ends what is watched and what descends from it', async () => {
    const log = join(folder, 'taskkill.log');
    const tool = (name: string, text: string): string => {
      const file = join(folder, name);
      writeFileSync(file, `#!/bin/sh\n${text}\n`);
      chmodSync(file, 0o755);
      return file;
    };
    const taskkill = tool('taskkill', `echo "$@" >> '${log}'`);
    const powershell = tool('powershell', `printf '%s\\r\\n' '200 100' '201 200' '300 1' '100 50'`);
    const { args } = windowsWatchdogProgram({}, process.execPath);
    const guard = spawn(process.execPath, [...args.slice(0, 2), taskkill, powershell, args[4]!], {
      stdio: ['pipe', 'ignore', 'inherit'],
    });
    guard.stdin.end('watch 100 -\nwatch 777 -\nrelease 777\n');
    await new Promise((ended) => guard.once('exit', ended));
    const calls = readFileSync(log, 'utf8').trim().split('\n');
    expect(calls).toEqual(['/PID 100 /T /F', '/PID 200 /T /F', '/PID 201 /T /F']);
  });
});
