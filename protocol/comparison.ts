import * as z from 'zod/mini';
import { Drift } from './drift.ts';
import { ExchangeSummary } from './exchange.ts';
import { FrameSummary } from './frame.ts';
import { ItemRef } from './inventory.ts';

/**
 * `moved`: the same value, or one of the same identity, stands elsewhere in its array. `type`: a value of another
 * kind. The order of keys, white space and escapes are no difference: they are told as notes.
 */
export const DifferenceKind = z.enum(['added', 'removed', 'changed', 'type', 'moved']);
export type DifferenceKind = z.infer<typeof DifferenceKind>;

/** Where a difference stands in one of the two texts. */
export const DifferenceSide = z.object({
  /** RFC 6901; of a header, its name; one that is too long ends with `…`. */
  pointer: z.string(),
  /** In the JSON that the string at `pointer` holds; absent where it is not about the inside of a string. */
  within: z.optional(z.object({ pointer: z.string() })),
  /** UTF-16 units of the text, end exclusive; the whole string where `within` is given. */
  from: z.number(),
  to: z.number(),
  /** The same in bytes of the payload, where the bridge compared it and it is UTF-8. */
  bytes: z.optional(z.object({ from: z.number(), to: z.number() })),
  /** As it is written there, cut at 300 characters. */
  text: z.string(),
});
export type DifferenceSide = z.infer<typeof DifferenceSide>;

/** `volatile`: both sides are of a kind that differs every time. `masked`: filler stands in the place of a secret. */
export const Standing = z.enum(['different', 'volatile', 'masked']);
export type Standing = z.infer<typeof Standing>;

export const Difference = z.object({
  kind: DifferenceKind,
  standing: Standing,
  /** `volatile`: which recogniser knew both sides. */
  recogniser: z.optional(z.string()),
  /** Absent where it was added. */
  left: z.optional(DifferenceSide),
  /** Absent where it was removed. */
  right: z.optional(DifferenceSide),
});
export type Difference = z.infer<typeof Difference>;

/** `volatile`: nothing differs but what differs every time, or what filler hides. */
export const Verdict = z.enum(['same', 'volatile', 'different']);
export type Verdict = z.infer<typeof Verdict>;

/** What differs between two texts. */
export const AnswerComparison = z.object({
  verdict: Verdict,
  /** In the order of the text, at most 1,000; what is really different has the first right to be listed. */
  differences: z.array(Difference),
  /** All of them, listed or not. */
  counts: z.object({ different: z.number(), volatile: z.number(), masked: z.number() }),
  /** `text`: one of the two is no JSON, so they were compared as texts. */
  read: z.enum(['json', 'text']),
  /** What is no difference but worth knowing, and what was bounded, in words. */
  notes: z.array(z.string()),
});
export type AnswerComparison = z.infer<typeof AnswerComparison>;

const Span = z.object({ from: z.number(), to: z.number() });

/** Bytes of one that became bytes of the other; an end that is not greater than its beginning: none. */
export const ByteRange = z.object({
  kind: z.enum(['replaced', 'inserted', 'deleted']),
  left: Span,
  right: Span,
});
export type ByteRange = z.infer<typeof ByteRange>;

/** Between the ranges both are the same, byte for byte. */
export const ByteComparison = z.object({
  ranges: z.array(ByteRange),
  /** Bytes of each. */
  left: z.number(),
  right: z.number(),
  /** So many ranges more were put together into the last one. */
  joined: z.optional(z.number()),
});
export type ByteComparison = z.infer<typeof ByteComparison>;

/** One value that differs, word by word. */
export const WordComparison = z.object({
  kind: DifferenceKind,
  standing: Standing,
  recogniser: z.optional(z.string()),
  pointer: z.string(),
  within: z.optional(z.object({ pointer: z.string() })),
  /** `skipped`: so many characters of what is the same are left out after this piece. */
  pieces: z.array(
    z.object({ kind: z.enum(['same', 'gone', 'new']), text: z.string(), skipped: z.optional(z.number()) }),
  ),
  /** Why it is not told word by word, in words. */
  words: z.optional(z.string()),
});
export type WordComparison = z.infer<typeof WordComparison>;

/** What can be compared: the message of a frame, an item as it was offered, or all of a session. */
export const ComparedPlace = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('frame'), session: z.string(), seq: z.number().check(z.int(), z.gte(0)) }),
  z.object({ kind: z.literal('item'), session: z.string(), ref: ItemRef }),
  z.object({ kind: z.literal('session'), session: z.string() }),
]);
export type ComparedPlace = z.infer<typeof ComparedPlace>;

/** Two frames, two items, a frame and an item, or two sessions. */
export const CompareRequest = z.object({
  left: ComparedPlace,
  right: ComparedPlace,
  /** Sessions: which of the pairs are wanted, counted from 0, and whether those that are the same are left out. */
  from: z.optional(z.number().check(z.int(), z.gte(0))),
  limit: z.optional(z.number().check(z.int(), z.gte(0), z.lte(1000))),
  only: z.optional(z.enum(['different'])),
});
export type CompareRequest = z.infer<typeof CompareRequest>;

/** What stands on one side: bytes [from, to) of the payload of a frame. */
export const ComparedText = z.object({
  session: z.string(),
  seq: z.number(),
  from: z.number(),
  to: z.number(),
  summary: FrameSummary,
  item: z.optional(ItemRef),
});
export type ComparedText = z.infer<typeof ComparedText>;

export const TextsCompared = z.object({
  kind: z.literal('texts'),
  left: ComparedText,
  right: ComparedText,
  structure: AnswerComparison,
  /** Of what is told in `structure`, in the same order. */
  words: z.array(WordComparison),
  bytes: ByteComparison,
  /** Start line and headers, where both frames have them. */
  heads: z.optional(AnswerComparison),
});
export type TextsCompared = z.infer<typeof TextsCompared>;

/** An exchange of each session, or of one of them where the other has none like it. */
export const SessionPair = z.object({
  left: z.optional(ExchangeSummary),
  right: z.optional(ExchangeSummary),
  /** Absent where it stands on one side only. `unread`: the answers could not be compared; `words` says why. */
  verdict: z.optional(z.enum(['same', 'volatile', 'different', 'unread'])),
  counts: z.optional(AnswerComparison.shape.counts),
  /** The same method and name, and other params. */
  askedOtherwise: z.optional(z.boolean()),
  words: z.optional(z.string()),
});
export type SessionPair = z.infer<typeof SessionPair>;

export const SessionsCompared = z.object({
  kind: z.literal('sessions'),
  /** A window over the pairs, in the order of the right session. */
  pairs: z.array(SessionPair),
  from: z.number(),
  /** Pairs of this list. */
  total: z.number(),
  counts: z.object({
    same: z.number(),
    volatile: z.number(),
    different: z.number(),
    unread: z.number(),
    onlyLeft: z.number(),
    onlyRight: z.number(),
  }),
  /** What became of what was offered; absent where one of them offered nothing that could be read. */
  drift: z.optional(Drift),
  /** Items that differ and are left out of it. */
  moreDrift: z.optional(z.number()),
  notes: z.array(z.string()),
});
export type SessionsCompared = z.infer<typeof SessionsCompared>;

export const Compared = z.discriminatedUnion('kind', [TextsCompared, SessionsCompared]);
export type Compared = z.infer<typeof Compared>;
