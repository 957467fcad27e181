import type { Stretch } from '../decode.ts';

/**
 * Pieces of common English words in ROT13. Every text could be turned; only one that has such a piece
 * may come to words.
 */
const TELLING = ['vafgehpgvba', 'cerivbhf', 'taber', ' gur ', ' naq ', ' lbhe ', 'flfgrz'];

/** Shorter texts hide no sentence. */
const SHORTEST = 16;

export function looksTurned(text: string): boolean {
  // A sentence has blanks; names and addresses have none.
  if (text.length < SHORTEST || !text.includes(' ')) return false;
  for (const piece of TELLING) if (text.includes(piece)) return true;
  return false;
}

/** The lines that look turned, turned back; every character stands where it stood. */
export function* turnedIn(text: string, most: number): Generator<Stretch> {
  let left = most;
  for (let from = 0; from < text.length && left > 0;) {
    const lineEnd = text.indexOf('\n', from);
    const to = lineEnd === -1 ? text.length : lineEnd;
    const line = text.slice(from, to);
    if (looksTurned(line)) {
      const start = from;
      left -= line.length;
      yield {
        from,
        to,
        via: ['rot13'],
        text: turned(line),
        origin: (a, b) => ({ from: Math.min(to, start + a), to: Math.min(to, start + Math.max(a, b)) }),
      };
    }
    from = to + 1;
  }
}

function turned(text: string): string {
  return text.replace(/[A-Za-z]/g, (letter) => {
    const c = letter.charCodeAt(0);
    const base = c >= 0x61 ? 0x61 : 0x41;
    return String.fromCharCode(((c - base + 13) % 26) + base);
  });
}
