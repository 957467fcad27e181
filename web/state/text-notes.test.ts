import { expect, test } from 'vitest';
import { readJson } from '../../protocol/json/read.ts';
import { lineEndsIn, notesOf } from './text-notes.ts';

const words = (text: string) =>
  notesOf(readJson(text), ['params', 'arguments'], []).map((note) => note.words);

test.each([
  ['{"id": 9007199254740991}', []],
  ['{"id": 9007199254740993}', ['id is beyond what most readers keep exactly (2⁵³)']],
  ['{"a": 1, "a": 2}', ['key "a" stands twice']],
  ['{"a": 1,}', ['line 1: A comma with nothing after it.']],
  ['{\r\n"a": 1 // x\r\n}', ['line 2: JSON has no comments; most servers refuse them.']],
  ['{"a": "\\ud800"}', []],
  ['{"a": "\ud800"}', ['half a character (lone surrogate) is sent as U+FFFD; write it as an escape']],
  ['{"a": "😀"}', []],
])('%j', (text, expected) => {
  expect(words(text)).toEqual(expected);
});

test('what a schema says points at the value it is about, when it is there', () => {
  const text = '{"params": {"arguments": {"limit": "x"}}}';
  const complaint = (pointer: string) => ({ pointer, keyword: 'type', words: 'must be integer' });
  const notes = notesOf(
    readJson(text),
    ['params', 'arguments'],
    [complaint('/limit'), complaint('/gone'), complaint('')],
  );
  expect(notes.map((note) => note.words)).toEqual([
    'limit: must be integer',
    'gone: must be integer',
    'must be integer',
  ]);
  expect(text.slice(notes[0]!.span!.from, notes[0]!.span!.to)).toBe('"x"');
  expect(notes[1]!.span).toBeUndefined();
});

test('lines end as they do in the text', () => {
  const text = 'a\r\nb\rc\nd';
  expect(['a', 'b', 'c', 'd'].map((letter) => lineEndsIn(text, 0, text.indexOf(letter)))).toEqual([
    0, 1, 2, 3,
  ]);
});

test('many faults in a long text are told with their lines in one pass', () => {
  const textWith = (faults: number): string =>
    `{\n${'"a": [1,],\n'.repeat(faults)}"pad": "${'x'.repeat(900_000)}"\n, "a": [1,]\r\n}`;
  const text = textWith(199);
  // The least of some, which others on the machine did not interrupt.
  const costOf = (one: string): number =>
    Math.min(
      ...Array.from({ length: 5 }, () => {
        const began = performance.now();
        words(one);
        return performance.now() - began;
      }),
    );
  // A pass from the start for each took a hundred times as long as for one.
  expect(costOf(text)).toBeLessThan(20 * costOf(textWith(0)) + 1000);
  const commas = words(text).filter((one) => one.startsWith('line '));
  expect(commas.slice(0, 2)).toEqual([
    'line 2: A comma with nothing after it.',
    'line 3: A comma with nothing after it.',
  ]);
});
