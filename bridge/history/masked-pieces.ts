import type { WordPiece } from '../../protocol/baseline.ts';

/** Masks what may stand across pieces: each text as a whole, which keeps its length, and cut again where it was cut. */
export function maskedPieces(pieces: readonly WordPiece[], shown: (text: string) => string): WordPiece[] {
  const textOf = (kind: WordPiece['kind']): string =>
    pieces.map((piece) => (piece.kind === 'same' || piece.kind === kind ? piece.text : '')).join('');
  const [before, after] = [shown(textOf('gone')), shown(textOf('new'))];
  let [old, now] = [0, 0];
  return pieces.map(({ kind, text }) => {
    const inBefore = before.slice(old, old + text.length);
    const inAfter = after.slice(now, now + text.length);
    if (kind !== 'new') old += text.length;
    if (kind !== 'gone') now += text.length;
    if (kind === 'gone') return { kind, text: inBefore };
    if (kind === 'new') return { kind, text: inAfter };
    return { kind, text: both(text, inBefore, inAfter) };
  });
}

/** A character that is masked in either text is masked. */
function both(text: string, before: string, after: string): string {
  if (before === text && after === text) return text;
  return Array.from({ length: text.length }, (_, at) =>
    before[at] === text[at] ? after[at]! : before[at]!,
  ).join('');
}
