import { describe, expect, test } from 'vitest';
import { factsOf, HONEST, offer, runProbe, when } from '../../../test/probe-world.ts';
import { freshHome } from './index.ts';

describe('fresh-home', () => {
  test('orders where keys lie', async () => {
    const { verdict, world } = await runProbe(
      freshHome,
      when(({ how }) => how.home === 'with-keys'),
    );
    expect(verdict).toMatchObject({ verdict: 'vulnerable', drift: { severity: 'critical' } });
    expect(verdict.says).toContain('With a home folder that holds made-up keys');
    expect(world.broken).toEqual([]);
  });

  test('harmless in an empty home only', async () => {
    const { verdict } = await runProbe(
      freshHome,
      when(({ how }) => how.home !== 'empty'),
    );
    expect(verdict.verdict).toBe('vulnerable');
  });

  test('the honest twin', async () => {
    const { verdict, world } = await runProbe(freshHome, HONEST);
    expect(verdict.verdict).toBe('not-observed');
    expect(world.opened).toHaveLength(3);
  });

  test('less without its settings is for review', async () => {
    const { verdict } = await runProbe(freshHome, {
      offer: ({ how }) => {
        const plain = offer();
        return how.home === undefined ? plain : { ...plain, tools: plain.tools!.slice(0, 1) };
      },
    });
    expect(verdict.verdict).toBe('inconclusive');
    expect(verdict.says).toContain('For review');
  });

  test('over HTTP there is nothing to choose', () => {
    expect(freshHome.plan(factsOf({ transport: 'legacy-sse' }))).toHaveProperty('untestable');
  });
});
