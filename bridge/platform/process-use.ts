import { readFileSync } from 'node:fs';

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

/** Undefined where the system does not tell without a program being started for it. */
export function processUse(pid: number): ProcessUse | undefined {
  if (process.platform !== 'linux') return undefined;
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The name in field 2 may hold blanks and brackets: fields are counted from its last bracket.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const [user, system, pages] = [fields[11], fields[12], fields[21]].map(Number);
    if (user === undefined || system === undefined || pages === undefined || Number.isNaN(pages))
      return undefined;
    return { rss: pages * PAGE, cpuMs: (user + system) * TICK };
  } catch {
    // ENOENT, ESRCH: it has ended meanwhile.
    return undefined;
  }
}
