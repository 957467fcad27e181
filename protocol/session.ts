import * as z from 'zod/mini';
import { AnsweredByRule } from './answering.ts';
import { Problem } from './problem.ts';

export const Stage = z.enum(['spawn', 'connect', 'first-byte', 'probe', 'initialize', 'lists']);
export type Stage = z.infer<typeof Stage>;

/** One step of connecting, as it is shown live. Times are ms since the session began. */
export const StageReport = z.object({
  stage: Stage,
  status: z.enum(['running', 'done', 'failed', 'skipped']),
  startedAt: z.number(),
  ms: z.optional(z.number()),
  note: z.optional(z.string()),
  /** Frames that belong to it, first and last seq. */
  frames: z.optional(z.tuple([z.number(), z.number()])),
});
export type StageReport = z.infer<typeof StageReport>;

/** A parsed `WWW-Authenticate` challenge (RFC 9110 section 11.6.1). */
export const Challenge = z.object({
  scheme: z.string(),
  params: z.array(z.object({ name: z.string(), value: z.string() })),
});
export type Challenge = z.infer<typeof Challenge>;

export const SessionState = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('connecting'), stage: Stage }),
  z.object({ kind: z.literal('open') }),
  z.object({
    kind: z.literal('unauthorised'),
    status: z.number(),
    challenges: z.array(Challenge),
    frame: z.optional(z.number()),
  }),
  z.object({ kind: z.literal('closed'), reason: z.string() }),
  z.object({ kind: z.literal('failed'), stage: z.optional(Stage), problem: Problem }),
]);
export type SessionState = z.infer<typeof SessionState>;

export const Era = z.enum(['handshake', 'modern']);
export type Era = z.infer<typeof Era>;

/** A request the server makes of us that waits for the person. */
export const PendingQuestion = z.object({
  frame: z.number(),
  rpcId: z.string(),
  /** Of the request, or `input_required` when a result asks (2026-07-28, MRTR) or a task does. */
  method: z.string(),
  since: z.number(),
  /** `input_required`: seq of our request that it answered. */
  request: z.optional(z.number()),
  /** `input_required` of a task: its id. */
  task: z.optional(z.string()),
  /** An address was to be opened: seq of the notification that what happens there is done. */
  complete: z.optional(z.number()),
});
export type PendingQuestion = z.infer<typeof PendingQuestion>;

/** A durable task of the server's: of 2025-11-25 (`core`), or of the extension of 2026-07-28. */
export const TaskSummary = z.object({
  id: z.string(),
  kind: z.enum(['core', 'extension']),
  /** As the server names it: working, input_required, completed, failed, cancelled. */
  status: z.string(),
  words: z.optional(z.string()),
  /** seq of the call that became a task; absent for one found by `tasks/list`. */
  request: z.optional(z.number()),
  /** Newest frame that told its state. */
  frame: z.number(),
  /** ms, as the server asks for; absent: it did not say. */
  pollInterval: z.optional(z.number()),
  /** It is asked for again by itself until it ends. */
  isPolled: z.boolean(),
  since: z.number(),
});
export type TaskSummary = z.infer<typeof TaskSummary>;

/** A resource that is watched, and what was heard of it. */
export const WatchedResource = z.object({
  uri: z.string(),
  since: z.number(),
  updates: z.number(),
  /** Newest `notifications/resources/updated`. */
  frame: z.optional(z.number()),
});
export type WatchedResource = z.infer<typeof WatchedResource>;

/** Something that breaks the specification; shown beside what was received, never a reason to refuse it. */
export const Deviation = z.object({ frame: z.optional(z.number()), text: z.string() });
export type Deviation = z.infer<typeof Deviation>;

/** One recorded stretch of traffic with one target. Not MCP's `Mcp-Session-Id`. */
export const Session = z.object({
  /** Random, 128 bit, lower-case hex. */
  id: z.string(),
  /** Small number a person can say and type: `session:14`. Unique in one data directory. */
  number: z.number(),
  target: z.string(),
  targetName: z.string(),
  /** A name the person gave it. */
  name: z.optional(z.string()),
  transport: z.enum(['stdio', 'streamable-http', 'legacy-sse', 'http', 'recording']),
  reachedBy: z.string(),
  startedAt: z.number(),
  endedAt: z.optional(z.number()),
  state: SessionState,
  stages: z.array(StageReport),
  era: z.optional(Era),
  revision: z.optional(z.string()),
  server: z.optional(z.object({ name: z.string(), version: z.string() })),
  profile: z.string(),
  principal: z.string(),
  /** Set for a connection that a run of probes made: which run and probe, and how it differs, in words. */
  probe: z.optional(z.object({ run: z.string(), probe: z.string(), says: z.string() })),
  /** Set for a session that came from a file: nothing of it happened here. */
  imported: z.optional(
    z.object({
      at: z.number(),
      /** Version of the program that wrote the file, as the file says. */
      by: z.string(),
      /** Stretches whose bytes were replaced by filler before it was written. */
      masked: z.number(),
      /** How many problems were found where the file was written, as the file says. */
      findings: z.optional(z.number()),
      /** Chain of hashes of the file: the same file is known by it. */
      chain: z.optional(z.string()),
    }),
  ),
  pid: z.optional(z.number()),
  provenance: z.optional(z.record(z.string(), z.string())),
  questions: z.array(PendingQuestion),
  /** Questions that were answered by the script of the target: how many, and the newest of them. */
  byRule: z.optional(z.object({ count: z.number(), last: z.array(AnsweredByRule) })),
  deviations: z.array(Deviation),
  /** What is offered, as counted by the lists walked so far. */
  offers: z.optional(z.record(z.string(), z.number())),
  /** Version of the inventory; it grows while lists are walked. */
  inventory: z.optional(z.number()),
  /** What the server declared, in words: `resources.subscribe`, `completions`, `logging`. */
  capabilities: z.optional(z.array(z.string())),
  tasks: z.optional(z.array(TaskSummary)),
  watched: z.optional(z.array(WatchedResource)),
  frames: z.number(),
  bytes: z.number(),
  /** Set while a long frame is still arriving: what we hold of it so far. */
  receiving: z.optional(z.object({ channel: z.string(), bytes: z.number() })),
  /** Set when recording had to stop (disk full, budget reached). */
  recording: z.optional(Problem),
});
export type Session = z.infer<typeof Session>;
