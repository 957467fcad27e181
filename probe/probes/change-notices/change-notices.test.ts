import { describe, expect, test } from 'vitest';
import type { Cheat, Seen } from '../../../test/probe-world.ts';
import { factsOf, HONEST, offer, runProbe } from '../../../test/probe-world.ts';
import { changeNotices } from './index.ts';

const one = { name: 'more', description: 'Rounds a length.', inputSchema: { type: 'object' } };
const grown = (count: 'calls' | 'callsHere') => (seen: Seen) => {
  const plain = offer();
  return seen[count] >= 3 ? { ...plain, tools: [...plain.tools!, one] } : plain;
};
const at =
  (calls: number, times = 1): Cheat['notices'] =>
  (seen, after) =>
    after === 'call' && seen.callsHere === calls ? Array<'tools'>(times).fill('tools') : [];

describe('change-notices', () => {
  test.each([
    ['with a call', at(2, 200), 200],
    ['while nothing is sent', (_, after) => (after === 'wait' ? Array<'tools'>(6).fill('tools') : []), 6],
  ])('a storm %s', async (_, notices, count) => {
    const { verdict } = await runProbe(changeNotices, { ...HONEST, notices: notices! });
    expect(verdict.verdict).toBe('vulnerable');
    expect(verdict.says).toContain(`It said ${count} times within a minute`);
    expect(verdict.evidence.some(({ frame }) => frame !== undefined)).toBe(true);
  });

  test('five in a minute are no storm', async () => {
    const { verdict } = await runProbe(changeNotices, { ...HONEST, notices: at(2, 5) });
    expect(verdict.verdict).toBe('not-observed');
    expect(verdict.says).toContain('5 came without a change');
  });

  test('a change without the notice that was promised', async () => {
    for (const count of ['calls', 'callsHere'] as const) {
      const { verdict } = await runProbe(changeNotices, { offer: grown(count) });
      expect(verdict.verdict).toBe('vulnerable');
      expect(verdict.says).toContain('without the notice it had promised');
    }
    const quiet = await runProbe(changeNotices, { offer: grown('calls') }, factsOf({ tellsChanges: false }));
    expect(quiet.verdict.verdict).toBe('not-observed');
    expect(quiet.verdict.says).toContain('1 changes were not told of');
  });

  test('a change that is told of, at once or a moment later', async () => {
    const told = await runProbe(changeNotices, { offer: grown('callsHere'), notices: at(3) });
    expect(told.verdict).toMatchObject({ verdict: 'not-observed' });
    expect(told.verdict.says).toContain('changed 1 times with a notice');
    let isTold = false;
    const late = await runProbe(changeNotices, {
      offer: grown('callsHere'),
      notices: ({ callsHere }, after) => {
        if (after !== 'wait' || callsHere < 3 || isTold) return [];
        isTold = true;
        return ['tools'];
      },
    });
    expect(late.verdict.verdict).toBe('not-observed');
  });

  test('without calls it listens all the same', async () => {
    const { verdict, world } = await runProbe(changeNotices, HONEST, factsOf({ calls: [] }));
    expect(verdict.verdict).toBe('not-observed');
    expect(world.calls).toBe(0);
  });

  test('once is inconclusive', async () => {
    const once: Cheat['notices'] = (seen, after) => (seen.connect === 1 ? at(2, 50)!(seen, after) : []);
    expect((await runProbe(changeNotices, { ...HONEST, notices: once })).verdict.verdict).toBe(
      'inconclusive',
    );
  });
});
