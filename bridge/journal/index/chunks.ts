/** Few lengths, so that few statements have to be prepared. */
const LENGTHS = [1, 8, 64, 400] as const;

/** Positions in pieces for `IN (…)`; a short piece is filled up with its last one, which changes nothing. */
export function chunksOf(positions: readonly number[]): number[][] {
  const chunks: number[][] = [];
  const longest = LENGTHS[LENGTHS.length - 1]!;
  for (let at = 0; at < positions.length; at += longest) {
    const part = positions.slice(at, at + longest);
    const length = LENGTHS.find((one) => one >= part.length) ?? longest;
    while (part.length < length) part.push(part[part.length - 1]!);
    chunks.push(part);
  }
  return chunks;
}

/** As many question marks as there are values. */
export function marks(values: readonly unknown[]): string {
  return values.map(() => '?').join(', ');
}
