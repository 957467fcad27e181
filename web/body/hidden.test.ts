import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitHidden, withoutHidden } from './hidden.ts';
import { splitBytes } from './utf8.ts';

const drawn = (text: string, keep = '') =>
  splitHidden(text, keep)
    .map((piece) => (piece.kind === 'text' ? piece.text : `<${piece.label}>`))
    .join('');

describe('splitHidden', () => {
  it.each([
    ['plain text, naïve 漢字', 'plain text, naïve 漢字'],
    ['a\u200bb', 'a<U+200B ZWSP>b'],
    ['a\u202egpj.exe', 'a<U+202E RLO>gpj.exe'],
    ['\u001b[31mred\u001b[0m', '<ESC[31m>red<ESC[0m>'],
    ['\u001b]0;title\u0007', '<ESC>]0;title<BEL>'],
    ['\u200b\u200b\u200b', '<U+200B ZWSP ×3>'],
    ['x' + '\u{e0041}\u{e0042}'.repeat(59), 'x<TAG ×118>'],
    ['\u200b\u200c'.repeat(32), '<ZERO-WIDTH ×64>'],
    ['\u200b\u200c', '<U+200B ZWSP><U+200C ZWNJ>'],
    ['a\ufe01\ufe02\ufe03', 'a<VS ×3>'],
    ['line\nnext', 'line<LF>next'],
    ['\ud800x', '<U+D800>x'],
    ['\ue000', '<U+E000>'],
    ['⚠️ and 👩‍💻', '⚠️ and 👩<U+200D ZWJ>💻'],
    ['a\ufe0f', 'a<U+FE0F VS>'],
    ['a\u200db', 'a<U+200D ZWJ>b'],
    ['a\u00a0b', 'a<U+00A0 NBSP>b'],
    ['\u202e\u200b'.repeat(12), '<U+202E RLO><U+200B ZWSP>'.repeat(12)],
    ['\u202e\u200b'.repeat(500), `${'<U+202E RLO><U+200B ZWSP>'.repeat(12)}<MORE HIDDEN ×976>`],
    ['\u202ea\u200b'.repeat(20), '<U+202E RLO>a<U+200B ZWSP>'.repeat(20)],
    ['', ''],
  ])('%j', (text, expected) => {
    expect(drawn(text)).toBe(expected);
  });

  it('leaves what it is told to', () => {
    expect(drawn('a\n\tb\r', '\n\t')).toBe('a\n\tb<CR>');
  });

  it('loses nothing, and leaves no control or bidi character to be drawn', () => {
    const unit = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 3 }),
      fc.constantFrom(
        '\u200b',
        '\u202e',
        '\u2066',
        '\u200d',
        '\ufe0f',
        '\u{e0041}',
        '\u001b[1m',
        '\u001b[',
        '👩',
        '\ud800',
        '\u061c',
        'a',
      ),
    );
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 40 }), (parts) => {
        const text = parts.join('');
        const pieces = splitHidden(text);
        expect(pieces.map((piece) => ('text' in piece ? piece.text : '')).join('')).toBe(text);
        const shown = pieces
          .map((piece) => (piece.kind === 'text' ? piece.text : 'label' in piece ? piece.label : ''))
          .join('|');
        expect(shown).not.toMatch(
          /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u,
        );
        expect(withoutHidden(text)).not.toMatch(/[\u0000-\u001f\u202a-\u202e\u2066-\u2069]/u);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('splitBytes', () => {
  it.each([
    [[0x61, 0xff, 0x62], 'a[0xFF]b'],
    [[0xc0, 0xaf], '[0xC0 0xAF]'],
    [[0xed, 0xa0, 0x80], '[0xED 0xA0 0x80]'],
    [[0xe6, 0xbc], '[0xE6 0xBC]'],
    [[0x80, 0x80, 0x80, 0x80, 0x80], '[5 bytes, not UTF-8]'],
    [[0xef, 0xbb, 0xbf, 0x61], '<U+FEFF BOM>a'],
  ])('%j', (bytes, expected) => {
    const shown = splitBytes(new Uint8Array(bytes))
      .map((piece) =>
        piece.kind === 'text' ? piece.text : piece.kind === 'bytes' ? `[${piece.label}]` : `<${piece.label}>`,
      )
      .join('');
    expect(shown).toBe(expected);
  });
});
