import { describe, expect, it } from 'vitest';
import { attributesOf, tagsIn } from './tags.ts';
import { processorTime } from '../../test/processor-time.ts';

function attributes(text: string): string[][] {
  return [...tagsIn(text)].map((tag) =>
    attributesOf(text, tag).map(({ name, from, to }) => `${name}=${text.slice(from, to)}`),
  );
}

describe('attributes', () => {
  it('are those of the tag itself', () => {
    expect(attributes('<a href="x" id=y>z</a> <b> c = d <i title=\'e\'>')).toEqual([
      ['href=x', 'id=y'],
      [],
      [],
      ['title=e'],
    ]);
  });

  it('are looked for in the tag only, however much text follows', () => {
    const text = '<b>'.repeat(700_000);
    const since = processorTime();
    expect(attributes(text).flat()).toEqual([]);
    // Read to the end of the text for each tag it takes half a minute.
    expect(processorTime() - since).toBeLessThan(10_000);
  });
});
