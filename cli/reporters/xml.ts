import { jsonEscapes, UNSEEN } from '../../protocol/unseen.ts';

export function quoted(text: string): string {
  return `"${escaped(text)}"`;
}

/** Also what no XML 1.0 may hold, whichever way it is written. */
export function escaped(text: string): string {
  return text
    .replace(UNSEEN, jsonEscapes)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
