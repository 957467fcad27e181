import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Cheat, ProbeWorld } from '../test/probe-world.ts';
import {
  CALLS,
  factsOf,
  HONEST,
  offer,
  ORDERS,
  poisoned,
  runProbe,
  usualFacts,
  when,
} from '../test/probe-world.ts';
import { PROBES, type TargetFacts } from './index.ts';

const FOLDER = join(import.meta.dirname, 'probes');
const GONE = { code: 'gone', message: 'It ended.' };
const each = PROBES.map((probe) => [probe.meta.id, probe] as const);

const facts = fc
  .record({
    transport: fc.constantFrom('stdio', 'streamable-http', 'legacy-sse', 'http'),
    era: fc.constantFrom('handshake', 'modern'),
    revision: fc.constantFrom('2024-11-05', '2025-03-26', '2025-11-25', '2026-07-28', '2099-01-01', ''),
    tellsChanges: fc.boolean(),
    pages: fc.constantFrom(
      [],
      [
        { section: 'tools' as const, pages: 3 },
        { section: 'resources' as const, pages: 2 },
      ],
    ),
    hasCredentials: fc.boolean(),
    clock: fc.constantFrom<TargetFacts['clock']>(
      { can: true, how: 'so' },
      { can: false, why: 'It is far away.' },
    ),
    calls: fc.constantFrom([], CALLS, [...CALLS, ...CALLS], [{ tool: '__proto__', args: '{}' }]),
    at: fc.integer({ min: 0, max: 4e12 }),
  })
  .map(({ at, ...rest }): TargetFacts => factsOf({ ...rest, offered: { ...factsOf().offered, at } }));

const CHEATS: [string, Cheat][] = [
  ['honest', HONEST],
  ['turning at each other connection', when(({ connect }) => connect % 2 === 0)],
  ['turning with each list', when(({ lists }) => lists % 2 === 1)],
  ['turning with calls', when(({ calls }) => calls > 4)],
  ['turned', { offer: poisoned }],
  [
    'otherwise each time',
    { offer: ({ connect, lists }) => offer({ description: `${ORDERS} ${connect} ${lists}` }) },
  ],
  ['noisy', { ...HONEST, notices: () => ['tools', 'prompts', 'server'] }],
  ['refusing most', { ...HONEST, refuses: ({ connect }) => (connect % 3 === 1 ? undefined : GONE) }],
  [
    'of hostile names',
    { offer: () => offer({}, { tools: [{ name: '__proto__' }, { name: 'constructor' }, {}] }) },
  ],
];

describe('all probes', () => {
  test('every folder is registered once, under its own name, with its README and its test', () => {
    const folders = readdirSync(FOLDER).toSorted();
    expect(PROBES.map(({ meta }) => meta.id).toSorted()).toEqual(folders);
    for (const id of folders) {
      expect(readdirSync(join(FOLDER, id)).toSorted()).toEqual(
        ['README.md', `${id}.test.ts`, 'index.ts'].toSorted(),
      );
      const text = readFileSync(join(FOLDER, id, 'README.md'), 'utf8');
      expect(text.startsWith(`# ${id}\n`)).toBe(true);
      expect(text).toMatch(/^\*\*Cannot see\*\*: \S/m);
    }
  });

  test.each(each)('%s says what it is', (id, { meta }) => {
    expect(meta.id).toBe(id);
    expect(id).toMatch(/^[a-z]+(?:-[a-z]+)*$/);
    expect(meta.title).toMatch(/^[A-Z].*[^.]$/);
    expect(meta.about).toMatch(/\.$/);
    expect(meta.references.length).toBeGreaterThan(0);
  });

  test.each(each)('%s plans the same twice, in whole numbers and in words', (_, probe) => {
    fc.assert(
      fc.property(facts, (known) => {
        const plan = probe.plan(known);
        expect(probe.plan(known)).toEqual(plan);
        if (!('steps' in plan)) {
          expect(plan.untestable).toMatch(/\.$/);
          return;
        }
        expect(plan.steps.length).toBeGreaterThan(0);
        for (const { says, times, repeat, relists, waits, calls } of plan.steps) {
          expect(says).toMatch(/^\S.*[^.]$/);
          for (const count of [repeat, relists, waits])
            expect(Number.isInteger(count) && count >= 0).toBe(true);
          expect(times).toBeGreaterThan(0);
          for (const call of calls) expect(known.calls).toContain(call);
        }
        const connections = plan.steps.reduce((sum, { times }) => sum + times, 0);
        expect(connections).toBeLessThanOrEqual(20);
      }),
      { numRuns: 60 },
    );
  });

  test.each(each)(
    '%s keeps to its plan and closes what it opens, whatever a server does',
    async (_, probe) => {
      for (const [, cheat] of CHEATS)
        for (const known of [
          factsOf(),
          factsOf({ transport: 'streamable-http', era: 'modern', revision: '2026-07-28' }),
        ]) {
          if (!('steps' in probe.plan(known))) continue;
          const { world, verdict } = await runProbe(probe, cheat, known);
          expect(world.broken).toEqual([]);
          expect(world.closed).toHaveLength(world.opened.length);
          expect(world.told.length).toBeGreaterThan(0);
          expect(verdict.says).toMatch(/\S/);
          expect(verdict.says.length).toBeLessThanOrEqual(600);
          if (verdict.verdict === 'vulnerable') expect(verdict.evidence.length).toBeGreaterThan(1);
        }
    },
  );

  test.each(each)('%s says the same of the same', async (_, probe) => {
    for (const [, cheat] of CHEATS.slice(1, 4)) {
      const facts = usualFacts(probe);
      const [one, other] = [await runProbe(probe, cheat, facts), await runProbe(probe, cheat, facts)];
      expect(other.verdict).toEqual(one.verdict);
    }
  });

  test.each(each)('%s has no verdict against a server that answers nothing', async (_, probe) => {
    const { verdict, world } = await runProbe(
      probe,
      HONEST,
      usualFacts(probe),
      (made) => (made.problem = GONE),
    );
    expect(verdict.verdict).toMatch(/^(?:inconclusive|not-testable)$/);
    expect(verdict.says).toContain('It ended.');
    expect(world.broken).toEqual([]);
  });

  test.each(each)('%s survives that all ends after any connection or list', async (_, probe) => {
    for (let after = 1; after <= 6; after++) {
      let world: ProbeWorld | undefined;
      let seen = 0;
      const cheat: Cheat = {
        offer: ({ lists }) => {
          if (++seen === after) world!.problem = GONE;
          return lists % 2 === 1 ? poisoned() : offer();
        },
      };
      const { verdict } = await runProbe(probe, cheat, usualFacts(probe), (made) => (world = made));
      expect(world!.closed).toHaveLength(world!.opened.length);
      expect(verdict.verdict).not.toBe('vulnerable');
    }
  });

  test.each(each)('%s ends when it is stopped while it waits', async (_, probe) => {
    const { verdict, world } = await runProbe(
      probe,
      when(({ lists }) => lists > 0),
      usualFacts(probe),
      (made) => (made.isStopped = true),
    );
    expect(world.closed).toHaveLength(world.opened.length);
    expect(verdict.verdict).not.toBe('vulnerable');
  });
});
