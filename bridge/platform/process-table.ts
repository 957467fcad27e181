import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';

/** One process as the system lists it. `start` differs between two processes that had the same pid. */
export interface ProcessRow {
  pid: number;
  parent: number;
  group: number;
  /** 0 where the system does not tell (macOS). */
  session: number;
  start: string;
  isZombie: boolean;
}

export type ReadTable = () => ProcessRow[];

export const hasProc = (): boolean => existsSync('/proc/self/stat');

/** proc(5): the name in field 2 may hold blanks and brackets, so fields are counted from its last bracket. */
export function parseProcStat(text: string): ProcessRow | undefined {
  const end = text.lastIndexOf(')');
  const pid = Number.parseInt(text, 10);
  const fields = text.slice(end + 2).split(' ');
  const [state, parent, group, session] = fields;
  const start = fields[19];
  if (end < 0 || Number.isNaN(pid) || start === undefined) return undefined;
  return {
    pid,
    parent: Number(parent),
    group: Number(group),
    session: Number(session),
    start,
    isZombie: state === 'Z' || state === 'X',
  };
}

export function readProcRow(pid: number): ProcessRow | undefined {
  try {
    return parseProcStat(readFileSync(`/proc/${pid}/stat`, 'latin1'));
  } catch {
    // ENOENT or ESRCH: the process has ended meanwhile.
    return undefined;
  }
}

export const readProcTable: ReadTable = () =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => readProcRow(Number(name)) ?? []);

/** Output of `ps -A -o pid=,ppid=,pgid=,stat=,lstart=` (POSIX ps; lstart on BSD, macOS and Linux). */
export function parsePs(text: string): ProcessRow[] {
  return text.split('\n').flatMap((line) => {
    const match = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(\S+)\s+(\S.*?)\s*$/.exec(line);
    if (match === null) return [];
    const [, pid, parent, group, state = '', start = ''] = match;
    return {
      pid: Number(pid),
      parent: Number(parent),
      group: Number(group),
      session: 0,
      start,
      isZombie: state.startsWith('Z'),
    };
  });
}

export const PS_ENV = { PATH: '/usr/bin:/bin:/usr/sbin:/sbin', LC_ALL: 'C', TZ: 'UTC' };

export const readPsTable: ReadTable = () =>
  parsePs(
    execFileSync('ps', ['-A', '-o', 'pid=,ppid=,pgid=,stat=,lstart='], {
      env: PS_ENV,
      encoding: 'latin1',
      stdio: ['ignore', 'pipe', 'ignore'],
      maxBuffer: 64 * 1024 * 1024,
    }),
  );

/**
 * Who belongs to the process that was started as leader of its own session: its session and group, and
 * everybody descended from a member, in whatever session they are. `known` are members seen earlier; one
 * whose parent has died can only be found this way.
 */
export function membersOf(
  rows: ProcessRow[],
  root: { pid: number; start?: string },
  known: ReadonlyMap<number, string>,
): ProcessRow[] {
  const leader = rows.find((row) => row.pid === root.pid);
  const isReused = leader !== undefined && root.start !== undefined && leader.start !== root.start;
  const groups = new Set<number>(isReused ? [] : [root.pid]);
  const found = new Map<number, ProcessRow>();
  const belongs = (row: ProcessRow): boolean =>
    known.get(row.pid) === row.start ||
    groups.has(row.group) ||
    groups.has(row.session) ||
    found.has(row.parent);
  for (let before = -1; before !== found.size;) {
    before = found.size;
    for (const row of rows) {
      if (found.has(row.pid) || row.pid <= 1 || row.pid === process.pid || !belongs(row)) continue;
      found.set(row.pid, row);
      if (row.pid === row.group || row.pid === row.session) groups.add(row.pid);
    }
  }
  return [...found.values()];
}
