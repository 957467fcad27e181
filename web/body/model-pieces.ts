import { modelView } from '../../inspect/views/model-view.ts';
import type { StyledPiece } from './body.ts';
import { splitHidden } from './hidden.ts';
import type { Hit } from './hits.ts';
import { markOf, stretches } from './hits.ts';
import { STYLE } from './layout.ts';

const LONGEST_SHOWN = 4000;

/** A piece, and the characters of the text it stands for. */
export interface ModelPiece {
  piece: StyledPiece;
  from: number;
  to: number;
}

/** What reaches a model, written out: chips for what is hidden, followed by what it spells. `hits` count characters. */
export function modelPieces(text: string, hits: readonly Hit[] = []): ModelPiece[] {
  const pieces: ModelPiece[] = [];
  for (const part of modelView(text)) {
    const over = hits.filter((hit) => hit.from < part.to && Math.max(hit.to, hit.from + 1) > part.from);
    if (part.kind === 'text') {
      for (const stretch of stretches(over, part.from, part.to))
        for (const piece of drawn(text.slice(stretch.from, stretch.to)))
          pieces.push({ piece: { ...piece, ...markOf(stretch) }, from: stretch.from, to: stretch.to });
      continue;
    }
    const { from, to, kind, label } = part;
    const [whole] = stretches(
      over.map((hit) => ({ ...hit, from, to })),
      from,
      to,
    );
    const hit = whole === undefined ? {} : markOf(whole);
    const chip: StyledPiece = { kind: 'hidden', label, text: text.slice(from, to), ...hit };
    pieces.push({ piece: kind === 'markup' ? { ...chip, isQuiet: true } : chip, from, to });
    if (part.text === undefined || part.text === '') continue;
    for (const piece of drawn(part.text.slice(0, LONGEST_SHOWN)))
      pieces.push({ piece: { style: STYLE.decoded, ...piece, isOurs: true, ...hit }, from, to });
    const more = part.text.length - LONGEST_SHOWN;
    if (more > 0) pieces.push({ piece: ours(`… ${more.toLocaleString('en')} more characters`), from, to });
  }
  return pieces;
}

export function ours(text: string): StyledPiece {
  return { kind: 'text', text, style: STYLE.mark, isOurs: true };
}

function drawn(text: string): StyledPiece[] {
  return splitHidden(text, '\n\t');
}
