/** The word that is at most two single-letter edits away from `word`, or begins with it; the closest one. */
export function nearest(word: string, among: readonly string[]): string | undefined {
  const begins = word.length > 1 ? among.find((one) => one.startsWith(word)) : undefined;
  if (begins !== undefined) return begins;
  let best: string | undefined;
  let least = Math.min(2, Math.floor(word.length / 2)) + 1;
  for (const one of among) {
    const edits = distance(word, one);
    if (edits < least) [best, least] = [one, edits];
  }
  return best;
}

/** Levenshtein distance. Both words are short: field names, and what stands before an operator (64 at most). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const swap = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(next[j - 1]! + 1, row[j]! + 1, swap));
    }
    row = next;
  }
  return row[b.length]!;
}
