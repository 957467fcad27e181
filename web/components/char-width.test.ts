import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutMiddle } from './char-width.ts';

describe('cutMiddle', () => {
  it.each([
    ['short', 10, 'short'],
    ['notifications/tools/list_changed', 22, 'notificat…/list_changed'.slice(0, 22)],
    ['npx -y @scope/server /home/alice/work', 24, 'npx -y @scope/…'],
  ])('%j in %d columns keeps its end', (text, columns, start) => {
    const cut = cutMiddle(text, columns);
    expect(cut.length).toBeLessThanOrEqual(columns);
    expect(cut.startsWith(start.slice(0, 5))).toBe(true);
    expect(cut.slice(-4)).toBe(text.slice(-4));
  });

  it('fits, and never cuts a character in half', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 80 }),
        fc.integer({ min: 4, max: 40 }),
        (text, columns) => {
          const cut = cutMiddle(text, columns);
          expect(cut.length).toBeLessThanOrEqual(Math.max(columns, 4) + 1);
          expect(cut.isWellFormed()).toBe(true);
        },
      ),
    );
  });
});
