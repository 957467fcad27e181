import { expect, test } from 'vitest';
import type { ProbeVerdict } from '../../probe/index.ts';
import type { Change, ItemDrift } from '../../protocol/drift.ts';
import { resultOf } from './run-result.ts';

const LOOKED = { connections: 2, lists: 2, calls: 0 };
/** Written as six characters each, where it is written. */
const LONG = '\u0001'.repeat(4000);

function verdict(items: number, text: string): ProbeVerdict {
  const change: Change = {
    kind: 'reworded',
    severity: 'high',
    says: text,
    before: text,
    after: text,
    pointer: text,
  };
  const item = (nth: number): ItemDrift => ({
    section: 'tools',
    name: `${nth} ${text}`,
    nth,
    severity: 'high',
    changes: Array.from({ length: 500 }, () => change),
  });
  return {
    verdict: 'vulnerable',
    says: text,
    evidence: Array.from({ length: 900 }, () => ({ says: text, session: 'ab'.repeat(16) })),
    drift: { severity: 'high', items: Array.from({ length: items }, (_, nth) => item(nth)), unchanged: 1 },
  };
}

test('what a server that turns everything says is kept in a bounded size, the first of it, and the rest is counted', () => {
  const result = resultOf('paging', verdict(3000, LONG), LOOKED);
  const kept = result.drift!.items;
  expect(JSON.stringify(result).length).toBeLessThan(800_000);
  expect(kept.length).toBeGreaterThan(0);
  expect(kept.length + result.more!).toBe(3000);
  expect(kept[0]!.nth).toBe(0);
  expect(kept[0]!.changes).toHaveLength(20);
  expect(kept[0]!.changes[0]!.before).toMatch(/^.{599}…$/su);
  expect(result.evidence).toHaveLength(50);
});

test('what is short stays as it is', () => {
  const short = verdict(1, 'orders another tool');
  short.drift!.items[0]!.changes.length = 20;
  const result = resultOf('paging', short, LOOKED);
  expect(result.drift).toEqual(short.drift);
  expect(result.more).toBeUndefined();
});
