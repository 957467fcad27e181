import * as z from 'zod/mini';
import { Drift } from './drift.ts';
import { Problem } from './problem.ts';
import { Era } from './session.ts';
import { LaunchPlan } from './target.ts';

/** How one connection of a probe differs from how the target is reached otherwise. Absent: as it is. */
export const DialVariation = z.object({
  /** A profile by its id, or a name to introduce ourselves by, with the capabilities of our own profile. */
  profile: z.optional(z.string()),
  clientName: z.optional(z.string()),
  /** Declares no capabilities, whoever we say we are. */
  isBare: z.optional(z.boolean()),
  /** Revision to ask for, which decides the era. */
  revision: z.optional(z.string()),
  transport: z.optional(z.enum(['streamable-http', 'legacy-sse'])),
  /** Variables of a started process that are set besides, or instead. */
  env: z.optional(z.array(z.object({ name: z.string(), value: z.string() }))),
  /** An empty home folder made for this one, or one with the files that thieves look for (made up). */
  home: z.optional(z.enum(['empty', 'with-keys'])),
  /** ms the clock of a started process is ahead. */
  clock: z.optional(z.number()),
  /** Without the credentials that were given. */
  isAnonymous: z.optional(z.boolean()),
});
export type DialVariation = z.infer<typeof DialVariation>;

/** A call that a probe makes, the same every time. `args`: JSON text of the arguments. */
export const ProbeCall = z.object({ tool: z.string(), args: z.string() });
export type ProbeCall = z.infer<typeof ProbeCall>;

/** One connection of a probe, as it is shown before anything is sent: what is not planned is not done. */
export const ProbeStep = z.object({
  /** Plain words: “as a client called claude-ai”. */
  says: z.string(),
  dial: DialVariation,
  /** How many connections like it are made, one after the other. */
  times: z.number(),
  /** Calls in each of these connections, and how often each is made. */
  calls: z.array(ProbeCall),
  repeat: z.number(),
  /** How often, in each of these connections, a call that asked for more is gone on with, at most; absent: never. */
  followUps: z.optional(z.number()),
  /** How often the lists are asked for after the first time, at most. */
  relists: z.number(),
  /** ms that are waited in it, at most. */
  waits: z.number(),
});
export type ProbeStep = z.infer<typeof ProbeStep>;

/** `vulnerable`: seen, repeated where it could be, and not seen in the control. Nothing observed is never “safe”. */
export const Verdict = z.enum(['vulnerable', 'not-observed', 'inconclusive', 'not-testable']);
export type Verdict = z.infer<typeof Verdict>;

export const ProbeCard = z.object({
  /** Words in kebab-case. */
  id: z.string(),
  title: z.string(),
  /** What a server could do, and how that is provoked: two sentences. */
  about: z.string(),
  /** `OWASP MCP03`, `MCP 2026-07-28 server/tools`, `CWE-494`. */
  references: z.array(z.string()),
});
export type ProbeCard = z.infer<typeof ProbeCard>;

/** What one probe will do with a target; without steps where it cannot be tested, and why. */
export const PlannedProbe = z.object({
  probe: z.string(),
  steps: z.array(ProbeStep),
  untestable: z.optional(z.string()),
  connections: z.number(),
  calls: z.number(),
});
export type PlannedProbe = z.infer<typeof PlannedProbe>;

/** Which probes, and the calls a person names besides those that are taken for harmless. */
export const ProbeRequest = z.object({
  /** A live session: its target is probed, and what it offers decides what is called. */
  session: z.string(),
  /** Absent: all. */
  only: z.optional(z.array(z.string())),
  calls: z.array(ProbeCall),
});
export type ProbeRequest = z.infer<typeof ProbeRequest>;

/** All that a run will start and send, shown whole before anything happens; `confirmation` binds a yes to it. */
export const ProbePlan = z.object({
  target: z.string(),
  session: z.string(),
  probes: z.array(PlannedProbe),
  /** Each command line with its variables, once; values that are made for a run stand as `(an empty folder)`. */
  launches: z.array(LaunchPlan),
  /** Calls, with why each is thought harmless: “says that it only reads”, “named by you”. */
  calls: z.array(z.object({ call: ProbeCall, why: z.string() })),
  /** Tools that are not called, and why; at most 50 by name. */
  spared: z.array(z.object({ tool: z.string(), why: z.string() })),
  sparedCount: z.number(),
  connections: z.number(),
  confirmation: z.string(),
});
export type ProbePlan = z.infer<typeof ProbePlan>;

/** A yes to a plan: what is run is what `request` comes to, if that is still what `confirmation` stands for. */
export const StartProbes = z.object({ request: ProbeRequest, confirmation: z.string() });
export type StartProbes = z.infer<typeof StartProbes>;

/** What was seen, in one line, and where: a session, and a frame of it. */
export const ProbeEvidence = z.object({
  says: z.string(),
  session: z.string(),
  frame: z.optional(z.number()),
});
export type ProbeEvidence = z.infer<typeof ProbeEvidence>;

export const ProbeResult = z.object({
  probe: z.string(),
  verdict: Verdict,
  /** One line of plain words; may quote the server: untrusted text. Not testable, inconclusive: why. */
  says: z.string(),
  evidence: z.array(ProbeEvidence),
  /** What differs between two faces, the worst first; at most 100 items, `more` were left out. */
  drift: z.optional(Drift),
  more: z.optional(z.number()),
  /** What was compared: connections, lists, calls. “Nothing observed” says over how much. */
  looked: z.object({ connections: z.number(), lists: z.number(), calls: z.number() }),
  /** Era in which it was seen, where that changes what the specification says of it. */
  era: z.optional(Era),
});
export type ProbeResult = z.infer<typeof ProbeResult>;

/**
 * A run of probes against one target. In lists and on the stream its results come without `drift`, which the run
 * itself has when it is asked for. What it sent is recorded in ordinary sessions, by author `probe`. */
export const ProbeRun = z.object({
  id: z.string(),
  target: z.string(),
  startedAt: z.number(),
  endedAt: z.optional(z.number()),
  state: z.enum(['running', 'done', 'stopped', 'failed']),
  problem: z.optional(Problem),
  /** Probes in the order they run. */
  probes: z.array(z.string()),
  /** The one that runs now, what it does, and how many of its connections are done. */
  now: z.optional(z.object({ probe: z.string(), says: z.string(), done: z.number(), of: z.number() })),
  results: z.array(ProbeResult),
  /** Sessions it made so far. */
  sessions: z.array(z.string()),
});
export type ProbeRun = z.infer<typeof ProbeRun>;
