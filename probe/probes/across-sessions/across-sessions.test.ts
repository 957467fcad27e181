import { describe, expect, test } from 'vitest';
import { HONEST, offer, poisoned, runProbe, when } from '../../../test/probe-world.ts';
import { acrossSessions } from './index.ts';

describe('across-sessions', () => {
  test('what is offered now is not what was offered at the beginning', async () => {
    const { verdict } = await runProbe(acrossSessions, { offer: poisoned });
    expect(verdict).toMatchObject({ verdict: 'vulnerable', drift: { severity: 'critical' } });
    expect(verdict.evidence.map(({ session }) => session)).toEqual(['open', 'session 1', 'session 2']);
  });

  test('the same is asked for once', async () => {
    const { verdict, world } = await runProbe(acrossSessions, HONEST);
    expect(verdict.verdict).toBe('not-observed');
    expect(world.opened).toHaveLength(1);
  });

  test('what does not come again is inconclusive', async () => {
    const { verdict } = await runProbe(
      acrossSessions,
      when(({ connect }) => connect === 1),
    );
    expect(verdict.verdict).toBe('inconclusive');
    expect(verdict.says).toContain('A second connection did not show it');
  });

  test('a new version is for review', async () => {
    const newer = offer(
      { description: 'Lists all the units that lengths can be given in.' },
      { server: { serverInfo: { name: 'lengths', version: '2.0.0' }, instructions: 'Converts lengths.' } },
    );
    const { verdict } = await runProbe(acrossSessions, { offer: () => newer });
    expect(verdict.verdict).toBe('inconclusive');
    expect(verdict.says).toContain('another version');
  });
});
