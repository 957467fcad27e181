import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { runOpener, type Opener } from './browser.ts';
import { findPosixProgram } from './find-posix.ts';
import type { Platform } from './platform.ts';
import {
  hasProc,
  PS_ENV,
  readProcRow,
  readProcTable,
  readPsTable,
  type ProcessRow,
} from './process-table.ts';
import { PosixTree } from './process-tree.ts';
import { POSIX_WATCHDOG } from './watchdog-posix.ts';
import { PipeWatchdog, type WatchdogProgram } from './watchdog.ts';

/** USER_HZ, in which /proc counts start times; fixed at 100 for every Linux program (proc(5)). */
const TICKS_PER_SECOND = 100;

/** Linux, macOS and the BSDs. With /proc processes are read from it, else `ps` is asked. */
export function createPosix(os: NodeJS.Platform, env: NodeJS.ProcessEnv): Platform {
  const proc = os === 'linux' && hasProc();
  return {
    kind: 'posix',
    findProgram: findPosixProgram,
    spawnOptions: () => ({ detached: true, windowsHide: true }),
    tree: (pid, mark) => new PosixTree(pid, mark, proc ? readProcTable : readPsTable),
    startMark: (pid) => (proc ? liveRow(pid)?.start : undefined),
    boot: () => (proc ? readBootId() : undefined),
    startedAt: (pid) => (proc ? Promise.resolve(procStartedAt(pid)) : psStartedAt(pid)),
    watchdog: (onProblem) => new PipeWatchdog(posixWatchdogProgram(proc), onProblem),
    openBrowser: (url) => runOpener(posixOpener(os, env), url, env),
  };
}

export function posixWatchdogProgram(proc: boolean): WatchdogProgram {
  return {
    file: '/bin/sh',
    args: ['-c', POSIX_WATCHDOG, 'mcp-sec-inspect-watchdog', proc ? 'proc' : 'ps'],
    env: { ...PS_ENV },
  };
}

/** Without a desktop xdg-open starts a text browser, which would take over the terminal. */
export function posixOpener(os: NodeJS.Platform, env: NodeJS.ProcessEnv): Opener | undefined {
  if (os === 'darwin') return { file: '/usr/bin/open', args: [] };
  const isWsl = env['WSL_DISTRO_NAME'] !== undefined;
  if (isWsl && !env['WAYLAND_DISPLAY'] && !env['DISPLAY']) return { file: 'wslview', args: [] };
  return env['DISPLAY'] || env['WAYLAND_DISPLAY'] ? { file: 'xdg-open', args: [] } : undefined;
}

function readBootId(): string | undefined {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim();
  } catch {
    // ENOENT in containers that hide /proc/sys.
    return undefined;
  }
}

/** A zombie has ended; only its parent has not asked how. */
function liveRow(pid: number): ProcessRow | undefined {
  const row = readProcRow(pid);
  return row?.isZombie === false ? row : undefined;
}

function procStartedAt(pid: number): number | undefined {
  const row = liveRow(pid);
  const boot = /^btime (\d+)$/m.exec(readFileSync('/proc/stat', 'latin1'))?.[1];
  if (row === undefined || boot === undefined) return undefined;
  return Number(boot) * 1000 + (Number(row.start) / TICKS_PER_SECOND) * 1000;
}

function psStartedAt(pid: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    execFile('ps', ['-o', 'lstart=', '-p', String(pid)], { env: PS_ENV }, (_error, stdout) =>
      resolve(parseLstart(stdout)),
    );
  });
}

/** `Fri Nov 21 08:52:01 2026`, in UTC because PS_ENV says so. ps prints nothing when there is no such process. */
export function parseLstart(text: string): number | undefined {
  const at = Date.parse(`${text.trim()} UTC`);
  return Number.isNaN(at) ? undefined : at;
}
