/** Names one opening of the data directory: its run, and the process beyond the reuse of its pid. */
export interface WriterMark {
  run: number;
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

export function ownMark(marks: ProcessMarks, run: number): WriterMark {
  const mark = marks.startMark(process.pid);
  const boot = marks.boot();
  return {
    run,
    pid: process.pid,
    ...(mark === undefined ? {} : { mark }),
    ...(boot === undefined ? {} : { boot }),
  };
}

/** Whether that very process is still there, whatever it does by now. Unsure counts as yes. */
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
  const { run, pid, mark, boot } = value as Record<string, unknown>;
  if (typeof pid !== 'number' || !Number.isSafeInteger(pid) || pid <= 0) return undefined;
  if (typeof run !== 'number') return undefined;
  return {
    run,
    pid,
    ...(typeof mark === 'string' ? { mark } : {}),
    ...(typeof boot === 'string' ? { boot } : {}),
  };
}

/** Whether `writer` still records: its process is there, and is not this one after an earlier opening was closed. */
export function isRecording(writer: WriterMark, own: WriterMark, marks: ProcessMarks): boolean {
  if (writer.run === own.run) return true;
  const isThisProcess = writer.pid === own.pid && writer.mark === own.mark && writer.boot === own.boot;
  return !isThisProcess && isRunning(writer, marks);
}
