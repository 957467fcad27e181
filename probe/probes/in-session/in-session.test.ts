import { describe, expect, test } from 'vitest';
import type { Cheat, Seen } from '../../../test/probe-world.ts';
import { factsOf, HONEST, offer, poisoned, runProbe, when } from '../../../test/probe-world.ts';
import { inSession } from './index.ts';

const one = { name: 'more', description: 'Rounds a length.', inputSchema: { type: 'object' } };
const grown = (seen: Seen) => {
  const plain = offer();
  return seen.lists >= 2 ? { ...plain, tools: [...plain.tools!, one] } : plain;
};
const says: Cheat['notices'] = (seen, after) => (after === 'list' && seen.lists === 2 ? ['tools'] : []);

describe('in-session', () => {
  test('orders with the third list', async () => {
    const { verdict, world } = await runProbe(
      inSession,
      when(({ lists }) => lists >= 2),
    );
    expect(verdict).toMatchObject({ verdict: 'vulnerable', drift: { severity: 'critical' } });
    expect(verdict.says).toContain('without a notice');
    expect(verdict.says).toContain('It had declared that it tells when its lists change.');
    expect(verdict.drift!.items.map(({ name }) => name)).toEqual(['units']);
    expect(world.opened).toHaveLength(2);
  });

  test('orders after a while, though they are announced', async () => {
    const { verdict } = await runProbe(inSession, {
      offer: ({ now }) => (now >= 5000 ? poisoned() : offer()),
      notices: () => ['tools'],
    });
    expect(verdict.verdict).toBe('vulnerable');
    expect(verdict.says).toContain('with a notice');
    expect(verdict.evidence.some(({ frame }) => frame !== undefined)).toBe(true);
  });

  test('a mild change without the notice that was promised', async () => {
    expect((await runProbe(inSession, { offer: grown })).verdict.verdict).toBe('vulnerable');
    const quiet = await runProbe(inSession, { offer: grown }, factsOf({ tellsChanges: false }));
    expect(quiet.verdict.verdict).toBe('inconclusive');
  });

  test('a mild change that is told of is for review', async () => {
    const { verdict } = await runProbe(inSession, { offer: grown, notices: says });
    expect(verdict.verdict).toBe('inconclusive');
    expect(verdict.says).toContain('For review');
  });

  test('a notice about another list does not announce it', async () => {
    const { verdict } = await runProbe(inSession, { offer: grown, notices: () => ['prompts'] });
    expect(verdict.says).toContain('without a notice');
  });

  test('lists that do not come again are not taken for the same', async () => {
    const { verdict } = await runProbe(inSession, {
      offer: ({ lists }) => (lists >= 2 ? offer({}, { tools: [], unread: ['tools'] }) : offer()),
    });
    expect(verdict.verdict).toBe('inconclusive');
    expect(verdict.says).toContain('tools: it broke off');
  });

  test('the honest twin is looked at in one connection', async () => {
    const { verdict, world } = await runProbe(inSession, HONEST);
    expect(verdict).toMatchObject({ verdict: 'not-observed' });
    expect(world.opened).toHaveLength(1);
    expect(world.closed).toHaveLength(1);
  });

  test('once is inconclusive, and what lasts counts as again', async () => {
    const once = await runProbe(
      inSession,
      when(({ lists, connect }) => connect === 1 && lists >= 2),
    );
    expect(once.verdict.verdict).toBe('inconclusive');
    const lasts = await runProbe(
      inSession,
      when(({ lists, connect }) => connect > 1 || lists >= 2),
    );
    expect(lasts.verdict.verdict).toBe('vulnerable');
  });
});
