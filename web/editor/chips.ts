import { splitHidden } from '../body/hidden.ts';
import type { editor } from './monaco.ts';
import { Range } from './monaco.ts';

const MOST_CHIPS = 400;
const LONGEST_LINE_LOOKED_AT = 10_000;

/** Monaco writes these as `[U+202E]` by itself, and controls as pictures of them. */
const DRAWN_BY_MONACO = /^(?:ESC)?[\p{Cc}\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]/u;

/** Labels in front of characters that would not be seen, on these lines. */
export function chipsIn(
  model: editor.ITextModel,
  lines: readonly Pick<Range, 'startLineNumber' | 'endLineNumber'>[],
): editor.IModelDeltaDecoration[] {
  const chips: editor.IModelDeltaDecoration[] = [];
  for (const { startLineNumber, endLineNumber } of lines)
    for (let line = startLineNumber; line <= endLineNumber && chips.length < MOST_CHIPS; line++) {
      let column = 1;
      for (const piece of splitHidden(model.getLineContent(line).slice(0, LONGEST_LINE_LOOKED_AT), '\t')) {
        if (piece.kind !== 'text' && piece.kind !== 'hidden') continue;
        const end = column + piece.text.length;
        if (piece.kind === 'hidden' && !DRAWN_BY_MONACO.test(piece.text))
          chips.push({
            range: new Range(line, column, line, end),
            // A chip is never broken over two lines.
            options: {
              before: { content: piece.label.replaceAll(' ', '\u00a0'), inlineClassName: 'text-chip' },
            },
          });
        column = end;
      }
    }
  return chips;
}
