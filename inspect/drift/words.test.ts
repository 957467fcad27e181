import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { wordDiff } from './words.ts';
import { processorTime } from '../../test/processor-time.ts';

function written(before: string, after: string): string {
  return wordDiff(before, after)
    .map(({ kind, text }) => (kind === 'same' ? text : kind === 'gone' ? `[-${text}-]` : `[+${text}+]`))
    .join('');
}

describe('wordDiff', () => {
  test.each([
    ['', '', ''],
    ['same words', 'same words', 'same words'],
    ['', 'new', '[+new+]'],
    ['gone', '', '[-gone-]'],
    ['Reads a file.', 'Writes a file.', '[-Reads-][+Writes+] a file.'],
    ['Reads a file.', 'Reads a file. Always.', 'Reads a file.[+ Always.+]'],
    ['a b c d', 'a c x d', 'a [-b -]c[+ x+] d'],
    ['one word', 'oneword', '[-one word-][+oneword+]'],
    ['読み出す', '書き出す', '[-読み-][+書き+]出す'],
  ])('%j → %j', (before, after, expected) => {
    const pieces = wordDiff(before, after);
    expect(
      pieces
        .filter(({ kind }) => kind !== 'new')
        .map(({ text }) => text)
        .join(''),
    ).toBe(before);
    expect(
      pieces
        .filter(({ kind }) => kind !== 'gone')
        .map(({ text }) => text)
        .join(''),
    ).toBe(after);
    expect(written(before, after)).toBe(expected);
  });

  test('an invisible character is a piece of its own', () => {
    expect(wordDiff('pass word', 'pass\u200bword \u{e0041}\u{e0042}')).toEqual(
      expect.arrayContaining([
        { kind: 'new', text: '\u200b' },
        { kind: 'new', text: '\u{e0041}' },
        { kind: 'new', text: '\u{e0042}' },
      ]),
    );
    expect(wordDiff('a\u200bb', 'a\u200bb')).toEqual([
      { kind: 'same', text: 'a' },
      { kind: 'same', text: '\u200b' },
      { kind: 'same', text: 'b' },
    ]);
  });

  test('the pieces of each side put together are its text, for any two texts', () => {
    const some = fc.array(fc.constantFrom('a', 'b', ' ', '.', '\u200b', 'é', '語', '\ud800', '\n', '😀'), {
      maxLength: 40,
    });
    fc.assert(
      fc.property(some, some, (one, other) => {
        const [before, after] = [one.join(''), other.join('')];
        const pieces = wordDiff(before, after);
        const side = (not: 'gone' | 'new'): string =>
          pieces.flatMap(({ kind, text }) => (kind === not ? [] : [text])).join('');
        expect(side('new')).toBe(before);
        expect(side('gone')).toBe(after);
        expect(pieces.every(({ text }) => text !== '')).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test('finds the shortest way for a text with a few words changed', () => {
    const words = Array.from({ length: 3000 }, (_, k) => `word${k}`);
    const changed = words.map((word, k) => (k % 100 === 7 ? 'other' : word));
    const pieces = wordDiff(words.join(' '), changed.join(' '));
    expect(pieces.filter(({ kind }) => kind === 'new')).toHaveLength(30);
    expect(pieces.filter(({ kind }) => kind === 'gone')).toHaveLength(30);
  });

  test('two texts that have nothing in common take no long time', () => {
    const began = processorTime();
    const pieces = wordDiff('ab '.repeat(15_000), 'c.'.repeat(15_000));
    expect(pieces.map(({ kind }) => kind)).toContain('new');
    wordDiff('x '.repeat(500_000), 'y '.repeat(500_000));
    expect(processorTime() - began).toBeLessThan(15_000);
  });
});
