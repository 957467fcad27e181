import type { Heard, Seen } from './oracle.ts';
import type { Expectation, Made } from './strategy.ts';

/** Sent besides a case that is suspected, in the place of its value. */
export interface Further {
  /** JSON text. */
  json: string;
  times: number;
  /** What counts is what the calls after it are answered with, in their order, not what it is answered with itself. */
  isShownLater?: true;
}

const REPEATED = 3;

/** What an expectation wants to be sent besides. */
export function furtherOf(expectation: Expectation): readonly Further[] {
  switch (expectation.kind) {
    case 'differs':
      return [{ json: expectation.same, times: REPEATED }];
    case 'slow':
      return expectation.sizes.map((json) => ({ json, times: REPEATED }));
    case 'canary':
    case 'listener':
    case 'computed':
    case 'unlisted':
      return expectation.unless === undefined ? [] : [{ json: expectation.unless, times: 1 }];
    case 'spreads':
      return expectation.unless === undefined
        ? []
        : [{ json: expectation.unless.json, times: 1, isShownLater: true }];
    default:
      return [];
  }
}

/** All of a case, in the order of what it expects: `Seen.others` holds the answers in this order. */
export function furtherValues({ expects }: Pick<Made, 'expects'>): readonly Further[] {
  return expects.flatMap(furtherOf);
}

/** The answers to the further values of one of its expectations; empty: they were not sent. */
export function othersOf(
  seen: Pick<Seen, 'made' | 'others'>,
  expectation: Expectation,
): readonly (readonly Heard[])[] {
  const before = seen.made.expects.slice(0, seen.made.expects.indexOf(expectation));
  const from = furtherValues({ expects: before }).length;
  return seen.others.slice(from, from + furtherOf(expectation).length);
}
