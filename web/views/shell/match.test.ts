import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutAt, matchWords } from './match.ts';

const drawn = (query: string, text: string) => {
  const match = matchWords(query, text);
  return match === undefined
    ? undefined
    : cutAt(text, match.spans)
        .map(({ text: part, isFound }) => (isFound ? `[${part}]` : part))
        .join('');
};

describe('matchWords', () => {
  it.each([
    ['re no', 'Reconnect notebook', '[Re]connect [no]tebook'],
    ['no', 'cannot note', 'cannot [no]te'],
    ['gtt', 'Go to Traffic', '[G]o [t]o [T]raffic'],
    ['xyz', 'Go to Traffic', undefined],
    ['', 'anything', 'anything'],
    ['aa a', 'aaa', '[aa]a'],
  ])('%j in %j', (query, text, expected) => {
    expect(drawn(query, text)).toBe(expected);
  });

  it('prefers whole words at the start', () => {
    const score = (text: string) => matchWords('stop', text)?.score ?? -Infinity;
    expect(score('Stop the session')).toBeGreaterThan(score('Do not stop'));
    expect(score('Do not stop')).toBeGreaterThan(score('nonstop'));
    expect(score('nonstop')).toBeGreaterThan(score('s t o p'));
  });

  it('never loses a character of the text', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (query, text) => {
        const match = matchWords(query, text);
        if (match === undefined || text.toLowerCase().length !== text.length) return;
        expect(
          cutAt(text, match.spans)
            .map((part) => part.text)
            .join(''),
        ).toBe(text);
      }),
    );
  });
});
