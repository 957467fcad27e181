import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bundleScript, isAlive, until } from '../../test/bundle.ts';
import { choosePlatform } from '../platform/index.ts';
import { ChildLedger } from './child-ledger.ts';
import { Children } from './children.ts';

const platform = choosePlatform(process.env);
const pids: number[] = [];
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ledger-'));
});
afterEach(() => {
  for (const pid of pids.splice(0)) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // ESRCH: the test has seen it end.
    }
  }
  rmSync(folder, { recursive: true, force: true });
});

const ledger = (owner = { pid: process.pid, startedAt: Date.now() - process.uptime() * 1000 }): ChildLedger =>
  new ChildLedger({ dataDir: folder, platform, now: Date.now, owner, randomBytes });
const logs = (): string[] => {
  const children = join(folder, 'children');
  return existsSync(children) ? readdirSync(children).map((name) => join(children, name)) : [];
};

/** A bridge that writes its ledger, starts a server that ignores SIGTERM, with a helper in its group, and tells their pids. */
async function bridgeWithServer(): Promise<{
  bridge: ReturnType<typeof spawn>;
  server: number;
  helper: number;
}> {
  const script = await bundleScript(
    `import { spawn } from 'node:child_process';
     import { randomBytes } from 'node:crypto';
     import { choosePlatform } from './bridge/platform/index.ts';
     import { ChildLedger } from './bridge/targets/child-ledger.ts';
     const platform = choosePlatform(process.env);
     const owner = { pid: process.pid, startedAt: Date.now() - process.uptime() * 1000 };
     const ledger = new ChildLedger({ dataDir: ${JSON.stringify(folder)}, platform, now: Date.now, owner, randomBytes });
     const idle = "process.on('SIGTERM', () => {}); setInterval(() => {}, 1e6); console.log(process.pid);";
     const server = "const c = require('node:child_process').spawn(process.execPath, ['-e', " + JSON.stringify(idle) + "], { stdio: ['ignore', 'inherit', 'ignore'] });" + idle;
     const child = spawn(process.execPath, ['-e', server], { ...platform.spawnOptions(), stdio: ['ignore', 'pipe', 'ignore'] });
     ledger.started({ pid: child.pid, command: 'server --with args', target: 'mine' });
     let text = '';
     child.stdout.on('data', (more) => { text += more; if (text.split('\\n').length === 3) console.log(child.pid, text.split('\\n').find((line) => line !== String(child.pid))); });`,
    join(folder, 'bridge.mjs'),
  );
  const bridge = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const line of createInterface({ input: bridge.stdout })) {
    const [server = 0, helper = 0] = line.split(' ').map(Number);
    pids.push(bridge.pid!, server, helper);
    return { bridge, server, helper };
  }
  throw new Error('the bridge said nothing');
}

describe.skipIf(process.platform === 'win32')('the ledger of children', () => {
  it('is on disk before a child is used, closed to others, and gone when all have ended', () => {
    const ours = ledger();
    expect(ours.started({ pid: process.pid, command: 'a b', target: 't' })).toBeUndefined();
    const [file] = logs();
    expect(statSync(file!).mode & 0o777).toBe(0o600);
    const lines = readFileSync(file!, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
    expect(lines).toMatchObject([
      { owner: { pid: process.pid } },
      { started: { pid: process.pid, command: 'a b', target: 't' } },
    ]);
    ours.ended(process.pid);
    ours.close();
    expect(logs()).toEqual([]);
  });

  it('tells the next bridge what a killed one left behind, and ends it', async () => {
    const { bridge, server, helper } = await bridgeWithServer();
    const next = ledger();
    expect(await next.escaped()).toEqual([]);
    bridge.kill('SIGKILL');
    await once(bridge, 'exit');

    const after = ledger();
    expect(await after.escaped()).toMatchObject([
      { pid: server, command: 'server --with args', target: 'mine' },
    ]);
    expect(isAlive(server) && isAlive(helper)).toBe(true);
    expect(await after.endEscaped(server)).toBeUndefined();
    await until('server and helper to be gone', () => !isAlive(server) && !isAlive(helper));
    expect(await after.escaped()).toEqual([]);
    expect(logs()).toEqual([]);
    expect(await after.endEscaped(server)).toMatchObject({ code: 'not-escaped' });
  });

  it('still knows what is left of a group whose leader has ended', async () => {
    const { bridge, server, helper } = await bridgeWithServer();
    bridge.kill('SIGKILL');
    process.kill(server, 'SIGKILL');
    await until('the leader to be gone', () => !isAlive(server) && !isAlive(bridge.pid!));
    const after = ledger();
    expect(await after.escaped()).toMatchObject([{ pid: server }]);
    await after.endEscaped(server);
    await until('the helper to be gone', () => !isAlive(helper));
  });

  it.skipIf(process.platform !== 'linux')(
    'does not touch a later process with the same pid, or one of an earlier boot',
    async () => {
      const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e6)'], {
        detached: true,
        stdio: 'ignore',
      });
      pids.push(child.pid!);
      const dead = { pid: 2 ** 22 - 3, startedAt: 0 };
      const write = (change: object): void => {
        const before = logs();
        const mine = ledger(dead);
        mine.started({ pid: child.pid!, command: 'x', target: 'x' });
        const file = logs().find((name) => !before.includes(name))!;
        writeFileSync(
          file,
          readFileSync(file, 'utf8').replace(
            /\{"started":(\{.*?\})\}\n/,
            (_all, entry: string) =>
              `${JSON.stringify({ started: { ...(JSON.parse(entry) as object), ...change } })}\n`,
          ),
        );
      };
      write({ mark: '1' });
      write({ boot: 'another' });
      const after = ledger();
      expect(await after.escaped()).toEqual([]);
      expect(await after.endEscaped(child.pid!)).toMatchObject({ code: 'not-escaped' });
      expect(isAlive(child.pid!)).toBe(true);
      expect(logs()).toEqual([]);
    },
  );

  it('reads over a line that was cut short, and over anything that is not a ledger', async () => {
    const { bridge, server } = await bridgeWithServer();
    bridge.kill('SIGKILL');
    await once(bridge, 'exit');
    appendFileSync(
      logs()[0]!,
      '{"started":{"pid":"1"}}\n{"started":null}\nnull\n[]\n{"ended":1}\n{"started":{"pid":12',
    );
    writeFileSync(join(folder, 'children', '1-aabbccddeeff.log'), '\0\0\0', { mode: 0o600 });
    expect(await ledger().escaped()).toMatchObject([{ pid: server }]);
  });

  it('says what it could not write', () => {
    rmSync(folder, { recursive: true });
    writeFileSync(folder, '');
    expect(ledger().started({ pid: process.pid, command: 'x', target: 'x' })).toMatchObject({
      code: 'data-dir-unwritable',
    });
  });
});

describe.skipIf(process.platform === 'win32')('children of this bridge', () => {
  it('are in the ledger and watched until their whole tree has ended', async () => {
    const calls: string[] = [];
    const children = new Children({
      platform,
      ledger: {
        started: ({ command }) => void calls.push(`started ${command}`),
        ended: () => void calls.push('ended'),
      },
      watchdog: { watch: () => ({ release: () => void calls.push('released') }), close: () => {} },
      onProblem: (problem) => calls.push(problem.code),
    });
    const keeper = children.keeper({ command: 'server', target: 't' });
    const start = async (): Promise<number> => {
      const child = spawn(process.execPath, ['-e', `setInterval(() => {}, 1e6); console.log(1)`], {
        ...keeper.spawnOptions(),
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      pids.push(child.pid!);
      await once(child.stdout, 'data');
      return child.pid!;
    };
    const [one, two] = [await start(), await start()];
    const kept = keeper.started(one);
    keeper.started(two);
    kept.ended();
    expect(calls).toEqual(['started server', 'started server', 'released']);
    expect(kept.signal(0)).toBe(true);
    kept.signal('SIGKILL');
    await until('it to be gone', () => !isAlive(one));
    kept.ended();
    expect(calls.at(-1)).toBe('ended');
    children.stopHard();
    await until('the other to be gone', () => !isAlive(two));
    const late = await start();
    keeper.started(late);
    await until('one that came too late to be gone', () => !isAlive(late));
  });
});
