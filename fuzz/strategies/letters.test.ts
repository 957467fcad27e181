import { expect, test } from 'vitest';
import { someMaking, somePosition, someTool } from '../../test/fuzz-subjects.ts';
import { unicode } from './unicode.ts';

test.each([11, 12, 20, 63, 255, 256])(
  'a text of whole pairs, made shorter at %i, ends in half of one',
  (at) => {
    const label = somePosition('/label');
    const texts = unicode
      .payloads(someTool(label), label)
      .map(({ make }) => make(someMaking()))
      .flatMap((made) => (made !== undefined && 'json' in made ? [String(JSON.parse(made.json))] : []));
    const whole = texts.filter((text) => text.isWellFormed() && text.length > at);
    expect(whole.some((text) => !text.slice(0, at).isWellFormed())).toBe(true);
  },
);
