import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Change } from '../../../protocol/drift.ts';
import { wordingsOf } from './wordings.ts';

const change = (part: Partial<Change>): Change => ({
  kind: 'reworded',
  severity: 'medium',
  says: 'It is worded otherwise.',
  pointer: '/description',
  ...part,
});

it('shows what stands on one side only, between what both sides share', () => {
  expect(wordingsOf([change({ before: '"Reads a note."', after: '"Reads every note."' })])).toEqual([
    { where: '/description', head: '"Reads ', gone: 'a', added: 'every', tail: ' note."' },
  ]);
});

it('shows a place once, by the change that has both sides', () => {
  const both = change({ before: '"old"', after: '"new"' });
  const found = change({ kind: 'new-finding', after: '"new"' });
  for (const changes of [
    [found, both],
    [both, found],
  ])
    expect(wordingsOf(changes)).toEqual([
      { where: '/description', head: '"', gone: 'old', added: 'new', tail: '"' },
    ]);
  expect(wordingsOf([change({ before: '"same"', after: '"same"' }), change({})])).toEqual([]);
});

it('leaves nothing out of a difference and halves no character', () => {
  const texts = fc.string({ unit: 'binary', maxLength: 20 });
  fc.assert(
    fc.property(texts, texts, texts, texts, (a, b, c, d) => {
      const [before, after] = [a + b + d, a + c + d];
      if (before === after) return;
      const [wording] = wordingsOf([change({ before, after })]);
      expect(wording!.head + wording!.gone + wording!.tail).toBe(before);
      expect(wording!.head + wording!.added + wording!.tail).toBe(after);
      for (const part of [wording!.head, wording!.gone, wording!.added, wording!.tail])
        if (before.isWellFormed() && after.isWellFormed()) expect(part.isWellFormed()).toBe(true);
    }),
  );
});
