import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { isAlive, until } from '../../test/bundle.ts';
import { isOwnLink, runOpener } from './browser.ts';
import { choosePlatform } from './index.ts';
import { parseLstart, posixOpener } from './posix.ts';
import {
  membersOf,
  parseProcStat,
  parsePs,
  readProcTable,
  readPsTable,
  type ProcessRow,
} from './process-table.ts';
import { PosixTree } from './process-tree.ts';
import { parseFileTime, startTimeScript, taskkillArgs, windowsOpener } from './windows.ts';

const isLinux = process.platform === 'linux';

describe('reading processes', () => {
  it('takes the name in brackets for what it is, whatever it holds', () => {
    const rest = 'S 7 42 43 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 1 0 987654 1 2';
    expect(parseProcStat(`42 (a) R 1 1 (x) ${rest}`)).toEqual({
      pid: 42,
      parent: 7,
      group: 42,
      session: 43,
      start: '987654',
      isZombie: false,
    });
    expect(parseProcStat(`42 (a) ${rest.replace('S', 'Z')}`)?.isZombie).toBe(true);
    expect(parseProcStat('')).toBeUndefined();
  });

  it('reads what ps prints on macOS', () => {
    expect(
      parsePs(
        '    1     0     1 Ss   Fri Nov 21 08:52:01 2026    \n  501   500   500 Z+   Fri Nov 21 09:00:00 2026\nnoise\n',
      ),
    ).toEqual([
      { pid: 1, parent: 0, group: 1, session: 0, start: 'Fri Nov 21 08:52:01 2026', isZombie: false },
      { pid: 501, parent: 500, group: 500, session: 0, start: 'Fri Nov 21 09:00:00 2026', isZombie: true },
    ]);
    expect(parseLstart('Fri Nov 21 08:52:01 2026\n')).toBe(Date.UTC(2026, 10, 21, 8, 52, 1));
    expect(parseLstart('')).toBeUndefined();
  });

  it.skipIf(!isLinux)('tells when a process began, to a few seconds', async () => {
    const platform = choosePlatform(process.env);
    const began = Date.now() - process.uptime() * 1000;
    expect(Math.abs((await platform.startedAt(process.pid))! - began)).toBeLessThan(3000);
    expect(platform.startMark(process.pid)).toMatch(/^\d+$/);
    expect(platform.boot()).toMatch(/^[\da-f-]{36}$/);
    expect(await platform.startedAt(2 ** 22 + 5)).toBeUndefined();
    expect(platform.startMark(2 ** 22 + 5)).toBeUndefined();
  });
});

describe('who belongs to a tree', () => {
  const row = (pid: number, parent: number, group: number, session: number, start = 'a'): ProcessRow => ({
    pid,
    parent,
    group,
    session,
    start,
    isZombie: false,
  });
  const table = [
    row(1, 0, 1, 1),
    row(100, 50, 100, 100),
    row(101, 100, 100, 100),
    row(102, 1, 100, 100), // orphan of the group
    row(103, 1, 103, 100), // own group, same session
    row(200, 101, 200, 200), // own session, parent known
    row(201, 1, 200, 200), // orphan in that session
    row(202, 201, 202, 202),
    row(300, 1, 300, 300),
  ];
  const pids = (rows: ProcessRow[]): number[] => rows.map(({ pid }) => pid).sort((a, b) => a - b);

  it('is its session, its group and every descendant, in whatever session', () => {
    expect(pids(membersOf(table, { pid: 100, start: 'a' }, new Map()))).toEqual([
      100, 101, 102, 103, 200, 201, 202,
    ]);
  });
  it('leaves a later process with the same pid alone', () => {
    expect(pids(membersOf(table, { pid: 100, start: 'other' }, new Map()))).toEqual([]);
  });
  it('still knows who was seen before its parent died', () => {
    const later = table
      .filter(({ pid }) => ![100, 101, 102, 103].includes(pid))
      .map((each) => (each.pid === 200 ? { ...each, parent: 1 } : each));
    expect(pids(membersOf(later, { pid: 100, start: 'a' }, new Map()))).toEqual([]);
    expect(pids(membersOf(later, { pid: 100, start: 'a' }, new Map([[200, 'a']])))).toEqual([200, 201, 202]);
    expect(pids(membersOf(later, { pid: 100, start: 'a' }, new Map([[200, 'reused']])))).toEqual([]);
  });
});

describe.skipIf(!isLinux)('ending a tree', () => {
  for (const [how, readTable] of Object.entries({ proc: readProcTable, ps: readPsTable })) {
    it(`ends what the leader left behind in a session of its own (${how})`, async () => {
      const script = `
        const helper = require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(()=>{},1e6)'], { detached: true, stdio: 'ignore' });
        console.log(helper.pid);
        process.stdin.on('end', () => process.exit(0)).resume();`;
      const leader = spawn(process.execPath, ['-e', script], {
        detached: true,
        stdio: ['pipe', 'pipe', 'ignore'],
      });
      const [text] = (await once(leader.stdout, 'data')) as [Buffer];
      const helper = Number(String(text));
      const tree = new PosixTree(leader.pid!, undefined, readTable);
      tree.look();
      leader.stdin.end();
      await once(leader, 'exit');
      expect(tree.signal(0)).toBe(true);
      tree.signal('SIGKILL');
      await until('the helper to be gone', () => !isAlive(helper));
      expect(tree.signal(0)).toBe(false);
      expect(tree.signal('SIGTERM')).toBe(false);
    });
  }
});

describe('opening a browser', () => {
  it.each(['http://127.0.0.1:4000/#code=a-b_c', 'http://127.0.0.1:80/traffic?q=session:14#code=x'])(
    'takes %s',
    (url) => {
      expect(isOwnLink(url)).toBe(true);
    },
  );
  it.each([
    'https://127.0.0.1:4000/',
    'http://127.0.0.1/',
    'http://127.0.0.1:99999/',
    'http://127.0.0.1:4000@evil.example/',
    'http://localhost:4000/',
    'http://127.0.0.1:4000/#"&calc',
    'http://127.0.0.1:4000/ --flag',
    'http://127.0.0.1:4000/\n',
    '--help',
    'file:///etc/passwd',
  ])('refuses %j, and starts nothing', async (url) => {
    expect(isOwnLink(url)).toBe(false);
    expect(await runOpener({ file: '/bin/false', args: [] }, url, {})).toMatchObject({
      code: 'not-our-link',
    });
  });

  const link = 'http://127.0.0.1:4000/#code=x';
  it.skipIf(!isLinux)('hands the link over unchanged, as one argument', async () => {
    expect(await runOpener({ file: '/usr/bin/test', args: [link, '='] }, link, {})).toBeUndefined();
  });
  it('says why it could not', async () => {
    expect(await runOpener({ file: 'no-such-opener', args: [] }, link, {})).toMatchObject({
      message: expect.stringContaining('not installed'),
    });
    expect(await runOpener(undefined, link, {})).toMatchObject({ hint: expect.stringContaining('yourself') });
  });
  it('knows each system', () => {
    expect(posixOpener('darwin', {})).toEqual({ file: '/usr/bin/open', args: [] });
    expect(posixOpener('linux', { DISPLAY: ':0' })).toEqual({ file: 'xdg-open', args: [] });
    expect(posixOpener('linux', { WSL_DISTRO_NAME: 'Debian' })).toEqual({ file: 'wslview', args: [] });
    expect(posixOpener('linux', {})).toBeUndefined();
    expect(windowsOpener({ SystemRoot: 'D:\\Windows' }).file).toBe('D:\\Windows\\System32\\rundll32.exe');
  });
});

describe('what Windows is asked', () => {
  it('is built from numbers of ours only', () => {
    expect(taskkillArgs(42, 'SIGTERM')).toEqual(['/PID', '42', '/T']);
    expect(taskkillArgs(42, 'SIGKILL')).toEqual(['/PID', '42', '/T', '/F']);
    expect(startTimeScript(42)).toBe('(Get-Process -Id 42 -ErrorAction Stop).StartTime.ToFileTimeUtc()');
    expect(parseFileTime('133444736000000000\r\n')).toBe(1_700_000_000_000);
    expect(parseFileTime('116444736000000000')).toBe(0);
    expect(parseFileTime('')).toBeUndefined();
  });
});
