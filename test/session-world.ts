import { randomBytes } from 'node:crypto';
import type { FrameHead, FrameSummary, Payload } from '../protocol/frame.ts';
import type { Session } from '../protocol/session.ts';
import type { SessionLog } from '../bridge/journal/journal.ts';
import { createPipeline } from '../bridge/pipeline.ts';
import { LiveSession } from '../bridge/session/live-session.ts';
import type { LiveSessionOptions } from '../bridge/session/live-session-options.ts';
import { profiles } from '../bridge/session/profile.ts';
import { createStdio, type ProcessKeeper } from '../bridge/transport/stdio.ts';

/** Ends process groups; no watchdog, no ledger. */
export const plainKeeper: ProcessKeeper = {
  spawnOptions: () => ({ detached: true, windowsHide: true }),
  started: (pid) => ({
    look() {},
    signal(signal) {
      try {
        process.kill(-pid, signal);
        return true;
      } catch {
        // ESRCH: nothing of the group is left.
        return false;
      }
    },
    ended() {},
  }),
};

export interface RecordedFrame {
  row: FrameSummary;
  raw: Buffer;
}

export interface SessionWorld {
  live: LiveSession;
  frames: RecordedFrame[];
  open(): Promise<void>;
  /** Resolves once the session is as wanted. */
  until(isSo: (session: Session) => boolean): Promise<Session>;
  untilFrame(isIt: (row: FrameSummary) => boolean): Promise<RecordedFrame>;
}

/** A live session on a real process, its frames kept in memory instead of in files. */
export function sessionOn(args: string[], over: Partial<LiveSessionOptions> = {}): SessionWorld {
  const clock = { wall: () => performance.timeOrigin + performance.now(), mono: () => performance.now() };
  const began = clock.mono();
  const raws = new Map<number, Buffer>();
  const frames: RecordedFrame[] = [];
  const waiting = new Set<() => void>();
  const noteChange = (): void => {
    for (const look of [...waiting]) look();
  };
  const log = memoryLog(raws);
  const session: Session = {
    id: log.id,
    number: 1,
    target: 'test',
    targetName: 'test',
    transport: 'stdio',
    reachedBy: args.join(' '),
    startedAt: clock.wall(),
    state: { kind: 'connecting', stage: 'spawn' },
    stages: [],
    profile: 'own',
    principal: 'none',
    questions: [],
    deviations: [],
    frames: 0,
    bytes: 0,
  };
  const launch = {
    program: process.execPath,
    args,
    cwd: process.cwd(),
    env: { PATH: process.env['PATH'] ?? '' },
  };
  const live = new LiveSession({
    session,
    clock,
    began,
    profile: profiles('0.0.0')[0]!,
    opening: 'auto',
    eraSeen: undefined,
    policy: 'hold',
    speaks: 'stdio',
    mayFallBack: false,
    probe: { afterFirstByte: 300, afterSpawn: 15_000 },
    createTransport: (_, context) =>
      createStdio(launch, plainKeeper, context, { grace: 400, stderrIdle: 50 }),
    changed: noteChange,
    eraFound() {},
    craft: { call() {}, input() {} },
    ended() {},
    ...over,
  });
  const wire = createPipeline({
    log,
    clock,
    began,
    onBug: (bug) => {
      throw bug;
    },
    announce: {
      rows: (rows) => {
        for (const row of rows) frames.push({ row, raw: raws.get(row.seq)! });
        noteChange();
      },
      frames: (batch) => live.take(batch),
      receiving: (receiving) => live.record.update({ receiving }),
      recording: (recording) => live.record.update({ recording }),
    },
    readMessage: (seq) => Promise.resolve(raws.get(seq)!),
  });
  const until = <T>(found: () => T | undefined): Promise<T> =>
    new Promise((resolve) => {
      const look = (): void => {
        const value = found();
        if (value === undefined) return;
        waiting.delete(look);
        resolve(value);
      };
      waiting.add(look);
      look();
    });
  return {
    live,
    frames,
    open: () => live.open(wire),
    until: (isSo) => until(() => (isSo(live.record.current) ? live.record.current : undefined)),
    untilFrame: (isIt) => until(() => frames.find(({ row }) => isIt(row))),
  };
}

function memoryLog(raws: Map<number, Buffer>): SessionLog {
  let seq = 0;
  const place = (raw: Buffer): { seq: number; n: number } => {
    seq++;
    raws.set(seq, raw);
    return { seq, n: seq };
  };
  return {
    id: randomBytes(16).toString('hex'),
    append: (_head: FrameHead, raw: Uint8Array, _payload: Payload) => place(Buffer.from(raw)),
    begin: () => {
      const parts: Buffer[] = [];
      return {
        raw: (chunk) => void parts.push(Buffer.from(chunk)),
        stored() {},
        end: () => place(Buffer.concat(parts)),
      };
    },
    flush: () => undefined,
    close: () => Promise.resolve(),
  };
}
