import * as z from 'zod/mini';
import { Problem } from './problem.ts';
import { LaunchPlan } from './target.ts';

/** One recorded message of ours once more, into a session that is live. */
export const ReplayFrame = z.object({
  session: z.string(),
  frame: z.number(),
  /** `same-bytes`: what was on the wire. `adapted`: id, `_meta` and headers are those of the session it goes to. */
  mode: z.enum(['same-bytes', 'adapted']),
});
export type ReplayFrame = z.infer<typeof ReplayFrame>;

export const ReplayPace = z.enum(['fast', 'original']);
export type ReplayPace = z.infer<typeof ReplayPace>;

/** A recorded session, or a part of it, against a target. */
export const ReplayRequest = z.object({
  /** The recorded session. */
  session: z.string(),
  target: z.string(),
  /** Revision to open with, or `auto`; who we claim to be. Absent: as the target is known. */
  opening: z.optional(z.string()),
  profile: z.optional(z.string()),
  /** `fast`: as soon as what came before is answered. `original`: no sooner than then, either. */
  pace: ReplayPace,
  /** First and last seq of the messages that are sent. */
  from: z.optional(z.number()),
  to: z.optional(z.number()),
  /** seqs of messages that are left out. */
  without: z.optional(z.array(z.number())),
  /** ms for one answer. */
  timeout: z.optional(z.number().check(z.positive(), z.maximum(2 ** 31 - 1))),
});
export type ReplayRequest = z.infer<typeof ReplayRequest>;

/** One message that will be sent, as it was recorded. */
export const PlannedMessage = z.object({
  seq: z.number(),
  /** `answer`: sent when the server asks for it again. `as-it-stands`: no single message that can be read; nothing in it is rewritten and no answer is waited for. */
  kind: z.enum(['request', 'notification', 'answer', 'as-it-stands']),
  method: z.optional(z.string()),
  name: z.optional(z.string()),
  /** The message as text, at most the first 4,000 characters. */
  text: z.string(),
  bytes: z.number(),
  /** ms since the first of them. */
  at: z.number(),
  /** Why a person should look twice: the tool says that it destroys, a kept secret stands in it. */
  warns: z.array(z.string()),
  /** A kept secret stands in it that another target than the recorded one would get to see. */
  givesAway: z.optional(z.literal(true)),
});
export type PlannedMessage = z.infer<typeof PlannedMessage>;

/** All that a replay will start and send; `confirmation` binds a yes to it. */
export const ReplayPlan = z.object({
  request: ReplayRequest,
  targetName: z.string(),
  messages: z.array(PlannedMessage),
  /** What the new session does by itself, and is compared with what was recorded: `initialize`, `tools/list`. */
  opening: z.array(z.object({ seq: z.number(), method: z.string() })),
  /** Messages in the range that are not sent, and why. */
  left: z.array(z.object({ words: z.string(), count: z.number() })),
  /** What is started; absent: nothing. */
  launch: z.optional(LaunchPlan),
  notes: z.array(z.string()),
  /** ms from the first to the last message in the recording. */
  takes: z.number(),
  confirmation: z.string(),
});
export type ReplayPlan = z.infer<typeof ReplayPlan>;

export const StartReplay = z.object({ request: ReplayRequest, confirmation: z.string() });
export type StartReplay = z.infer<typeof StartReplay>;

/**
 * How an answer compares to the recorded one. `volatile`: but for what changes every time, and handles that were
 * carried over. `missing`: it was answered then and is not now; `extra`: the other way round. `kind`: an error in
 * the place of a result, or a result in the place of an error. `unanswered`: neither time. `sent`: nothing is
 * answered to it. `not-asked`: the new session opens otherwise. `not-sent`: the replay ended before.
 */
export const ReplayVerdict = z.enum([
  'same',
  'volatile',
  'different',
  'kind',
  'missing',
  'extra',
  'unanswered',
  'sent',
  'not-asked',
  'not-sent',
]);
export type ReplayVerdict = z.infer<typeof ReplayVerdict>;

/** A value put in the place of a recorded one. Texts are cut at 300 characters. */
export const Rewrite = z.object({
  pointer: z.string(),
  before: z.string(),
  after: z.string(),
  /** seq of the recorded message whose answer gave it, and where it stood there. */
  fromStep: z.optional(z.number()),
  fromPointer: z.optional(z.string()),
});
export type Rewrite = z.infer<typeof Rewrite>;

/** One message of a replay and what came back, beside the recorded ones. */
export const ReplayStep = z.object({
  /** seq in the recording. */
  seq: z.number(),
  kind: z.enum(['opening', 'request', 'notification', 'answer', 'as-it-stands']),
  method: z.optional(z.string()),
  name: z.optional(z.string()),
  /** seq of the recorded answer. */
  recorded: z.optional(z.number()),
  recordedMs: z.optional(z.number()),
  /** In the new session: seq of the message and of its answer. */
  sent: z.optional(z.number()),
  answer: z.optional(z.number()),
  ms: z.optional(z.number()),
  verdict: ReplayVerdict,
  /** What differs, in a few words of plain text; may quote the server. */
  says: z.optional(z.string()),
  rewrites: z.array(Rewrite),
  notes: z.array(z.string()),
});
export type ReplayStep = z.infer<typeof ReplayStep>;

/** A replay under way or over. In lists and on the stream it comes without its steps. */
export const Replay = z.object({
  id: z.string(),
  request: ReplayRequest,
  /** Number of the recorded session, and names for people. */
  number: z.number(),
  targetName: z.string(),
  startedAt: z.number(),
  endedAt: z.optional(z.number()),
  state: z.enum(['running', 'done', 'stopped', 'failed']),
  problem: z.optional(Problem),
  /** The session it made. */
  live: z.optional(z.string()),
  done: z.number(),
  of: z.number(),
  /** Steps by verdict. */
  counts: z.array(z.object({ verdict: ReplayVerdict, count: z.number() })),
  rewrites: z.number(),
  steps: z.array(ReplayStep),
});
export type Replay = z.infer<typeof Replay>;
