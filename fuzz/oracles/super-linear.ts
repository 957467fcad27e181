import { othersOf } from '../further.ts';
import type { Heard, Oracle, Seen } from '../oracle.ts';
import { expected } from '../said.ts';

const LEAST_SIZES = 3;
const LEAST_REPEATS = 3;
/**
 * ms that the longest has to cost more than a usual answer. Processor time is the same on a busy machine; of time by
 * the clock what is below is the machine's.
 */
const LEAST = { cpu: 100, clock: 200 };
/** And as many times that of a usual answer. */
const TIMES = 4;
/** Cost grows as that power of the length, or faster. */
const POWER = 1.6;
/** ms that the first of a kind may cost more than the next: programs are translated while they run. */
const WARMING = 15;
/** ms more than usual. Beside others nothing is measured but the clock; it is looked at once more, alone. */
const WORTH_A_LOOK = { cpu: 8, clock: 40, beside: 15 };

/** Characters of a value that any message may carry, and ms that it has to cost to be more than untidy. */
const AT_MOST_SENT = 1_000_000;
const SERIOUS = 60_000;

type Clock = keyof typeof LEAST;

/** What of an answer is measured; undefined: it is not known. */
const costOf = (clock: Clock, { cpuMs, ms }: Heard): number | undefined => (clock === 'cpu' ? cpuMs : ms);

/** The least of the costs of some answers: whatever else was done meanwhile, it cost no more. */
function leastOf(clock: Clock, heard: readonly Heard[], repeats = 1): number | undefined {
  const costs = heard
    .filter(({ outcome }) => outcome !== 'not-sent')
    .flatMap((one) => costOf(clock, one) ?? []);
  return costs.length < repeats ? undefined : Math.min(...costs);
}

interface Point {
  length: number;
  ms: number;
}

/** What each length cost, up to the first that was not measured; undefined: too few were. */
function pointsOf(
  clock: Clock,
  answers: readonly (readonly Heard[])[],
  sizes: readonly string[],
): Point[] | undefined {
  const points: Point[] = [];
  for (const [at, heard] of answers.entries()) {
    const ms = leastOf(clock, heard, LEAST_REPEATS);
    const length = sizes[at]?.length;
    if (ms === undefined || length === undefined) break;
    points.push({ length, ms });
  }
  return points.length < LEAST_SIZES ? undefined : points;
}

/** The powers by which cost grows from size to size, above what any answer costs. */
function growth(points: readonly Point[], usual: number): number[] {
  return points.slice(1).map((point, at) => {
    const before = points[at]!;
    const [was, is] = [Math.max(before.ms - usual, 1), Math.max(point.ms - usual, 1)];
    // Of values that are no longer than the last nothing can be said.
    return point.length > before.length ? Math.log(is / was) / Math.log(point.length / before.length) : 0;
  });
}

function isGrowing(clock: Clock, points: readonly Point[], usual: number): boolean {
  const last = points.at(-1)!;
  if (last.ms - usual < LEAST[clock] || last.ms < usual * TIMES) return false;
  const isAscending = points.every(
    ({ ms }, at) => at === 0 || ms >= Math.min(points[at - 1]!.ms * 0.8, points[at - 1]!.ms - WARMING),
  );
  return (
    isAscending &&
    growth(points, usual)
      .slice(-2)
      .every((power) => power >= POWER)
  );
}

/** ms that the longest value of a usual message would cost, if cost went on growing as it did at the end. */
function costAtMost(points: readonly Point[], usual: number): number {
  const last = points.at(-1)!;
  const power = Math.min(...growth(points, usual).slice(-2));
  return (last.ms - usual) * Math.max(1, AT_MOST_SENT / last.length) ** power;
}

/** By processor time where that is known of all: the clock of a busy machine tells of the machine. */
function measured(seen: Seen, answers: readonly (readonly Heard[])[]): Clock {
  const all = [...answers.flat(), ...(seen.meanwhile ?? [])].filter(({ outcome }) => outcome !== 'not-sent');
  return all.length > 0 && all.every(({ cpuMs }) => cpuMs !== undefined) ? 'cpu' : 'clock';
}

function usualOf(clock: Clock, { meanwhile = [], control }: Seen): number {
  const now = leastOf(clock, meanwhile) ?? leastOf(clock, control.heard);
  return Math.max(0, now ?? (clock === 'clock' ? control.ms : 0));
}

export const superLinear: Oracle = {
  meta: {
    id: 'super-linear',
    title: 'Cost grows faster than length',
    about:
      'Values of several lengths, each sent three times, and valid values between them: the least processor time of each length grows much faster than the length. Of a server that was not started here there is only the clock, which proves less. One slow answer is nothing.',
    falseAlarm: 'Something else kept the machine busy with the long values and never with the short ones.',
    certainty: 'firm',
  },
  judge(seen) {
    for (const expectation of expected(seen, 'slow')) {
      const answers = othersOf(seen, expectation);
      const clock = measured(seen, answers);
      const points = pointsOf(clock, answers, expectation.sizes);
      const usual = usualOf(clock, seen);
      if (points === undefined || !isGrowing(clock, points, usual)) continue;
      const shown = points.map(({ length, ms }) => `${length}: ${Math.round(ms)} ms`).join(', ');
      if (clock === 'cpu') {
        const says = `Characters and the least processor time of three: ${shown}.`;
        // A list that is gone through once for each of its entries costs little, however long the message.
        return costAtMost(points, usual) < SERIOUS ? { says, severity: 'low' } : { says };
      }
      // The clock alone proves nothing about a server: it is worth a look.
      return {
        says: `Characters and the shortest of three times: ${shown}.`,
        severity: 'low',
        certainty: 'tentative',
      };
    }
    return undefined;
  },
  suspects(seen: Seen): boolean {
    if (expected(seen, 'slow').length === 0) return false;
    const { heard, control } = seen;
    if (heard.outcome === 'no-answer') return true;
    if (heard.cpuMs !== undefined)
      return heard.cpuMs - (leastOf('cpu', control.heard) ?? 0) > WORTH_A_LOOK.cpu;
    const least = seen.process?.isAlone === false ? WORTH_A_LOOK.beside : WORTH_A_LOOK.clock;
    return heard.ms - control.ms > least;
  },
};
