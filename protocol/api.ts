import * as z from 'zod/mini';
import { ExchangeSummary } from './exchange.ts';
import { FrameSummary } from './frame.ts';
import { Problem } from './problem.ts';
import { HttpSpec, LaunchPlan, NamedText, RecordingSpec, StdioSpec } from './target.ts';

/**
 * What the page and the command line may ask over HTTP. Every body is JSON, every failure is
 * `{ problem }` with a 4xx or 5xx status; answers are listed beside their request.
 *
 * POST   /sign-in                                  SignIn → SignedIn          (class sign-in)
 * GET    /api/snapshot                             → Snapshot
 * POST   /api/links                                {} → Link
 * POST   /api/targets/read                         ReadText → ReadTextAnswer   nothing is started
 * POST   /api/targets                              AddTarget → Target
 * POST   /api/targets/:key/plan                    {} → LaunchPlan             what connecting would run
 * POST   /api/targets/:key/connect                 Connect → Session
 * POST   /api/targets/:key/forget-era              {} → Target
 * DELETE /api/targets/:key                         → {}
 * POST   /api/sessions/:id/stop                    {} → Session
 * POST   /api/sessions/:id/calls                   Call → CallAnswer           waits for the answer
 * POST   /api/sessions/:id/sends                   SendText → SentText         answered as soon as it is written
 * POST   /api/sessions/:id/fill                    FillText → FilledText       placeholders as they would be sent
 * POST   /api/sessions/:id/usual-form              AskUsualForm → UsualForm    nothing is sent
 * POST   /api/sessions/:id/races                   StartRace → Race             when all were let go
 * GET    /api/sessions/:id/races/:race             → Race                       as it stands now
 * GET    /api/sessions/:id/calls/:seq              → CallState                 how a call of ours stands
 * POST   /api/sessions/:id/watch                   WatchResource → {}           when the server agreed
 * POST   /api/sessions/:id/poll                    PollTask → {}
 * POST   /api/sessions/:id/leave                   LeaveQuestion → {}           nothing is sent
 * GET    /api/sessions/:id/inventory?q=&sections=&from=&limit=   InventoryRequest → InventoryPage
 * GET    /api/sessions/:id/item?section=&name=&nth=  → InventoryRow
 * GET    /api/drafts                               → Drafts
 * PUT    /api/drafts/:draft                        Draft → Draft
 * DELETE /api/drafts/:draft                        → {}
 * GET    /api/inputs?target=&method=&name=         → LastInput
 * POST   /api/checks                               CheckValue → CheckedValue
 * POST   /api/sessions/:id/cancel                  CancelCall → {}
 * POST   /api/sessions/:id/answers                 AnswerQuestion → {}
 * POST   /api/sessions/:id/exact-answers           AnswerExactly → AnsweredExactly   whole messages, as they stand
 * GET    /api/targets/:key/answering               → AnswerScript              what is answered by itself
 * PUT    /api/targets/:key/answering               AnswerScript → AnswerScript  from the next question on
 * POST   /api/sessions/:id/token                   BearerToken → Session       after 401: retries
 * PATCH  /api/sessions/:id                         RenameSession → Session
 * DELETE /api/sessions/:id                         → {}
 * GET    /api/traffic?q=&mode=&from=&limit=        RowsRequest → RowsPage
 * GET    /api/traffic/methods?q=                   → MethodFigures             over the exchanges that match
 * GET    /api/frames/:id/:seq                      → FrameDetail
 * GET    /api/frames/:id/:seq/bytes?part=&from=&to=  → octets; `x-total-bytes`, `x-masked` headers
 * GET    /api/sessions/:id/annotations?from=&to=   → AnnotationsPage           of frames [from, to)
 * PUT    /api/frames/:id/:seq/annotation           AnnotationChange → FrameAnnotation
 * DELETE /api/frames/:id/:seq/annotation           → {}
 * GET    /api/sessions/:id/har                     → octets: HAR 1.2, secrets masked
 * GET    /api/frames/:id/:seq/copy?as=             → CopiedText                curl, node, own: secrets are variables
 * GET    /api/frames/:id/:seq/findings             → FrameFindings             those that stand in this frame
 * GET    /api/sessions/:id/findings-by-item        → FindingsByItem            open ones, for badges
 * GET    /api/findings?q=&group=&from=&limit=      FindingsRequest → FindingsPage
 * GET    /api/findings/:fingerprint                → FindingPlaces             in every session
 * PUT    /api/findings/:fingerprint/triage         SetTriage → Triage          over all sessions
 * GET    /api/practice                             → Practice                  checklists of practice servers
 * POST   /api/practice/hints                       AskHint → PracticeList
 * POST   /api/practice/anew                        StartAnew → PracticeList
 * GET    /api/flows?without=                       → Flows                     of connected targets but for these
 * GET    /api/flows/tools?q=&tag=&from=&limit=     FlowToolsRequest → FlowToolsPage
 * GET    /api/flows/tools/:definition?target=      → FlowToolText
 * PUT    /api/flows/corrections/:definition        SetFlowCorrection → FlowsCorrected   for this definition of the tool
 * GET    /api/reviews                              → ReviewSummary[]
 * GET    /api/reviews/:target?q=&state=&from=&limit=   ReviewQuery → Review
 * POST   /api/reviews/:target                      ReviewRequest → ReviewSummary   `changed-meanwhile`: nothing was decided
 * POST   /api/reviews/:target/standings            StandingsRequest → Standings   of what is looked at
 * GET    /api/reviews/:target/history?section=&name=&nth=   → ItemHistory
 * GET    /api/reviews/:target/compare?section=&name=&nth=&before=&after=   ComparisonQuery → ItemComparison
 * GET    /api/probes                               → ProbeCard[]
 * POST   /api/probes/plan                          ProbeRequest → ProbePlan     nothing is started
 * POST   /api/probes/runs                          StartProbes → ProbeRun       answered when it has begun
 * GET    /api/probes/runs                          → ProbeRun[]                 newest first, without drift
 * GET    /api/probes/runs/:id                      → ProbeRun
 * POST   /api/probes/runs/:id/stop                 {} → ProbeRun                when nothing of it is left
 * DELETE /api/probes/runs/:id                      → {}                         its sessions stay
 * GET    /api/fuzz/cards                           → FuzzCards                 what is tried, and how it is judged
 * POST   /api/fuzz/plan                            FuzzRequest → FuzzPlan       nothing is started
 * POST   /api/fuzz/runs                            StartFuzz → FuzzRun          answered when it has begun
 * GET    /api/fuzz/runs                            → {runs: FuzzRun[]}          newest first
 * GET    /api/fuzz/runs/:id                        → FuzzReport
 * POST   /api/fuzz/runs/:id/cases                  AskFuzzCases → FuzzCases     a window over its table
 * POST   /api/fuzz/runs/:id/pause                  {} → FuzzRun                 nothing more is begun
 * POST   /api/fuzz/runs/:id/resume                 {} → FuzzRun                 also one that a bridge left behind
 * POST   /api/fuzz/runs/:id/stop                   {} → FuzzRun                 when nothing of it is left
 * DELETE /api/fuzz/runs/:id                        → {}                         its sessions stay
 * POST   /api/sessions/:id/replays                 ReplayFrame → SentText        a recorded message, into this live session
 * POST   /api/replays/plan                         ReplayRequest → ReplayPlan    nothing is started
 * POST   /api/replays                              StartReplay → Replay          answered when it has begun
 * GET    /api/replays                              → Replay[]                    newest first, without steps
 * GET    /api/replays/:id                          → Replay
 * POST   /api/replays/:id/stop                     {} → Replay                   when nothing of it is left
 * DELETE /api/replays/:id                          → {}                          its sessions stay
 * GET    /api/rules                                → RulePack
 * POST   /api/rules/reload                         {} → RulePack               reads the person's rules again
 * POST   /api/inspections                          InspectAgain → InspectedAgain   answered when it is begun
 * POST   /api/comparisons                          CompareRequest → Compared   two frames, items or sessions
 * GET    /api/preferences                          → Preferences
 * PUT    /api/preferences                          Preferences → Preferences
 * POST   /api/escaped/:pid/end                     {} → {}
 */
export const SignIn = z.object({ code: z.string() });
export const SignedIn = z.object({ token: z.string(), build: z.string(), run: z.string() });
export type SignedIn = z.infer<typeof SignedIn>;

export const Link = z.object({ url: z.string() });
export type Link = z.infer<typeof Link>;

export const Failure = z.object({ problem: Problem });
export type Failure = z.infer<typeof Failure>;

export const ReadText = z.object({ text: z.string() });
/** One way to understand what was pasted; a config file gives one per server in it. */
export const Reading = z.object({
  name: z.string(),
  readAs: z.string(),
  /** Remarks on how it was understood: quotes split, `type` guessed. */
  remarks: z.array(z.string()),
  spec: z.discriminatedUnion('kind', [StdioSpec, HttpSpec, RecordingSpec]),
  /** Present for stdio: what would run. */
  plan: z.optional(LaunchPlan),
  problem: z.optional(Problem),
});
export type Reading = z.infer<typeof Reading>;
export const ReadTextAnswer = z.object({ readings: z.array(Reading), problem: z.optional(Problem) });
export type ReadTextAnswer = z.infer<typeof ReadTextAnswer>;

export const AddTarget = z.object({
  name: z.string(),
  spec: z.discriminatedUnion('kind', [StdioSpec, HttpSpec, RecordingSpec]),
  opening: z.optional(z.string()),
  profile: z.optional(z.string()),
});
export type AddTarget = z.infer<typeof AddTarget>;

/** `confirmation` is the plan's keyed hash: without the right one a process is never started. */
export const Connect = z.object({
  confirmation: z.optional(z.string()),
  opening: z.optional(z.string()),
  profile: z.optional(z.string()),
  /** Values for variables and headers that are kept by reference and are missing now. */
  secrets: z.optional(z.array(NamedText)),
});
export type Connect = z.infer<typeof Connect>;

export const Call = z.object({
  method: z.string(),
  /** JSON text of `params`, sent as it is written; absent: no params. */
  params: z.optional(z.string()),
  /** ms; absent: no limit. After it the call is cancelled and a late answer is still recorded. */
  timeout: z.optional(z.number().check(z.positive(), z.maximum(2 ** 31 - 1))),
});
export type Call = z.infer<typeof Call>;

export const CallAnswer = z.object({
  request: z.number(),
  answer: z.optional(z.number()),
  outcome: z.enum(['result', 'error', 'cancelled', 'timed-out', 'closed', 'http']),
  /** ms: request written, first byte of the answer, answer complete; since the call began. */
  timings: z.object({ written: z.number(), firstByte: z.optional(z.number()), complete: z.number() }),
  bytes: z.number(),
});
export type CallAnswer = z.infer<typeof CallAnswer>;

export const CancelCall = z.object({ request: z.number(), reason: z.optional(z.string()) });

/** Answers a request the server made: exactly one of `result` and `error`, as JSON text. */
export const AnswerQuestion = z.object({
  frame: z.number(),
  /** JSON text of the question's id: a batch holds several. */
  rpcId: z.optional(z.string()),
  result: z.optional(z.string()),
  error: z.optional(z.string()),
});
/** Lets a question be: it waits no more, and nothing is sent. */
export const LeaveQuestion = z.object({ frame: z.number(), rpcId: z.optional(z.string()) });
/** Whether a task is asked for again by itself. */
export const PollTask = z.object({ task: z.string(), poll: z.boolean() });
export const BearerToken = z.object({ token: z.string() });
export const RenameSession = z.object({ name: z.string() });

export const RowsRequest = z.object({
  q: z.string(),
  mode: z.enum(['frames', 'exchanges']),
  /** Index of the first row wanted, counted from the oldest match; negative: from the newest. */
  from: z.number(),
  limit: z.number(),
});
export type RowsRequest = z.infer<typeof RowsRequest>;

/**
 * A window over the matches of a query. While `complete` is false the oldest part is still being
 * counted: `total` and `from` then only count what was found among the newest `looked` frames.
 */
export const RowsPage = z.object({
  total: z.number(),
  complete: z.boolean(),
  from: z.number(),
  rows: z.array(z.union([FrameSummary, ExchangeSummary])),
  /** All frames recorded when this was answered, matching or not. */
  recorded: z.number(),
  /** Set while `complete` is false: frames looked at so far, newest first. */
  looked: z.optional(z.number()),
  /** Newest journal position this answer takes into account. */
  head: z.number(),
  /** Set for `text:` queries while part of the journal is scanned instead of looked up. */
  textBehind: z.optional(z.number()),
  /** For no matches: what would match without one of the terms. */
  without: z.optional(z.array(z.object({ term: z.string(), total: z.number() }))),
});
export type RowsPage = z.infer<typeof RowsPage>;

export { AnswerExactly, AnswerScript } from './answering.ts';
export { ImportCollection, PutCollection } from './collection/kept.ts';
export { RunCollection } from './collection/run.ts';
export { AnnotationChange } from './annotation.ts';
export { InspectAgain, SetTriage } from './finding.ts';
export { ReviewRequest, StandingsRequest } from './baseline.ts';
export { SetFlowCorrection } from './flows.ts';
export { AskHint, StartAnew } from './practice.ts';
export { ProbeRequest, StartProbes } from './probe.ts';
export { AskFuzzCases, FuzzRequest, StartFuzz } from './fuzz.ts';
export { ReplayFrame, ReplayRequest, StartReplay } from './replay.ts';
export { CompareRequest } from './comparison.ts';
export { CheckValue, Draft, SendText, WatchResource } from './craft.ts';
export { FillText } from './placeholders.ts';
export { StartRace } from './race.ts';
export { AskUsualForm } from './raw/usual-form.ts';

export const Preferences = z.record(z.string(), z.unknown());
export type Preferences = z.infer<typeof Preferences>;
