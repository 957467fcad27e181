import * as z from 'zod/mini';
import { Severity } from './finding.ts';
import { SectionName } from './inventory.ts';

/** What a change means, not that there is one. */
export const CHANGE_KINDS = [
  // Of whole items.
  'added',
  'removed',
  'renamed',
  'moved',
  // Of what a model or a person reads.
  'new-finding',
  'new-address',
  'new-capability',
  'reworded',
  'spacing',
  // Of what a call may carry.
  'parameter-added',
  'parameter-required',
  'parameter-removed',
  'parameter-optional',
  'type-widened',
  'type-narrowed',
  'values-loosened',
  'values-tightened',
  'default-changed',
  'schema-changed',
  // Of promises.
  'hint-weakened',
  'hint-strengthened',
  // Of everything else that was sent.
  'field-added',
  'field-removed',
  'field-changed',
  'notation',
  // Of the server.
  'same-version',
  'version-changed',
  'provenance-changed',
  'header-weakened',
  'header-changed',
  'asked-otherwise',
] as const;
export const ChangeKind = z.enum(CHANGE_KINDS);
export type ChangeKind = z.infer<typeof ChangeKind>;

/** One difference in one line of plain words. */
export const Change = z.object({
  kind: ChangeKind,
  severity: Severity,
  /** Field it is in; absent for the whole item. */
  field: z.optional(z.string()),
  /** RFC 6901, within the item. */
  pointer: z.optional(z.string()),
  /** Plain words; may quote the server: untrusted text. */
  says: z.string(),
  /** Canonical JSON of what stood there and stands there now, cut at 4,000 characters. */
  before: z.optional(z.string()),
  after: z.optional(z.string()),
  /** `new-finding`: the rule. */
  rule: z.optional(z.string()),
});
export type Change = z.infer<typeof Change>;

/** All differences of one item, the worst first. */
export const ItemDrift = z.object({
  section: SectionName,
  /** As it is called now; as it was, where it is gone. */
  name: z.string(),
  nth: z.number(),
  was: z.optional(z.string()),
  severity: Severity,
  changes: z.array(Change),
  /** Hashes on both sides; absent where it was added or removed. */
  before: z.optional(z.string()),
  after: z.optional(z.string()),
});
export type ItemDrift = z.infer<typeof ItemDrift>;

/** What became of a server between two snapshots, the worst first. No items: nothing changed. */
export const Drift = z.object({
  severity: z.optional(Severity),
  items: z.array(ItemDrift),
  /** Items that are the same on both sides. */
  unchanged: z.number(),
});
export type Drift = z.infer<typeof Drift>;
