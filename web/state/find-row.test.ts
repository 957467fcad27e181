import { describe, expect, it } from 'vitest';
import type { FrameDetail, FrameSummary } from '../../protocol/frame.ts';
import { findRow } from './find-row.ts';
import type { Row } from './row-cache.ts';

const session = 'a'.repeat(32);
const summary = (n: number): FrameSummary => ({
  n, session, seq: n, wall: 0, mono: 0, channel: 'stdout', toward: 'client', leg: 'server',
  author: 'server', kind: 'notification', bytes: 1,
}); // prettier-ignore

/** A journal in which every third frame matches. */
function world(total: number) {
  let asked = 0;
  const api = {
    frame: (_: string, seq: number) =>
      Promise.resolve({ ok: true as const, value: { summary: summary(seq) } as FrameDetail }),
    rows: ({ from }: { from: number }) => {
      asked++;
      const rows: Row[] = [summary(from * 3)];
      return Promise.resolve({
        ok: true as const,
        value: { total, complete: true, from, rows, recorded: total * 3, head: total * 3 },
      });
    },
  };
  const find = (seq: number) =>
    findRow(api, { session, seq }, { q: 'x', mode: 'frames', total }, () => undefined);
  return { find, asked: () => asked };
}

describe('findRow', () => {
  it('finds any of a million rows with some twenty questions', async () => {
    for (const index of [0, 1, 499_999, 777_777, 999_999]) {
      const { find, asked } = world(1_000_000);
      expect(await find(index * 3)).toBe(index);
      expect(asked()).toBeLessThanOrEqual(20);
    }
  });

  it('says so when the frame is not among the matches', async () => {
    const { find, asked } = world(1_000_000);
    expect(await find(1_000_001)).toBeUndefined();
    expect(asked()).toBeLessThanOrEqual(21);
    expect(await world(0).find(3)).toBeUndefined();
  });
});
