import * as z from 'zod/mini';

/** Where it can be seen that something planted was found. */
export const PracticePlace = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('finding'), fingerprint: z.string() }),
  z.object({ kind: z.literal('fuzz'), run: z.string(), n: z.number() }),
  z.object({ kind: z.literal('probe'), run: z.string(), probe: z.string() }),
  z.object({ kind: z.literal('flow') }),
]);
export type PracticePlace = z.infer<typeof PracticePlace>;

/** Something planted in the practice server. What it is stands only in `found`. */
export const PracticeLine = z.object({
  id: z.string(),
  /** Which part of the product it is for: `Definitions`, `Answers`, `Fuzz`. */
  part: z.string(),
  /** What to look for, in general words. */
  looks: z.string(),
  /** Where to look; only once it was asked for. */
  hint: z.optional(z.string()),
  found: z.optional(z.object({ at: z.number(), title: z.string(), says: z.string(), place: PracticePlace })),
});
export type PracticeLine = z.infer<typeof PracticeLine>;

/** The checklist of one practice server. */
export const PracticeList = z.object({
  /** Key and name of its target. */
  target: z.string(),
  name: z.string(),
  /** ms since the epoch; sessions and runs that began earlier do not count. */
  since: z.number(),
  hintsLeft: z.number(),
  lines: z.array(PracticeLine),
});
export type PracticeList = z.infer<typeof PracticeList>;

/** A checklist for each practice server that is known here. */
export const Practice = z.object({ lists: z.array(PracticeList) });
export type Practice = z.infer<typeof Practice>;

export const AskHint = z.object({ target: z.string(), line: z.string() });
export type AskHint = z.infer<typeof AskHint>;

export const StartAnew = z.object({ target: z.string() });
export type StartAnew = z.infer<typeof StartAnew>;
