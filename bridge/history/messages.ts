import type {
  ComparisonQuery,
  ItemComparison,
  ItemHistory,
  Review,
  ReviewQuery,
  ReviewRequest,
  ReviewSummary,
} from '../../protocol/baseline.ts';
import type { Finding } from '../../protocol/finding.ts';
import type { ItemRef, SectionName } from '../../protocol/inventory.ts';
import type { Outcome } from '../../protocol/problem.ts';
import type { SnapshotSource } from '../../protocol/snapshot.ts';

/** What the history thread is started with. */
export interface HistoryStart {
  dataDir: string;
  sessionsFolder: string;
}

/** An item and where its bytes stand: section, name, which of that name, frame, from, to. */
export type Place = [SectionName, string, number, number, number, number];

/** What a session's server offers at one moment. */
export interface Offered {
  target: string;
  session: string;
  at: number;
  source: SnapshotSource;
  places: Place[];
  /** Newest frame of each section that was listed, for what is gone from it. */
  frames: [SectionName, number][];
  unread: { section: SectionName; words: string }[];
}

export interface Taken {
  summary: ReviewSummary;
  /** Drift as it stands in this session. */
  findings: Finding[];
  isNew: boolean;
}

export interface Decided {
  summary: ReviewSummary;
  /** Fingerprints of drift that was approved, and of drift that is open again. */
  settled: string[];
  reopened: string[];
}

/** What is asked of the thread, and what it answers. */
export interface HistoryCalls {
  /** Whose history is kept; each is looked at on its own, so that one that is dear costs no other. */
  targets: [undefined, { targets: string[]; problems: string[] }];
  take: [Offered, Taken];
  forget: [{ session: string }, undefined];
  review: [{ target: string; query: ReviewQuery }, Review];
  decide: [{ target: string; request: ReviewRequest; at: number }, Decided];
  history: [{ target: string; ref: ItemRef }, ItemHistory];
  /** What was ever called by anything at this place: for names that are shown masked. */
  names: [{ target: string; section: SectionName; nth: number }, string[]];
  compare: [{ target: string; query: ComparisonQuery }, ItemComparison];
}
export type CallName = keyof HistoryCalls;

export type Question = { [Name in CallName]: { name: Name; asked: HistoryCalls[Name][0] } }[CallName];
export type ToHistory = Question & { id: number };

export interface FromHistory {
  id: number;
  answer: Outcome<HistoryCalls[CallName][1]>;
}
