import * as z from 'zod/mini';
import { Drift, ItemDrift } from './drift.ts';
import { Severity } from './finding.ts';
import { ItemRef } from './inventory.ts';
import { SnapshotItem, SnapshotSource } from './snapshot.ts';

/**
 * What a person decided about one wording of one item: it binds to the hash, so another wording is open again.
 * `watch`: seen, not decided; quiet until it changes once more.
 */
export const Decision = z.enum(['approved', 'rejected', 'watched']);
export type Decision = z.infer<typeof Decision>;

/** `drifted`: another wording was approved, and this one is not decided. */
export const ReviewState = z.enum(['unreviewed', 'approved', 'drifted', 'rejected', 'watched']);
export type ReviewState = z.infer<typeof ReviewState>;

export const Approval = z.object({
  ...ItemRef.shape,
  hash: z.string(),
  decision: Decision,
  note: z.string(),
  at: z.number(),
});
export type Approval = z.infer<typeof Approval>;

/** A decision about items, or about all that are open. Hashes say what was seen: a list that turned meanwhile is refused. */
export const ReviewRequest = z.object({
  decision: Decision,
  items: z.union([z.literal('all'), z.array(z.object({ ...ItemRef.shape, hash: z.string() }))]),
  /** Version of the review that was looked at. */
  version: z.number(),
  note: z.string(),
});
export type ReviewRequest = z.infer<typeof ReviewRequest>;

/** One item that is offered now, or was approved and is gone. */
export const ReviewedItem = z.object({
  ...ItemRef.shape,
  state: ReviewState,
  hash: z.optional(z.string()),
  approved: z.optional(z.string()),
  note: z.optional(z.string()),
  /** Against what was approved; absent where nothing was, or nothing changed. */
  drift: z.optional(ItemDrift),
});
export type ReviewedItem = z.infer<typeof ReviewedItem>;

/** Where a target stands against what a person approved: what banners and badges need, and no more. */
export const ReviewSummary = z.object({
  target: z.string(),
  /** Grows with every snapshot that differs and every decision. */
  version: z.number(),
  /** Snapshots kept, those alike counted once. */
  snapshots: z.number(),
  items: z.number(),
  unreviewed: z.number(),
  approved: z.number(),
  /** Of these undecided drift is made; `removed` of items that were approved and are gone. */
  drifted: z.number(),
  removed: z.number(),
  /** Approved and gone, and there under another name, which counts as unreviewed. */
  renamed: z.number(),
  /** Those of the unreviewed that came after somebody had looked; without the renamed. */
  added: z.number(),
  rejected: z.number(),
  watched: z.number(),
  /** Worst of the undecided drift. */
  severity: z.optional(Severity),
  /** The session it was last seen in, and when. */
  session: z.optional(z.string()),
  at: z.number(),
});
export type ReviewSummary = z.infer<typeof ReviewSummary>;

export const Review = z.object({
  summary: ReviewSummary,
  source: SnapshotSource,
  /** Against what was approved, undecided items only; with what became of the server as a whole. */
  drift: Drift,
  /** A window over the items that match, those first that wait for a decision. */
  items: z.array(ReviewedItem),
  total: z.number(),
  from: z.number(),
  /** What was dropped, lost or is not listed here, in words. */
  notes: z.array(z.string()),
});
export type Review = z.infer<typeof Review>;

/** Which items of a review: of one state, with these words in their name. */
export const ReviewQuery = z.object({
  q: z.string(),
  state: z.optional(ReviewState),
  from: z.number(),
  limit: z.number(),
  /** Only these. */
  only: z.optional(z.array(ItemRef)),
});
export type ReviewQuery = z.infer<typeof ReviewQuery>;

/** Items that are looked at: a screenful and what is around it. */
export const StandingsRequest = z.object({ items: z.array(ItemRef).check(z.maxLength(500)) });
export type StandingsRequest = z.infer<typeof StandingsRequest>;

/** Where those stand of them that are known; their changes in words are left out. */
export const Standings = z.object({ version: z.number(), items: z.array(ReviewedItem) });
export type Standings = z.infer<typeof Standings>;

/** `before`: a hash, or `approved`; `after`: a hash, or `now`. */
export const ComparisonQuery = z.object({ ref: ItemRef, before: z.string(), after: z.string() });
export type ComparisonQuery = z.infer<typeof ComparisonQuery>;

/** One wording of an item, and when it was seen. */
export const ItemVersion = z.object({
  hash: z.string(),
  firstSeen: z.number(),
  lastSeen: z.number(),
  /** Where it was first seen. */
  session: z.optional(z.string()),
  /** Snapshots it was in, and how it was asked for. */
  snapshots: z.number(),
  sources: z.array(SnapshotSource),
  decision: z.optional(Approval),
});
export type ItemVersion = z.infer<typeof ItemVersion>;

/** Every wording of one item that was ever seen, newest first. `notes`: what was dropped or lost, in words. */
export const ItemHistory = z.object({
  ref: ItemRef,
  versions: z.array(ItemVersion),
  notes: z.array(z.string()),
});
export type ItemHistory = z.infer<typeof ItemHistory>;

/** A stretch of text that stands on both sides, or on one. */
export const WordPiece = z.object({ kind: z.enum(['same', 'gone', 'new']), text: z.string() });
export type WordPiece = z.infer<typeof WordPiece>;

/** Two wordings of an item side by side. */
export const ItemComparison = z.object({
  before: z.optional(SnapshotItem),
  after: z.optional(SnapshotItem),
  drift: z.optional(ItemDrift),
  /** Of the texts that a model or a person reads, by field or pointer. */
  words: z.array(z.object({ field: z.string(), pieces: z.array(WordPiece) })),
});
export type ItemComparison = z.infer<typeof ItemComparison>;
