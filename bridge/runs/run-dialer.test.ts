import { describe, expect, test } from 'vitest';
import type { Target } from '../../protocol/target.ts';
import { Allowance } from './allowance.ts';
import { RunDialer, type RunDialerParts } from './run-dialer.ts';

const AGREED = {
  key: 'lengths',
  spec: { kind: 'http', url: 'http://127.0.0.1:9/mcp', headers: [] },
  opening: 'auto',
  profile: 'own',
} as unknown as Target;
const STEP = { says: '', dial: {}, times: 5, calls: [], repeat: 1, relists: 0, waits: 0 };

/** Until it would connect: `reached` is what it would connect to. */
function dialing(now: () => Target | undefined): { dialer: RunDialer; reached: Target[] } {
  const reached: Target[] = [];
  const parts: Partial<RunDialerParts> = {
    run: 'run',
    probe: 'probe',
    agreed: AGREED,
    target: now,
    launches: new Set(),
    allowance: new Allowance([STEP]),
    varying: {
      profiles: [{ id: 'own', clientInfo: { name: 'own', version: '1' }, capabilities: {} }],
    } as unknown as RunDialerParts['varying'],
    signal: new AbortController().signal,
    dial: (target) => {
      reached.push(target);
      return { ok: false, problem: { code: 'far-enough', message: '' } };
    },
    live: () => undefined,
  };
  return { dialer: new RunDialer(parts as RunDialerParts), reached };
}

describe('a target that is not what was agreed to any more', () => {
  test('is reached as long as it is the same', async () => {
    const { dialer, reached } = dialing(() => ({ ...AGREED, name: 'called otherwise' }));
    expect(await dialer.dial({})).toMatchObject({ problem: { code: 'far-enough' } });
    expect(reached).toEqual([AGREED]);
  });

  test.each<[string, Partial<Target> | undefined, string]>([
    ['was forgotten', undefined, 'no-such-target'],
    ['has another revision', { opening: '2025-03-26' }, 'not-confirmed'],
    ['has another profile', { profile: 'stranger' }, 'not-confirmed'],
    [
      'is elsewhere',
      { spec: { kind: 'http', url: 'http://127.0.0.1:10/mcp', headers: [] } } as unknown as Partial<Target>,
      'not-confirmed',
    ],
  ])('is not reached when it %s', async (_, change, code) => {
    const { dialer, reached } = dialing(() => change && { ...AGREED, ...change });
    expect(await dialer.dial({})).toMatchObject({ ok: false, problem: { code } });
    expect(reached).toEqual([]);
  });
});
