import { looksLike, takesText } from '../affinity.ts';
import { nearMiss } from '../patterns/near-misses.ts';
import { growing } from '../proofs.ts';
import type { Payload, Position, Strategy, Subject } from '../strategy.ts';

/** Texts that grow, for expressions nobody was told of: the fourth takes up to a second where there are two ways for each letter. */
const BY_TWO = [16, 20, 23, 26, 29, 32];
/** The same where each letter is held against each. */
const BY_LENGTH = [3_000, 6_000, 12_000, 24_000, 48_000];

interface Grown {
  id: string;
  isCore?: boolean;
  counts: readonly number[];
  write(count: number): string;
}

const GROWN: readonly Grown[] = [
  { id: 'letters', isCore: true, counts: BY_TWO, write: (count) => `${'a'.repeat(count)}!` },
  { id: 'spaces', isCore: true, counts: BY_LENGTH, write: (count) => `a${' '.repeat(count)}a` },
  { id: 'letters-at', counts: BY_TWO, write: (count) => `a@${'a'.repeat(count)}!` },
  { id: 'letters-dots', counts: BY_TWO, write: (count) => `${'a.'.repeat(count)}!` },
  { id: 'letters-dashes', counts: BY_TWO, write: (count) => `${'a-'.repeat(count)}!` },
  { id: 'letters-spaces', counts: BY_TWO, write: (count) => `${'a '.repeat(count)}!` },
  { id: 'digits', counts: BY_TWO, write: (count) => `${'1'.repeat(count)}a` },
  { id: 'address', counts: BY_TWO, write: (count) => `http://${'a'.repeat(count)}.${'a'.repeat(count)}!` },
  { id: 'brackets', counts: BY_LENGTH, write: (count) => '['.repeat(count) },
  { id: 'angles', counts: BY_LENGTH, write: (count) => '<'.repeat(count) },
  { id: 'dashes-long', counts: BY_LENGTH, write: (count) => `${'-'.repeat(count)}a` },
  { id: 'line-ends', counts: BY_LENGTH, write: (count) => `${'\n'.repeat(count)}a` },
];

/** Lists in an address: a comma may end a part of it or belong to it. */
const IN_ADDRESS: readonly Grown[] = [
  { id: 'commas', isCore: true, counts: [14, 17, 20, 22, 25], write: (count) => `${'a,'.repeat(count)}a/` },
  { id: 'slashes', counts: BY_TWO, write: (count) => `${'a/'.repeat(count)}\n` },
];

/**
 * Where an expression itself is asked for: as many ways as there are letters to share out. It is tried from every letter
 * of every line of whatever is looked through: longest, a million ways from each.
 */
const EXPRESSIONS: readonly Grown[] = [
  {
    id: 'expression',
    isCore: true,
    counts: [11, 14, 17, 20],
    write: (count) => `${'.?'.repeat(count)}\\u0001`,
  },
  { id: 'expression-loops', counts: [1, 2, 3], write: (count) => `${'.*'.repeat(count)}\\u0001` },
];

/** Told in the schema: what is tried is worked out from it. */
function againstPattern(pattern: string): Payload {
  return {
    id: 'near-miss',
    isCore: true,
    make() {
      const found = nearMiss(pattern);
      if (found === undefined) return undefined;
      return growing(found.sizes.map((text) => JSON.stringify(text)));
    },
  };
}

function payload({ id, isCore = false, counts, write }: Grown): Payload {
  return { id, isCore, make: () => growing(counts.map((count) => JSON.stringify(write(count)))) };
}

function fit(subject: Subject, position: Position): number {
  if (subject.kind === 'protocol' || subject.kind === 'resource' || !takesText(position)) return 0;
  if (position.pattern !== undefined) return 1;
  if (position.format !== undefined || subject.kind === 'template') return 0.7;
  return Math.max(0.3, looksLike(position, 'pattern'));
}

export const redos: Strategy = {
  meta: {
    id: 'redos',
    title: 'Expressions that take for ever',
    about:
      'Texts that nearly fit the declared pattern, or usual ones, in several lengths: found when the time grows faster than the length.',
    cwe: 'CWE-1333',
    optIn: false,
    severity: 'medium',
    finding: 'Reads some texts in time that grows without measure',
    fix: 'Bound the length before an expression is tried, and write it so that there is one way to read each text: no repetition inside of a repetition, none beside another of the same letters. Or use an engine that never goes back.',
  },
  of: 'value',
  fits: (subject, position) => (position === undefined ? 0 : fit(subject, position)),
  payloads(subject, position) {
    if (position === undefined) return [];
    const isExpression = looksLike(position, 'pattern') >= 0.5;
    return [
      ...(position.pattern === undefined ? [] : [againstPattern(position.pattern)]),
      ...(subject.kind === 'template' ? IN_ADDRESS.map(payload) : []),
      ...(isExpression ? EXPRESSIONS.map(payload) : []),
      ...GROWN.map(payload),
    ];
  },
};
