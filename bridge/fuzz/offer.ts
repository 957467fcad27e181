import * as z from 'zod/mini';
import type { Learned } from '../../fuzz/index.ts';

const Section = z.enum(['tools', 'prompts', 'templates', 'resources']);

/**
 * All that a plan is made of beside its request and its target: what was offered, what had been answered and sent by
 * hand until then. With a seed it gives the same cases at any time, also when the session it was read from is gone.
 */
const Offer = z.object({
  items: z.array(z.object({ section: Section, name: z.string(), text: z.string() })),
  skipped: z.array(z.object({ what: z.string(), why: z.string() })),
  /** Capability tags of tools. */
  tags: z.array(z.object({ name: z.string(), tags: z.array(z.string()) })),
  /** Values out of earlier answers, JSON texts. */
  learned: z.array(
    z.object({
      json: z.string(),
      key: z.string(),
      around: z.array(z.string()),
      look: z.optional(z.enum(['path', 'url'])),
    }),
  ),
  /** Arguments last sent by hand, JSON texts. */
  remembered: z.array(z.object({ section: Section, name: z.string(), arguments: z.string() })),
  /** The server says that it completes arguments. */
  completes: z.boolean(),
  /** Median of the answers so far; absent: there were none. */
  ms: z.optional(z.number()),
});
export type Offer = z.infer<typeof Offer>;

export function learnedOf({ learned }: Pick<Offer, 'learned'>): Learned {
  return {
    values: learned.map(({ json, key, around, look }) => ({ json, key, around: new Set(around), look })),
  };
}

/** What a server offers, as far as it has to be known again. */
const Listed = z.array(z.object({ section: Section, name: z.string(), hash: z.string() }));
export type Listed = z.infer<typeof Listed>;

/** What a run is made of, kept beside it; `listed`: what its own server offered first. */
export const KeptOffer = z.object({ version: z.literal(1), offer: Offer, listed: z.optional(Listed) });
export type KeptOffer = Omit<z.infer<typeof KeptOffer>, 'version'>;
