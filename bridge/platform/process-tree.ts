import { membersOf, type ProcessRow, type ReadTable } from './process-table.ts';
import type { ProcessTree } from './platform.ts';

/** Rounds of SIGKILL: a process that forks while it is being ended is met again in the next one. */
const KILL_ROUNDS = 5;

type Kill = (pid: number, signal: 'SIGTERM' | 'SIGKILL') => void;

/** A tree on a system with process groups. Whatever was seen once is remembered with its start mark. */
export class PosixTree implements ProcessTree {
  readonly pid: number;
  #start: string | undefined;
  #readTable: ReadTable;
  #kill: Kill;
  #known = new Map<number, string>();

  constructor(pid: number, start: string | undefined, readTable: ReadTable, kill: Kill = killQuietly) {
    this.pid = pid;
    this.#start = start;
    this.#readTable = readTable;
    this.#kill = kill;
  }

  look(): void {
    this.#members();
  }

  signal(signal: 'SIGTERM' | 'SIGKILL' | 0): boolean {
    let members = this.#members();
    if (signal === 0) return members.length > 0;
    const rounds = signal === 'SIGKILL' ? KILL_ROUNDS : 1;
    for (let round = 0; round < rounds && members.length > 0; round += 1) {
      this.#send(members, signal);
      members = this.#members();
    }
    return members.length > 0;
  }

  #members(): ProcessRow[] {
    const all = membersOf(
      this.#readTable(),
      { pid: this.pid, ...(this.#start && { start: this.#start }) },
      this.#known,
    );
    this.#known = new Map(all.map((row) => [row.pid, row.start]));
    return all.filter((row) => !row.isZombie);
  }

  /** Whole groups first, so that nobody who forks right now is missed; then who sits in a group of others. */
  #send(members: ProcessRow[], signal: 'SIGTERM' | 'SIGKILL'): void {
    const ours = new Set(members.map((row) => row.pid));
    const groups = new Set(
      members.map((row) => row.group).filter((group) => group === this.pid || ours.has(group)),
    );
    for (const group of groups) this.#kill(-group, signal);
    for (const row of members) if (!groups.has(row.group)) this.#kill(row.pid, signal);
  }
}

function killQuietly(pid: number, signal: 'SIGTERM' | 'SIGKILL'): void {
  try {
    process.kill(pid, signal);
  } catch {
    // ESRCH: ended meanwhile. EPERM: it runs as somebody else; whoever asks sees that it is still there.
  }
}
