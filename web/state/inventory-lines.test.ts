import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SectionName } from '../../protocol/inventory.ts';
import { InventoryLines } from './inventory-lines.ts';

const NAMES: SectionName[] = ['server', 'tools', 'prompts', 'resources', 'templates'];
const linesOf = (counts: readonly number[]) =>
  new InventoryLines(
    counts.map((matched, k) => ({
      section: NAMES[k]!,
      state: 'done',
      total: matched,
      matched,
      marked: 0,
    })),
  );
const counts = fc.array(fc.nat(6), { minLength: 1, maxLength: 5 });

describe('lines of sections', () => {
  it('are a head and its items, for each section', () => {
    fc.assert(
      fc.property(counts, (many) => {
        const lines = linesOf(many);
        const kinds = Array.from({ length: lines.count }, (_, k) => lines.at(k)?.kind);
        expect(kinds).toEqual(many.flatMap((items) => ['head', ...Array<string>(items).fill('item')]));
        expect(lines.at(lines.count)).toBeUndefined();
      }),
    );
  });

  it('lead to a place and back', () => {
    fc.assert(
      fc.property(counts, (many) => {
        const lines = linesOf(many);
        for (let k = 0; k < lines.count; k++) {
          const line = lines.at(k);
          if (line?.kind !== 'item') continue;
          const place = { section: line.section.section, index: line.index };
          expect(lines.lineOf(place)).toBe(k);
          const [from, to] = lines.itemsIn(k, k + 1);
          expect(to - from).toBe(1);
          expect(lines.placeOf(from)).toEqual(place);
        }
      }),
    );
  });

  it.each([
    { at: 0, step: 1, found: { section: 'tools', index: 0 } },
    { at: 4, step: 1, found: { section: 'resources', index: 0 } },
    { at: 4, step: -1, found: { section: 'tools', index: 1 } },
    { at: 0, step: -1, found: { section: 'tools', index: 0 } },
    { at: 99, step: 1, found: { section: 'resources', index: 0 } },
  ])('from line $at by $step the next item is $found', ({ at, step, found }) => {
    // server head, tools head, 2 tools, prompts head, resources head, 1 resource, templates head
    expect(linesOf([0, 2, 0, 1, 0]).itemNear(at, step)).toEqual(found);
  });

  it('have no item where there is none', () => {
    expect(linesOf([0, 0]).itemNear(0, 1)).toBeUndefined();
    expect(linesOf([1]).lineOf({ section: 'server', index: 1 })).toBeUndefined();
    expect(linesOf([1]).lineOf({ section: 'tools', index: 0 })).toBeUndefined();
  });
});
