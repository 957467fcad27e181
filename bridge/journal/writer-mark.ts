/** Names a process beyond the reuse of its pid. */
export interface WriterMark {
  pid: number;
  mark?: string;
  boot?: string;
}

/** What the operating system tells of processes; the bridge's Platform is one. */
export interface ProcessMarks {
  /** Tells two processes with the same pid apart. undefined: gone, or not cheap here. */
  startMark(pid: number): string | undefined;
  /** Names this boot of the system. undefined: not known. */
  boot(): string | undefined;
}

export function ownMark(marks: ProcessMarks): WriterMark {
  const mark = marks.startMark(process.pid);
  const boot = marks.boot();
  return {
    pid: process.pid,
    ...(mark === undefined ? {} : { mark }),
    ...(boot === undefined ? {} : { boot }),
  };
}

/** Whether that very process is still there. Unsure counts as yes. */
export function isRunning(writer: WriterMark, marks: ProcessMarks): boolean {
  const boot = marks.boot();
  if (boot !== undefined && writer.boot !== undefined && boot !== writer.boot) return false;
  try {
    process.kill(writer.pid, 0);
  } catch (error) {
    // EPERM: it is there and not ours.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  const mark = marks.startMark(writer.pid);
  return mark === undefined || writer.mark === undefined || mark === writer.mark;
}

export function readMark(value: unknown): WriterMark | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { pid, mark, boot } = value as Record<string, unknown>;
  if (typeof pid !== 'number' || !Number.isSafeInteger(pid) || pid <= 0) return undefined;
  return {
    pid,
    ...(typeof mark === 'string' ? { mark } : {}),
    ...(typeof boot === 'string' ? { boot } : {}),
  };
}
