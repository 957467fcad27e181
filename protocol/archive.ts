import * as z from 'zod/mini';
import { Annotation } from './annotation.ts';
import { Finding, Triage } from './finding.ts';
import { FrameHead, Payload } from './frame.ts';
import { Deviation, Session, SessionState, StageReport } from './session.ts';

/**
 * A session file (`.mcpsec`): one gzip stream of lines of JSON. The first says what it is, then follow
 * sessions with their frames, what was found and what was noted, and the last ends a chain of hashes.
 */
export const ARCHIVE_FORMAT = 'mcpsec';
export const ARCHIVE_VERSION = 1;
export const ARCHIVE_ENDING = '.mcpsec';

/** Said in every file, for whoever inflates one. */
export const ARCHIVE_SAYS =
  'Recorded MCP traffic, written by mcp-sec-inspect. The chain at the end is SHA-256 over the chain before and each line: it shows damage. It does not show who wrote the file: whoever changes it can make the chain anew.';

/** How much of one frame's bytes stands in one line; longer frames follow in parts. */
export const MOST_IN_LINE = 256 * 1024;

const Count = z.number().check(z.int(), z.minimum(0), z.maximum(Number.MAX_SAFE_INTEGER));
/** JSON has no NaN, but 1e999. */
const Time = z.number().check(z.refine((ms) => Number.isFinite(ms)));
/** Seq of a frame; whoever holds a byte a frame can. */
const Seq = Count.check(z.minimum(1), z.maximum(20_000_000));

export const ArchiveHead = z.object({
  kind: z.literal('head'),
  format: z.string(),
  version: z.number(),
  /** Which program wrote it. */
  by: z.string().check(z.maxLength(200)),
  at: Time,
  says: z.string().check(z.maxLength(2000)),
  /** Known and likely secrets were replaced by filler of the same length. */
  masked: z.boolean(),
  sessions: Count.check(z.minimum(1), z.maximum(1000)),
});
export type ArchiveHead = z.infer<typeof ArchiveHead>;

/** What a file says of a session: what happened, and nothing that names things on the machine it was recorded on. */
export const ArchivedSession = z.object({
  ...z.pick(Session, {
    target: true,
    targetName: true,
    name: true,
    transport: true,
    reachedBy: true,
    era: true,
    revision: true,
    server: true,
    profile: true,
    principal: true,
    provenance: true,
    capabilities: true,
    offers: true,
  }).shape,
  startedAt: Time,
  endedAt: z.optional(Time),
  inventory: z.optional(Count),
  deviations: z.array(Deviation).check(z.maxLength(1000)),
  stages: z.array(StageReport).check(z.maxLength(100)),
  state: SessionState,
});
export type ArchivedSession = z.infer<typeof ArchivedSession>;

/** A session begins; all lines to the next one, or to the end, belong to it. */
const SessionLine = z.object({ kind: z.literal('session'), session: ArchivedSession });

/** Bytes as text where they are UTF-8. */
const Bytes = z.union([z.object({ text: z.string() }), z.object({ base64: z.string() })]);
/** Bytes, or how many follow in parts. */
const Stretch = z.union([...Bytes.def.options, z.object({ parts: Count })]);
export type ArchivedBytes = z.infer<typeof Bytes>;
export type ArchivedStretch = z.infer<typeof Stretch>;

export const FrameLine = z.object({
  kind: z.literal('frame'),
  seq: Seq,
  head: FrameHead,
  payload: Payload,
  raw: Stretch,
  /** Of a payload that is kept beside the raw bytes. */
  stored: z.optional(Stretch),
});
export type FrameLine = z.infer<typeof FrameLine>;

const PartLine = z.object({ kind: z.literal('part'), of: z.enum(['raw', 'stored']), bytes: Bytes });

/** What was found where the file was written, with the rules of then; nobody takes it over unseen. */
export const FindingLine = z.object({
  kind: z.literal('finding'),
  finding: Finding,
  count: Count,
  triage: z.optional(Triage),
});
export type FindingLine = z.infer<typeof FindingLine>;

/** How far it was inspected, and with which rules. */
const RulesLine = z.object({ kind: z.literal('rules'), pack: z.string(), upTo: Count });

/** What a person put on a frame. */
const NoteLine = z.object({ kind: z.literal('note'), seq: Seq, at: Time, ...Annotation.shape });

const EndLine = z.object({
  kind: z.literal('end'),
  /** Lines before this one. */
  lines: Count,
  frames: Count,
  chain: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
});

export const ArchiveLine = z.discriminatedUnion('kind', [
  ArchiveHead,
  SessionLine,
  FrameLine,
  PartLine,
  RulesLine,
  FindingLine,
  NoteLine,
  EndLine,
]);
export type ArchiveLine = z.infer<typeof ArchiveLine>;

/** What a masked export would hide, looked up before anything is written. */
export const ArchiveScan = z.object({
  frames: z.number(),
  /** Raw bytes of them. */
  bytes: z.number(),
  stretches: z.number(),
  /** How many stretches of each kind, most first. */
  kinds: z.array(z.object({ kind: z.string(), count: z.number() })),
});
export type ArchiveScan = z.infer<typeof ArchiveScan>;

/** What came of reading a file. `isKnown`: the same file was read before, and nothing was added. */
export const ImportedArchive = z.object({ sessions: z.array(Session), isKnown: z.boolean() });
export type ImportedArchive = z.infer<typeof ImportedArchive>;

/** What the file of an imported session says of it that is not taken over. */
export const ArchiveClaims = z.object({
  target: z.string(),
  by: z.string(),
  masked: z.boolean(),
  chain: z.string(),
  pack: z.optional(z.string()),
  findings: z.array(FindingLine),
});
export type ArchiveClaims = z.infer<typeof ArchiveClaims>;

/** One finding of the file, and whether the same rule finds it at the same place here. */
const ClaimedFinding = z.object({
  ...z.pick(Finding, { rule: true, title: true, severity: true }).shape,
  count: z.number(),
  frame: z.number(),
  triage: z.optional(Triage),
  isHere: z.boolean(),
});
export type ClaimedFinding = z.infer<typeof ClaimedFinding>;

/** What the file says was found, beside what is found here with the rules there are now. */
export const ClaimsCompared = z.object({
  by: z.string(),
  masked: z.boolean(),
  /** Problems the file tells of, those found here, and those that are both. */
  counts: z.object({ file: z.number(), here: z.number(), both: z.number() }),
  /** Of the file, worst first; `more` are left out. */
  findings: z.array(ClaimedFinding),
  more: z.number(),
});
export type ClaimsCompared = z.infer<typeof ClaimsCompared>;
