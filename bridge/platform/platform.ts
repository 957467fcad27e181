import type { Outcome, Problem } from '../../protocol/problem.ts';

/** What a command stands for: an absolute file to start and what comes before the target's own arguments. */
export interface Program {
  file: string;
  /** For an npm shim on Windows: the script that node is given. Else empty. */
  before: string[];
  /** How it was found, when that is worth knowing: through a shim, through a relative PATH entry. */
  note?: string;
}

export interface LookupPlace {
  cwd: string;
  /** The environment the program will get: its PATH (and PATHEXT) decide. */
  env: Record<string, string>;
}

/** A process and all it started, also in process groups of their own, as far as the system lets us see. */
export interface ProcessTree {
  readonly pid: number;
  /** Remembers who belongs to it now: what outlives its parent is not found later. Cheap; call before asking it to end. */
  look(): void;
  /** Signals every member. 0 only looks. false: nobody is left. */
  signal(signal: 'SIGTERM' | 'SIGKILL' | 0): boolean;
}

/** Ends what is watched when this process dies without a word, by SIGKILL included. */
export interface Watchdog {
  /** Effective when it returns. `mark` as from `startMark`: guards against a reused pid. */
  watch(pid: number, mark?: string): { release(): void };
  /** Ends the watchdog process; what is still watched is let go. */
  close(): void;
}

/** Everything that differs between operating systems. Nothing here goes through a shell with text of a target's. */
export interface Platform {
  readonly kind: 'posix' | 'windows';
  findProgram(command: string, place: LookupPlace): Outcome<Program>;
  /** For child_process.spawn of a server: own process group, no console window. */
  spawnOptions(): { detached: boolean; windowsHide: boolean };
  /** `mark`: its start mark, when known; a tree never includes a later process with the same pid. */
  tree(pid: number, mark?: string): ProcessTree;
  /** Tells two processes with the same pid apart, until the next boot. undefined: gone, or not cheap here. */
  startMark(pid: number): string | undefined;
  /** Names this boot of the system, so that marks of an earlier one are not believed. undefined: not known. */
  boot(): string | undefined;
  /** ms since 1970, exact to a second or two; undefined: no such process. */
  startedAt(pid: number): Promise<number | undefined>;
  watchdog(onProblem: (problem: Problem) => void): Watchdog;
  /** Opens a link of ours in the person's browser; any other URL is refused. */
  openBrowser(url: string): Promise<Problem | undefined>;
}
