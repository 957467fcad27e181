import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseQuery } from '../../../protocol/query/parse.ts';
import { querySpans } from './query-spans.ts';

const drawn = (text: string) => {
  const parsed = parseQuery(text);
  return querySpans(text, parsed.ok ? undefined : parsed.problem)
    .map(({ text: part, kind }) => (kind === 'plain' ? part : `<${kind} ${part}>`))
    .join('');
};

describe('querySpans', () => {
  it.each([
    ['method:ping', '<field method:>ping'],
    ['session:1 or -dir:in', '<field session:>1 <word or> <word -><field dir:>in'],
    ['dur>500ms', '<field dur>>500ms'],
    ['plain words', 'plain words'],
    ['', ''],
  ])('%j', (text, expected) => {
    expect(drawn(text)).toBe(expected);
  });

  it('marks what is wrong where it is wrong', () => {
    expect(drawn('method:ping flavour:red')).toBe('<field method:>ping <wrong flavour><field :>red');
    expect(drawn('method:ping or')).toContain('<wrong');
  });

  it('draws the text and nothing else', () => {
    const unit = fc.constantFrom('method:', 'a', '"', ' ', '(', ')', '-', 'or', '~', '>', '漢', '\u202e');
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 30 }), (text) => {
        expect(
          querySpans(text)
            .map((span) => span.text)
            .join(''),
        ).toBe(text);
      }),
    );
  });
});
