import { withoutDates } from '../../dates.ts';
import type { Probe } from '../../probe.ts';
import { byMeans, compareVariations, controlStep, variedStep } from '../../variations.ts';

const DAY = 86_400_000;

export const clock: Probe = {
  meta: {
    id: 'clock',
    title: 'Waits for a date',
    about:
      'A server can behave until a date, for some days after it was installed, or on working days. It is started with its clock ahead: a day, a month, more than a year, and to the other half of the week.',
    references: ['OWASP MCP03', 'CWE-511'],
  },
  plan({ clock: can, offered }) {
    if (!can.can) return { untestable: can.why };
    const week = otherHalf(offered.at);
    const others = new Map([
      [week.days, `by ${week.days} days, ${week.says}`],
      [1, 'by a day'],
      [30, 'by 30 days'],
      [400, 'by 400 days'],
    ]);
    const inOrder = [...others].toSorted(([one], [other]) => one - other);
    return {
      steps: [
        controlStep('at the time it is'),
        ...inOrder.map(([days, says]) => variedStep(`with its clock ahead ${says}`, { clock: days * DAY })),
      ],
    };
  },
  run: (bench) =>
    compareVariations(bench, {
      comparisons: bench.steps.slice(1).map((_, at) => ({
        from: 0,
        to: at + 1,
        weigh: (drift) => byMeans(withoutDates(drift)),
      })),
    }),
};

/** From a working day to a Saturday, from a weekend to a Wednesday; where that is tomorrow, tomorrow is enough. */
function otherHalf(now: number): { says: string; days: number } {
  const today = new Date(now).getUTCDay();
  const isWeekend = today === 0 || today === 6;
  const wanted = isWeekend ? 3 : 6;
  return { says: isWeekend ? 'to a Wednesday' : 'to a Saturday', days: (wanted - today + 7) % 7 };
}
