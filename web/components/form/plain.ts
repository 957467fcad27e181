import { splitHidden } from '../../body/hidden.ts';

/** Server text where only plain text can stand (an option, a label): what would not be seen is named. */
export function plainOf(text: string, most = 200): string {
  const shown = splitHidden(text.slice(0, most))
    .map((piece) => (piece.kind === 'text' ? piece.text : `⟦${piece.label}⟧`))
    .join('');
  return text.length > most ? `${shown}…` : shown;
}
