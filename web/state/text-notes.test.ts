import { expect, test } from 'vitest';
import { readJson } from '../../protocol/json/read.ts';
import { lineAt, notesOf } from './text-notes.ts';

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
  expect(['a', 'b', 'c', 'd'].map((letter) => lineAt(text, text.indexOf(letter)))).toEqual([1, 2, 3, 4]);
});
