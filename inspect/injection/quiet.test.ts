import { describe, expect, it } from 'vitest';
import { QuietTexts } from './quiet.ts';

const TEXT = 'Use this before update_entry, which wants the id.';

describe('what is remembered of quiet texts', () => {
  it('knows a text again, and no other', () => {
    const quiet = new QuietTexts();
    quiet.add(TEXT, 'find', []);
    expect(quiet.has(TEXT, 'find', () => false)).toBe(true);
    expect(quiet.has(`${TEXT}!`, 'find', () => false)).toBe(false);
  });

  it('forgets it where a tool that it names came or went', () => {
    const quiet = new QuietTexts();
    quiet.add(TEXT, 'find', [{ skeleton: 'updateentry', isOwn: true }]);
    expect(quiet.has(TEXT, 'find', (name) => name === 'updateentry')).toBe(true);
    expect(quiet.has(TEXT, 'find', () => false)).toBe(false);
  });

  it('reads it again for the tool that it names', () => {
    const quiet = new QuietTexts();
    quiet.add(TEXT, 'update_entry', []);
    expect(quiet.has(TEXT, 'find', () => true)).toBe(false);
    quiet.add(TEXT, 'find', [{ skeleton: 'updateentry', isOwn: true }]);
    expect(quiet.has(TEXT, 'update_entry', () => true)).toBe(false);
  });

  it('remembers no text that is long or asks much, and no more of all than it has room for', () => {
    const quiet = new QuietTexts();
    const long = 'a'.repeat(10_000);
    quiet.add(long, undefined, []);
    expect(quiet.has(long, undefined, () => true)).toBe(false);
    const asked = Array.from({ length: 100 }, (_, k) => ({ skeleton: `t${k}`, isOwn: false }));
    quiet.add(TEXT, undefined, asked);
    expect(quiet.has(TEXT, undefined, () => false)).toBe(false);
    const pages = Array.from({ length: 200 }, (_, k) => `${k} ${'b'.repeat(8000)}`);
    for (const page of pages) quiet.add(page, undefined, []);
    const known = pages.filter((page) => quiet.has(page, undefined, () => true));
    expect(known.length).toBeGreaterThan(0);
    expect(known.length).toBeLessThan(70);
  });
});
