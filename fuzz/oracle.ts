import type { Confidence, Severity } from '../protocol/finding.ts';
import type { FuzzOracleCard } from '../protocol/fuzz-cards.ts';
import type { Made, Strategy, Subject } from './strategy.ts';
import type { Listener, World } from './world.ts';

/** What came back of one call. `text`: the answer as JSON text, cut at 1 MiB; empty: none. */
export interface Heard {
  outcome: 'ok' | 'tool-error' | 'error' | 'no-answer' | 'closed' | 'not-sent';
  code?: number;
  text: string;
  /** Until the answer was whole. */
  ms: number;
  /** ms of processor time that went into it; known of a process of ours that had nothing else to do. */
  cpuMs?: number;
  bytes: number;
}

/** Answers to the valid message: before the cases, between them and after. */
export interface Control {
  heard: readonly Heard[];
  /** Median of them. */
  ms: number;
  bytes: number;
}

/** Everything that is known of one case when it is judged. Facts only. */
export interface Seen {
  subject: Subject;
  strategy: Strategy;
  made: Made;
  /** The message as it was sent. */
  sent: string;
  heard: Heard;
  /** Answers to the calls around it. */
  before: readonly Heard[];
  after: readonly Heard[];
  control: Control;
  world?: World;
  listener?: Listener;
  token: string;
  /** Files that appeared in the drop folder or where an expectation names one. */
  created: readonly string[];
  /** What differs in the world afterwards, one line each: `table notes: 3 rows, was 4`. */
  changed: readonly string[];
  /** Paths the listener was asked for with this token. */
  asked: readonly { path: string; from: string }[];
  /** The process, for what was started; `isAlone`: nothing else was under way. */
  process?: {
    exited?: { code: number | null; signal: string | null };
    rssBefore?: number;
    rssAfter?: number;
    cpuMs?: number;
    isAlone: boolean;
  };
  /** Whether a valid call was answered afterwards; undefined: not asked. */
  isHealthy?: boolean;
  /**
   * For `differs`, `slow` and what has an `unless`: answers to the further values, in order, each as often as it was
   * repeated. For `spreads`: what the calls after it are answered with, in the order of `after`.
   */
  others: readonly (readonly Heard[])[];
  /** For `slow`: answers to the valid message, one sent before the values of each length. */
  meanwhile?: readonly Heard[];
  /** Repeats of the case itself. */
  repeats: readonly Heard[];
  /** What the rules find in the answer and not in a control. */
  found: readonly { rule: string; severity: Severity; title: string; says: string }[];
}

export interface Hit {
  /** What was seen, one sentence; may quote the server. */
  says: string;
  /** What in the answer is the proof, as it is spelled when it is plain. */
  quotes?: readonly string[];
  /** Absent: that of what was made, else that of the strategy. */
  severity?: Severity;
  /** Absent: that of the oracle. */
  certainty?: Confidence;
}

/** A way to tell that something broke. Reflection is never a hit, nor is time alone. */
export interface Oracle {
  meta: FuzzOracleCard;
  /**
   * What its finding is called, whatever the strategy was after: a trace in an answer is a trace. Absent: what the
   * strategy says of itself.
   */
  own?: { finding: string; cwe: string; fix: string };
  /** Answers undefined where it saw nothing. Pure. */
  judge(seen: Seen): Hit | undefined;
  /** Whether a first look at a case is worth sending it again for: further values, repeats. Costs nothing. */
  suspects?(seen: Seen): boolean;
}
