import * as z from 'zod/mini';
import { CallState, SendText } from './craft.ts';
import { Problem } from './problem.ts';

/** Stands in a text where each copy of it gets a random word of its own. */
export const CANARY_PLACE = '{{canary}}';

/** Entries times copies. */
export const MOST_RACERS = 200;

/** Messages that are let go together, each of them `copies` times. */
export const StartRace = z.object({
  entries: z.array(SendText).check(z.minLength(1), z.maxLength(MOST_RACERS)),
  copies: z.number().check(z.int(), z.gte(1), z.lte(MOST_RACERS)),
});
export type StartRace = z.infer<typeof StartRace>;

/** One copy of one entry. */
export const Racer = z.object({
  /** Counted from 1 over the whole race. */
  number: z.number(),
  /** Index into the entries it was started with. */
  entry: z.number(),
  /** seq of its frame; absent: it was not sent, `problem` says why. */
  request: z.optional(z.number()),
  /** JSON text. */
  rpcId: z.optional(z.string()),
  /** What stands in the place of `{{canary}}`; absent: there was no such place. */
  canary: z.optional(z.string()),
  /** `sent`: nobody answers it, as it carries no id that could be read. */
  state: z.enum(['waiting', 'sent', 'done', 'failed']),
  outcome: CallState.shape.outcome,
  /** seq of the frame that answers it: by id and, over HTTP, by connection. */
  answer: z.optional(z.number()),
  /** ms from the release to the answer. */
  ms: z.optional(z.number()),
  /** Numbers of the racers whose canaries stand in what answered it, its own among them. */
  canariesSeen: z.array(z.number()),
  problem: z.optional(Problem),
  notes: z.array(z.string()),
});
export type Racer = z.infer<typeof Racer>;

/** The answer of one copy carries the canary of another. */
export const CrossTalk = z.object({
  answerOf: z.number(),
  canaryOf: z.number(),
  frame: z.number(),
  words: z.string(),
});
export type CrossTalk = z.infer<typeof CrossTalk>;

/** Kept for as long as the bridge runs; the frames are in the recording. */
export const Race = z.object({
  id: z.string(),
  session: z.string(),
  /** ms since the epoch, of the release. */
  released: z.number(),
  /** Nothing of it is waited for any more. */
  isOver: z.boolean(),
  racers: z.array(Racer),
  crossTalk: z.array(CrossTalk),
  /** How they were let go, in words. */
  release: z.string(),
});
export type Race = z.infer<typeof Race>;
