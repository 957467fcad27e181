/** A text with the stretches that were asked for. */
export interface Match {
  score: number;
  /** Half-open, ascending, apart. */
  spans: [number, number][];
}

const WORD_START = 3;
const TEXT_START = 2;
const SCATTERED = -4;

/** Looks for every word of the query: whole if it is there, else letter by letter. undefined: it does not match. */
export function matchWords(query: string, text: string): Match | undefined {
  const low = text.toLowerCase();
  const spans: [number, number][] = [];
  let score = 0;
  for (const word of query.toLowerCase().split(/\s+/).filter(Boolean)) {
    const found = findWhole(word, low) ?? findScattered(word, low);
    if (found === undefined) return undefined;
    score += found.score;
    spans.push(...found.spans);
  }
  return { score: score - text.length / 200, spans: joined(spans) };
}

function findWhole(word: string, low: string): Match | undefined {
  let best: Match | undefined;
  for (let at = low.indexOf(word); at >= 0; at = low.indexOf(word, at + 1)) {
    const startsWord = at === 0 || !/[\p{L}\p{N}]/u.test(low[at - 1] ?? '');
    const score = word.length + (startsWord ? WORD_START : 0) + (at === 0 ? TEXT_START : 0);
    if (best === undefined || score > best.score) best = { score, spans: [[at, at + word.length]] };
  }
  return best;
}

function findScattered(word: string, low: string): Match | undefined {
  const spans: [number, number][] = [];
  let from = 0;
  for (const letter of word) {
    const at = low.indexOf(letter, from);
    if (at < 0) return undefined;
    spans.push([at, at + letter.length]);
    from = at + letter.length;
  }
  return { score: SCATTERED, spans };
}

function joined(spans: [number, number][]): [number, number][] {
  const result: [number, number][] = [];
  for (const [from, to] of spans.sort((a, b) => a[0] - b[0])) {
    const last = result[result.length - 1];
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to);
    else result.push([from, to]);
  }
  return result;
}

/** The text cut at the spans, for drawing. */
export function cutAt(
  text: string,
  spans: readonly [number, number][],
): { text: string; isFound: boolean }[] {
  const parts: { text: string; isFound: boolean }[] = [];
  let done = 0;
  for (const [from, to] of spans) {
    if (from > done) parts.push({ text: text.slice(done, from), isFound: false });
    parts.push({ text: text.slice(from, to), isFound: true });
    done = to;
  }
  if (done < text.length) parts.push({ text: text.slice(done), isFound: false });
  return parts;
}
