import type { Drift } from '../protocol/drift.ts';
import type { Severity } from '../protocol/finding.ts';
import type { SectionName } from '../protocol/inventory.ts';
import type { InputResponse } from '../protocol/mcp/follow-up.ts';
import type { DialVariation, ProbeCall } from '../protocol/probe.ts';
import type { Outcome } from '../protocol/problem.ts';
import type { Era, Session } from '../protocol/session.ts';
import type { Snapshot } from '../protocol/snapshot.ts';

/** What is known of a target before it is probed: from a session with it that is open. */
export interface TargetFacts {
  readonly transport: Session['transport'];
  readonly era: Era;
  readonly revision: string;
  /** Declared that it tells when its lists change. */
  readonly tellsChanges: boolean;
  /** Pages of each list that has more than one. */
  readonly pages: readonly { readonly section: SectionName; readonly pages: number }[];
  /** Credentials were given: a header, a variable that is a secret. */
  readonly hasCredentials: boolean;
  /** A clock can be shifted: how, or why not. */
  readonly clock:
    { readonly can: true; readonly how: string } | { readonly can: false; readonly why: string };
  /** Calls that may be made: of tools that say they only read, or that the person named. */
  readonly calls: readonly ProbeCall[];
  /** What that session was offered when it was opened, all pages. */
  readonly offered: Snapshot;
}

/**
 * Everything a probe may do with a target. What its plan does not hold is refused with `not-planned`. A connection is
 * of the first planned step with the same variation that has any left; page walks and bad cursors count as relists.
 */
export interface Dialer {
  /** Opens a connection and reads all it offers. A problem: it was refused, or never opened. */
  dial(how: DialVariation): Promise<Outcome<Line>>;
  /** ms; ends early, with an error, when the run is stopped. */
  wait(ms: number): Promise<void>;
  /** What became of `before`, judged by the rules as drift between sessions is. */
  compare(before: Snapshot, after: Snapshot): Promise<Outcome<Drift>>;
}

/** One open connection. Whoever dialled it closes it. */
export interface Line {
  readonly session: string;
  readonly era: Era;
  /**
   * What was offered when it was opened, all pages. Items come without their fields, here and from `relist`: their
   * texts stay where they are compared. The same hash is the same wording.
   */
  readonly offered: Snapshot;
  /** Asks for all lists again. That, `pages` and `badCursor` are what a step's `relists` counts. */
  relist(): Promise<Outcome<Snapshot>>;
  /** Asks for one list page by page: names by page, and how it ended. */
  pages(section: SectionName): Promise<Outcome<ListedPages>>;
  /** Asks for the first page with a cursor that the server never gave. */
  badCursor(section: SectionName): Promise<Outcome<{ frame: number; isRefused: boolean; names: string[] }>>;
  call(call: ProbeCall): Promise<Outcome<CallResult>>;
  /** The call once more, with what it asked for: from 2026-07-28 on. That is what a step's `followUps` counts. */
  followUp(followUp: FollowUp): Promise<Outcome<CallResult>>;
  /** Notices that a list had changed, so far. */
  notices(): readonly Notice[];
  close(): Promise<void>;
}

export interface ListedPages {
  readonly pages: readonly { readonly frame: number; readonly items: readonly ListedItem[] }[];
  /** Why it was left before its end, in words: a circle, too many pages. */
  readonly left?: string;
}
export interface ListedItem {
  readonly name: string;
  /** Hash of the whole definition. */
  readonly hash: string;
}

export interface Notice {
  readonly frame: number;
  readonly section: SectionName;
  /** ms since the connection began. */
  readonly at: number;
}

/** What continues a call that was answered with `input_required`. */
export interface FollowUp {
  readonly call: ProbeCall;
  readonly responses: readonly InputResponse[];
  /** undefined: it is sent without one. */
  readonly state: string | undefined;
}

export interface CallResult {
  /** seq of what was sent. */
  readonly request: number;
  readonly frame: number;
  /**
   * The answer's `result` or `error`, parsed: members of hostile names are own members only. undefined: there was
   * none, or it is longer than 1 MiB.
   */
  readonly value: unknown;
  readonly isError: boolean;
  /** What the rules found in this answer alone. */
  readonly findings: readonly ResultFinding[];
}
export interface ResultFinding {
  readonly rule: string;
  readonly title: string;
  readonly severity: Severity;
  readonly pointer?: string;
  /** The text it hangs on, cut at 200 characters. */
  readonly words: string;
}
