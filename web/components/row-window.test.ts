import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RowWindow, TALLEST } from './row-window.ts';

function windowOf(count: number, viewport = 600, rowHeight = 24): RowWindow {
  const rows = new RowWindow(rowHeight);
  rows.resize(count, viewport);
  return rows;
}

describe('RowWindow', () => {
  it('is the browser’s own scrolling while everything fits', () => {
    const rows = windowOf(1000);
    expect(rows.height).toBe(24_000);
    rows.scrolled(1200);
    expect(rows.stretch(0)).toEqual({ first: 50, last: 75, y: 1200 });
  });

  it('reaches the first and the last of ten million rows', () => {
    const rows = windowOf(10_000_000);
    expect(rows.height).toBe(TALLEST);
    rows.scrolled(TALLEST - 600);
    expect(rows.stretch(0).last).toBe(10_000_000);
    expect(rows.isAtEnd).toBe(true);
    rows.scrolled(0);
    expect(rows.stretch(0).first).toBe(0);
  });

  it('moves row by row with the wheel, however many rows there are', () => {
    const rows = windowOf(10_000_000);
    rows.goTo(24 * 5_000_000);
    const before = rows.stretch(0).first;
    rows.scrolled(rows.settle() + 48);
    expect(rows.stretch(0).first).toBe(before + 2);
    const seen = rows.stretch(0);
    const scrollTop = rows.settle();
    expect(rows.stretch(0).y - scrollTop).toBe(seen.first * 24 - rows.position);
  });

  it('does not stop at an edge of the bar that is not an edge of the rows', () => {
    const rows = windowOf(10_000_000);
    rows.goTo(24 * 1000);
    let scrollTop = rows.settle();
    for (let steps = 0; steps < 2000 && rows.position > 0; steps++) {
      scrollTop = Math.max(0, scrollTop - 100);
      rows.scrolled(scrollTop);
      if (rows.needsSettling) scrollTop = rows.settle();
    }
    expect(rows.position).toBe(0);
  });

  it('says where to scroll for a row, and nowhere when it is in view', () => {
    const rows = windowOf(1000);
    expect(rows.reveal(3)).toBeUndefined();
    expect(rows.reveal(25)).toBe(24);
    rows.goTo(2400);
    expect(rows.reveal(10)).toBe(240);
    expect(rows.reveal(500, true)).toBe(12_000 - 288);
  });

  it('draws what is in view and never a row that is not there', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 20_000_000 }),
        fc.integer({ min: 1, max: 3000 }),
        fc.array(fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: -400, max: 400 })), {
          maxLength: 20,
        }),
        (count, viewport, moves) => {
          const rows = windowOf(count, viewport);
          const most = Math.max(0, rows.height - viewport);
          let scrollTop = 0;
          for (const move of moves) {
            const next = Number.isInteger(move) ? scrollTop + move : move * most;
            scrollTop = Math.max(0, Math.min(most, next));
            rows.scrolled(scrollTop);
            const { first, last, y } = rows.stretch(0);
            expect(first).toBeGreaterThanOrEqual(0);
            expect(last).toBeLessThanOrEqual(count);
            if (count === 0) continue;
            // The rows cover the viewport from its top on.
            expect(y).toBeLessThanOrEqual(scrollTop + 0.001);
            const bottom = y + (last - first) * rows.rowHeight;
            expect(bottom).toBeGreaterThanOrEqual(
              Math.min(scrollTop + viewport, count * rows.rowHeight) - 0.001,
            );
          }
        },
      ),
    );
  });
});
