import * as z from 'zod/mini';

/**
 * When lists are asked for again though the server said nothing: never, after calls from Craft, or after those and
 * every so many minutes.
 */
export const RELIST_HABITS = ['never', 'calls', '1', '5', '15'] as const;
export const RelistHabit = z.enum(RELIST_HABITS);
export type RelistHabit = z.infer<typeof RelistHabit>;

/** As it is kept among the preferences, the newest last. */
const KeptRelistHabit = z.object({ target: z.string(), how: RelistHabit });
type KeptRelistHabit = z.infer<typeof KeptRelistHabit>;

const USUAL: RelistHabit = 'calls';

/** Of what is kept, whatever that is; what does not read is passed over. */
export function relistHabits(kept: unknown): KeptRelistHabit[] {
  if (!Array.isArray(kept)) return [];
  return kept.flatMap((one) => {
    const read = z.safeParse(KeptRelistHabit, one);
    return read.success ? [read.data] : [];
  });
}

export function relistHabitOf(kept: unknown, target: string): RelistHabit {
  return relistHabits(kept).findLast((one) => one.target === target)?.how ?? USUAL;
}
