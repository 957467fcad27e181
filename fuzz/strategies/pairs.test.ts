import { describe, expect, test } from 'vitest';
import { someMaking, somePosition, someTool } from '../../test/fuzz-subjects.ts';
import type { Position } from '../strategy.ts';
import { STRATEGIES } from './index.ts';

/** A tool may count words or lines, and be none the worse for it. */
const counted = (json: string): number[] => {
  const text = String(JSON.parse(json));
  return [text.split(/\s+/).length, text.split('\n').length];
};

const pairsOf = (position: Position): (readonly [string, string, string])[] =>
  STRATEGIES.filter(({ of }) => of === 'value').flatMap((strategy) =>
    strategy.payloads(someTool(position), position).flatMap(({ id, make }) => {
      const made = make(someMaking());
      if (made === undefined || !('json' in made) || !made.json.startsWith('"')) return [];
      return made.expects.flatMap((one) =>
        one.kind === 'differs' ? [[`${strategy.meta.id} ${id}`, made.json, one.same] as const] : [],
      );
    }),
  );

describe.each(['"notes"', '"tea and milk and tea"'])('two texts of a pair, of %s', (seed) => {
  const pairs = pairsOf(somePosition('/body', { seed }));
  test.each(pairs)('%s: are the same to whoever counts', (_, json, same) => {
    expect(counted(json)).toEqual(counted(same));
  });
  test('there are some of each strategy that has any', () => {
    expect(new Set(pairs.map(([id]) => id.split(' ')[0])).size).toBeGreaterThanOrEqual(4);
  });
});
