import { execFile, spawnSync } from 'node:child_process';
import { win32 } from 'node:path';
import { runOpener, type Opener } from './browser.ts';
import { findWindowsProgram, windowsVariable } from './find-windows.ts';
import type { Platform, ProcessTree } from './platform.ts';
import { LIST_PROCESSES, WINDOWS_WATCHDOG } from './watchdog-windows.ts';
import { PipeWatchdog, type WatchdogProgram } from './watchdog.ts';

/**
 * Windows. There are no process groups: a tree is what taskkill finds below a pid, so what outlives its
 * parent is out of reach. System tools are started from the system folder, never through PATH.
 */
export function createWindows(env: NodeJS.ProcessEnv): Platform {
  const system = systemFolder(env);
  return {
    kind: 'windows',
    findProgram: (command, place) => findWindowsProgram(command, place),
    spawnOptions: () => ({ detached: false, windowsHide: true }),
    tree: (pid) => new WindowsTree(pid, win32.join(system, 'taskkill.exe')),
    startMark: () => undefined,
    boot: () => undefined,
    startedAt: (pid) => startedAt(pid, system),
    watchdog: (onProblem) => new PipeWatchdog(windowsWatchdogProgram(env, process.execPath), onProblem),
    openBrowser: (url) => runOpener(windowsOpener(env), url, env),
  };
}

export function systemFolder(env: NodeJS.ProcessEnv): string {
  const root = windowsVariable(env as Record<string, string>, 'SYSTEMROOT') ?? 'C:\\Windows';
  return win32.join(root, 'System32');
}

function powershellIn(system: string): string {
  return win32.join(system, 'WindowsPowerShell', 'v1.0', 'powershell.exe');
}

export function windowsWatchdogProgram(env: NodeJS.ProcessEnv, node: string): WatchdogProgram {
  const system = systemFolder(env);
  return {
    file: node,
    args: ['-e', WINDOWS_WATCHDOG, win32.join(system, 'taskkill.exe'), powershellIn(system), LIST_PROCESSES],
    env: { SystemRoot: win32.dirname(system) },
  };
}

/** rundll32 and not `cmd /c start`: a shell would read the `&` of an address. */
export function windowsOpener(env: NodeJS.ProcessEnv): Opener {
  return { file: win32.join(systemFolder(env), 'rundll32.exe'), args: ['url.dll,FileProtocolHandler'] };
}

/** Console programs do not hear taskkill without /F; the polite step is closing their standard input. */
export function taskkillArgs(pid: number, signal: 'SIGTERM' | 'SIGKILL'): string[] {
  return ['/PID', String(pid), '/T', ...(signal === 'SIGKILL' ? ['/F'] : [])];
}

class WindowsTree implements ProcessTree {
  readonly pid: number;
  #taskkill: string;

  constructor(pid: number, taskkill: string) {
    this.pid = pid;
    this.#taskkill = taskkill;
  }

  look(): void {}

  signal(signal: 'SIGTERM' | 'SIGKILL' | 0): boolean {
    if (signal !== 0)
      spawnSync(this.#taskkill, taskkillArgs(this.pid, signal), { windowsHide: true, stdio: 'ignore' });
    try {
      process.kill(this.pid, 0);
      return true;
    } catch (error) {
      // ESRCH: gone. EPERM: it is there, as somebody else.
      return (error as NodeJS.ErrnoException).code === 'EPERM';
    }
  }
}

function startedAt(pid: number, system: string): Promise<number | undefined> {
  const args = ['-NoProfile', '-NonInteractive', '-Command', startTimeScript(pid)];
  return new Promise((resolve) => {
    execFile(powershellIn(system), args, { windowsHide: true, timeout: 10_000 }, (_error, stdout) =>
      resolve(parseFileTime(stdout)),
    );
  });
}

/** `pid` is a number of ours, so nothing foreign gets into the script. */
export function startTimeScript(pid: number): string {
  return `(Get-Process -Id ${Math.trunc(pid)} -ErrorAction Stop).StartTime.ToFileTimeUtc()`;
}

/** FILETIME: 100 ns since 1601. */
export function parseFileTime(text: string): number | undefined {
  const match = /^\s*(\d{17,19})\s*$/.exec(text);
  return match === null ? undefined : Number(BigInt(match[1]!) / 10_000n) - 11_644_473_600_000;
}
