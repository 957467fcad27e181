import { describe, expect, test } from 'vitest';
import { factsOf, offer, runProbe, type Cheat, type Seen } from '../../../test/probe-world.ts';
import type { FollowUp } from '../../dialer.ts';
import { requestState } from './index.ts';

const FORM = {
  method: 'elicitation/create',
  params: { message: 'Sure?', requestedSchema: { type: 'object', properties: { ok: { type: 'boolean' } } } },
};
const DONE = { value: { resultType: 'complete', content: [] } };
const NO = { value: { code: -32602, message: 'not mine' }, isError: true };
const MODERN = { era: 'modern', revision: '2026-07-28' } as const;
const facts = (more: Parameters<typeof factsOf>[0] = {}) => factsOf({ ...MODERN, ...more });

interface Given {
  tool: string;
  connect: number;
  isUsed: boolean;
}

/** A server that gives out states; `takes` says what of what comes back it goes on with. */
function server(takes: (given: Given | undefined, followUp: FollowUp, seen: Seen) => boolean): Cheat {
  const states = new Map<string, Given>();
  const asking = (state: string) => ({
    value: { resultType: 'input_required', inputRequests: { sure: FORM }, requestState: state },
  });
  const give = (tool: string, connect: number) => {
    const body = Buffer.from(JSON.stringify({ tool, n: states.size })).toString('base64url');
    const state = `${body}.${'c2lnbmF0dXJlIG9mIGl0'}`;
    states.set(state, { tool, connect, isUsed: false });
    return asking(state);
  };
  return {
    offer: () => offer(),
    answer: ({ connect }, call) => give(call.tool, connect),
    goesOn: (seen, followUp) => {
      if (followUp.state === undefined) return give(followUp.call.tool, seen.connect);
      const given = states.get(followUp.state);
      const isTaken = takes(given, followUp, seen);
      if (given !== undefined) given.isUsed = true;
      return isTaken ? DONE : NO;
    },
  };
}

const isOwn = (given: Given | undefined, { call }: FollowUp) => given?.tool === call.tool;
const isStranger = ({ how }: Seen) => how.isAnonymous === true;
const honest = server((given, followUp, seen) => {
  return isOwn(given, followUp) && given?.isUsed === false && !isStranger(seen);
});

describe('request-state', () => {
  test('a server that takes only its own, once, for its request and person', async () => {
    const { verdict, world } = await runProbe(requestState, honest, facts());
    expect(verdict, verdict.says).toMatchObject({ verdict: 'not-observed', era: 'modern' });
    expect(verdict.says).not.toContain('Not tried');
    expect(world.told.filter((says) => says.includes('changed')).length).toBeGreaterThan(9);
  });

  test.each<[string, Cheat, RegExp]>([
    ['anything', server(() => true), /changed, used again, under another call, by somebody else/],
    [
      'changed ones',
      server((given, followUp, seen) => {
        return given === undefined || (isOwn(given, followUp) && !given.isUsed && !isStranger(seen));
      }),
      /that was changed\. Changed: one member more in it; .* and \d+ more/,
    ],
    [
      'one change alone',
      server((given, followUp, seen) => {
        const isCut = followUp.state === '';
        return isCut || (isOwn(given, followUp) && given?.isUsed === false && !isStranger(seen));
      }),
      /Changed: an empty text\./,
    ],
    [
      'that of another call',
      server((given, _, seen) => given?.isUsed === false && !isStranger(seen)),
      /under another call/,
    ],
    [
      'that of another person',
      server((given, followUp) => isOwn(given, followUp) && given?.isUsed === false),
      /by somebody else/,
    ],
  ])('a server that takes %s', async (_, cheat, words) => {
    const { verdict, world } = await runProbe(requestState, cheat, facts());
    expect(verdict.verdict).toBe('vulnerable');
    expect(verdict.says).toMatch(words);
    expect(verdict.evidence.every(({ frame }) => frame !== undefined)).toBe(true);
    expect(verdict.evidence.map(({ says }) => says).slice(0, 3)).toEqual([
      'Its state as it gave it',
      expect.stringMatching(/^Sent back: /),
      'It went on: it answered with a result',
    ]);
    expect(world.broken).toEqual([]);
  });

  test('used again alone is for a person to judge', async () => {
    const cheat = server((given, followUp, seen) => isOwn(given, followUp) && !isStranger(seen));
    const { verdict } = await runProbe(requestState, cheat, facts());
    expect(verdict).toMatchObject({ verdict: 'inconclusive' });
    expect(verdict.says).toContain('a second time');
  });

  const onceOf = (isWrong: (given: Given | undefined, followUp: FollowUp, seen: Seen) => boolean): Cheat => {
    let times = 0;
    return server((given, followUp, seen) =>
      isWrong(given, followUp, seen)
        ? ++times === 1
        : isOwn(given, followUp) && given?.isUsed === false && !isStranger(seen),
    );
  };

  test.each<[string, Cheat, RegExp]>([
    [
      'a change',
      onceOf((given) => given === undefined),
      /was changed \(one member more in it\), and refused/,
    ],
    ['one used again', onceOf((given) => given?.isUsed === true), /was used again, and refused/],
    [
      'one under another call',
      onceOf((given, followUp) => given !== undefined && !isOwn(given, followUp)),
      /was under another call, and refused/,
    ],
    ['one of somebody else', onceOf((_, __, seen) => isStranger(seen)), /was by somebody else, and refused/],
  ])(
    '%s that is taken once, and refused when it is tried again, is for a person to judge',
    async (_, cheat, words) => {
      const { verdict, world } = await runProbe(requestState, cheat, facts());
      expect(verdict.verdict).toBe('inconclusive');
      expect(verdict.says).toMatch(words);
      expect(verdict.evidence).toHaveLength(3);
      expect(world.broken).toEqual([]);
    },
  );

  test('every other change taken keeps to what was planned, and accuses nobody', async () => {
    let times = 0;
    const cheat = server((given, followUp, seen) => {
      if (given === undefined) return ++times % 2 === 1;
      return isOwn(given, followUp) && !given.isUsed && !isStranger(seen);
    });
    const { verdict, world } = await runProbe(requestState, cheat, facts());
    expect(verdict.verdict).toBe('inconclusive');
    expect(world.broken).toEqual([]);
  });

  test('a state that decides nothing accuses nobody', async () => {
    const unread: Cheat = { ...server(() => true), goesOn: () => DONE };
    const { verdict } = await runProbe(requestState, unread, facts());
    expect(verdict.verdict).toBe('inconclusive');
    expect(verdict.says).toContain('without any state');
  });

  test('no honest way, no verdict', async () => {
    const { verdict } = await runProbe(
      requestState,
      server(() => false),
      facts(),
    );
    expect(verdict.verdict).toBe('inconclusive');
    expect(verdict.says).toContain('with an error');
  });

  test('a second round counts as going on, being asked the same again does not', async () => {
    const again = (name: string): Cheat['goesOn'] => {
      return () => ({
        value: { resultType: 'input_required', inputRequests: { [name]: FORM }, requestState: 's' },
      });
    };
    const round = await runProbe(requestState, { ...honest, goesOn: again('second') }, facts());
    expect(round.verdict.says).toContain('without any state');
    const anew = await runProbe(requestState, { ...honest, goesOn: again('sure') }, facts());
    expect(anew.verdict.says).toContain('it asked for the same again');
  });

  test('what was left out is said', async () => {
    const [one] = factsOf().calls;
    const { verdict } = await runProbe(requestState, honest, facts({ calls: [one!], hasCredentials: false }));
    expect(verdict.says).toMatch(/Not tried: no second call .*; there are no credentials/);
  });

  test('nothing that asks, nothing to call, and another era', async () => {
    const { verdict } = await runProbe(requestState, { offer: () => offer() }, facts());
    expect(verdict.verdict).toBe('not-testable');
    expect(requestState.plan(facts({ calls: [] }))).toHaveProperty('untestable');
    expect(requestState.plan(factsOf())).toHaveProperty('untestable');
  });
});
