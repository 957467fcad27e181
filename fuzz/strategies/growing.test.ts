import { describe, expect, test } from 'vitest';
import { someMaking, somePosition, someTool } from '../../test/fuzz-subjects.ts';
import type { Position, Strategy } from '../strategy.ts';
import { redos } from './redos.ts';
import { sizeAndDepth } from './size-and-depth.ts';

/** Values of ascending length that each payload is measured by. */
function sizesOf(strategy: Strategy, position: Position): Map<string, readonly string[]> {
  return new Map(
    strategy.payloads(someTool(position), position).flatMap(({ id, make }) => {
      const slow = make(someMaking())?.expects.find((one) => one.kind === 'slow');
      return slow === undefined ? [] : [[id, slow.sizes] as const];
    }),
  );
}

const rows = somePosition('/rows', { types: ['array'], seed: '["Kim","Lee","Kim"]' });

describe('what is measured by how its cost grows', () => {
  test('are lists that are twice as long each time, of what they held', () => {
    const sizes = sizesOf(sizeAndDepth, rows).get('list-growing')!;
    const counts = sizes.map((json) => (JSON.parse(json) as unknown[]).length);
    expect(counts).toEqual([2_500, 5_000, 10_000, 20_000, 40_000]);
    const longest = JSON.parse(sizes[4]!) as unknown[];
    expect(new Set(longest).size).toBe(longest.length);
    expect(typeof longest[0]).toBe('string');
  });

  test('but none where one of them is so large that they would not fit', () => {
    const large = somePosition('/rows', { types: ['array'], seed: JSON.stringify([{ a: 'a'.repeat(900) }]) });
    expect([...sizesOf(sizeAndDepth, large).keys()]).toEqual([]);
  });

  test.each([
    ['lists', sizeAndDepth, rows],
    ['texts', redos, somePosition('/text')],
    ['texts of a pattern', redos, somePosition('/label', { pattern: '^([a-z]+-?)+$' })],
  ] as [string, Strategy, Position][])(
    '%s: at least three lengths, each longer',
    (_name, strategy, position) => {
      const all = [...sizesOf(strategy, position).values()];
      expect(all.length).toBeGreaterThan(0);
      for (const sizes of all) {
        expect(sizes.length).toBeGreaterThanOrEqual(3);
        expect(sizes.every((json, at) => at === 0 || json.length > sizes[at - 1]!.length)).toBe(true);
      }
    },
  );
});
