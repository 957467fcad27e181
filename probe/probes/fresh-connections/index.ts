import type { Drift } from '../../../protocol/drift.ts';
import { SEVERITIES } from '../../../protocol/finding.ts';
import type { ProbeEvidence } from '../../../protocol/probe.ts';
import { compareFaces, dialFace, isSame, unreadOf, type Face } from '../../faces.ts';
import type { Bench, Probe, ProbeVerdict } from '../../probe.ts';
import { inconclusive, ruled, unanswered, verdict, weigh, worded, type Weight } from '../../verdicts.ts';

const CONNECTIONS = 6;
const AGAIN = 2;

export const freshConnections: Probe = {
  meta: {
    id: 'fresh-connections',
    title: 'Turns on a later connection',
    about:
      'A server can count its connections, or throw dice, and show a reviewer the harmless face. It is connected to several times in a row, asked nothing but what it offers, and every answer is held against all others.',
    references: ['OWASP MCP03', 'MCP 2026-07-28 server/tools', 'CWE-494'],
  },
  plan: () => ({
    steps: [
      step('one after the other, nothing but the lists', CONNECTIONS),
      step('twice more, only where those were not offered the same', AGAIN),
    ],
  }),
  async run(bench) {
    const faces: Face[] = [];
    const [first, again] = bench.steps;
    for (let nth = 1; nth <= CONNECTIONS; nth++) {
      bench.tell(`connection ${nth} of ${CONNECTIONS}`);
      const face = await dialFace(bench.dialer, first!.dial);
      if (!face.ok) return failed(faces, nth, face.problem.message);
      faces.push(face.value);
    }
    const seen = await lookAt(bench, faces);
    if ('verdict' in seen) return seen;
    if (seen.weight === 'none' || seen.weight === 'quiet') return notObserved(faces, seen);
    for (let nth = 1; nth <= AGAIN; nth++) {
      bench.tell(`they differ: once more, ${nth} of ${AGAIN}`);
      const face = await dialFace(bench.dialer, again!.dial);
      if (face.ok) faces.push(face.value);
    }
    return differing(bench, faces, seen);
  },
};

function step(says: string, times: number) {
  return { says, dial: {}, times, calls: [], repeat: 0, relists: 0, waits: 0 };
}

interface Difference {
  readonly drift: Drift;
  readonly weight: Weight;
  readonly from: Face;
  readonly to: Face;
}

/** The worst difference between any two of them; faces that are the same are compared once. */
async function lookAt({ dialer }: Bench, faces: readonly Face[]): Promise<Difference | ProbeVerdict> {
  const kinds = distinct(faces);
  let worst: Difference = {
    drift: { items: [], unchanged: 0 },
    weight: 'none',
    from: kinds[0]!,
    to: kinds[0]!,
  };
  for (const [at, to] of kinds.entries())
    for (const from of kinds.slice(0, at)) {
      const drift = await compareFaces(dialer, from.offered, to.offered);
      if (!drift.ok) return unanswered('What was offered could not be compared', drift.problem);
      const difference = { drift: drift.value, weight: weigh(drift.value), from, to };
      if (isWorse(difference, worst)) worst = difference;
    }
  return worst;
}

const WEIGHTS: readonly Weight[] = ['none', 'quiet', 'review', 'alarm'];

function isWorse(one: Difference, other: Difference): boolean {
  const byWeight = WEIGHTS.indexOf(one.weight) - WEIGHTS.indexOf(other.weight);
  const rank = ({ drift }: Difference): number => SEVERITIES.indexOf(drift.severity ?? 'info');
  return byWeight > 0 || (byWeight === 0 && rank(one) > rank(other));
}

function distinct(faces: readonly Face[]): Face[] {
  const kinds: Face[] = [];
  for (const face of faces) if (!kinds.some(({ offered }) => isSame(offered, face.offered))) kinds.push(face);
  return kinds;
}

function differing(
  bench: Bench,
  faces: readonly Face[],
  { drift, weight, from, to }: Difference,
): ProbeVerdict {
  const order = pattern(faces);
  const evidence = evidenceOf(faces, from);
  const seen = { evidence, drift, era: to.era };
  const where = `Of ${faces.length} connections, one after the other and alike, not all were offered the same (${order.says})`;
  if (weight === 'review')
    return inconclusive(
      `${where}, and it says that it is another version. ${order.isBackAndForth ? 'It goes back and forth between them. ' : ''}For review: ${worded(drift)}`,
      seen,
    );
  return verdict('vulnerable', `${where}. ${worded(drift)}${ruled(to.era, drift, 'per-connection')}`, seen);
}

/** Which connection saw which face, by letters. */
function pattern(faces: readonly Face[]): { says: string; isBackAndForth: boolean } {
  const kinds = distinct(faces);
  const of = faces.map((face) => kinds.findIndex(({ offered }) => isSame(offered, face.offered)));
  const letters = of.map((kind) => String.fromCharCode(65 + kind)).join(' ');
  const turn = of.findIndex((kind) => kind !== 0);
  const isOnce = of.slice(turn).every((kind) => kind === of[turn]);
  return {
    says: isOnce ? `another face from the ${ordinal(turn + 1)} on` : `by their faces: ${letters}`,
    isBackAndForth: of.some((kind, at) => at > 0 && kind < of[at - 1]!),
  };
}

function ordinal(nth: number): string {
  return `${nth}${nth === 2 ? 'nd' : nth === 3 ? 'rd' : 'th'}`;
}

function evidenceOf(faces: readonly Face[], from: Face): ProbeEvidence[] {
  return faces.map((face, at) => ({
    says: `Connection ${at + 1}: ${isSame(face.offered, from.offered) ? 'the first of both faces' : 'offered otherwise'}`,
    session: face.session,
  }));
}

function notObserved(faces: readonly Face[], { weight, drift }: Difference): ProbeVerdict {
  const evidence = faces.map(({ session }, at) => ({ says: `Connection ${at + 1}`, session }));
  const unread = faces.flatMap(({ offered }) => unreadOf(offered));
  if (unread.length > 0)
    return inconclusive(`Not everything could be read of every connection: ${unread[0]!}`, { evidence });
  const but = weight === 'quiet' ? ` Of no consequence: ${worded(drift)}` : '';
  return verdict('not-observed', `${faces.length} connections were offered the same.${but}`, { evidence });
}

function failed(faces: readonly Face[], nth: number, why: string): ProbeVerdict {
  const evidence = faces.map(({ session }, at) => ({ says: `Connection ${at + 1}`, session }));
  return inconclusive(`Connection ${nth} of ${CONNECTIONS} did not come about: ${why}`, { evidence });
}
