import * as z from 'zod/mini';
import { Confidence, Severity } from './finding.ts';
import { FLOW_KINDS, FLOW_TAGS } from './flow-names.ts';
import { BytesRef } from './inventory.ts';
import { Problem } from './problem.ts';

export * from './flow-names.ts';
export const FlowTagName = z.enum(FLOW_TAGS);
export type FlowTagName = z.infer<typeof FlowTagName>;
export const FlowKind = z.enum(FLOW_KINDS);
export type FlowKind = z.infer<typeof FlowKind>;

/** A word that gave a tag. */
export const FlowWord = z.object({
  /** As the server wrote it; of an annotation `destructiveHint: true`. */
  text: z.string(),
  from: z.enum(['name', 'description', 'parameter', 'annotation']),
  /** UTF-16 units [from, to) of the name or the description; of a parameter or an annotation the whole. */
  at: z.tuple([z.number(), z.number()]),
});
export type FlowWord = z.infer<typeof FlowWord>;

/** What a person said of a tag. It holds for the definition it was said of, and for no other. */
export const FlowCorrection = z.object({
  /** `not-so`: the words say it, and it is wrong. `also`: no word says it, and it is so. */
  says: z.enum(['not-so', 'also']),
  note: z.string(),
  at: z.number(),
  /** Hash of the definition it was said of. */
  definition: z.string(),
});
export type FlowCorrection = z.infer<typeof FlowCorrection>;

export const FlowTag = z.object({
  tag: FlowTagName,
  /** `weak`: its words may well mean something else. What a person said is firm. */
  strength: z.enum(['firm', 'weak']),
  /** false: a person said that it is not so. */
  counts: z.boolean(),
  words: z.array(FlowWord),
  correction: z.optional(FlowCorrection),
});
export type FlowTag = z.infer<typeof FlowTag>;

/** A tool among all that are offered at the same time. The hash is of what it says of itself. */
export const FlowToolRef = z.object({
  target: z.string(),
  name: z.string(),
  nth: z.number(),
  definition: z.string(),
});
export type FlowToolRef = z.infer<typeof FlowToolRef>;

export const FlowTool = z.object({
  ...FlowToolRef.shape,
  tags: z.array(FlowTag),
  /** Decided for an earlier definition of it: they count no more, and are shown. */
  earlier: z.array(z.object({ tag: FlowTagName, ...FlowCorrection.shape })),
});
export type FlowTool = z.infer<typeof FlowTool>;

/** One tool of a path and what it does there. */
export const FlowStep = z.object({ tool: FlowTool, does: z.array(FlowTagName) });
export type FlowStep = z.infer<typeof FlowStep>;

/** The shortest path of one kind, and what else there is of that kind. */
export const Flow = z.object({
  kind: FlowKind,
  severity: Severity,
  confidence: Confidence,
  /** In the order in which it would happen. */
  steps: z.array(FlowStep),
  /** How many other tools could stand in each place. */
  others: z.array(z.object({ tag: FlowTagName, count: z.number() })),
  /** Leaving out these, all that do `tag`, ends every path of this kind: the fewest there are. */
  breaks: z.object({ tag: FlowTagName, tools: z.array(FlowToolRef), count: z.number() }),
  /** Of a path within one server: further servers that have one of their own. */
  alsoWithin: z.number(),
});
export type Flow = z.infer<typeof Flow>;

/** A connected target, as its tools are looked at. */
export const FlowTarget = z.object({
  target: z.string(),
  name: z.string(),
  session: z.string(),
  tools: z.number(),
  tagged: z.number(),
  /** Its tools take no part in paths. */
  isLeftOut: z.boolean(),
  /** Its list is being walked, was not answered, or holds more than is looked at: in words. */
  words: z.optional(z.string()),
});
export type FlowTarget = z.infer<typeof FlowTarget>;

export const Flows = z.object({
  /** Grows with every change of what is connected, offered or decided. */
  version: z.number(),
  targets: z.array(FlowTarget),
  flows: z.array(Flow),
  /** Why corrections could not be read; until then the words alone count. */
  problem: z.optional(Problem),
  /** What was left out because there is too much of it, in words. */
  words: z.optional(z.string()),
});
export type Flows = z.infer<typeof Flows>;

export const FlowToolsRequest = z.object({
  /** Found in the name of a tool or of its target, case does not count; empty: all. */
  q: z.string(),
  /** Only tools with it. */
  tag: z.optional(FlowTagName),
  from: z.number(),
  limit: z.number(),
});
export type FlowToolsRequest = z.infer<typeof FlowToolsRequest>;

/** A window over all tools of what is connected: those with tags first, then by target and list. */
export const FlowToolsPage = z.object({
  version: z.number(),
  total: z.number(),
  from: z.number(),
  rows: z.array(FlowTool),
});
export type FlowToolsPage = z.infer<typeof FlowToolsPage>;

/** A tool with what its tags were read from. */
export const FlowToolText = z.object({
  tool: FlowTool,
  targetName: z.string(),
  session: z.string(),
  at: BytesRef,
  /** Cut at 4,000 characters. */
  description: z.object({ text: z.string(), isCut: z.boolean() }),
  /** Those that gave a tag. */
  parameters: z.array(z.object({ name: z.string(), text: z.string() })),
});
export type FlowToolText = z.infer<typeof FlowToolText>;

/** `as-read`: what the words say counts again. */
export const SetFlowCorrection = z.object({
  target: z.string(),
  tag: FlowTagName,
  says: z.enum(['not-so', 'also', 'as-read']),
  note: z.string(),
});
export type SetFlowCorrection = z.infer<typeof SetFlowCorrection>;

export const FlowsCorrected = z.object({ version: z.number() });
export type FlowsCorrected = z.infer<typeof FlowsCorrected>;
