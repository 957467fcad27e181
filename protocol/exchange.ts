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
  state: z.enum(['waiting', 'answered', 'failed', 'cancelled', 'abandoned']),
});
export type ExchangeSummary = z.infer<typeof ExchangeSummary>;
