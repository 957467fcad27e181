import type { RowsPage, RowsRequest } from '../../protocol/api.ts';
import type { FrameAnnotation } from '../../protocol/annotation.ts';
import type { FrameDetail, FrameHead, FrameSummary, Payload } from '../../protocol/frame.ts';
import type { MethodFigures } from '../../protocol/method-figures.ts';
import type { Outcome, Problem } from '../../protocol/problem.ts';
import type { Session } from '../../protocol/session.ts';
import type { JournalStatus } from '../../protocol/stream.ts';
import type { WalkedFrame } from './segment/whole-session.ts';
import type { Staging } from './staging.ts';

/** Where a frame went: its number in the session and its position over all sessions. */
export interface Placed {
  seq: number;
  n: number;
}

/** A frame too big to hold. Parts are written as they come, at most 1 MiB in memory. */
export interface LargeFrame {
  raw(chunk: Uint8Array): void;
  stored(chunk: Uint8Array): void;
  /** Completes it; its seq is given now. Announced like any other frame, after the next `flush`. */
  end(head: FrameHead, payload: Payload): Placed;
}

/**
 * The append-only file of one session: the truth. `append` buffers, `flush` writes everything
 * buffered with one synchronous write; only then may anybody be told (invariant 2).
 */
export interface SessionLog {
  readonly id: string;
  append(head: FrameHead, raw: Uint8Array, payload: Payload, stored?: Uint8Array): Placed;
  begin(channel: string): LargeFrame;
  /** A Problem when the bytes could not be written: disk full, budget reached. They stay buffered. */
  flush(): Problem | undefined;
  /** fsync and close; open large frames are kept as they are, marked cut off. */
  close(): Promise<void>;
}

/** What is known of a session when it begins. */
export type SessionStart = Pick<
  Session,
  'target' | 'targetName' | 'transport' | 'reachedBy' | 'profile' | 'principal' | 'probe'
>;

/** Sessions, frames, index and search. Only this folder touches SQLite and session files. */
export interface Journal {
  /** Number of this opening of the data directory; positions of a run lie above those of all before. */
  readonly run: number;
  /** Newest position handed to `index` in this run; before the first, the one all of its positions lie above. */
  head(): number;
  createSession(start: SessionStart): Outcome<{
    session: Session;
    log: SessionLog;
  }>;
  /** Where sessions that come whole from elsewhere are written before they stand among the others. */
  stage(): Staging;
  /** All frames of a session from its files, in order; needs no index. */
  frames(session: string): AsyncIterable<WalkedFrame>;
  /** Replaces what is known of a session (state, stages, name, counts); written atomically, soon. */
  saveSession(session: Session): void;
  sessions(): Session[];
  session(id: string): Session | undefined;
  deleteSession(id: string): Promise<Problem | undefined>;

  /** Hands summaries of flushed frames to the index, behind the tail. Order of n. */
  index(summaries: FrameSummary[]): void;
  /** Which frames of a session have findings, for `finding:`: seq and a bit per severity, in turn. `isAnew`: and no others. */
  found(session: string, marks: Uint32Array, isAnew: boolean): void;
  /** What a person put on frames of a session; an annotation without anything takes it away. `isAnew`: and on no others. */
  annotated(session: string, annotations: FrameAnnotation[], isAnew: boolean): void;
  /** Called when the index lost what it was told by `found` and `annotated`. */
  onIndexLost(listener: () => void): void;
  rows(request: RowsRequest): Promise<Outcome<RowsPage>>;
  /** How methods were answered, over all exchanges that match. Takes as long as looking at them all. */
  methods(q: string): Promise<Outcome<MethodFigures>>;
  /** Summaries with n in (after, upTo], newest last, at most `limit` and then the newest ones. */
  summariesAfter(after: number, limit: number): Promise<FrameSummary[]>;
  frame(session: string, seq: number): Promise<FrameDetail | undefined>;
  /** Bytes [from, to) of a frame's raw bytes or payload; fewer at the end. At most 8 MiB a call. */
  bytes(
    session: string,
    seq: number,
    part: 'raw' | 'payload',
    from: number,
    to: number,
  ): Promise<Outcome<{ bytes: Uint8Array; total: number }>>;
  /** Resolves when everything on disk is in the index, text included. For tests and the command line. */
  settled(): Promise<void>;
  status(): JournalStatus;
  /** Called when status changed, at most ten times a second. */
  onStatus(listener: (status: JournalStatus) => void): void;
  close(): Promise<void>;
}
