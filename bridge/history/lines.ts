import * as z from 'zod/mini';
import { SectionName } from '../../protocol/inventory.ts';
import { SnapshotSource } from '../../protocol/snapshot.ts';

/** Format of a history file. */
export const HISTORY_FORMAT = 1;

const Natural = z.number().check(z.minimum(0), z.maximum(Number.MAX_SAFE_INTEGER));

/** First line. `dropped`: what an earlier tidying left out, and until when. */
export const HeadLine = z.object({
  k: z.literal('head'),
  format: z.literal(HISTORY_FORMAT),
  target: z.string(),
  dropped: z.optional(z.object({ snapshots: Natural, upTo: z.number() })),
});
export type HeadLine = z.infer<typeof HeadLine>;

/** An item in one wording; `fields` stand with the first item of that hash. */
export const ItemLine = z.object({
  k: z.literal('item'),
  n: Natural,
  section: SectionName,
  name: z.string(),
  nth: Natural,
  hash: z.string(),
  /** When it was seen first, and where. */
  at: z.number(),
  session: z.optional(z.string()),
  fields: z.optional(z.array(z.tuple([z.string(), z.string()]))),
});
export type ItemLine = z.infer<typeof ItemLine>;

/** All that was offered, as numbers of items: from, how many, and so on. */
export const SnapshotLine = z.object({
  k: z.literal('snapshot'),
  at: z.number(),
  session: z.optional(z.string()),
  source: SnapshotSource,
  unread: z.array(z.object({ section: SectionName, words: z.string() })),
  runs: z.array(Natural),
});
export type SnapshotLine = z.infer<typeof SnapshotLine>;

/** The snapshot before it, seen again: the last time, and how often. */
export const SeenLine = z.object({
  k: z.literal('seen'),
  at: z.number(),
  session: z.optional(z.string()),
  times: Natural,
});
export type SeenLine = z.infer<typeof SeenLine>;

export const HistoryLine = z.discriminatedUnion('k', [ItemLine, SnapshotLine, SeenLine]);
