import { readdirSync, readFileSync } from 'node:fs';

/** What a process has used. */
export interface ProcessUse {
  /** Bytes of memory that are its own now. */
  rss: number;
  /** ms of processor time since it began. */
  cpuMs: number;
}

/** proc(5): ticks are hundredths of a second and pages 4 KiB on every Linux that Node runs on but few. */
const TICK = 10;
const PAGE = 4096;
/** Programs that a server may have running; a tree of more is not counted to its end. */
const MOST_CHILDREN = 64;

/** Undefined where the system does not tell without a program being started for it. */
export function processUse(pid: number): ProcessUse | undefined {
  const fields = statOf(pid);
  if (fields === undefined) return undefined;
  const [user, system, pages] = [fields[11], fields[12], fields[21]].map(Number);
  if (user === undefined || system === undefined || pages === undefined || Number.isNaN(pages))
    return undefined;
  return { rss: pages * PAGE, cpuMs: (user + system) * TICK };
}

/**
 * ms of processor time that a process and all it has started have used, as exactly as the system counts; what has ended
 * counts where somebody waited for it. Whatever else the machine does, work takes about as much of it. Undefined: as
 * with `processUse`.
 */
export function processorMs(pid: number): number | undefined {
  if (process.platform !== 'linux') return undefined;
  const waiting = [pid];
  let sum = 0;
  for (let count = 0; waiting.length > 0 && count < MOST_CHILDREN; count++) {
    const one = waiting.pop()!;
    const fields = statOf(one);
    // A child may have ended meanwhile; the server itself may not.
    if (fields === undefined && one === pid) return undefined;
    if (fields === undefined) continue;
    const [user, system, usersOfEnded, systemOfEnded] = fields.slice(11, 15).map(Number);
    sum += exactMs(one) ?? ((user ?? 0) + (system ?? 0)) * TICK;
    sum += ((usersOfEnded ?? 0) + (systemOfEnded ?? 0)) * TICK;
    waiting.push(...childrenOf(one));
  }
  return Number.isFinite(sum) ? sum : undefined;
}

/** The fields of its `stat` from the third on. */
function statOf(pid: number): string[] | undefined {
  if (process.platform !== 'linux') return undefined;
  const text = read(`/proc/${pid}/stat`);
  // The name in field 2 may hold blanks and brackets: fields are counted from its last bracket.
  return text?.slice(text.lastIndexOf(')') + 2).split(' ');
}

/** Of all its threads; undefined where the system keeps no such account. */
function exactMs(pid: number): number | undefined {
  let sum = 0;
  for (const thread of threadsOf(pid)) {
    const nanoseconds = Number(read(`/proc/${pid}/task/${thread}/schedstat`)?.split(' ')[0]);
    if (Number.isFinite(nanoseconds)) sum += nanoseconds;
  }
  return sum === 0 ? undefined : sum / 1e6;
}

function childrenOf(pid: number): number[] {
  return threadsOf(pid).flatMap((thread) =>
    (read(`/proc/${pid}/task/${thread}/children`) ?? '')
      .split(' ')
      .map(Number)
      .filter((child) => child > 0),
  );
}

function threadsOf(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/task`);
  } catch {
    // ENOENT, ESRCH: it has ended meanwhile.
    return [];
  }
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    // ENOENT, ESRCH: it has ended meanwhile.
    return undefined;
  }
}
