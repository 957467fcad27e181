import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { completeQuery } from './complete.ts';
import { FIELDS } from './fields.ts';
import { parseQuery } from './parse.ts';

const vocabulary = {
  methods: [{ word: 'tools/call' }, { word: 'tools/list' }, { word: 'ping' }],
  names: [{ word: 'read file' }, { word: 'echo' }],
};

/** Completes at the bar and gives every text that could come out. */
function complete(marked: string): string[] {
  const cursor = marked.indexOf('|');
  const text = marked.replace('|', '');
  const { from, to, suggestions } = completeQuery(text, cursor, vocabulary);
  return suggestions.map((one) => text.slice(0, from) + one.insert + text.slice(to));
}

describe('completeQuery', () => {
  it('offers every field at the beginning of a term', () => {
    const names = completeQuery('', 0).suggestions.map((one) => one.label);
    for (const field of FIELDS) expect(names).toContain(field.name);
    expect(complete('is:error |')).toContain('is:error method:');
    expect(complete('(|')).toContain('(method:');
    expect(complete('-|')).toContain('-method:');
  });

  it.each([
    ['met|', 'method:'],
    ['x me| y', 'x method: y'],
    ['err|', 'is:error'],
    ['method:to|', 'method:tools/call'],
    ['method:call|', 'method:tools/call'],
    ['a -method:pi| b', 'a -method:ping b'],
    ['tool:re|', 'tool:"read file"'],
    ['tool:"re|', 'tool:"read file"'],
    ['tool:"re|" x', 'tool:"read file" x'],
    ['kind:|', 'kind:error'],
    ['kind:no|', 'kind:notification'],
    ['kind:no|tif', 'kind:notification'],
    ['dur>|', 'dur>500ms'],
    ['a o|', 'a or'],
  ])('%s', (marked, expected) => {
    expect(complete(marked)).toContain(expected);
  });

  it('offers nothing inside quoted text and after an unknown field', () => {
    expect(complete('"some |')).toEqual([]);
    expect(complete('nofield:|')).toEqual([]);
  });

  it('never throws, and what it offers for a choice is understood', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: -5, max: 50 }), (text, cursor) => {
        const { from, to } = completeQuery(text, cursor, vocabulary);
        return from >= 0 && from <= to && to <= text.length;
      }),
    );
    for (const field of FIELDS)
      for (const one of completeQuery(`${field.name}:`, field.name.length + 1, vocabulary).suggestions) {
        if (one.kind === 'value') expect(parseQuery(`${field.name}:${one.insert}`).ok).toBe(true);
      }
  });
});
