import type { RowsPage, RowsRequest } from '../../../protocol/api.ts';
import type { FrameAnnotation } from '../../../protocol/annotation.ts';
import type { FrameSummary } from '../../../protocol/frame.ts';
import type { MethodFigures } from '../../../protocol/method-figures.ts';
import type { Problem } from '../../../protocol/problem.ts';
import type { DataFolder } from '../data-folder.ts';
import type { Location } from '../segment/format.ts';
import type { WriterMark } from '../writer-mark.ts';
import type { DriverChoice } from './driver.ts';

/** What the index thread is started with. */
export interface IndexStart {
  folder: DataFolder;
  driver: DriverChoice;
  own: WriterMark;
  /** The thread follows another one that died, so sessions of this process may be in the index only in part. */
  isReplacement: boolean;
}

/** What the index knows of a session. */
export interface SessionNote {
  id: string;
  number: number;
  target: string;
  targetName: string;
  name?: string | undefined;
  isOver: boolean;
}

/** Where a frame's row says it is, and what belongs to its exchange. */
export interface FoundFrame {
  summary: FrameSummary;
  place: Location;
}

export interface ExchangeFrames {
  request: number;
  frames: number[];
  more: number;
}

export interface Asked {
  rows: { ask: RowsRequest & { now: number }; answer: RowsPage };
  methods: { ask: { q: string; now: number }; answer: MethodFigures };
  after: { ask: { after: number; limit: number }; answer: FrameSummary[] };
  frame: { ask: { session: string; seq: number }; answer: FoundFrame | undefined };
  /** `request`: seq of the request. */
  exchange: { ask: { session: string; request: number }; answer: ExchangeFrames };
  forget: { ask: { session: string }; answer: true };
  /** A session came whole; answered when its rows are there. */
  adopt: { ask: { session: string }; answer: true };
  /** Answered when nothing is left to recover and to index. */
  settle: { ask: Record<string, never>; answer: true };
  close: { ask: Record<string, never>; answer: true };
}
export type AskKind = keyof Asked;

export type ToIndex =
  /** `places`: segment, offset and size of each row. */
  | { kind: 'take'; rows: FrameSummary[]; places: Float64Array }
  | { kind: 'session'; note: SessionNote }
  /** seq and severities (a bit each) in turn. `isAnew`: no other frame of the session has findings. */
  | { kind: 'found'; session: string; marks: Uint32Array; isAnew: boolean }
  /** An annotation without anything takes away what was there. `isAnew`: no other frame of the session has one. */
  | { kind: 'annotated'; session: string; annotations: FrameAnnotation[]; isAnew: boolean }
  | { kind: 'running'; runs: number[] }
  | { [K in AskKind]: { kind: 'ask'; ticket: number; about: K; ask: Asked[K]['ask'] } }[AskKind];

export interface IndexStatus {
  /** Rows taken over from the main thread, since the start. */
  taken: number;
  /** Frames of earlier runs that are still to be indexed, as far as they are known. */
  toRecover: number;
  /** Frames whose text is not indexed yet. */
  textBehind: number;
}

/** A session whose files were gone through after its bridge had ended. */
export interface Recovered {
  id: string;
  frames: number;
  bytes: number;
  /** ms since the epoch of its last frame. */
  lastWall: number | undefined;
  damage: string | undefined;
}

export type FromIndex =
  | { kind: 'answer'; ticket: number; answer: unknown }
  | { kind: 'refused'; ticket: number; problem: Problem }
  | { kind: 'status'; status: IndexStatus }
  | { kind: 'recovered'; session: Recovered }
  /** Which of these still record? Answered by `running`. */
  | { kind: 'whose'; writers: WriterMark[] };
