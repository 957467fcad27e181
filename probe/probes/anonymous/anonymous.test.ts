import { describe, expect, test } from 'vitest';
import type { Seen } from '../../../test/probe-world.ts';
import { factsOf, HONEST, offer, runProbe, when } from '../../../test/probe-world.ts';
import { anonymous } from './index.ts';

const isStranger = ({ how }: Seen) => how.isAnonymous === true;
const more = { name: 'admin', description: 'Lists all accounts.', inputSchema: { type: 'object' } };
const tools = (some: boolean) => {
  const plain = offer();
  return some ? { ...plain, tools: [...plain.tools!, more] } : plain;
};

describe('anonymous', () => {
  test('another text for strangers', async () => {
    const { verdict } = await runProbe(anonymous, when(isStranger));
    expect(verdict).toMatchObject({ verdict: 'vulnerable', drift: { severity: 'critical' } });
  });

  test('more for strangers', async () => {
    const { verdict } = await runProbe(anonymous, { offer: (seen) => tools(isStranger(seen)) });
    expect(verdict.verdict).toBe('vulnerable');
    expect(verdict.says).toContain('admin');
  });

  test('less for strangers, or the same, or nothing, is as it should be', async () => {
    const less = await runProbe(anonymous, { offer: (seen) => tools(!isStranger(seen)) });
    expect(less.verdict.verdict).toBe('not-observed');
    expect(less.verdict.says).toContain('admin');
    expect((await runProbe(anonymous, HONEST)).verdict.verdict).toBe('not-observed');
    const refuses = (seen: Seen) =>
      isStranger(seen) ? { code: 'x', message: 'It asks for a token.' } : undefined;
    const refused = await runProbe(anonymous, { ...HONEST, refuses });
    expect(refused.verdict).toMatchObject({ verdict: 'not-observed' });
    expect(refused.verdict.says).toContain('It asks for a token.');
  });

  test('nothing to leave out', () => {
    expect(anonymous.plan(factsOf({ hasCredentials: false }))).toHaveProperty('untestable');
  });
});
