import * as z from 'zod/mini';

/** Lists a server can be walked for. */
export const ListName = z.enum(['tools', 'prompts', 'resources', 'templates']);
export type ListName = z.infer<typeof ListName>;

/** `server`: what it said of itself when the session was opened. */
export const SectionName = z.enum(['server', 'tools', 'prompts', 'resources', 'templates']);
export type SectionName = z.infer<typeof SectionName>;

/** How an item is named for a person and in an address; `nth` counts items of the same name, from 1. */
export const ItemRef = z.object({ section: SectionName, name: z.string(), nth: z.number() });
export type ItemRef = z.infer<typeof ItemRef>;

/**
 * `duplicate`: another item of the same name. `malformed`: not what the specification's schema says.
 * `dropped`: a conforming client leaves it out, and why.
 */
export const ItemMark = z.object({
  kind: z.enum(['duplicate', 'malformed', 'dropped']),
  words: z.string(),
});
export type ItemMark = z.infer<typeof ItemMark>;

/** Bytes [from, to) of a frame's payload. */
export const BytesRef = z.object({ frame: z.number(), from: z.number(), to: z.number() });
export type BytesRef = z.infer<typeof BytesRef>;

/** One row of Inventory: where its bytes are, never the bytes themselves. */
export const InventoryRow = z.object({
  ref: ItemRef,
  /** As sent, cut at 200 characters. */
  title: z.optional(z.string()),
  bytes: z.number(),
  at: BytesRef,
  marks: z.array(ItemMark),
});
export type InventoryRow = z.infer<typeof InventoryRow>;

export const InventorySection = z.object({
  section: SectionName,
  /** `absent`: no such capability was declared. `failed`: the server answered with an error. */
  state: z.enum(['absent', 'waiting', 'listing', 'done', 'failed']),
  total: z.number(),
  matched: z.number(),
  /** Items marked, by any mark. */
  marked: z.number(),
  /** Why it failed or was left before its end, in words. */
  words: z.optional(z.string()),
  /** Newest frame it was read from. */
  frame: z.optional(z.number()),
});
export type InventorySection = z.infer<typeof InventorySection>;

/** A window over the matching items of all sections, in the order of the sections and of the server. */
export const InventoryPage = z.object({
  /** Grows with every change; `Session.inventory` names the newest. */
  version: z.number(),
  sections: z.array(InventorySection),
  total: z.number(),
  from: z.number(),
  rows: z.array(InventoryRow),
});
export type InventoryPage = z.infer<typeof InventoryPage>;

export const InventoryRequest = z.object({
  /** Found in name, title or description, case does not count; empty: all. */
  q: z.string(),
  /** Only these; empty: all. */
  sections: z.array(SectionName),
  from: z.number(),
  limit: z.number(),
});
export type InventoryRequest = z.infer<typeof InventoryRequest>;
