import * as z from 'zod/mini';

/**
 * The only shape in which an expected failure crosses a boundary.
 * `message` says what happened and where, `hint` what to do next. Not for bugs: those throw.
 */
export const Problem = z.object({
  code: z.string(),
  message: z.string(),
  hint: z.optional(z.string()),
});
export type Problem = z.infer<typeof Problem>;

/** A value, or the reason there is none. */
export type Outcome<T> = { ok: true; value: T } | { ok: false; problem: Problem };
