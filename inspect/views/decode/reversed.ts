import type { Stretch } from '../decode.ts';
import { isTelling } from './known-words.ts';

/** Pieces of common words from behind. */
const TELLING = [' eht ', ' uoy ', 'ruoy ', 'noitcurtsni', 'suoiverp', 'erongi', 'metsys'];
const SHORTEST = 12;
/** Known words, among them; "dna" and "but" are words both ways. */
const FEWEST_WORDS = 3;

export function looksReversed(text: string): boolean {
  if (text.length < SHORTEST || !text.includes(' ')) return false;
  for (const piece of TELLING) if (text.includes(piece)) return true;
  return false;
}

/** Lines that come to words when read from behind. Where a word stood in such a line is not told. */
export function* reversedIn(text: string, most: number): Generator<Stretch> {
  let left = most;
  for (let from = 0; from < text.length && left > 0;) {
    const lineEnd = text.indexOf('\n', from);
    const to = lineEnd === -1 ? text.length : lineEnd;
    const line = text.slice(from, to);
    if (looksReversed(line)) {
      const read = [...line].reverse().join('');
      if (isTelling(wordsOf(read), FEWEST_WORDS)) {
        left -= read.length;
        yield { from, to, via: ['reversed'], text: read };
      }
    }
    from = to + 1;
  }
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[a-z]+/g) ?? [];
}
