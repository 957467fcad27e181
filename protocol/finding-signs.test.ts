import { describe, expect, test } from 'vitest';
import type { Confidence, Evidence } from './finding.ts';
import { signsOf, sureWords } from './finding-signs.ts';

const place = (from: number, id?: string): Evidence => ({
  frame: 1,
  part: 'payload',
  from,
  to: from + 5,
  ...(id === undefined ? {} : { sign: { id, says: `says ${id}` } }),
});

describe('the signs of a finding', () => {
  test('are told once each, with all their places, in the order of the finding', () => {
    const evidence = [place(30, 'conceal'), place(0, 'wording'), place(3, 'wording'), place(9)];
    expect(signsOf({ evidence })).toEqual([
      { id: 'conceal', says: 'says conceal', places: [0] },
      { id: 'wording', says: 'says wording', places: [1, 2] },
    ]);
    expect(signsOf({ evidence: [place(0)] })).toEqual([]);
  });

  test('may be called as what every object has', () => {
    expect(signsOf({ evidence: [place(0, '__proto__'), place(4, 'constructor')] })).toHaveLength(2);
  });

  test.each<[string, Confidence, (string | undefined)[]]>([
    ['three independent signs', 'firm', ['a', 'b', 'c', 'c']],
    ['one sign alone, worth a look', 'tentative', ['a', 'a']],
    ['two independent signs, and its wording', 'firm', ['a', 'wording', 'b', 'wording']],
    ['one sign, and its wording', 'firm', ['a', 'wording']],
    ['its wording alone, worth a look', 'tentative', ['wording', 'wording']],
    ['11 independent signs', 'firm', [...'abcdefghijk']],
    ['by structure', 'certain', [undefined]],
    ['several independent signs', 'firm', [undefined]],
    ['worth a look', 'tentative', [undefined]],
  ])('say why it is as sure as it is: %s', (words, confidence, ids) => {
    expect(sureWords({ confidence, evidence: ids.map((id, at) => place(at * 9, id)) })).toBe(words);
  });
});
