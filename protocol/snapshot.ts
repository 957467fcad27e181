import * as z from 'zod/mini';
import { SectionName } from './inventory.ts';
import { Era } from './session.ts';

/** One member of an item as sent, in canonical JSON: keys sorted, strings spelt one way, numbers as written. */
export const SnapshotField = z.object({ name: z.string(), text: z.string() });
export type SnapshotField = z.infer<typeof SnapshotField>;

/**
 * Everything a server said of one thing it offers: every member, known to the specification or not. What is no
 * object has one field without a name. Two items are the same when their hashes are.
 */
export const SnapshotItem = z.object({
  section: SectionName,
  name: z.string(),
  /** Counts items of the same name, from 1. */
  nth: z.number(),
  /** In the order of their names; a key that was repeated stands several times, in the order it was sent. */
  fields: z.array(SnapshotField),
  /** SHA-256 in hex of the canonical JSON of the whole item. */
  hash: z.string(),
});
export type SnapshotItem = z.infer<typeof SnapshotItem>;

/** How the server was asked: what may differ between two of these need not be a change. */
export const SnapshotSource = z.object({
  target: z.string(),
  profile: z.string(),
  principal: z.string(),
  transport: z.string(),
  era: z.optional(Era),
  revision: z.optional(z.string()),
  /** What was reached: argv, package version, certificate. Reported when it changes, never part of the key. */
  provenance: z.record(z.string(), z.string()),
  /**
   * Headers of the answers over HTTP in which it told what it offers, as far as they guard whoever asks: by name in
   * lower case, one line for each way it was sent. Absent where it was not asked over HTTP, or nobody looked.
   */
  headers: z.optional(z.record(z.string(), z.string())),
});
export type SnapshotSource = z.infer<typeof SnapshotSource>;

/** All a server offered at one moment, in its own order. */
export const Snapshot = z.object({
  source: SnapshotSource,
  /** ms since 1970; the session it was read from. */
  at: z.number(),
  session: z.optional(z.string()),
  items: z.array(SnapshotItem),
  /** Sections that could not be read to their end, and why: nothing in them counts as removed. */
  unread: z.array(z.object({ section: SectionName, words: z.string() })),
});
export type Snapshot = z.infer<typeof Snapshot>;
