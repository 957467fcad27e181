import { looksLike, takesText } from '../affinity.ts';
import { pair, plainSeed } from '../proofs.ts';
import type { Payload, Strategy } from '../strategy.ts';

/** Holds in every document, and in none: a path that no other language reads. */
const SOME = '//*';
const NONE = '//zq';

function conditions(seed: string): Payload[] {
  const quoted = [
    { id: 'quote', q: "'" },
    { id: 'double-quote', q: '"' },
  ].flatMap(({ id, q }) => {
    const or = (path: string): string => `${seed}${q} or ${path} or ${q}a${q}=${q}b`;
    const and = (path: string): string => `${seed}${q} and ${path} and ${q}a${q}=${q}a`;
    const inCall = (path: string): string => `${seed}${q}) or ${path} or contains(${q}a${q},${q}b`;
    const andInCall = (path: string): string => `${seed}${q}) and ${path} and contains(${q}a${q},${q}a`;
    const inBrackets = (path: string): string => `${seed}${q}) or ${path} or (${q}a${q}=${q}b`;
    const tight = (path: string): string => `${seed}${q}or(${path})or${q}a${q}=${q}b`;
    const beside = (path: string): string => `${seed}${q}]|${path}[${q}a${q}=${q}a`;
    return [
      pair(`${id}-or`, true, or(NONE), or(SOME)),
      pair(`${id}-and`, true, and(SOME), and(NONE)),
      pair(`${id}-call-or`, true, inCall(NONE), inCall(SOME)),
      pair(`${id}-call-and`, false, andInCall(SOME), andInCall(NONE)),
      pair(`${id}-bracket`, false, inBrackets(NONE), inBrackets(SOME)),
      pair(`${id}-tight`, false, tight(NONE), tight(SOME)),
      pair(`${id}-beside`, false, beside(NONE), beside(SOME)),
    ];
  });
  return [
    ...quoted,
    // In place of a name.
    pair('name-beside', true, `${seed}|${NONE}`, `${seed}|${SOME}`),
    pair('number-or', true, `${seed} or ${NONE}`, `${seed} or ${SOME}`),
    pair('number-and', true, `${seed} and ${SOME}`, `${seed} and ${NONE}`),
  ];
}

export const xpathInjection: Strategy = {
  meta: {
    id: 'xpath-injection',
    title: 'Paths through XML',
    about: 'Ends the value in an XPath expression and adds a path that leads to everything, or to nothing.',
    cwe: 'CWE-643',
    optIn: false,
    severity: 'high',
    finding: 'A value becomes part of an XPath expression',
    fix: 'Give values to XPath as variables, not as text. Where the library has none, take only values of a list of your own.',
  },
  of: 'value',
  fits(subject, position) {
    if (position === undefined || subject.kind === 'protocol') return 0;
    // One of a list may be the name of an element.
    if (!takesText(position)) return position.types.includes('string') ? 0.2 : 0;
    const told = Math.max(looksLike(position, 'query', subject), looksLike(position, 'user', subject));
    return looksLike({ ...position, words: 'x', at: '/x', description: '' }, 'xml', subject) >= 0.5
      ? Math.max(0.6, told)
      : told * 0.7;
  },
  payloads: (_subject, position) => (position === undefined ? [] : conditions(plainSeed(position))),
};
