import * as z from 'zod/mini';
import { Collection } from './collection.ts';

/** A collection in a list. */
export const CollectionRow = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  /** How many. */
  calls: z.number(),
  /** Names of the environment that its calls would send. */
  env: z.array(z.string()),
  /** Another one with every change. */
  revision: z.string(),
});
export type CollectionRow = z.infer<typeof CollectionRow>;

export const CollectionRows = z.object({ collections: z.array(CollectionRow) });
export type CollectionRows = z.infer<typeof CollectionRows>;

/** A collection as it is kept, and which state of it this is. */
export const KeptCollection = z.object({ collection: Collection, revision: z.string() });
export type KeptCollection = z.infer<typeof KeptCollection>;

export const PutCollection = z.object({
  collection: Collection,
  /** The state that was changed: where it is another by now, nothing is kept. Absent: it is a new one. */
  base: z.optional(z.string().check(z.maxLength(100))),
});
export type PutCollection = z.infer<typeof PutCollection>;

/** Text of a file, as somebody gave it. */
export const ImportCollection = z.object({ text: z.string() });
export type ImportCollection = z.infer<typeof ImportCollection>;

/** Text of the file, and a name for it without any path. */
export const ExportedCollection = z.object({
  name: z.string(),
  text: z.string(),
  /** Calls in which known secrets were replaced by `*`. */
  masked: z.array(z.string()),
});
export type ExportedCollection = z.infer<typeof ExportedCollection>;
