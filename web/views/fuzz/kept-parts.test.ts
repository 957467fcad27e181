import { expect, it } from 'vitest';
import { keptParts } from './kept-parts.ts';

const marked = (text: string, shorter: string): string =>
  keptParts(text, shorter)
    .map((part) => (part.isKept ? part.text : `[${part.text}]`))
    .join('');

it.each([
  ['"../../../../tmp/x"', '"../../tmp/x"', /^"(?=.*\[)[^[]*(\[[./]*\][^[]*)+"$/],
  ['"a; cat b"', '"; cat b"', /^"\[a\]; cat b"$/],
  ['"😀x"', '"x"', /^"\[😀\]x"$/],
  ['abc', 'abc', /^abc$/],
  ['abc', '', /^\[abc\]$/],
  ['abc', 'axc', /^a\[b\]c$/],
])('marks what was left out of %s to get %s', (text, shorter, wanted) => {
  expect(marked(text, shorter)).toMatch(wanted);
  expect(
    keptParts(text, shorter)
      .map((part) => part.text)
      .join(''),
  ).toBe(text);
});

it('keeps all of the shorter text that is in the longer one', () => {
  const [text, shorter] = ['../../../../../../../tmp/files/../outside.txt', '../../../tmp/outside.txt'];
  const kept = keptParts(text, shorter).filter(({ isKept }) => isKept);
  expect(kept.map((part) => part.text).join('')).toBe(shorter);
});
