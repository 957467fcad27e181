import { describe, expect, test } from 'vitest';
import { factsOf, HONEST, offer, poisoned, runProbe, when } from '../../../test/probe-world.ts';
import { freshConnections } from './index.ts';

describe('fresh-connections', () => {
  test('a swap on the third connection', async () => {
    const { verdict, world } = await runProbe(
      freshConnections,
      when(({ connect }) => connect >= 3),
    );
    expect(verdict).toMatchObject({ verdict: 'vulnerable', drift: { severity: 'critical' } });
    expect(verdict.says).toContain('another face from the 3rd on');
    expect(verdict.evidence.map(({ session }) => session)).toEqual(
      Array.from({ length: 8 }, (_, at) => `session ${at + 1}`),
    );
    expect(world.closed).toHaveLength(8);
  });

  test.each([
    ['once, in the middle', (connect: number) => connect === 4, 'A A A B A A A A'],
    ['every second time', (connect: number) => connect % 2 === 0, 'A B A B A B A B'],
    ['the first time only', (connect: number) => connect === 1, 'another face from the 2nd on'],
  ])('another face %s', async (_, turns, says) => {
    const { verdict } = await runProbe(
      freshConnections,
      when(({ connect }) => turns(connect)),
    );
    expect(verdict.verdict).toBe('vulnerable');
    expect(verdict.says).toContain(says);
  });

  test('says what 2026-07-28 says of it', async () => {
    const cheat = { ...when(({ connect }) => connect > 2), era: () => 'modern' as const };
    const { verdict } = await runProbe(freshConnections, cheat, factsOf({ era: 'modern' }));
    expect(verdict.says).toContain('MCP 2026-07-28 says that these lists must not vary per connection.');
    expect(
      (
        await runProbe(
          freshConnections,
          when(({ connect }) => connect > 2),
        )
      ).verdict.says,
    ).not.toContain('MCP');
  });

  test('nothing observed is over six connections, and makes no more', async () => {
    const { verdict, world } = await runProbe(freshConnections, HONEST);
    expect(verdict).toMatchObject({ verdict: 'not-observed', says: '6 connections were offered the same.' });
    expect(world.opened).toHaveLength(6);
  });

  test('another order, and rows that come and go, are of no consequence', async () => {
    const shuffled = {
      offer: ({ connect }: { connect: number }) => {
        const plain = offer();
        return connect % 2 === 0 ? { ...plain, tools: plain.tools!.toReversed() } : plain;
      },
    };
    const one = await runProbe(freshConnections, shuffled);
    expect(one.verdict).toMatchObject({ verdict: 'not-observed' });
    expect(one.verdict.says).toContain('another order');
    const rows = {
      offer: ({ connect }: { connect: number }) =>
        offer({}, { resources: [{ uri: `file:///log-${connect}`, name: 'log' }] }),
    };
    expect((await runProbe(freshConnections, rows)).verdict.verdict).toBe('not-observed');
  });

  test('a new version that changed what new versions change is for review', async () => {
    const newer = offer(
      { description: 'Lists all the units that lengths can be given in.' },
      { server: { serverInfo: { name: 'lengths', version: '1.1.0' }, instructions: 'Converts lengths.' } },
    );
    const { verdict } = await runProbe(freshConnections, {
      offer: ({ connect }) => (connect > 2 ? newer : offer()),
    });
    expect(verdict).toMatchObject({ verdict: 'inconclusive' });
    expect(verdict.says).toContain('For review');
    const bad = { ...newer, tools: poisoned().tools! };
    expect(
      (await runProbe(freshConnections, { offer: ({ connect }) => (connect > 2 ? bad : offer()) })).verdict
        .verdict,
    ).toBe('vulnerable');
  });

  test('one that stops answering, and one that is not read to the end, are inconclusive', async () => {
    const problem = { code: 'gone', message: 'It ended with code 1.' };
    const { verdict } = await runProbe(freshConnections, {
      ...HONEST,
      refuses: ({ connect }) => (connect === 4 ? problem : undefined),
    });
    expect(verdict).toMatchObject({ verdict: 'inconclusive' });
    expect(verdict.says).toContain('Connection 4 of 6');
    const unread = await runProbe(freshConnections, { offer: () => offer({}, { unread: ['tools'] }) });
    expect(unread.verdict).toMatchObject({ verdict: 'inconclusive' });
  });
});
