import * as z from 'zod/mini';

/** What a server can want to know: with a request of its own, or inside an answer that asks for more. */
export const QuestionKind = z.enum(['sampling', 'form', 'url', 'roots']);
export type QuestionKind = z.infer<typeof QuestionKind>;

/** `input_required`: the whole of an answer that asks for more, whatever its parts are. */
export const RuleSubject = z.enum(['sampling', 'form', 'url', 'roots', 'input_required']);
export type RuleSubject = z.infer<typeof RuleSubject>;

/** What is done with a question. No model is ever called: whatever is answered was written beforehand. */
export const Answering = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('hold') }),
  z.object({ kind: z.literal('decline') }),
  /** JSON text of the result; absent: a plain one is made, of the defaults where there is a schema. */
  z.object({ kind: z.literal('canned'), result: z.optional(z.string()) }),
  /** By its id in the list of hostile answers. */
  z.object({ kind: z.literal('hostile'), id: z.string() }),
]);
export type Answering = z.infer<typeof Answering>;

/** The first rule of a script whose conditions hold decides. Plain words, no patterns. */
export const AnswerRule = z.object({
  asks: RuleSubject,
  /** What the question says contains this, whatever the case. Absent: anything. */
  words: z.optional(z.string()),
  /** Only when the rest of the conditions holds for this time in a session, counted from 1. */
  nth: z.optional(z.number()),
  does: Answering,
  /** Kept, and not looked at. */
  isOff: z.optional(z.boolean()),
});
export type AnswerRule = z.infer<typeof AnswerRule>;

/** How questions of one target are answered while nobody looks. No rule for it: it is held for the person. */
export const AnswerScript = z.object({ rules: z.array(AnswerRule) });
export type AnswerScript = z.infer<typeof AnswerScript>;

/** What was answered without the person, by which rule of the script there was then. */
export const AnsweredByRule = z.object({
  /** Frame of the question. */
  frame: z.number(),
  /** Of the request, or `input_required`. */
  method: z.string(),
  /** Place of the rule in the script, from 1. */
  rule: z.number(),
  /** What it did, in a word or two: “declined”, “canned”, the title of the hostile answer. */
  says: z.string(),
  /** `input_required`: seq of our request that it answered. */
  request: z.optional(z.number()),
  /** seq of the first message that was sent; absent: nothing could be sent. */
  sent: z.optional(z.number()),
});
export type AnsweredByRule = z.infer<typeof AnsweredByRule>;

/** One message as it goes out, and how long after the one before. */
export const PreparedMessage = z.object({ text: z.string(), afterMs: z.number() });
export type PreparedMessage = z.infer<typeof PreparedMessage>;

/** Answers a request of the server's with these messages, exactly as they stand. */
export const AnswerExactly = z.object({
  frame: z.number(),
  /** JSON text of the question's id. */
  rpcId: z.string(),
  messages: z.array(PreparedMessage),
});
export type AnswerExactly = z.infer<typeof AnswerExactly>;

/** seq of the first message; absent: its time has not come yet. */
export const AnsweredExactly = z.object({ sent: z.optional(z.number()) });
export type AnsweredExactly = z.infer<typeof AnsweredExactly>;
