import * as z from 'zod/mini';
import { FrameSummary } from './frame.ts';
import { BytesRef, ItemRef } from './inventory.ts';
import { Fill } from './placeholders.ts';
import { Problem } from './problem.ts';
import { TextForm, WireForm } from './wire-form.ts';

/**
 * How a text becomes a message. `rpcId: 'next'`: the value of its top-level `id` is replaced by the
 * next free one (added when there is none). `meta: 'fill'`: keys the revision wants in `params._meta`
 * and a progress token are added where they are missing; a token that was the old id becomes the new one. `as-written`: nothing is touched.
 */
export const HowToSend = z.object({
  rpcId: z.enum(['next', 'as-written']),
  meta: z.enum(['fill', 'as-written']),
});
export type HowToSend = z.infer<typeof HowToSend>;

/** What is being written in a tab of Craft. The text is the truth; a form only edits stretches of it. */
export const Draft = z.object({
  /** Random, made by the page. */
  id: z.string(),
  target: z.string(),
  /** The item it was opened from. */
  about: z.optional(ItemRef),
  /** One JSON-RPC message, or anything at all. */
  text: z.string(),
  /** Absent: text. */
  form: z.optional(TextForm),
  how: HowToSend,
  /** Exactly how it goes over the wire; absent: as usual. */
  wire: z.optional(WireForm),
  /** `{{uuid}}` and the like are sent as they stand. */
  keepsPlaceholders: z.optional(z.boolean()),
  /** What was sent from it, oldest first, at most 100. */
  sends: z.array(
    z.object({
      session: z.string(),
      request: z.number(),
      /** seq of the request whose answer asked for more, so that this one was sent. */
      continues: z.optional(z.number()),
    }),
  ),
});
export type Draft = z.infer<typeof Draft>;

export const Drafts = z.object({ drafts: z.array(Draft) });
export type Drafts = z.infer<typeof Drafts>;

export const SendText = z.object({
  text: z.string(),
  /** Absent: text. Bytes given as `hex` are never edited on the way. */
  form: z.optional(TextForm),
  how: HowToSend,
  /** Absent: as usual, line ends made spaces on stdio. */
  wire: z.optional(WireForm),
  /** Present: placeholders are filled in before anything else is done. */
  fill: z.optional(Fill),
  /** ms; absent: no limit. */
  timeout: z.optional(z.number().check(z.positive(), z.maximum(2 ** 31 - 1))),
  /** Frame whose question (`input_required`) this message answers. */
  answers: z.optional(z.number()),
});
export type SendText = z.infer<typeof SendText>;

/** The message is written. Its answer is told by `call` events, however long it takes. */
export const SentText = z.object({
  /** seq of its frame. */
  request: z.number(),
  /** JSON text of its id; absent: none, so that nothing is waited for. */
  rpcId: z.optional(z.string()),
  /** What was done to the text on the way, in words: line ends made spaces, id replaced. */
  notes: z.array(z.string()),
});
export type SentText = z.infer<typeof SentText>;

/** How a call of ours stands. */
export const CallState = z.object({
  session: z.string(),
  request: z.number(),
  state: z.enum(['waiting', 'done', 'unknown']),
  outcome: z.optional(z.enum(['result', 'error', 'cancelled', 'timed-out', 'closed', 'http'])),
  answer: z.optional(FrameSummary),
  /** ms since the call began: bytes handed over, first byte of the answer, answer complete. */
  timings: z.optional(
    z.object({ written: z.number(), firstByte: z.optional(z.number()), complete: z.optional(z.number()) }),
  ),
  /** `http` and `closed`: what happened instead of an answer. */
  problem: z.optional(Problem),
});
export type CallState = z.infer<typeof CallState>;

/** The params last sent to a tool, prompt, resource or template of a target. */
export const LastInput = z.object({ params: z.optional(z.string()) });
export type LastInput = z.infer<typeof LastInput>;

/** Checks a value against a schema that stands in a frame. */
export const CheckValue = z.object({
  session: z.string(),
  /** Bytes of the item the schema is part of. */
  at: BytesRef,
  /** JSON pointer from the item to the schema: `/inputSchema`. */
  pointer: z.string(),
  /** JSON text. */
  value: z.string(),
});
export type CheckValue = z.infer<typeof CheckValue>;

export const Complaint = z.object({
  /** JSON pointer into the value. */
  pointer: z.string(),
  keyword: z.string(),
  words: z.string(),
});
export type Complaint = z.infer<typeof Complaint>;

export const CheckedValue = z.object({
  state: z.enum(['valid', 'invalid', 'not-checked']),
  complaints: z.array(Complaint),
  /** Complaints beyond those listed. */
  more: z.number(),
  /** `not-checked`: why, in words. Also beside `valid` or `invalid`: what was bounded or left out. */
  words: z.optional(z.string()),
});
export type CheckedValue = z.infer<typeof CheckedValue>;

/** Starts or ends watching one resource. */
export const WatchResource = z.object({ uri: z.string(), watch: z.boolean() });
export type WatchResource = z.infer<typeof WatchResource>;
