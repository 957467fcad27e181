import { describe, expect, test } from 'vitest';
import { nearMiss } from './near-misses.ts';
import { movesOf, stepsFor } from './reading-steps.ts';
import { readPattern } from './read-pattern.ts';
import { processorTime } from '../../test/processor-time.ts';

/** How many steps a text takes a reader, as it is counted here. */
function steps(pattern: string, text: string): number {
  return stepsFor(movesOf(readPattern(pattern)!)!, text, 1_000_000);
}

describe('a near miss takes ever longer', () => {
  test.each([
    ['a repetition inside of a repetition', '^([a-z]+-?)+$'],
    ['one beside another of the same letters', '(x+x+)+y'],
    ['choices that begin alike', '^(a|aa)+$'],
    ['a choice that may be nothing', '^(a|a?)+$'],
    ['an address for mail, as it is often written', '^([a-zA-Z0-9])(([.-]|_+)?([a-zA-Z0-9]+))*@[a-z]+$'],
    ['words and spaces', '^(\\w+\\s?)*$'],
    ['lists in an address', '^/a/([^/]+(?:,[^/]+)*)$'],
  ])('%s', (_name, pattern) => {
    const found = nearMiss(pattern);
    expect(found?.isExponential).toBe(true);
    const lengths = found!.sizes.map((text) => text.length);
    expect(lengths).toHaveLength(4);
    expect([...lengths].sort((one, other) => one - other)).toEqual(lengths);
    expect(lengths.at(-1)).toBeLessThan(200);
    expect(found!.sizes.some((text) => new RegExp(pattern).test(text.slice(0, 4)))).toBeDefined();
    // Twice the pumps, far more than four times the steps.
    const [short] = found!.sizes;
    const half = short!.slice(0, Math.ceil(short!.length / 2)) + short!.slice(-1);
    expect(steps(pattern, short!)).toBeGreaterThan(8 * steps(pattern, half));
  });

  test.each([
    ['white space at an end', '\\s+$'],
    ['anything, three times', '^.*.*.*=$'],
  ])('by a power of its length: %s', (_name, pattern) => {
    const found = nearMiss(pattern);
    expect(found?.isExponential).toBe(false);
    expect(Math.max(...found!.sizes.map((text) => text.length))).toBeLessThanOrEqual(60_300);
  });
});

describe('nothing is made of', () => {
  test.each([
    ['one way to read each text', '^[a-z0-9-]+$'],
    ['a day', '^\\d{4}-\\d\\d-\\d\\d$'],
    ['words with one sign between', '^[a-z]+(?:-[a-z]+)*$'],
    ['an id', '^[a-f0-9]{8}(-[a-f0-9]{4}){3}-[a-f0-9]{12}$'],
    ['nothing', ''],
  ])('%s', (_name, pattern) => {
    expect(nearMiss(pattern)).toBeUndefined();
  });

  test.each([
    ['a bracket too many', '(a+)+$)'],
    ['a bracket too few', '((a+)+$'],
    ['what looks back', '(a+)\\1+$'],
    ['a list without an end', '[a-z'],
    ['a range turned round', '[z-a]+'],
    ['a depth nobody needs', `${'('.repeat(500)}a+${')+'.repeat(500)}$`],
    ['a length nobody needs', '(a+)+'.repeat(1_000)],
    ['copies of copies', '((((a{999}){999}){999}){999}){999}$'],
    ['half of a pair', '(\ud800+)+$\udfff'],
  ])('%s, and it does not take long', (_name, pattern) => {
    const begun = processorTime();
    nearMiss(pattern);
    expect(processorTime() - begun).toBeLessThan(10_000);
  });
});

test.each([
  ['^a+$', 'aaa', true],
  ['[^,]\\d{2}', 'x12', true],
  ['^(?:a|b){3}$', 'aba', true],
  ['\\u0041\\x42\\cA?', 'AB', true],
  ['^a$', 'b', false],
  ['^(a*)*$', 'b', false],
])('reads %s as the engine does: %j', (pattern, text, isFound) => {
  expect(new RegExp(pattern).test(text)).toBe(isFound);
  const found = readPattern(`^(?:${pattern})`);
  expect(found).toBeDefined();
  expect(steps(pattern, text)).toBeLessThan(1_000);
});
