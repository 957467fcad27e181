import { describe, expect, test } from 'vitest';
import { factsOf, HONEST, offer, runProbe, when } from '../../../test/probe-world.ts';
import { clock } from './index.ts';

const DAY = 86_400_000;
const daysOf = (at: number) => {
  const plan = clock.plan(factsOf({ offered: { ...factsOf().offered, at } }));
  return 'steps' in plan ? plan.steps.map(({ dial }) => (dial.clock ?? 0) / DAY) : [];
};

describe('clock', () => {
  test.each([1, 30, 400])('orders from day %i on', async (days) => {
    const { verdict } = await runProbe(
      clock,
      when(({ how }) => (how.clock ?? 0) >= days * DAY),
    );
    expect(verdict).toMatchObject({ verdict: 'vulnerable', drift: { severity: 'critical' } });
  });

  test('orders on weekends only', async () => {
    const now = Date.UTC(2026, 0, 7);
    const cheat = when(({ how }) => [0, 6].includes(new Date(now + (how.clock ?? 0)).getUTCDay()));
    expect((await runProbe(clock, cheat)).verdict.verdict).toBe('vulnerable');
  });

  test('the honest twin, also where it says what day it is', async () => {
    expect((await runProbe(clock, HONEST)).verdict.verdict).toBe('not-observed');
    const dated = await runProbe(clock, {
      offer: ({ how }) =>
        offer({ description: `Lists the units. Today is ${new Date(how.clock ?? 0).toUTCString()}.` }),
    });
    expect(dated.verdict.verdict).toBe('not-observed');
  });

  test.each([
    ['a Wednesday', Date.UTC(2026, 0, 7), [0, 1, 3, 30, 400]],
    ['a Friday', Date.UTC(2026, 0, 9), [0, 1, 30, 400]],
    ['a Sunday', Date.UTC(2026, 0, 11), [0, 1, 3, 30, 400]],
  ])('from %s to the other half of the week', (_, at, days) => {
    expect(daysOf(at)).toEqual(days);
  });

  test('where no clock can be moved it says why', () => {
    expect(clock.plan(factsOf({ clock: { can: false, why: 'It is reached by an address.' } }))).toEqual({
      untestable: 'It is reached by an address.',
    });
  });

  test('refused at every other time is inconclusive', async () => {
    const { verdict } = await runProbe(clock, {
      ...HONEST,
      refuses: ({ how }) =>
        how.clock === undefined ? undefined : { code: 'x', message: 'Certificate expired.' },
    });
    expect(verdict.verdict).toBe('inconclusive');
    expect(verdict.says).toContain('Certificate expired.');
  });
});
