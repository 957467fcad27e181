import { setTimeout as pause } from 'node:timers/promises';
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import type { Problem } from '../../protocol/problem.ts';
import { LineRecorder } from './lines.ts';
import { folderProblem, spawnProblem } from './spawn-problem.ts';
import { Stdin } from './stdin.ts';
import type { CloseReport, Outgoing, Sent, Transport, TransportContext, WireHead } from './transport.ts';

/** How processes are started on this platform, and who makes sure that none is left. */
export interface ProcessKeeper {
  /** Own process group where there are groups; no window where there are windows. */
  spawnOptions(): { detached: boolean; windowsHide: boolean };
  /** Called right after the start: the pid goes to the ledger and the watchdog. */
  started(pid: number): KeptProcess;
}

/** A started process and all it started in turn. */
export interface KeptProcess {
  /** Remembers who belongs to the tree now; call before the leader is asked to end. */
  look(): void;
  /** Signals the whole tree; 0 only looks. false: nothing of it is left. */
  signal(signal: 'SIGTERM' | 'SIGKILL' | 0): boolean;
  /** Nothing of it is left, or all that can be done was done: no need to watch it any more. */
  ended(): void;
}

/** Everything resolved: absolute program, argv without it, the whole environment. No shell is involved. */
export interface Launch {
  program: string;
  args: string[];
  cwd: string;
  env: Record<string, string>;
}

export interface StdioTimes {
  /** ms to wait for the process to end by itself after stdin is closed, then after SIGTERM. */
  grace: number;
  /** ms without news after which a stderr line without an end is shown as it is. */
  stderrIdle: number;
}

const TIMES: StdioTimes = { grace: 1000, stderrIdle: 250 };
const STDOUT: WireHead = { channel: 'stdout', toward: 'client', author: 'server' };
const STDERR: WireHead = { channel: 'stderr', toward: 'client', author: 'server' };

type Child = ChildProcessByStdio<Writable, Readable, Readable>;

/** MCP over stdio: a message a line (specification, basic/transports). */
export function createStdio(
  launch: Launch,
  keeper: ProcessKeeper,
  context: TransportContext,
  times: StdioTimes = TIMES,
): Transport {
  return new Stdio(launch, keeper, context, times);
}

class Stdio implements Transport {
  readonly kind = 'stdio';
  #launch: Launch;
  #keeper: ProcessKeeper;
  #context: TransportContext;
  #times: StdioTimes;
  #child: Child | undefined;
  #kept: KeptProcess | undefined;
  #stdin: Stdin;
  #out: LineRecorder;
  #err: LineRecorder;
  #idle: NodeJS.Timeout | undefined;
  #isClosing = false;
  #isGone = false;
  #exited: Promise<void>;
  #noteExit: () => void = () => {};

  constructor(launch: Launch, keeper: ProcessKeeper, context: TransportContext, times: StdioTimes) {
    this.#launch = launch;
    this.#keeper = keeper;
    this.#context = context;
    this.#times = times;
    this.#stdin = new Stdin({
      wire: context.wire,
      stream: () => (this.#isGone ? undefined : this.#child?.stdin),
      gone: (within) => this.#gone(within),
    });
    this.#out = new LineRecorder(context.wire, STDOUT);
    this.#err = new LineRecorder(context.wire, STDERR);
    this.#exited = new Promise((resolve) => (this.#noteExit = resolve));
  }

  async open(): Promise<Problem | undefined> {
    const { program, args, cwd, env } = this.#launch;
    const noFolder = folderProblem(cwd);
    if (noFolder !== undefined) return noFolder;
    let child: Child;
    try {
      child = spawn(program, args, {
        cwd,
        env,
        shell: false,
        stdio: ['pipe', 'pipe', 'pipe'],
        ...this.#keeper.spawnOptions(),
      });
    } catch (error) {
      // Thrown instead of emitted for a NUL in an argument and for E2BIG on some platforms.
      return spawnProblem(program, error);
    }
    const failed = await new Promise<Problem | undefined>((resolve) => {
      child.once('spawn', () => resolve(undefined));
      child.once('error', (error) => resolve(spawnProblem(program, error)));
    });
    if (failed !== undefined) return failed;
    this.#child = child;
    const pid = child.pid!;
    this.#kept = this.#keeper.started(pid);
    this.#context.tell({ kind: 'spawned', pid, program });
    this.#listen(child);
    return undefined;
  }

  send(outgoing: Outgoing): Promise<Sent> {
    return this.#stdin.send(outgoing);
  }

  /** Specification (lifecycle, shutdown): close stdin, then SIGTERM, then SIGKILL; here for the whole group. */
  async close(): Promise<CloseReport> {
    const child = this.#child;
    const kept = this.#kept;
    if (child === undefined || kept === undefined) return { steps: ['never started'] };
    this.#isClosing = true;
    const steps: string[] = [];
    if (!this.#isGone) {
      kept.look();
      steps.push('closed stdin');
      this.#stdin.letGo();
      child.stdin.end();
      if (!(await this.#gone(this.#times.grace))) {
        steps.push('SIGTERM');
        kept.signal('SIGTERM');
        if (!(await this.#gone(this.#times.grace))) {
          steps.push('SIGKILL');
          kept.signal('SIGKILL');
          await this.#gone(this.#times.grace);
        }
      }
    }
    await this.#endRest(kept, steps);
    child.stdout.destroy();
    child.stderr.destroy();
    this.#finish();
    kept.ended();
    return { steps };
  }

  /** The leader has gone; what it started may still be there. */
  async #endRest(kept: KeptProcess, steps: string[]): Promise<void> {
    if (!kept.signal('SIGTERM')) return;
    steps.push('SIGTERM to what it had started');
    const until = performance.now() + this.#times.grace / 4;
    while (performance.now() < until && kept.signal(0)) await pause(20);
    if (kept.signal('SIGKILL')) steps.push('SIGKILL to what it had started');
  }

  #listen(child: Child): void {
    this.#record(child.stdout, 'stdout', this.#out);
    this.#record(child.stderr, 'stderr', this.#err);
    // EPIPE arrives here as well as at the write that caused it, where it is reported.
    child.stdin.on('error', () => {});
    child.once('exit', (code, signal) => {
      this.#isGone = true;
      void this.#lastBytes(child).then(() => {
        this.#finish();
        const note = signal === null ? `ended with code ${code}` : `was ended by ${signal}`;
        const how = { ...(code === null ? {} : { exitCode: code }), ...(signal === null ? {} : { signal }) };
        this.#context.tell({ kind: 'gone', note, expected: this.#isClosing, ...how });
        this.#noteExit();
      });
    });
  }

  #record(stream: Readable, channel: string, lines: LineRecorder): void {
    const { wire } = this.#context;
    let isFirst = true;
    stream.on('data', (chunk: Buffer) => {
      if (isFirst) {
        isFirst = false;
        this.#context.tell({ kind: 'first-byte', channel });
      }
      lines.push(chunk);
      wire.flush();
      if (channel === 'stderr') this.#showTailSoon();
      if (!wire.blocked) return;
      stream.pause();
      wire.whenUnblocked(() => stream.resume());
    });
    stream.on('error', (error) => {
      this.#context.tell({
        kind: 'problem',
        problem: { code: 'stdio-read', message: `Reading ${channel} failed: ${error.message}` },
      });
    });
  }

  /** A prompt without a line end ("Password: ") must not stay invisible. */
  #showTailSoon(): void {
    clearTimeout(this.#idle);
    if (!this.#err.hasTail) return;
    this.#idle = setTimeout(() => {
      this.#err.finish();
      this.#context.wire.flush();
    }, this.#times.stderrIdle);
  }

  /** What the process wrote just before it ended is still in the pipes; a grandchild may hold them open. */
  async #lastBytes(child: Child): Promise<void> {
    const ended = [child.stdout, child.stderr].map(async (stream) => {
      if (stream.readableEnded || stream.destroyed) return;
      await new Promise<void>((resolve) => stream.once('close', () => resolve()));
    });
    await Promise.race([Promise.all(ended), pause(500)]);
  }

  #finish(): void {
    clearTimeout(this.#idle);
    this.#out.finish('no line end');
    this.#err.finish();
    this.#context.wire.flush();
  }

  async #gone(within: number): Promise<boolean> {
    return Promise.race([this.#exited.then(() => true), pause(within).then(() => false)]);
  }
}
