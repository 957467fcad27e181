import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TextEdit } from './editor-text.ts';
import { editBetween, EditorText, encodingWords } from './editor-text.ts';

const apply = (text: string, { from, to, text: inserted }: TextEdit) =>
  text.slice(0, from) + inserted + text.slice(to);

/** Text as people paste it: every line end there is, marks, half characters. */
const odd = fc
  .array(
    fc.constantFrom(
      '\r\n', '\r', '\n', '\ufeff', '\u2028', '\ud83d', '\ude00', '😀', 'a', '"', '{', ',', ' ', 'é', '\u202e', '\0',
    ), // prettier-ignore
    { maxLength: 30 },
  )
  .map((parts) => parts.join(''));
/** What an editor reports: it knows no line end but `\n`, and never splits a pair. */
const typed = fc
  .array(fc.constantFrom('\n', 'x', '"', '\u2028', '😀', ' '), { maxLength: 6 })
  .map((p) => p.join(''));

const splits = (text: string, at: number) =>
  /[\ud800-\udbff]/.test(text[at - 1] ?? '') && /[\udc00-\udfff]/.test(text[at] ?? '');

describe('a text in an editor', () => {
  test('is shown with one kind of line end, and without its byte order mark', () => {
    expect(new EditorText('\ufeffa\r\nb\rc\nd\ufeff').shown).toBe('a\nb\nc\nd\ufeff');
  });

  test.each([
    [
      'CRLF stays and is what a new line gets',
      'a\r\nb\r\nc',
      { from: 2, to: 3, text: 'x\ny' },
      'a\r\nx\r\ny\r\nc',
    ],
    ['CR stays and is what a new line gets', 'a\rb\rc', { from: 4, to: 5, text: '\n' }, 'a\rb\r\r'],
    ['a mixed text gets the line end above', 'a\r\nb\nc', { from: 5, to: 5, text: '\nd' }, 'a\r\nb\nc\nd'],
    [
      'the first line gets the line end below',
      'a\r\nb\nc',
      { from: 0, to: 0, text: 'x\n' },
      'x\r\na\r\nb\nc',
    ],
    ['one line gets LF', 'ab', { from: 1, to: 1, text: '\n' }, 'a\nb'],
    ['a byte order mark stays in front', '\ufeffab', { from: 0, to: 1, text: '' }, '\ufeffb'],
    ['deleting a line end deletes both units', 'a\r\nb\r\nc', { from: 1, to: 2, text: '' }, 'ab\r\nc'],
    ['a lone surrogate beside the edit stays', '\ud83dab', { from: 1, to: 2, text: 'x' }, '\ud83dxb'],
    ['U+2028 is no line end', 'a\u2028b\r\n', { from: 3, to: 3, text: 'c' }, 'a\u2028bc\r\n'],
  ])('%s', (_, before, edit, after) => {
    const text = new EditorText(before);
    const shown = apply(text.shown, edit);
    text.edited([edit]);
    expect(text.text).toBe(after);
    expect(text.shown).toBe(shown);
  });

  test('several edits at once (two carets) count in the text before all of them', () => {
    const text = new EditorText('a\r\nb\r\nc');
    text.edited([
      { from: 4, to: 5, text: 'CC' },
      { from: 0, to: 1, text: 'AA' },
    ]);
    expect(text.text).toBe('AA\r\nb\r\nCC');
  });

  test('a lone CR that meets a LF is still two line ends, as the editor shows it', () => {
    const text = new EditorText('a\rX\nb');
    text.edited([{ from: 2, to: 3, text: '' }]);
    expect(text.text).toBe('a\r\nb');
    expect(text.shown).toBe('a\n\nb');
    text.edited([{ from: 3, to: 3, text: '!' }]);
    expect(text.text).toBe('a\r\n!b');
  });

  test('undo brings back the very line ends that were deleted', () => {
    const text = new EditorText('a\r\nb\rc\n');
    text.remember(1);
    text.edited([{ from: 0, to: 6, text: '' }]);
    text.remember(2);
    expect(text.text).toBe('');
    expect(text.restore(1)).toBe(true);
    expect(text.text).toBe('a\r\nb\rc\n');
    expect(text.shown).toBe('a\nb\nc\n');
    expect(text.restore(99)).toBe(false);
    expect(text.text).toBe('a\r\nb\rc\n');
  });

  test('keeps no more versions than fit', () => {
    const text = new EditorText('a'.repeat(3_000_000));
    for (let version = 1; version <= 4; version++) text.remember(version);
    expect([1, 2, 3, 4].map((version) => text.restore(version))).toEqual([false, false, true, true]);
  });
});

describe('whatever is in the text', () => {
  test('an edit in the editor changes exactly what it covers', () => {
    fc.assert(
      fc.property(odd, fc.nat(), fc.nat(), typed, (source, a, b, inserted) => {
        const text = new EditorText(source);
        const { shown } = text;
        const [from, to] = [a % (shown.length + 1), b % (shown.length + 1)].sort((x, y) => x - y) as [
          number,
          number,
        ];
        fc.pre(!splits(shown, from) && !splits(shown, to));
        const [head, tail] = [source.slice(0, text.textAt(from)), source.slice(text.textAt(to))];
        text.edited([{ from, to, text: inserted }]);
        expect(text.text.startsWith(head)).toBe(true);
        expect(text.text.endsWith(tail)).toBe(true);
        const middle = text.text.slice(head.length, text.text.length - tail.length);
        expect(middle.replaceAll(/\r\n|\r/g, '\n')).toBe(inserted);
        expect(text.shown).toBe(apply(shown, { from, to, text: inserted }));
      }),
    );
  });

  test('a change from elsewhere is taken over to the letter, and the editor shows it', () => {
    fc.assert(
      fc.property(odd, fc.array(odd, { maxLength: 4 }), (source, nexts) => {
        const text = new EditorText(source);
        let editor = text.shown;
        for (const next of nexts) {
          const before = text.text;
          const edit = text.become(next);
          expect(edit === undefined).toBe(next === before);
          if (edit !== undefined) {
            expect(splits(editor, edit.from) || splits(editor, edit.to)).toBe(false);
            editor = apply(editor, edit);
          }
          expect(text.text).toBe(next);
          expect(text.shown).toBe(editor);
        }
      }),
    );
  });

  test('edits here and there, in any order, never lose each other', () => {
    const step = fc.record({ isElsewhere: fc.boolean(), a: fc.nat(), b: fc.nat(), text: typed });
    fc.assert(
      fc.property(odd, fc.array(step, { maxLength: 8 }), (source, steps) => {
        const text = new EditorText(source);
        let editor = text.shown;
        for (const { isElsewhere, a, b, text: inserted } of steps) {
          const base = isElsewhere ? text.text : editor;
          const [from, to] = [a % (base.length + 1), b % (base.length + 1)].sort((x, y) => x - y) as [
            number,
            number,
          ];
          if (isElsewhere) {
            const next = apply(base, { from, to, text: inserted });
            const edit = text.become(next);
            if (edit !== undefined) editor = apply(editor, edit);
            expect(text.text).toBe(next);
          } else if (!splits(editor, from) && !splits(editor, to)) {
            text.edited([{ from, to, text: inserted }]);
            editor = apply(editor, { from, to, text: inserted });
          }
          expect(text.shown).toBe(editor);
          expect(text.textAt(editor.length)).toBe(text.text.length);
          expect(text.shownAt(text.text.length)).toBe(editor.length);
        }
      }),
    );
  });

  test('a plain text box tells its edit by how it looks now', () => {
    fc.assert(
      fc.property(odd, odd, (before, after) => {
        expect(apply(before, editBetween(before, after))).toBe(after);
      }),
    );
  });
});

test.each([
  ['{}', 'UTF-8, one line'],
  ['{\n}', 'UTF-8, LF'],
  ['\ufeff{\r\n}', 'UTF-8 with BOM, CRLF'],
  ['{\r}\n', 'UTF-8, mixed LF and CR'],
])('%j is %s', (text, words) => {
  expect(encodingWords(text)).toBe(words);
});
