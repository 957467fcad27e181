import { describe, expect, test } from 'vitest';
import type { Seen } from '../../../test/probe-world.ts';
import { factsOf, HONEST, offer, ORDERS, runProbe, when } from '../../../test/probe-world.ts';
import { era } from './index.ts';

const revisionOf = ({ how }: Seen) => how.revision ?? '2025-11-25';
/** What an honest server leaves out of a tool in each revision. */
const aged = (seen: Seen, change: Record<string, unknown> = {}) => {
  const revision = revisionOf(seen);
  return offer(
    {
      ...(revision >= '2025-06-18' ? { title: 'Units', outputSchema: { type: 'object' } } : {}),
      ...(revision >= '2025-11-25' ? { icons: [{ src: 'data:,' }] } : {}),
      ...(revision === '2025-11-25' ? { execution: { taskSupport: 'optional' } } : {}),
      ...(revision < '2025-03-26' ? { annotations: undefined } : {}),
      ...change,
    },
    {
      server: {
        serverInfo: {
          name: 'lengths',
          version: '1.0.0',
          ...(revision >= '2025-06-18' ? { title: 'Lengths' } : {}),
          ...(revision >= '2025-11-25' ? { websiteUrl: 'https://lengths.example' } : {}),
        },
        instructions: 'Converts lengths.',
        capabilities: { tools: {}, ...(revision >= '2025-03-26' ? { completions: {} } : {}) },
        ...(revision === '2026-07-28'
          ? { ttlMs: 0, supportedVersions: ['2026-07-28'] }
          : { protocolVersion: revision }),
      },
    },
  );
};

describe('era', () => {
  test.each(['2024-11-05', '2025-06-18', '2026-07-28'])('orders in %s only', async (revision) => {
    const { verdict } = await runProbe(
      era,
      when((seen) => revisionOf(seen) === revision),
    );
    expect(verdict).toMatchObject({ verdict: 'vulnerable', drift: { severity: 'critical' } });
    expect(verdict.says).toContain(`In revision ${revision}`);
  });

  test('orders in the title, where both know titles', async () => {
    const offered = (seen: Seen) => aged(seen, revisionOf(seen) === '2025-06-18' ? { title: ORDERS } : {});
    const { verdict } = await runProbe(era, { offer: offered });
    expect(verdict.verdict).toBe('vulnerable');
    expect(verdict.says).toContain('2025-06-18');
  });

  test('a hint that another revision, which knows hints, does not get', async () => {
    const offered = (seen: Seen) =>
      aged(seen, revisionOf(seen) === '2025-06-18' ? { annotations: { readOnlyHint: false } } : {});
    expect((await runProbe(era, { offer: offered })).verdict.verdict).toBe('vulnerable');
  });

  test('what an old revision does not know is no difference', async () => {
    const { verdict, world } = await runProbe(era, { offer: (seen) => aged(seen) });
    expect(verdict).toMatchObject({
      verdict: 'not-observed',
      says: expect.not.stringContaining('But') as string,
    });
    expect(world.opened.map(({ revision }) => revision)).toEqual([
      '2025-11-25',
      '2024-11-05',
      '2025-06-18',
      '2026-07-28',
    ]);
  });

  test('a server of one revision is not testable, whether it refuses or answers as it likes', async () => {
    const refuses = ({ how }: Seen) =>
      how.revision === '2025-11-25' ? undefined : { code: 'x', message: 'Only 2025-11-25.' };
    const refused = await runProbe(era, { ...HONEST, refuses });
    expect(refused.verdict).toMatchObject({ verdict: 'not-testable' });
    expect(refused.verdict.says).toContain('Only 2025-11-25.');
    const stubborn = await runProbe(era, { offer: () => offer({}, { source: { revision: '2025-11-25' } }) });
    expect(stubborn.verdict).toMatchObject({ verdict: 'not-testable' });
    expect(stubborn.verdict.says).toContain('It answered in revision 2025-11-25.');
  });

  test('over HTTP also over the other transport', async () => {
    const facts = factsOf({ transport: 'streamable-http' });
    const { verdict } = await runProbe(
      era,
      when(({ how }) => how.transport === 'legacy-sse'),
      facts,
    );
    expect(verdict.verdict).toBe('vulnerable');
    expect(verdict.says).toContain('as of 2024-11-05');
  });
});
