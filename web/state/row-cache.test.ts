import { describe, expect, it } from 'vitest';
import type { FrameSummary } from '../../protocol/frame.ts';
import { frameOf, RowCache } from './row-cache.ts';

function frame(n: number): FrameSummary {
  return {
    n, session: 'a'.repeat(32), seq: n, wall: 0, mono: 0, channel: 'stdout', toward: 'client', leg: 'server',
    author: 'server', kind: 'notification', bytes: 1,
  }; // prettier-ignore
}
const rows = (...ns: number[]) => ns.map(frame);
const numbers = (cache: RowCache, from: number, to: number) =>
  Array.from({ length: to - from }, (_, k) => {
    const row = cache.at(from + k);
    return row === undefined ? undefined : frameOf(row).n;
  });

describe('RowCache', () => {
  it('keeps what it has while new rows come at the end', () => {
    const cache = new RowCache();
    cache.take({ total: 100, complete: true, from: 98, rows: rows(98, 99) }, [98, 100]);
    expect(cache.take({ total: 103, complete: true, from: 101, rows: rows(101, 102) }, [98, 100])).toBe(0);
    expect(numbers(cache, 98, 103)).toEqual([98, 99, undefined, 101, 102]);
    expect(cache.missing(98, 103)).toEqual([100, 101]);
    expect(cache.missing(101, 200)).toBeUndefined();
  });

  it('moves what it has when older matches are found', () => {
    const cache = new RowCache();
    cache.take({ total: 10, complete: false, from: 8, rows: rows(508, 509) }, [8, 10]);
    expect(cache.take({ total: 25, complete: true, from: 23, rows: rows(508, 509) }, [8, 10])).toBe(15);
    expect(numbers(cache, 22, 25)).toEqual([undefined, 508, 509]);
    expect(cache.missing(20, 25)).toEqual([20, 23]);
  });

  it('starts again when nothing fits, keeping the distance from the end', () => {
    const cache = new RowCache();
    cache.take({ total: 10, complete: true, from: 0, rows: rows(0, 1, 2) }, [0, 3]);
    expect(cache.take({ total: 4, complete: true, from: 0, rows: rows(50, 51) }, [0, 3])).toBe(-6);
    expect(numbers(cache, 0, 3)).toEqual([50, 51, undefined]);
  });

  it('never holds more than a few thousand rows', () => {
    const cache = new RowCache();
    for (let from = 0; from < 1_000_000; from += 200) {
      const page = Array.from({ length: 200 }, (_, k) => frame(from + k));
      cache.take({ total: 1_000_000, complete: true, from, rows: page }, [from, from + 200]);
      expect(cache.size).toBeLessThanOrEqual(3000);
    }
    expect(numbers(cache, 999_999, 1_000_000)).toEqual([999_999]);
    expect(cache.at(0)).toBeUndefined();
  });
});
