interface Stretch {
  from: number;
  to: number;
}

/** Filler that reaches into a span, as offsets into it, ascending. */
export function fillerIn(masked: readonly Stretch[] | undefined, span: Stretch): Stretch[] {
  if (masked === undefined) return [];
  return masked
    .filter(({ from, to }) => from < span.to && to > span.from)
    .map(({ from, to }) => ({
      from: Math.max(from, span.from) - span.from,
      to: Math.min(to, span.to) - span.from,
    }))
    .sort((a, b) => a.from - b.from);
}

/** Whether two texts differ only in what filler on either side hides: all around it is there, in order. */
export function differsInFiller(
  left: string,
  right: string,
  hiddenLeft: readonly Stretch[],
  hiddenRight: readonly Stretch[],
): boolean {
  if (hiddenLeft.length > 0 && fits(left, hiddenLeft, right)) return true;
  return hiddenRight.length > 0 && fits(right, hiddenRight, left);
}

/** The other text is this one with something in the place of each filler. */
function fits(text: string, hidden: readonly Stretch[], other: string): boolean {
  const first = hidden[0]!;
  const last = hidden.at(-1)!;
  const [begin, end] = [text.slice(0, first.from), text.slice(last.to)];
  if (other.length < begin.length + end.length || !other.startsWith(begin) || !other.endsWith(end))
    return false;
  let at = begin.length;
  for (let k = 0; k + 1 < hidden.length; k++) {
    const between = text.slice(hidden[k]!.to, hidden[k + 1]!.from);
    const found = other.indexOf(between, at);
    if (found === -1 || found + between.length > other.length - end.length) return false;
    at = found + between.length;
  }
  return true;
}
