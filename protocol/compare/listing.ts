import type { Difference, DifferenceSide, Standing } from '../comparison.ts';

/** Listed at most; the others are counted. */
export const MOST_LISTED = 1000;
const LONGEST_TEXT = 300;

/** Collects differences: all are counted, and what is really different is listed before what is not. */
export class Listing {
  readonly counts: Record<Standing, number> = { different: 0, volatile: 0, masked: 0 };
  #different: Difference[] = [];
  #others: Difference[] = [];

  /** Only asked for the difference where it will be listed: most of its cost is in spelling it out. */
  add(standing: Standing, difference: () => Difference): void {
    this.counts[standing]++;
    const list = standing === 'different' ? this.#different : this.#others;
    if (list.length < MOST_LISTED) list.push(difference());
  }

  /** Counts what another listing counted beyond what it lists. */
  countBeyond(other: Listing, listed: readonly Difference[]): void {
    for (const standing of ['different', 'volatile', 'masked'] as const)
      this.counts[standing] +=
        other.counts[standing] - listed.filter((one) => one.standing === standing).length;
  }

  get total(): number {
    return this.counts.different + this.counts.volatile + this.counts.masked;
  }

  /** In the order of the right text, what is gone where it stood in the left one. */
  listed(): Difference[] {
    const room = MOST_LISTED - this.#different.length;
    return [...this.#different, ...this.#others.slice(0, room)].sort((a, b) => placeOf(a) - placeOf(b));
  }
}

function placeOf({ left, right }: Difference): number {
  return right?.from ?? left?.from ?? 0;
}

/** Cut, never through the middle of a character. */
export function shown(text: string): string {
  if (text.length <= LONGEST_TEXT) return text;
  const isSplit = /[\ud800-\udbff]/.test(text[LONGEST_TEXT - 2]!);
  return `${text.slice(0, LONGEST_TEXT - (isSplit ? 2 : 1))}…`;
}

export function sideOf(pointer: string, text: string, span: { from: number; to: number }): DifferenceSide {
  const isLong = span.to - span.from > LONGEST_TEXT;
  const own = text.slice(span.from, isLong ? span.from + LONGEST_TEXT + 1 : span.to);
  return { pointer, from: span.from, to: span.to, text: shown(own) };
}
