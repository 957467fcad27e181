import { describe, expect, test } from 'vitest';
import type { Cheat, Seen } from '../../../test/probe-world.ts';
import { factsOf, HONEST, runProbe } from '../../../test/probe-world.ts';
import { paging } from './index.ts';

const PAGED = factsOf({ pages: [{ section: 'tools', pages: 2 }] });
const a = { name: 'convert', hash: 'a' };
const b = { name: 'units', hash: 'b' };
const paged = (...pages: { name: string; hash: string }[][]): Cheat => ({ ...HONEST, pages: () => pages });

describe('paging', () => {
  test('one name on two pages with two definitions', async () => {
    const { verdict } = await runProbe(paging, paged([a, b], [{ ...a, hash: 'other' }]), PAGED);
    expect(verdict.verdict).toBe('vulnerable');
    expect(verdict.says).toContain('“convert” stands on page 1 and on page 2 of tools');
    expect(verdict.evidence.filter(({ frame }) => frame !== undefined)).toHaveLength(4);
  });

  test('the honest twin: later pages are counted, a repeated item is the same', async () => {
    const { verdict, world } = await runProbe(paging, paged([a], [a, b]), PAGED);
    expect(verdict.verdict).toBe('not-observed');
    expect(verdict.says).toContain('1 of 3 tools stand on later pages only');
    expect(world.opened).toHaveLength(1);
  });

  test('a list that goes in a circle', async () => {
    const { verdict } = await runProbe(paging, { ...paged([a], [b]), left: 'a cursor came twice' }, PAGED);
    expect(verdict.verdict).toBe('vulnerable');
    expect(verdict.says).toContain('a cursor came twice');
  });

  test('what the walk shows and the list did not', async () => {
    const { verdict } = await runProbe(paging, paged([a], [{ name: 'admin', hash: 'c' }]), PAGED);
    expect(verdict.says).toContain('“admin”');
    expect(verdict.verdict).toBe('vulnerable');
  });

  test('a cursor that was never given: refused, taken for the first page, or a door', async () => {
    const with_ = (names: string[]): Cheat => ({ ...HONEST, badCursor: () => ({ isRefused: false, names }) });
    expect((await runProbe(paging, HONEST)).verdict.verdict).toBe('not-observed');
    const lenient = await runProbe(paging, with_(['convert']));
    expect(lenient.verdict.verdict).toBe('not-observed');
    expect(lenient.verdict.says).toContain('it should be refused');
    const door = await runProbe(paging, with_(['convert', '__proto__']));
    expect(door.verdict.verdict).toBe('vulnerable');
    expect(door.verdict.says).toContain('“__proto__”');
  });

  test('once is inconclusive', async () => {
    const pages = ({ connect }: Seen) => (connect === 1 ? [[a], [{ ...a, hash: 'other' }, b]] : [[a], [b]]);
    expect((await runProbe(paging, { ...HONEST, pages }, PAGED)).verdict.verdict).toBe('inconclusive');
  });

  test('a server without lists is not testable', () => {
    const { offered } = factsOf();
    const items = offered.items.filter(({ section }) => section === 'server');
    expect(paging.plan(factsOf({ offered: { ...offered, items } }))).toHaveProperty('untestable');
  });
});
