import { othersOf } from '../further.ts';
import type { Heard, Oracle, Seen } from '../oracle.ts';
import { expected } from '../said.ts';

const LEAST_SIZES = 3;
const LEAST_REPEATS = 3;
/** ms the longest has to take more than a usual answer: below, the machine decides. */
const LEAST_MS = 200;
/** Time grows as that power of the length, or faster. */
const POWER = 1.6;
const WORTH_A_LOOK = 40;

/** The shortest of the answers to one value: whatever else the machine did, it took no less. */
function timeOf(heard: readonly Heard[]): number | undefined {
  const times = heard.filter(({ outcome }) => outcome !== 'not-sent').map(({ ms }) => ms);
  return times.length < LEAST_REPEATS ? undefined : Math.min(...times);
}

/** The powers by which time grows from size to size, above what any answer takes. */
function growth(points: readonly { length: number; ms: number }[], usual: number): number[] {
  return points.slice(1).map((point, at) => {
    const before = points[at]!;
    const [was, is] = [Math.max(before.ms - usual, 1), Math.max(point.ms - usual, 1)];
    // Of values that are no longer than the last nothing can be said.
    return point.length > before.length ? Math.log(is / was) / Math.log(point.length / before.length) : 0;
  });
}

export const superLinear: Oracle = {
  meta: {
    id: 'super-linear',
    title: 'Time grows faster than length',
    about:
      'Values of several lengths, each sent three times: the shortest times grow much faster than the lengths, and the longest keeps the server busy. One slow answer is nothing.',
    certainty: 'firm',
  },
  judge(seen) {
    for (const expectation of expected(seen, 'slow')) {
      const answers = othersOf(seen, expectation);
      const points = answers.flatMap((heard, at) => {
        const ms = timeOf(heard);
        const length = expectation.sizes[at]?.length;
        return ms === undefined || length === undefined ? [] : [{ length, ms }];
      });
      const [last] = points.toReversed();
      if (points.length < LEAST_SIZES || points.length < answers.length || last === undefined) continue;
      const usual = Math.max(seen.control.ms, 0);
      if (last.ms - usual < LEAST_MS || last.ms < usual * 4) continue;
      const isAscending = points.every(({ ms }, at) => at === 0 || ms >= points[at - 1]!.ms * 0.8);
      const powers = growth(points, usual).slice(-2);
      if (!isAscending || powers.some((power) => power < POWER)) continue;
      const shown = points.map(({ length, ms }) => `${length}: ${Math.round(ms)} ms`).join(', ');
      return { says: `Characters and the shortest of three times: ${shown}.` };
    }
    return undefined;
  },
  suspects(seen: Seen): boolean {
    if (expected(seen, 'slow').length === 0) return false;
    const { heard, control } = seen;
    return heard.outcome === 'no-answer' || heard.ms - control.ms > WORTH_A_LOOK;
  },
};
