import * as z from 'zod/mini';
import { HowToSend } from './craft.ts';
import { Confidence, Severity } from './finding.ts';
import { FUZZ_LIMITS } from './fuzz-limits.ts';
import { Problem } from './problem.ts';
import { LaunchPlan } from './target.ts';

export { FUZZ_LIMITS };

/** What is done to a payload before it stands in its place, in order. */
export const FuzzTransform = z.enum([
  'url',
  'url-twice',
  'base64',
  'hex',
  'html',
  'json',
  'unicode',
  'upper',
]);
export type FuzzTransform = z.infer<typeof FuzzTransform>;

/** Where values come from that are tried by hand: a strategy's payloads, or a list that was pasted or read. */
export const FuzzList = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('strategy'), id: z.string() }),
  z.object({ kind: z.literal('values'), name: z.string(), values: z.array(z.string()) }),
]);
export type FuzzList = z.infer<typeof FuzzList>;

/** Places of a text marked by hand, UTF-16 offsets. `as`: what is put there is written as a JSON string, or as it is. */
export const FuzzMark = z.object({
  from: z.number(),
  to: z.number(),
  as: z.enum(['string', 'raw']),
  list: z.number(),
  transforms: z.array(FuzzTransform),
});
export type FuzzMark = z.infer<typeof FuzzMark>;

/**
 * `sniper`: one place at a time. `together`: the same value in all. `in-step`: the n-th value of each list.
 * `all`: every combination.
 */
export const MarkedFuzz = z.object({
  text: z.string(),
  how: HowToSend,
  marks: z.array(FuzzMark),
  lists: z.array(FuzzList),
  mode: z.enum(['sniper', 'together', 'in-step', 'all']),
});
export type MarkedFuzz = z.infer<typeof MarkedFuzz>;

/** What is to be tried, on which target, and within which limits. Absent `only`: every tool, prompt and template. */
export const FuzzRequest = z.object({
  /** A session of the target; its lists say what can be tried. */
  session: z.string(),
  only: z.optional(
    z.array(z.object({ kind: z.enum(['tool', 'prompt', 'template', 'resource']), name: z.string() })),
  ),
  /** Instead of what the target offers. */
  marked: z.optional(MarkedFuzz),
  strategies: z.optional(z.array(z.string())),
  seed: z.number().check(z.int(), z.gte(0), z.lte(2 ** 32 - 1)),
  /** Cases at most; controls and confirmations come besides, at most as many again. */
  budget: z.number().check(z.int(), z.gte(1), z.lte(FUZZ_LIMITS.budget)),
  /** Requests a second; absent: as fast as the server answers. */
  rate: z.optional(z.number().check(z.gt(0), z.lte(FUZZ_LIMITS.rate))),
  concurrency: z.number().check(z.int(), z.gte(1), z.lte(FUZZ_LIMITS.concurrency)),
  /** ms for one answer, and for the whole run. */
  timeout: z.number().check(z.gt(0), z.lte(600_000)),
  within: z.number().check(z.gt(0), z.lte(24 * 3600_000)),
  /** Tools that look destructive and may be called all the same. */
  allowDestructive: z.array(z.string()),
  /** The host of a public address, typed by the person; nothing is sent there without. */
  authorisedHost: z.optional(z.string()),
  /** A started server stands in a folder made for the run. Off: it is started as it is known. */
  world: z.boolean(),
  /** Only this case of the plan: what shows a finding again. */
  case: z.optional(z.number().check(z.int(), z.gte(1))),
});
export type FuzzRequest = z.infer<typeof FuzzRequest>;

/** One thing that is called: with which parameters, and how many cases each gets. */
export const PlannedSubject = z.object({
  kind: z.enum(['tool', 'prompt', 'template', 'resource', 'text', 'protocol']),
  name: z.string(),
  /** The tool it is a call of, where another kind of object stands in its message; its name says which. */
  of: z.optional(z.string()),
  /** The valid message that every case departs from. */
  seedText: z.string(),
  parameters: z.array(
    z.object({
      /** JSON pointer into the arguments: `/query`, `/filter/0/name`. */
      at: z.string(),
      /** Where its valid value comes from: `example`, `default`, `learned`, `made`. */
      from: z.string(),
      strategies: z.array(z.object({ id: z.string(), cases: z.number() })),
    }),
  ),
  cases: z.number(),
});
export type PlannedSubject = z.infer<typeof PlannedSubject>;

/** Shown whole before anything is started or sent; `confirmation` binds a yes to it. */
export const FuzzPlan = z.object({
  target: z.string(),
  session: z.string(),
  request: FuzzRequest,
  subjects: z.array(PlannedSubject),
  strategies: z.array(
    z.object({ id: z.string(), title: z.string(), cases: z.number(), why: z.optional(z.string()) }),
  ),
  /** What is not tried, and why: a destructive tool, a strategy without a listener, a schema too deep. */
  skipped: z.array(z.object({ what: z.string(), why: z.string() })),
  cases: z.number(),
  /** What the whole payload lists would come to, without the budget. */
  wanted: z.number(),
  /** ms, at the pace of the answers seen so far; absent: none was seen. */
  takes: z.optional(z.number()),
  /** What is started, with the folders made for it; absent for an address. */
  launch: z.optional(LaunchPlan),
  /** Words of the command or its environment that stand for something made for the run. */
  substituted: z.array(z.object({ where: z.string(), was: z.string(), is: z.string() })),
  /** What is made, one line each: `a folder the server may use`, `a file beside it that it may not`. */
  world: z.array(z.string()),
  /** A public address: this has to be typed before it starts. */
  mustAuthorise: z.optional(z.string()),
  confirmation: z.string(),
});
export type FuzzPlan = z.infer<typeof FuzzPlan>;

export const StartFuzz = z.object({ request: FuzzRequest, confirmation: z.string() });
export type StartFuzz = z.infer<typeof StartFuzz>;

export const FuzzOutcome = z.enum([
  'waiting',
  'ok',
  'tool-error',
  'error',
  'no-answer',
  'closed',
  'not-sent',
]);
export type FuzzOutcome = z.infer<typeof FuzzOutcome>;

/** What stands around the number of a case in a command line that sends it again. */
export const CommandAround = z.object({ before: z.string(), after: z.string() });
export type CommandAround = z.infer<typeof CommandAround>;

/** A line of the table. Bodies are in its frames. */
export const FuzzCaseRow = z.object({
  /** From 1; the same plan and seed give the same case. */
  n: z.number(),
  subject: z.string(),
  at: z.string(),
  strategy: z.string(),
  payload: z.string(),
  /** The value as it stood there, cut at 200 characters. */
  shown: z.string(),
  outcome: FuzzOutcome,
  code: z.optional(z.number()),
  ms: z.optional(z.number()),
  bytes: z.optional(z.number()),
  /** Against the control, in words: `size +2,201`, `slow ×29`; absent: alike. */
  against: z.optional(z.string()),
  oracle: z.optional(z.string()),
  severity: z.optional(Severity),
  /** Number of the group of alike outcomes. */
  cluster: z.number(),
  session: z.optional(z.string()),
  request: z.optional(z.number()),
  answer: z.optional(z.number()),
});
export type FuzzCaseRow = z.infer<typeof FuzzCaseRow>;

/** What was proved, or seen. `confirmed`: how many of three repeats showed it again. */
export const FuzzFinding = z.object({
  id: z.string(),
  subject: z.string(),
  at: z.string(),
  strategy: z.string(),
  payload: z.string(),
  oracle: z.string(),
  certainty: Confidence,
  severity: Severity,
  title: z.string(),
  /** What was seen, in a sentence; may quote the server. */
  says: z.string(),
  /** Bytes [from, to) of the message that answers, where it stands; absent: it shows elsewhere. */
  proof: z.optional(z.array(z.object({ from: z.number(), to: z.number() }))),
  cwe: z.string(),
  fix: z.string(),
  /** Case it was found in, with all cases of the same finding counted. */
  n: z.number(),
  count: z.number(),
  confirmed: z.number(),
  /** The smallest message that still does it, and the value alone; JSON text. */
  minimal: z.string(),
  minimalValue: z.string(),
  /** Characters before and after. */
  shrunk: z.object({ from: z.number(), to: z.number() }),
  session: z.string(),
  request: z.number(),
  answer: z.optional(z.number()),
  control: z.optional(z.object({ session: z.string(), request: z.number(), answer: z.optional(z.number()) })),
  /** A command line that shows it again. */
  command: z.string(),
});
export type FuzzFinding = z.infer<typeof FuzzFinding>;

export const FuzzCluster = z.object({
  id: z.number(),
  words: z.string(),
  count: z.number(),
  first: z.number(),
});
export type FuzzCluster = z.infer<typeof FuzzCluster>;

export const FuzzCoverage = z.object({
  subjects: z.object({ tried: z.number(), of: z.number() }),
  parameters: z.object({ tried: z.number(), of: z.number() }),
  strategies: z.array(z.object({ id: z.string(), cases: z.number(), of: z.number() })),
  /** Distinct error texts, numbers and quotes taken out: which branches were reached. */
  errors: z.number(),
});
export type FuzzCoverage = z.infer<typeof FuzzCoverage>;

/** How a run stands; told on the stream at most ten times a second. */
export const FuzzRun = z.object({
  id: z.string(),
  target: z.string(),
  startedAt: z.number(),
  endedAt: z.optional(z.number()),
  /** `interrupted`: the bridge went away meanwhile; it can be gone on with. */
  state: z.enum(['running', 'paused', 'done', 'stopped', 'failed', 'interrupted']),
  problem: z.optional(Problem),
  title: z.string(),
  seed: z.number(),
  cases: z.number(),
  done: z.number(),
  requests: z.number(),
  perSecond: z.number(),
  now: z.optional(z.string()),
  interesting: z.number(),
  hits: z.number(),
  notSent: z.number(),
  restarts: z.number(),
  findings: z.record(Severity, z.number()),
  sessions: z.array(z.string()),
  /** Grows with every change of its rows or findings. */
  version: z.number(),
});
export type FuzzRun = z.infer<typeof FuzzRun>;

export const FuzzReport = z.object({
  run: FuzzRun,
  plan: FuzzPlan,
  findings: z.array(FuzzFinding),
  clusters: z.array(FuzzCluster),
  coverage: FuzzCoverage,
  /** Absent: its target is not known any more. */
  command: z.optional(CommandAround),
  /** The last answered control of each subject, for cases that are no finding. */
  controls: z.optional(
    z.array(z.object({ subject: z.string(), session: z.string(), request: z.number(), answer: z.number() })),
  ),
});
export type FuzzReport = z.infer<typeof FuzzReport>;

export const FuzzTab = z.enum(['all', 'interesting', 'hits', 'not-sent']);
export type FuzzTab = z.infer<typeof FuzzTab>;

/** A window over the cases of a run, the one that was done last first. */
export const AskFuzzCases = z.object({
  tab: FuzzTab,
  q: z.string(),
  cluster: z.optional(z.number()),
  from: z.number(),
  limit: z.number(),
  /** A case that is looked at: told is its row, whether it matches or not, and where it stands if it does. */
  n: z.optional(z.number()),
});
export type AskFuzzCases = z.infer<typeof AskFuzzCases>;

export const FuzzCases = z.object({
  rows: z.array(FuzzCaseRow),
  total: z.number(),
  version: z.number(),
  asked: z.optional(z.object({ row: FuzzCaseRow, at: z.optional(z.number()) })),
});
export type FuzzCases = z.infer<typeof FuzzCases>;
