import * as z from 'zod/mini';

/** A request as text to paste. Secrets are variables in it, never values. */
export const CopiedText = z.object({
  text: z.string(),
  /** To be set before it is run; `of`: what it stands for, in words. */
  variables: z.array(z.object({ name: z.string(), of: z.string() })),
  /** How what it sends differs from the frame, and what else it needs. */
  notes: z.array(z.string()),
});
export type CopiedText = z.infer<typeof CopiedText>;
