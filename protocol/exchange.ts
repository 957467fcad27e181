import * as z from 'zod/mini';
import { FrameSummary } from './frame.ts';

/**
 * A request and what came back, as one row. Derived by pairing and rebuildable.
 * Not an HTTP request and response: over SSE one HTTP response may serve many exchanges.
 */
export const ExchangeSummary = z.object({
  request: FrameSummary,
  /** First answer; later ones are in the frames of the exchange. */
  answer: z.optional(FrameSummary),
  answers: z.number(),
  /** Progress, logs and other frames tied to it. */
  others: z.number(),
  /** Of the first request of a conversation: what came of it as a whole. */
  conversation: z.optional(
    z.object({
      /** Requests, this one included. */
      steps: z.number(),
      /** ms from its first request to the newest answer of any. */
      ms: z.optional(z.number()),
      /** seq of the newest request. */
      last: z.number(),
      /** A few words of the newest answer: the state of a task. */
      words: z.optional(z.string()),
      /** How the newest request stands. */
      state: z.enum(['waiting', 'asks', 'answered', 'failed']),
    }),
  ),
  state: z.enum(['waiting', 'answered', 'failed', 'cancelled', 'abandoned']),
});
export type ExchangeSummary = z.infer<typeof ExchangeSummary>;
