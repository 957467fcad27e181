import { readdirSync, readFileSync } from 'node:fs';

/** ms of one tick of /proc: 100 a second on every Linux there is. */
const TICK = 10;

/** ms of processor time: of each thread by its number, and of all of them with the processes that were started. */
export interface ProcessorTime {
  threads: Map<string, number>;
  all: number;
}

export const isProcessorTimeKnown = process.platform === 'linux';

/** What a process and those it started have used so far. What others on the machine do does not count. */
export function processorTime(pid: number): ProcessorTime {
  const threads = new Map<string, number>();
  for (const thread of readdirSync(`/proc/${pid}/task`)) {
    const times = timesOf(`/proc/${pid}/task/${thread}/stat`);
    if (times !== undefined) threads.set(thread, times.own);
  }
  const whole = timesOf(`/proc/${pid}/stat`) ?? { own: 0, ended: 0 };
  const started = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean);
  const alive = started.map((child) => timesOf(`/proc/${child.trim()}/stat`)?.own ?? 0);
  return { threads, all: alive.reduce((sum, ms) => sum + ms, whole.own + whole.ended) };
}

/** Of the thread that used most meanwhile, and of all together. */
export function usedSince(before: ProcessorTime, now: ProcessorTime): { busiest: number; all: number } {
  const each = [...now.threads].map(([thread, ms]) => ms - (before.threads.get(thread) ?? 0));
  return { busiest: Math.max(0, ...each), all: now.all - before.all };
}

/** `ended`: of processes it started that are over. undefined: gone meanwhile. */
function timesOf(path: string): { own: number; ended: number } | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    // ENOENT, ESRCH: it ended just now.
    return undefined;
  }
  // The name before may hold anything, also a bracket.
  const fields = text
    .slice(text.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  const [user = 0, system = 0, endedUser = 0, endedSystem = 0] = fields.slice(11, 15);
  return { own: (user + system) * TICK, ended: (endedUser + endedSystem) * TICK };
}
