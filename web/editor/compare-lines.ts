import type { editor } from 'monaco-editor/editor';
import { DefaultLinesDiffComputer } from 'monaco-editor/editor/common/diff/defaultLinesDiffComputer/defaultLinesDiffComputer';

/** ms; what is not found by then is shown as one large difference. The thread of the page waits for it. */
const LONGEST = 40;

const computer = new DefaultLinesDiffComputer();

/** What differs, in the words of the editor. */
export function compareLines(before: editor.ITextModel, after: editor.ITextModel): unknown {
  if (before.isDisposed() || after.isDisposed())
    return { changes: [], identical: false, quitEarly: true, moves: [] };
  const { changes, hitTimeout } = computer.computeDiff(before.getLinesContent(), after.getLinesContent(), {
    ignoreTrimWhitespace: false,
    maxComputationTimeMs: LONGEST,
    computeMoves: false,
    extendToSubwords: false,
  });
  return { changes, identical: changes.length === 0, quitEarly: hitTimeout, moves: [] };
}
