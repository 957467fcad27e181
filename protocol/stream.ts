import * as z from 'zod/mini';
import { RowAnnotation } from './annotation.ts';
import { ReviewSummary } from './baseline.ts';
import { CollectionRow } from './collection/kept.ts';
import { CollectionRunHead } from './collection/run.ts';
import { CallState } from './craft.ts';
import { InspectionNews, InspectionState } from './finding.ts';
import { FrameSummary } from './frame.ts';
import { FuzzRun } from './fuzz.ts';
import { Problem } from './problem.ts';
import { ProbeRun } from './probe.ts';
import { Replay } from './replay.ts';
import { Session } from './session.ts';
import { ProfileName, Target } from './target.ts';

export * from './stream-names.ts';

/** First message of the page. `seen` is the last journal position it holds of run `run`. */
export const ClientHello = z.object({
  kind: z.literal('hello'),
  build: z.string(),
  protocol: z.number(),
  run: z.optional(z.string()),
  seen: z.optional(z.number()),
});
export type ClientHello = z.infer<typeof ClientHello>;

/** Frames the page has taken in; until then the bridge holds back. */
export const ClientTaken = z.object({ kind: z.literal('taken'), upTo: z.number() });

export const ClientMessage = z.discriminatedUnion('kind', [ClientHello, ClientTaken]);
export type ClientMessage = z.infer<typeof ClientMessage>;

export const JournalStatus = z.object({
  frames: z.number(),
  bytes: z.number(),
  /** Frames recorded but not yet in the index, and not yet text-searchable. */
  indexBehind: z.number(),
  textBehind: z.number(),
  problem: z.optional(Problem),
});
export type JournalStatus = z.infer<typeof JournalStatus>;

/** A child that outlived an earlier bridge; same pid and same start time, so it is the same process. */
export const EscapedChild = z.object({
  pid: z.number(),
  startedAt: z.number(),
  command: z.string(),
  target: z.string(),
});
export type EscapedChild = z.infer<typeof EscapedChild>;

export const Snapshot = z.object({
  targets: z.array(Target),
  sessions: z.array(Session),
  journal: JournalStatus,
  escaped: z.array(EscapedChild),
  profiles: z.array(ProfileName),
  /** Of the sessions whose findings were read so far; others follow as `inspection` events. */
  inspections: z.array(InspectionState),
  /** Of the targets whose history was read so far; others follow as `review` events. */
  reviews: z.array(ReviewSummary),
  /** Newest journal position. */
  head: z.number(),
});
export type Snapshot = z.infer<typeof Snapshot>;

/**
 * What the bridge pushes. `frames` events follow each other without gap or overlap: each begins
 * where the one before ended (`after` = the previous `upTo`). `count` is how many frames lie in
 * between; `rows` holds all of them, or only the newest when the page or the wire is slow
 * (`rows.length < count`): the rest is fetched when it is looked at.
 */
export const BridgeMessage = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('hello'),
    build: z.string(),
    protocol: z.number(),
    run: z.string(),
    /** true: `seen` was understood and frames go on after it; false: start anew from the snapshot. */
    resumed: z.boolean(),
    snapshot: Snapshot,
  }),
  z.object({ kind: z.literal('reload'), build: z.string(), reason: z.string() }),
  z.object({
    kind: z.literal('frames'),
    after: z.number(),
    upTo: z.number(),
    count: z.number(),
    rows: z.array(FrameSummary),
  }),
  z.object({ kind: z.literal('session'), session: Session }),
  z.object({ kind: z.literal('session-deleted'), id: z.string() }),
  z.object({ kind: z.literal('target'), target: Target }),
  z.object({ kind: z.literal('target-forgotten'), key: z.string() }),
  z.object({ kind: z.literal('journal'), journal: JournalStatus }),
  z.object({ kind: z.literal('escaped'), escaped: z.array(EscapedChild) }),
  /** How far a session was inspected and what was found; at most ten times a second of each. */
  z.object({ kind: z.literal('inspection'), news: InspectionNews }),
  /** What a person put on a frame, as its row shows it; without anything it was taken away. */
  z.object({
    kind: z.literal('annotation'),
    session: z.string(),
    seq: z.number(),
    annotation: RowAnnotation,
  }),
  /** Which rules there are changed. */
  z.object({ kind: z.literal('rules'), version: z.string() }),
  /** What is connected, offered or said of tools has changed: paths over them are asked for again. */
  z.object({ kind: z.literal('flows'), version: z.number() }),
  /** Something planted was found in a practice server, or it was begun with anew: its checklist is asked for again. */
  z.object({ kind: z.literal('practice'), version: z.number() }),
  /** A target was seen again, offers something else, or something was decided about it. */
  z.object({ kind: z.literal('review'), review: ReviewSummary }),
  /** How a run of probes stands, without the drift of its results; at most ten times a second of each. */
  z.object({ kind: z.literal('run'), run: ProbeRun }),
  z.object({ kind: z.literal('run-deleted'), id: z.string() }),
  /** How a fuzz run stands; at most ten times a second of each. */
  z.object({ kind: z.literal('fuzz-run'), run: FuzzRun }),
  z.object({ kind: z.literal('fuzz-run-deleted'), id: z.string() }),
  /** A collection was saved or changed; what it holds is asked for. */
  z.object({ kind: z.literal('collection'), row: CollectionRow }),
  z.object({ kind: z.literal('collection-deleted'), id: z.string() }),
  /** How a run of a collection stands, without its results; at most ten times a second of each. */
  z.object({ kind: z.literal('collection-run'), run: CollectionRunHead }),
  /** How a replay stands, without its steps; at most ten times a second of each. */
  z.object({ kind: z.literal('replay'), replay: Replay }),
  z.object({ kind: z.literal('replay-deleted'), id: z.string() }),
  /** A call sent from Craft is done. One that was missed is asked for by its route. */
  z.object({ kind: z.literal('call'), call: CallState }),
  z.object({ kind: z.literal('preferences'), preferences: z.record(z.string(), z.unknown()) }),
]);
export type BridgeMessage = z.infer<typeof BridgeMessage>;
