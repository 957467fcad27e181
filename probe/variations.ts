import type { Change, Drift } from '../protocol/drift.ts';
import { SEVERITIES } from '../protocol/finding.ts';
import type { DialVariation, ProbeEvidence, ProbeStep } from '../protocol/probe.ts';
import type { Outcome, Problem } from '../protocol/problem.ts';
import type { Dialer } from './dialer.ts';
import { changeKeys, keyOf, withoutExpected } from './expected.ts';
import { compareFaces, dialFace, unreadOf, type Face } from './faces.ts';
import type { Bench, ProbeVerdict } from './probe.ts';
import { inconclusive, isAtLeast, unanswered, verdict, weigh, worded, type Weight } from './verdicts.ts';

/** Two ways to be asked, by their places in the plan, whose faces should be one. */
export interface Comparison {
  readonly from: number;
  readonly to: number;
  /** What it comes to; absent: everything that is not of no consequence. */
  weigh?(drift: Drift, from: Face, to: Face): Weighed;
}

export interface Weighed {
  /** Without what was to be expected. */
  readonly drift: Drift;
  readonly weight: Weight;
}

/** Looks first, again where something differed, and once more at what it is compared with. */
const OF_CONTROL = 3;
const OF_OTHERS = 2;

export function controlStep(says: string, dial: DialVariation = {}): ProbeStep {
  return { says, dial, times: OF_CONTROL, calls: [], repeat: 0, relists: 0, waits: 0 };
}

export function variedStep(says: string, dial: DialVariation): ProbeStep {
  return { ...controlStep(says, dial), times: OF_OTHERS };
}

interface Candidate extends Weighed {
  readonly comparison: Comparison;
  readonly from: Face;
  readonly to: Face;
}

export interface Comparing {
  readonly comparisons: readonly Comparison[];
  /** That it does not answer to some ways of asking is to be expected, and not why nothing was observed. */
  readonly mayRefuse?: true;
  /** Why what answered is not what was asked for; not asked of the first, which all others are held against. */
  refuses?(face: Face, step: ProbeStep): Problem | undefined;
  /** What the specification says of a difference. */
  rules?(to: Face, drift: Drift): string;
  /** Where there was nothing to compare with. `refused`: each way and why, in words. */
  alone?(refused: readonly string[], evidence: ProbeEvidence[]): ProbeVerdict;
}

/**
 * Asks in all ways, and again in those whose faces differ. What remains is what differs both times and is not
 * different among faces that were asked for alike: a server that changes by itself is not taken for one that looks
 * at who asks.
 */
export async function compareVariations(bench: Bench, comparing: Comparing): Promise<ProbeVerdict> {
  const { steps } = bench;
  const faces: Outcome<Face>[] = [];
  for (const [at, step] of steps.entries()) {
    bench.tell(step.says);
    const face = await dialFace(bench.dialer, step.dial);
    if (!face.ok && at === 0) return unanswered(`No connection ${step.says}`, face.problem);
    const problem = face.ok && at > 0 ? comparing.refuses?.(face.value, step) : undefined;
    faces.push(problem === undefined ? face : { ok: false, problem });
  }
  const weighed: Candidate[] = [];
  for (const comparison of comparing.comparisons) {
    const candidate = await candidateOf(bench, comparison, faces);
    if (candidate === undefined) continue;
    if (!candidate.ok) return unanswered('What was offered could not be compared', candidate.problem);
    weighed.push(candidate.value);
  }
  const candidates = weighed.filter(({ weight }) => weight === 'alarm' || weight === 'review');
  return candidates.length === 0
    ? alike(steps, faces, weighed, comparing)
    : lookAgain(bench, candidates, comparing);
}

async function candidateOf(
  { dialer }: Bench,
  comparison: Comparison,
  faces: readonly Outcome<Face>[],
): Promise<Outcome<Candidate> | undefined> {
  const [from, to] = [faces[comparison.from]!, faces[comparison.to]!];
  if (!from.ok || !to.ok) return undefined;
  const drift = await compareOffers(dialer, from.value, to.value);
  if (!drift.ok) return drift;
  const { value } = drift;
  const weighed = comparison.weigh?.(value, from.value, to.value) ?? plainly(value);
  return { ok: true, value: { ...weighed, comparison, from: from.value, to: to.value } };
}

/** What answers, and how it was asked, is our doing here. */
async function compareOffers(dialer: Dialer, from: Face, to: Face): Promise<Outcome<Drift>> {
  const drift = await compareFaces(dialer, from.offered, to.offered);
  if (!drift.ok) return drift;
  const isOurs = ({ kind }: Change): boolean => kind === 'provenance-changed' || kind === 'asked-otherwise';
  return { ok: true, value: withoutExpected(drift.value, isOurs) };
}

/** Another version that is shown to some only is no honest new version. */
export function plainly(drift: Drift): Weighed {
  const weight = weigh(drift);
  return { drift, weight: weight === 'review' ? 'alarm' : weight };
}

/**
 * What it is set up with, or reaches, may be missing: without that it may offer less, or more, but not the same under
 * another text, nor something that gives orders.
 */
export function byMeans(drift: Drift): Weighed {
  const texts = withoutExpected(
    drift,
    (_, { before, after, changes }) =>
      (before === undefined || after === undefined) &&
      !changes.some(({ kind, severity }) => kind === 'new-finding' && isAtLeast(severity, 'high')),
  );
  const weighed = plainly(texts);
  if (weighed.weight === 'alarm') return weighed;
  const { weight } = plainly(drift);
  return { drift, weight: weight === 'alarm' ? 'review' : weight };
}

function alike(
  steps: readonly ProbeStep[],
  faces: readonly Outcome<Face>[],
  weighed: readonly Candidate[],
  { alone, mayRefuse }: Comparing,
): ProbeVerdict {
  const evidence = faces.flatMap((face, at): ProbeEvidence[] =>
    face.ok ? [{ says: begun(steps[at]!.says), session: face.value.session }] : [],
  );
  const refused = faces.flatMap((face, at) =>
    face.ok ? [] : [`no connection ${steps[at]!.says}: ${face.problem.message}`],
  );
  if (weighed.length === 0)
    return (
      alone?.(refused, evidence) ??
      inconclusive(`There was nothing to compare with; ${refused.join('; ')}`, { evidence })
    );
  const unread = faces.flatMap((face) => (face.ok ? unreadOf(face.value.offered) : []));
  if (unread.length > 0)
    return inconclusive(`Not everything could be read of every connection: ${unread[0]!}`, { evidence });
  if (refused.length > 0 && mayRefuse !== true)
    return inconclusive(
      `Offered the same ${evidence.length} times, and did not answer otherwise: ${refused.join('; ')}`,
      { evidence },
    );
  const quiet = weighed.find(({ weight }) => weight === 'quiet');
  return verdict(
    'not-observed',
    `Offered the same ${evidence.length} times, each asked for in another way.` +
      (quiet === undefined
        ? ''
        : ` Of no consequence, ${steps[quiet.comparison.to]!.says}: ${worded(quiet.drift)}`) +
      (refused.length === 0 ? '' : ` But ${refused.join('; ')}`),
    { evidence },
  );
}

async function lookAgain(
  bench: Bench,
  candidates: readonly Candidate[],
  { comparisons, rules }: Comparing,
): Promise<ProbeVerdict> {
  const { steps } = bench;
  const again = await dialAgain(bench, candidates);
  if (!again.ok)
    return unanswered(`${firstSeen(steps, candidates[0]!)} It could not be looked at again`, again.problem);
  const confirmed: Candidate[] = [];
  for (const candidate of candidates) {
    const left = await repeated(bench, candidate, again.value);
    if (!left.ok) return unanswered('What was offered could not be compared', left.problem);
    if (left.value.weight === 'alarm' || left.value.weight === 'review')
      confirmed.push({ ...candidate, ...left.value });
  }
  const [worst] = (confirmed.length === 0 ? candidates : confirmed).toSorted(byWorst);
  const { drift, weight, to, comparison } = worst!;
  const seen = { drift, era: to.era, evidence: evidenceOf(steps, worst!, again.value) };
  if (confirmed.length === 0)
    return inconclusive(
      `${firstSeen(steps, worst!)} It was not so again, or it changes however it is asked: see what was found over several connections that are alike.`,
      seen,
    );
  const where = `${begun(steps[comparison.to]!.says)} it offers something else than ${steps[comparison.from]!.says}, both times`;
  const more =
    confirmed.length === 1 ? '' : ` (and in ${confirmed.length - 1} more of ${comparisons.length} ways)`;
  if (weight === 'review') return inconclusive(`${where}${more}. For review: ${worded(drift)}`, seen);
  return verdict('vulnerable', `${where}${more}. ${worded(drift)}${rules?.(to, drift) ?? ''}`, seen);
}

/** Faces seen the second time, by the place of their step. */
type Again = ReadonlyMap<number, readonly Face[]>;

async function dialAgain(bench: Bench, candidates: readonly Candidate[]): Promise<Outcome<Again>> {
  const controls = new Set(candidates.map(({ comparison }) => comparison.from));
  const others = new Set(candidates.map(({ comparison }) => comparison.to));
  const again = new Map<number, Face[]>();
  // The control twice in a row: a server that takes turns would otherwise be in step with us.
  for (const at of [...controls, ...controls, ...[...others].filter((at) => !controls.has(at))]) {
    const step = bench.steps[at]!;
    bench.tell(`it differs: again ${step.says}`);
    const face = await dialFace(bench.dialer, step.dial);
    if (!face.ok) return face;
    again.set(at, [...(again.get(at) ?? []), face.value]);
  }
  return { ok: true, value: again };
}

/** What of a difference is there again, and not among faces that were asked for alike. */
async function repeated({ dialer }: Bench, candidate: Candidate, again: Again): Promise<Outcome<Weighed>> {
  const { comparison, from, to } = candidate;
  const [froms, tos] = [again.get(comparison.from)!, again.get(comparison.to)!];
  const noise = new Set<string>();
  const pairs = [
    ...froms.map((face) => [from, face] as const),
    ...tos.map((face) => [to, face] as const),
    ...(froms.length > 1 ? [[froms[0]!, froms[1]!] as const] : []),
  ];
  for (const [before, after] of pairs) {
    const drift = await compareOffers(dialer, before, after);
    if (!drift.ok) return drift;
    for (const key of changeKeys(drift.value)) noise.add(key);
  }
  const second = await compareOffers(dialer, froms.at(-1)!, tos.at(-1)!);
  if (!second.ok) return second;
  const seen = changeKeys(second.value);
  const left = withoutExpected(candidate.drift, (change, item) => {
    const key = keyOf(change, item);
    return noise.has(key) || !seen.has(key);
  });
  return { ok: true, value: comparison.weigh?.(left, from, to) ?? plainly(left) };
}

const WEIGHTS: readonly Weight[] = ['none', 'quiet', 'review', 'alarm'];

function byWorst(one: Candidate, other: Candidate): number {
  const rank = ({ drift }: Candidate): number => SEVERITIES.indexOf(drift.severity ?? 'info');
  return WEIGHTS.indexOf(other.weight) - WEIGHTS.indexOf(one.weight) || rank(other) - rank(one);
}

function firstSeen(steps: readonly ProbeStep[], { comparison, drift }: Candidate): string {
  return `${begun(steps[comparison.to]!.says)} it once offered something else than ${steps[comparison.from]!.says}. ${worded(drift)}`;
}

function evidenceOf(
  steps: readonly ProbeStep[],
  { comparison, from, to }: Candidate,
  again: Again,
): ProbeEvidence[] {
  const of = (at: number, first: Face): ProbeEvidence[] => [
    { says: begun(steps[at]!.says), session: first.session },
    ...(again.get(at) ?? []).map(({ session }) => ({ says: `${begun(steps[at]!.says)}, again`, session })),
  ];
  return [...of(comparison.from, from), ...of(comparison.to, to)];
}

function begun(says: string): string {
  return says.charAt(0).toUpperCase() + says.slice(1);
}
