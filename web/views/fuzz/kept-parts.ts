/** A stretch of a text that stands in a shorter one too, or was left out of it. */
export interface Part {
  text: string;
  isKept: boolean;
}

/** Longer texts are compared as far as this, in UTF-16 units: the work grows with the product. */
const MOST = 400;

/** What was left out of a text to get a shorter one: as much as can be is kept. */
export function keptParts(text: string, shorter: string): Part[] {
  const from = [...text.slice(0, MOST)];
  const to = [...shorter.slice(0, MOST)];
  const width = to.length + 1;
  /** How many of both can be kept from [i] and [k] on. */
  const kept = new Uint16Array((from.length + 1) * width);
  const at = (i: number, k: number): number => kept[i * width + k]!;
  for (let i = from.length - 1; i >= 0; i--)
    for (let k = to.length - 1; k >= 0; k--)
      kept[i * width + k] = from[i] === to[k] ? at(i + 1, k + 1) + 1 : Math.max(at(i + 1, k), at(i, k + 1));
  const parts: Part[] = [];
  let k = 0;
  for (const [i, letter] of from.entries()) {
    // What only the shorter one has stands nowhere here.
    while (k < to.length && letter !== to[k] && at(i, k + 1) > at(i + 1, k)) k++;
    const isKept = k < to.length && letter === to[k];
    if (isKept) k++;
    const last = parts.at(-1);
    if (last?.isKept === isKept) last.text += letter;
    else parts.push({ text: letter, isKept });
  }
  return parts;
}
