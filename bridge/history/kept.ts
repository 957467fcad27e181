import type { Snapshot, SnapshotItem, SnapshotSource } from '../../protocol/snapshot.ts';

/** An item in one wording, and where it was seen first. Its fields are read when they are asked for. */
export interface Entry extends SnapshotItem {
  readonly n: number;
  readonly at: number;
  readonly session: string | undefined;
}

/** One snapshot; `entries` in the order of the server. */
export interface KeptSnapshot {
  readonly at: number;
  readonly session: string | undefined;
  readonly source: SnapshotSource;
  readonly unread: Snapshot['unread'];
  readonly runs: readonly number[];
  /** The last time it was seen, and how often. */
  lastAt: number;
  lastSession: string | undefined;
  times: number;
}

export interface HistoryBounds {
  bytes: number;
  snapshots: number;
}

export const BOUNDS: HistoryBounds = { bytes: 128 * 1024 * 1024, snapshots: 1000 };
