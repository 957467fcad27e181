import { looksLike, takesText } from '../affinity.ts';
import { growing } from '../proofs.ts';
import type { Made, Payload, Position, Strategy } from '../strategy.ts';

const KIB = 1024;

/** Nothing here is built by recursion, and nothing is larger than a MiB. */
function payload(id: string, isCore: boolean, json: (token: string) => string): Payload {
  return { id, isCore, make: ({ token }): Made => ({ json: json(token), expects: [{ kind: 'crash' }] }) };
}

/** Counts of members, to tell what grows as it should from what grows without measure. */
const GROWING = [2_500, 5_000, 10_000, 20_000, 40_000];

const nested = (depth: number, open: string, inner: string, close: string): string =>
  open.repeat(depth) + inner + close.repeat(depth);

const lists = (depth: number): string => nested(depth, '[', '', ']');
const objects = (depth: number): string => nested(depth, '{"a":', '1', '}');

function texts(position: Position): Payload[] {
  const inside = (id: string, isCore: boolean, text: string): Payload =>
    payload(id, isCore, () => JSON.stringify(text));
  const looks = (kind: 'json' | 'xml' | 'code' | 'query' | 'text'): boolean =>
    looksLike(position, kind) >= 0.3;
  return [
    payload('text-mib', true, () => `"${'a'.repeat(KIB * KIB - 2)}"`),
    payload('text-64-kib', false, () => `"${'a'.repeat(64 * KIB)}"`),
    payload('text-lines', false, () => `"${'a\\n'.repeat(100 * KIB)}"`),
    payload('text-words', false, () => `"${'ab '.repeat(100 * KIB)}"`),
    payload('text-wide', false, () => `"${'😀'.repeat(64 * KIB)}"`),
    ...(looks('json')
      ? [inside('json-deep', true, lists(10_000)), inside('json-objects', false, objects(10_000))]
      : []),
    ...(looks('xml') ? [inside('markup-deep', true, nested(10_000, '<a>', '', '</a>'))] : []),
    ...(looks('code') || looks('query')
      ? [
          inside('brackets-deep', true, nested(10_000, '(', '1', ')')),
          inside('not-deep', false, '!'.repeat(10_000)),
        ]
      : []),
    ...(looks('text')
      ? [inside('quotes-deep', false, '> '.repeat(5_000)), inside('stars-deep', false, '*a '.repeat(5_000))]
      : []),
  ];
}

/** As many of what it holds now as fit, each another where they are texts. */
function long(position: Position): Payload[] {
  const held = /^\s*\[([\s\S]*)\]\s*$/.exec(position.seed.slice(0, 10_000))?.[1]?.trim() ?? '';
  const isText = held === '' || held.startsWith('"');
  const isNumber = /^-?\d/.test(held);
  const item = (n: number): string => (isText ? `"${n.toString(36)}"` : isNumber ? String(n) : held);
  const many = (count: number): string => `[${Array.from({ length: count }, (_, n) => item(n)).join(',')}]`;
  // What it holds now may be long itself.
  const most = Math.min(100_000, Math.floor((KIB * KIB) / (item(100_000).length + 1)));
  const counts = GROWING.filter((count) => count <= most);
  return [
    ...(counts.length < 3
      ? []
      : [{ id: 'list-growing', isCore: true, make: () => growing(counts.map(many)) }]),
    payload('list-long', true, () => many(most)),
    payload('list-ten-thousand', false, () => many(Math.min(most, 10_000))),
  ];
}

const deepLists: readonly Payload[] = [
  payload('list-deep', true, () => lists(10_000)),
  payload('list-deep-thousand', false, () => lists(1_000)),
];

const structures: readonly Payload[] = [
  payload('object-deep', true, () => objects(10_000)),
  payload('object-deep-thousand', false, () => objects(1_000)),
  payload('object-keys', false, (token) => {
    const keys = Array.from({ length: 30_000 }, (_, n) => `"${token.slice(0, 4)}${n.toString(36)}":${n}`);
    return `{${keys.join(',')}}`;
  }),
  // Keys that are numbers make a list of what was an object, in many places.
  // As long as is seen, and not as long as fills the memory of the machine.
  payload('object-far-index', false, () => '{"4294967294":1,"length":50000000}'),
];

export const sizeAndDepth: Strategy = {
  meta: {
    id: 'size-and-depth',
    title: 'Too much and too deep',
    about:
      'Texts of up to a MiB, lists of up to 100,000, up to 10,000 levels: found when the server ends, hangs or grows, or when a longer list costs far more than its length.',
    cwe: 'CWE-770',
    optIn: false,
    severity: 'medium',
    finding: 'Cannot cope with large or deep values',
    fix: 'Bound sizes, counts and depth before a value is worked on, and say so in the schema. Walk trees with a list of what is still to be done instead of by recursion.',
  },
  of: 'value',
  fits(subject, position) {
    if (position === undefined || subject.kind === 'protocol' || subject.kind === 'resource') return 0;
    if (position.options !== undefined) return 0;
    const { types } = position;
    if (types.includes('object') || types.includes('array')) return 0.6;
    return takesText(position) ? 0.5 : 0;
  },
  payloads(_subject, position) {
    if (position === undefined) return [];
    const { types } = position;
    return [
      ...(takesText(position) ? texts(position) : []),
      ...(types.includes('array') ? [...long(position), ...deepLists] : []),
      ...(types.length === 0 || types.includes('object') ? structures : []),
    ];
  },
};
