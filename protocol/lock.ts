import * as z from 'zod/mini';
import { SectionName } from './inventory.ts';
import { Era } from './session.ts';
import type { SnapshotItem } from './snapshot.ts';

/** Written into every lock file; a reader refuses what is newer. */
export const LOCK_FORMAT = 1;

const short = z.string().check(z.maxLength(1000));

/** How a target was asked, so that it can be asked so again. Nothing of the machine: no command, no folder, no value. */
export const LockSource = z.strictObject({
  profile: short,
  principal: short,
  transport: short,
  era: z.optional(Era),
  revision: z.optional(short),
  headers: z.optional(z.record(short, z.string().check(z.maxLength(5000)))),
});
export type LockSource = z.infer<typeof LockSource>;

/** Who stands behind an item. `by` is a keyed mark where it was given with an installation's key; else only a claim. */
export const LockApproval = z.strictObject({ by: short, at: z.optional(short) });
export type LockApproval = z.infer<typeof LockApproval>;

/** What a lock file says of an item beside its excerpt. */
export const LockItemHead = z.strictObject({
  section: SectionName,
  name: z.string(),
  nth: z.int().check(z.positive()),
  hash: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
  approved: z.optional(LockApproval),
});
export type LockItemHead = z.infer<typeof LockItemHead>;

export interface LockedItem {
  item: SnapshotItem;
  approved?: LockApproval;
  /** Where its block begins in the file it was read from, from 1. */
  line?: number;
}

/** Its hash is not that of its excerpt: one of both was changed by hand, or lost in a merge. */
export interface TamperedItem extends Pick<SnapshotItem, 'section' | 'name' | 'nth'> {
  line: number;
}

export interface LockedTarget {
  source: LockSource;
  items: LockedItem[];
  tampered: TamperedItem[];
  line?: number;
}

/** `mcp-sec.lock.json`. A Map: names are anybody's. */
export interface Lock {
  targets: Map<string, LockedTarget>;
}
