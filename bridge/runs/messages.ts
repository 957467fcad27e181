import type { ResultFinding } from '../../probe/index.ts';
import type { Drift } from '../../protocol/drift.ts';
import type { Outcome } from '../../protocol/problem.ts';
import type { Snapshot, SnapshotItem } from '../../protocol/snapshot.ts';
import type { Offered } from '../history/messages.ts';
import type { TargetFacts } from '../../inspect/index.ts';
import type { HarmlessCalls } from './harmless-calls.ts';

/** Tools that are not called, by name; the others are counted. */
export const MOST_SPARED = 50;

/** What the thread that judges is asked, and what it answers. Texts of items stay there: here they are hashes. */
export interface JudgingCalls {
  /** Items come without fields. */
  read: [Offered, Snapshot];
  /** Of tools that were read. */
  harmless: [{ tools: SnapshotItem[] }, HarmlessCalls];
  diff: [{ before: Snapshot; after: Snapshot }, Drift];
  /** What the rules find in one answer alone. */
  found: [{ session: string; target: TargetFacts; request: number; answer: number }, ResultFinding[]];
}
export type JudgingName = keyof JudgingCalls;

export type ToJudging = {
  [Name in JudgingName]: { id: number; name: Name; asked: JudgingCalls[Name][0] };
}[JudgingName];

export interface FromJudging {
  id: number;
  answer: Outcome<JudgingCalls[JudgingName][1]>;
}
