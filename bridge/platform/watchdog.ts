import { spawn, type ChildProcessByStdio } from 'node:child_process';
import type { Writable } from 'node:stream';
import type { Problem } from '../../protocol/problem.ts';
import type { Watchdog } from './platform.ts';

/** The process that keeps watch; it must not inherit anything that a target set. */
export interface WatchdogProgram {
  file: string;
  args: string[];
  env: Record<string, string>;
}

type Guard = ChildProcessByStdio<Writable, null, null>;

const MAX_RESTARTS = 3;

/**
 * One watchdog process for all children, started with the first. It learns that we are dead from its
 * standard input: the other end of that pipe is closed on exec and held by nobody else.
 */
export class PipeWatchdog implements Watchdog {
  #program: WatchdogProgram;
  #onProblem: (problem: Problem) => void;
  #guard: Guard | undefined;
  #watched = new Map<number, string>();
  #restarts = 0;
  #isClosed = false;

  constructor(program: WatchdogProgram, onProblem: (problem: Problem) => void) {
    this.#program = program;
    this.#onProblem = onProblem;
  }

  watch(pid: number, mark = '-'): { release(): void } {
    if (!Number.isSafeInteger(pid) || pid <= 1) throw new Error(`not a process that can be watched: ${pid}`);
    const line = `watch ${pid} ${safeMark(mark)}\n`;
    this.#watched.set(pid, line);
    if (this.#guard === undefined) this.#start();
    else this.#guard.stdin.write(line);
    return {
      release: () => {
        if (this.#watched.get(pid) !== line) return;
        this.#watched.delete(pid);
        this.#guard?.stdin.write(`release ${pid}\n`);
      },
    };
  }

  close(): void {
    this.#isClosed = true;
    this.#watched.clear();
    this.#guard?.stdin.end('close\n');
    this.#guard = undefined;
  }

  #start(): void {
    if (this.#isClosed || this.#watched.size === 0) return;
    const { file, args, env } = this.#program;
    const guard: Guard = spawn(file, args, {
      // A session of its own: what ends our process group or terminal does not end the watchdog.
      detached: true,
      windowsHide: true,
      cwd: process.platform === 'win32' ? undefined : '/',
      env,
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    this.#guard = guard;
    // EPIPE when it was ended; its exit is what counts.
    guard.stdin.on('error', () => {});
    guard.once('error', (error) => this.#lost(guard, error.message));
    guard.once('exit', (code, signal) => this.#lost(guard, signal ?? `code ${code}`));
    guard.unref();
    (guard.stdin as Writable & { unref?(): void }).unref?.();
    guard.stdin.write([...this.#watched.values()].join(''));
  }

  #lost(guard: Guard, why: string): void {
    if (this.#guard !== guard) return;
    this.#guard = undefined;
    if (this.#isClosed) return;
    this.#restarts += 1;
    if (this.#restarts <= MAX_RESTARTS) {
      this.#start();
      return;
    }
    this.#onProblem({
      code: 'no-watchdog',
      message: `The process that ends servers when this bridge is killed could not be kept alive (${why}).`,
      hint: 'Servers may outlive a kill -9 of the bridge; the next start reports them.',
    });
  }
}

/** One word for the line protocol: blanks of `ps lstart` become what the watchdog writes for them. */
function safeMark(mark: string): string {
  const word = mark.trim().replace(/\s+/g, '_');
  return /^[\w:.-]+$/.test(word) ? word : '-';
}
