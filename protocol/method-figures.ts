import * as z from 'zod/mini';

/** How one method, or one tool of tools/call, was answered. */
export const MethodFigure = z.object({
  method: z.string(),
  /** Set for a tool: a part of the figure of tools/call. */
  tool: z.optional(z.string()),
  toward: z.enum(['server', 'client']),
  /** Requests. */
  count: z.number(),
  /** Those whose first answer is there and has a time. */
  answered: z.number(),
  /** JSON-RPC errors, `isError`, and refusals of HTTP. */
  errors: z.number(),
  /** ms to the first answer, by nearest rank: each is the time of one of the answers. Absent: none answered. */
  p50: z.optional(z.number()),
  p95: z.optional(z.number()),
  max: z.optional(z.number()),
});
export type MethodFigure = z.infer<typeof MethodFigure>;

/** Over all exchanges that match a query. Counted from every one of them, never from a sample. */
export const MethodFigures = z.object({
  figures: z.array(MethodFigure),
  exchanges: z.number(),
  /** Methods and tools beyond the most that are told apart; their exchanges are counted above only. */
  more: z.number(),
  /** false: not all exchanges were looked at, because that took too long. */
  complete: z.boolean(),
  /** Newest journal position it takes into account. */
  head: z.number(),
});
export type MethodFigures = z.infer<typeof MethodFigures>;
