import * as z from 'zod/mini';
import { SectionName } from './inventory.ts';

export const SEVERITIES = ['info', 'low', 'medium', 'high', 'critical'] as const;
export const Severity = z.enum(SEVERITIES);
export type Severity = z.infer<typeof Severity>;

/** `certain`: by structure. `firm`: several independent signs. `tentative`: worth a look. */
export const Confidence = z.enum(['tentative', 'firm', 'certain']);
export type Confidence = z.infer<typeof Confidence>;

/** What kind of trouble a rule looks for. */
export const FAMILIES = [
  'hidden',
  'injection',
  'naming',
  'schema',
  'annotation',
  'capability',
  'exfiltration',
  'secret',
  'leak',
  'asking',
  'protocol',
  'http',
] as const;
export const Family = z.enum(FAMILIES);
export type Family = z.infer<typeof Family>;

/** What an offered thing is called, without its place in a list: the same after the list was re-ordered. */
export const ItemName = z.object({ section: SectionName, name: z.string() });
export type ItemName = z.infer<typeof ItemName>;

/** What a place is a sign of, where a finding is made of several: `conceal`, "keeps something from the user". Never of the server. */
export const Sign = z.object({ id: z.string(), says: z.string() });
export type Sign = z.infer<typeof Sign>;

/**
 * Where something stands: bytes [from, to) of a frame. `part`: of its raw bytes, or of its payload.
 * Rebuilt from the recording at any time; never a copy of the bytes themselves, but for `shown`.
 */
export const Evidence = z.object({
  frame: z.number(),
  part: z.enum(['raw', 'payload']),
  from: z.number(),
  to: z.number(),
  /** RFC 6901; absent for what is no JSON: a line of stderr, a header. */
  pointer: z.optional(z.string()),
  /** Which header, for those. */
  header: z.optional(z.string()),
  /** What the bytes come to where that differs from how they look: hidden letters read out, base64 decoded. Cut at 400 characters. */
  shown: z.optional(z.string()),
  /** How `shown` was reached, outermost first: `base64`, `gzip`. */
  via: z.optional(z.array(z.string())),
  sign: z.optional(Sign),
});
export type Evidence = z.infer<typeof Evidence>;

export const Finding = z.object({
  /** Rule, its version and the place: the same when the recording is inspected again. */
  id: z.string(),
  /** Rule, target, item, field and the matched text: the same problem seen again. Triage hangs on it. */
  fingerprint: z.string(),
  rule: z.string(),
  family: Family,
  severity: Severity,
  confidence: Confidence,
  title: z.string(),
  /** What is there, in one or two plain sentences. May quote the server: untrusted text. */
  says: z.string(),
  item: z.optional(ItemName),
  evidence: z.array(Evidence).check(z.minLength(1)),
});
export type Finding = z.infer<typeof Finding>;

/** What a person decided about a fingerprint. A changed text has another fingerprint, so it is open again. */
export const TriageState = z.enum(['open', 'accepted', 'false-positive']);
export type TriageState = z.infer<typeof TriageState>;

export const Triage = z.object({ state: TriageState, reason: z.string(), at: z.number() });
export type Triage = z.infer<typeof Triage>;

/** One problem in one session: all places with the same fingerprint. */
export const FindingRow = z.object({
  ...Finding.shape,
  session: z.string(),
  target: z.string(),
  targetName: z.string(),
  /** Places seen; `evidence` holds those of the first. */
  count: z.number(),
  /** Frames of further places, ascending, at most 50. */
  frames: z.array(z.number()),
  /** When its first frame was recorded; ms since the epoch. */
  wall: z.number(),
  triage: Triage,
});
export type FindingRow = z.infer<typeof FindingRow>;

export const SeverityCounts = z.record(Severity, z.number());
export type SeverityCounts = z.infer<typeof SeverityCounts>;

/** How far a session was inspected. `untold`: frames or parts that were not, and why. */
export const InspectionState = z.object({
  session: z.string(),
  /** Newest seq that was inspected, and how many frames wait. */
  upTo: z.number(),
  behind: z.number(),
  pack: z.string(),
  /** Open findings of the session, by severity. */
  open: SeverityCounts,
  /** Grows with every change of its findings. */
  version: z.number(),
  notInspected: z.array(z.object({ frame: z.number(), words: z.string() })),
});
export type InspectionState = z.infer<typeof InspectionState>;

/**
 * What is pushed while a session is inspected. `marked`: the newest frames that have findings, with the worst
 * of each, at most 200; every one of them is told again each time, so none is missed. Older windows are asked
 * for again when `state.version` grew.
 */
export const InspectionNews = z.object({
  state: InspectionState,
  marked: z.array(z.tuple([z.number(), Severity])),
});
export type InspectionNews = z.infer<typeof InspectionNews>;

export const FindingsRequest = z.object({
  /** Query over findings: `severity:high rule:x target:y state:open family:hidden text`. */
  q: z.string(),
  group: z.enum(['none', 'rule', 'target', 'item']),
  from: z.number(),
  limit: z.number(),
});
export type FindingsRequest = z.infer<typeof FindingsRequest>;

/** A row, or the head of a group of rows. */
export const FindingsLine = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('finding'), row: FindingRow }),
  z.object({ kind: z.literal('group'), label: z.string(), count: z.number(), worst: Severity }),
]);
export type FindingsLine = z.infer<typeof FindingsLine>;

export const FindingsPage = z.object({
  total: z.number(),
  from: z.number(),
  lines: z.array(FindingsLine),
  /** Of all that match but for their severity. */
  counts: SeverityCounts,
  /** Whose findings these are and how far each was inspected. */
  inspected: z.object({ sessions: z.number(), frames: z.number(), behind: z.number() }),
  /** What of the query was not understood, in words. */
  problem: z.optional(z.string()),
});
export type FindingsPage = z.infer<typeof FindingsPage>;

/** A problem with all its places, in every session it was seen in: newest session first, at most 100. */
export const FindingPlaces = z.object({
  row: FindingRow,
  sessions: z.array(
    z.object({
      session: z.string(),
      number: z.number(),
      targetName: z.string(),
      wall: z.number(),
      count: z.number(),
      /** At most 50; each with what belongs to it. */
      places: z.array(z.array(Evidence)),
    }),
  ),
});
export type FindingPlaces = z.infer<typeof FindingPlaces>;

/** A finding as it stands in one frame. `evidence` is of this occurrence. */
export const FrameFinding = z.object({ ...Finding.shape, triage: Triage });
export type FrameFinding = z.infer<typeof FrameFinding>;

export const FrameFindings = z.object({
  findings: z.array(FrameFinding),
  /** `waiting`: it was recorded, and its turn has not come. */
  state: z.enum(['inspected', 'waiting', 'not-inspected']),
  /** What was not looked at, or not kept, and why. */
  notes: z.array(z.string()),
});
export type FrameFindings = z.infer<typeof FrameFindings>;

/** Open findings of one offered thing, for its badge. */
export const ItemFindings = z.object({ ...ItemName.shape, worst: Severity, count: z.number() });
export type ItemFindings = z.infer<typeof ItemFindings>;
export const FindingsByItem = z.object({ items: z.array(ItemFindings) });
export type FindingsByItem = z.infer<typeof FindingsByItem>;

/** `accepted` needs a reason. */
export const SetTriage = z.object({ state: TriageState, reason: z.string() });
export type SetTriage = z.infer<typeof SetTriage>;

/** Which session to inspect again; absent: all. */
export const InspectAgain = z.object({ session: z.optional(z.string()) });
export type InspectAgain = z.infer<typeof InspectAgain>;
export const InspectedAgain = z.object({ sessions: z.number() });
export type InspectedAgain = z.infer<typeof InspectedAgain>;

/** What a person is told about a rule. */
export const RuleCard = z.object({
  id: z.string(),
  version: z.number(),
  title: z.string(),
  family: Family,
  /** The worst it reports. */
  severity: Severity,
  /** What it looks for, and why that matters; one short paragraph. */
  about: z.string(),
  falsePositives: z.string(),
  fix: z.string(),
  /** `OWASP MCP03`, `CWE-1007`, `MCP 2025-11-25 tools`; words, never links. */
  references: z.array(z.string()),
  /** `own`: of the product. Otherwise the file it was read from. */
  from: z.string(),
});
export type RuleCard = z.infer<typeof RuleCard>;

/** A rule of the person's that could not be taken, with its file and line. */
export const RuleProblem = z.object({ file: z.string(), line: z.number(), words: z.string() });
export type RuleProblem = z.infer<typeof RuleProblem>;

export const RulePack = z.object({
  version: z.string(),
  rules: z.array(RuleCard),
  problems: z.array(RuleProblem),
  /** The folder a person's own rules are read from. */
  folder: z.string(),
});
export type RulePack = z.infer<typeof RulePack>;
