import type { Finding, RuleCard, RuleProblem } from '../../protocol/finding.ts';
import type { TargetFacts } from '../../inspect/index.ts';
import type { Compared } from './neighbour-lists.ts';

/** A file of the person's own rules, as it was read. */
export interface RuleFile {
  name: string;
  text: string;
}

/** What the inspection thread is started with. */
export interface InspectionStart {
  sessionsFolder: string;
  files: RuleFile[];
  /** Where the thread says what it is at: job, seq of the frame (0: none, -1: the end), and a count of steps. */
  at: SharedArrayBuffer;
  /** Modules with more rules; for tests. Each exports `RULES`. */
  moreRules: string[];
}

/** Places in `at`. */
export const AT = { job: 0, seq: 1, steps: 2, length: 3 } as const;

/** Stands for the seq of a frame while rules say what can only be said at the end. */
export const AT_THE_END = -1;

/** A session to be inspected from its first frame on. Another job for it replaces the one before. */
export interface Job {
  /** Counts up; names this attempt. */
  job: number;
  session: string;
  target: TargetFacts;
  /** Live ones come before all others. */
  isLive: boolean;
  /** The other servers it is compared with, from its first frame on. */
  compared: Compared;
  /** Frames that ended the thread before, and what is said of them. */
  skip: [seq: number, words: string][];
}

export type ToInspection =
  | { kind: 'rules'; files: RuleFile[] }
  /** `isOver`: there is nothing more to come; all that is in its files is read. */
  | { kind: 'begin'; job: Job; upTo: number; isOver: boolean }
  | { kind: 'more'; job: number; session: string; upTo: number; isOver: boolean }
  /** From where it is, the session is compared with these servers. */
  | { kind: 'neighbours'; job: number; session: string; compared: Compared }
  | { kind: 'forget'; session: string };

export interface NotInspected {
  frame: number;
  words: string;
}

/** What was found since the batch before. */
export interface FoundBatch {
  job: number;
  session: string;
  /** Version of the rules. */
  pack: string;
  /** Newest seq inspected. */
  upTo: number;
  /** `wall`: when the frame was recorded. */
  found: { finding: Finding; wall: number }[];
  /** The same problems again, at places that are not kept: fingerprint, how many. */
  again: [fingerprint: string, count: number][];
  /** seq and severities found there (a bit each), in turn. */
  marks: Uint32Array;
  notInspected: NotInspected[];
  /** Everything was read and the end was told to the rules. */
  isWhole: boolean;
}

export interface PackNews {
  version: string;
  rules: RuleCard[];
  problems: RuleProblem[];
}

export type FromInspection =
  | { kind: 'pack'; pack: PackNews }
  | { kind: 'found'; batch: FoundBatch }
  /** The session cannot be read; nothing more comes of this job. */
  | { kind: 'unreadable'; job: number; session: string; words: string };
