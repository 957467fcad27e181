import type { FrameSummary } from '../../protocol/frame.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Clock } from '../clock.ts';
import type { SessionLog } from '../journal/journal.ts';
import type { LiveFrame } from './live-frame.ts';

/** Who hears of frames once they are written: first the index and the pages, then the session. */
export interface Announce {
  /** All of one write, in order. */
  rows(rows: FrameSummary[]): void;
  frames(frames: LiveFrame[]): void;
  /** Bytes of a frame that is still arriving, or undefined when none is. */
  receiving(state: { channel: string; bytes: number } | undefined): void;
  /** Recording had to stop, or goes on again. */
  recording(problem: Problem | undefined): void;
}

/** What the way of a session's bytes is made of. */
export interface RecordingWay {
  log: SessionLog;
  clock: Clock;
  /** mono of the session's beginning. */
  began: number;
  announce: Announce;
  /** The one place that hears of bugs. */
  onBug(bug: unknown): void;
  /** Reads a message back that was too big to hold. */
  readMessage(seq: number): Promise<Uint8Array>;
  retryAfter?: number;
}
