import * as z from 'zod/mini';
import { Problem } from '../problem.ts';

/** An expectation that was not met, in words. `got` quotes the server: untrusted text, cut short. */
export const Failure = z.object({ expected: z.string(), got: z.string() });
export type Failure = z.infer<typeof Failure>;

export const CallVerdict = z.enum(['passed', 'failed', 'not-run']);
export type CallVerdict = z.infer<typeof CallVerdict>;

/** What became of one call. */
export const CallResult = z.object({
  call: z.string(),
  name: z.string(),
  folder: z.string(),
  verdict: CallVerdict,
  /** seq of its frame, and of the answer's. */
  request: z.optional(z.number()),
  answer: z.optional(z.number()),
  /** From sending to the answer. */
  ms: z.optional(z.number()),
  /** What came back, in a few words. */
  outcome: z.optional(z.string()),
  failures: z.array(Failure),
  /** `not-run`: why. */
  problem: z.optional(Problem),
});
export type CallResult = z.infer<typeof CallResult>;

/** One run of a collection against one session, as far as it is known to every page. */
export const CollectionRunHead = z.object({
  id: z.string(),
  collection: z.string(),
  name: z.string(),
  session: z.string(),
  startedAt: z.number(),
  state: z.enum(['running', 'done', 'stopped']),
  /** Calls of it. */
  total: z.number(),
  passed: z.number(),
  failed: z.number(),
  notRun: z.number(),
  /** Id of the call that is under way. */
  now: z.optional(z.string()),
});
export type CollectionRunHead = z.infer<typeof CollectionRunHead>;

export const CollectionRun = z.object({ ...CollectionRunHead.shape, results: z.array(CallResult) });
export type CollectionRun = z.infer<typeof CollectionRun>;

/** Begins a run over an open session. */
export const RunCollection = z.object({
  session: z.string(),
  /** Ids of its calls; absent: all. */
  calls: z.optional(z.array(z.string()).check(z.maxLength(1000))),
  /** Names of the environment that may be sent to this target. */
  env: z.array(z.string().check(z.maxLength(200))).check(z.maxLength(1000)),
  /** ms that each call may take. */
  timeout: z.optional(z.number().check(z.positive(), z.lte(600_000))),
});
export type RunCollection = z.infer<typeof RunCollection>;
