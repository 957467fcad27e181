import { describe, expect, test } from 'vitest';
import type { Seen } from '../../../test/probe-world.ts';
import { factsOf, HONEST, offer, poisoned, runProbe, when } from '../../../test/probe-world.ts';
import { clientName } from './index.ts';

const MODERN = factsOf({ era: 'modern', revision: '2026-07-28' });

describe('client-name', () => {
  test('orders for one host only', async () => {
    const { verdict } = await runProbe(
      clientName,
      when(({ how }) => how.clientName === 'claude-ai'),
    );
    expect(verdict).toMatchObject({ verdict: 'vulnerable', drift: { severity: 'critical' } });
    expect(verdict.says).toContain('As a client called claude-ai');
    expect(verdict.says).toContain('both times');
  });

  test('harmless for scanners only', async () => {
    const cheat = when(({ how }) => how.clientName !== 'mcp-scan' && how.profile !== 'own');
    const { verdict } = await runProbe(clientName, cheat);
    expect(verdict.verdict).toBe('vulnerable');
    expect(verdict.says).toMatch(/and in \d more of \d ways/);
  });

  test('the honest twin is asked once in each way', async () => {
    const { verdict, world } = await runProbe(clientName, HONEST);
    expect(verdict.verdict).toBe('not-observed');
    expect(world.opened).toHaveLength(8);
    expect(world.opened.filter(({ isBare }) => isBare !== true)).toEqual([{ profile: 'own' }]);
  });

  test.each([
    ['counts connections', ({ connect }: Seen) => connect >= 3],
    ['turns every second time', ({ connect }: Seen) => connect % 2 === 0],
    ['turned once', ({ connect }: Seen) => connect === 4],
  ])('a server that %s is not taken for one that looks at names', async (_, turns) => {
    const { verdict } = await runProbe(clientName, when(turns));
    expect(verdict.verdict).toBe('inconclusive');
  });

  test('what is volatile however it is asked does not hide what hangs on the name', async () => {
    const { verdict } = await runProbe(clientName, {
      offer: ({ how, connect }) => ({
        ...(how.clientName === 'Cursor' ? poisoned() : offer()),
        server: { serverInfo: { name: 'lengths', version: '1.0.0' }, instructions: `Visitor ${connect}.` },
      }),
    });
    expect(verdict.verdict).toBe('vulnerable');
    expect(verdict.drift!.items.map(({ name }) => name)).toContain('units');
    expect(verdict.drift!.items.map(({ name }) => name)).not.toContain('instructions');
  });

  test('more tools for who can be asked are no alarm; another text is one on 2026-07-28', async () => {
    const ask = { name: 'ask', description: 'Asks the person.', inputSchema: { type: 'object' } };
    const more = ({ how }: Seen) => {
      const plain = offer();
      return how.isBare === true ? plain : { ...plain, tools: [...plain.tools!, ask] };
    };
    for (const facts of [factsOf(), MODERN]) {
      const { verdict } = await runProbe(clientName, { offer: more, era: () => facts.era }, facts);
      expect(verdict.verdict).toBe('not-observed');
      expect(verdict.says).toContain('all capabilities');
    }
    const other = ({ how }: Seen) =>
      offer(how.isBare === true ? {} : { description: 'Lists units and asks.' });
    expect((await runProbe(clientName, { offer: other })).verdict.verdict).toBe('not-observed');
    const modern = await runProbe(clientName, { offer: other, era: () => 'modern' }, MODERN);
    expect(modern.verdict.verdict).toBe('vulnerable');
    expect(modern.verdict.says).toContain('must not vary per connection');
  });

  test('the strange name is the same for the same session, and another for another', () => {
    const names = (session: string) => {
      const plan = clientName.plan(factsOf({ offered: { ...factsOf().offered, session } }));
      return 'steps' in plan ? plan.steps.map(({ dial }) => dial.clientName) : [];
    };
    expect(names('a1')).toEqual(names('a1'));
    expect(names('a1').at(-2)).toMatch(/^[a-z2-9]{4}-[a-z2-9]{4}$/);
    expect(names('a1').at(-2)).not.toBe(names('b2').at(-2));
  });

  test('refused as one of them: the others are compared, and it is not said that nothing was observed', async () => {
    const { verdict } = await runProbe(clientName, {
      ...HONEST,
      refuses: ({ how }) => (how.clientName === 'Cursor' ? { code: 'x', message: 'Not you.' } : undefined),
    });
    expect(verdict.verdict).toBe('inconclusive');
    expect(verdict.says).toContain('no connection as a client called Cursor, without capabilities: Not you.');
  });
});
