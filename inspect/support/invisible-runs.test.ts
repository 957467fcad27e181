import { expect, it } from 'vitest';
import { codesInWords, invisibleRuns, splitsWord } from './invisible-runs.ts';

it('joins what stands together and leaves out what is in place', () => {
  const text = 'a\u200b\u200bb می\u200cخواهم c\u200cd';
  const runs = invisibleRuns(text, /[\u200b-\u200d]+/gu);
  expect(runs.map(({ from, to }) => text.slice(from, to))).toEqual(['\u200b\u200b', '\u200c']);
  expect(splitsWord(text, runs[0]!)).toBe(true);
  expect(codesInWords([0x200b, 0x2060, 0x200b])).toBe('U+200B ×2, U+2060');
});
