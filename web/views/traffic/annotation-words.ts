import type { RowAnnotation } from '../../../protocol/annotation.ts';

/** As CSS; without one, that of everything that is ours. */
export function colourOf({ colour }: RowAnnotation): string {
  return colour === undefined ? 'var(--accent)' : `var(--mark-${colour})`;
}

const MOST = 60;

/** A note in a row: its first line, cut. */
export function firstLine(note: string): string {
  const line = note.trim().split(/[\r\n]/, 1)[0] ?? '';
  const characters = Array.from(line);
  return characters.length > MOST || line.length < note.trim().length
    ? `${characters.slice(0, MOST).join('')}…`
    : line;
}
