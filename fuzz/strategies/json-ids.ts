import { withValue } from '../changed-text.ts';
import { takesText } from '../affinity.ts';
import { parsePointer } from '../../protocol/json/pointer.ts';
import type { Payload, Strategy, Subject } from '../strategy.ts';

/** What may be no id: it is a text or a whole number, and never null. */
const NO_IDS: readonly { id: string; json: string; isCore?: boolean }[] = [
  { id: 'null', json: 'null', isCore: true },
  { id: 'object', json: '{}', isCore: true },
  { id: 'object-methods', json: '{"toString":null}' },
  { id: 'list', json: '[1]', isCore: true },
  { id: 'true', json: 'true' },
  { id: 'false', json: 'false' },
];

/** What is allowed, and seldom seen. */
const ODD_IDS: readonly { id: string; json: string; isCore?: boolean }[] = [
  { id: 'fraction', json: '1.5' },
  { id: 'beyond-exact', json: '9007199254740993' },
  { id: 'negative', json: '-7777777' },
  { id: 'huge', json: '1e300' },
  { id: 'empty-text', json: '""' },
  { id: 'inherited', json: '"__proto__"', isCore: true },
  { id: 'inherited-method', json: '"constructor"' },
  { id: 'nul', json: '"\\u0000"' },
  { id: 'half-pair', json: '"\\ud800"' },
  { id: 'long', json: `"${'i'.repeat(65_536)}"` },
];

/** Said once under an id that is used again: who hears it then, hears somebody else's answer. */
const FIRST = 'said only in the first of two';
const SECOND = 'said only in the second of two';
const REUSED = '"mcp-sec-inspect used twice"';

function withText(subject: Subject, text: string): string | undefined {
  const position = subject.positions.find(
    (one) =>
      takesText(one) && one.pattern === undefined && one.format === undefined && (one.maxLength ?? 99) >= 40,
  );
  const way = position && parsePointer(subject.inputsAt + position.at);
  return way === undefined ? undefined : withValue(subject.text, way, JSON.stringify(text));
}

/** Two cases, one after the other. Nothing of the first is sent again with the second. */
function reused(subject: Subject): Payload[] {
  const payload = (id: string, text: string, isSecond: boolean): Payload => ({
    id,
    isCore: true,
    make() {
      const changed = withText(subject, text);
      if (changed === undefined) return undefined;
      const message = withValue(changed, ['id'], REUSED);
      return {
        message,
        isAnswered: true,
        severity: 'medium',
        expects: isSecond ? [{ kind: 'foreign', value: FIRST, without: SECOND }] : [{ kind: 'crash' }],
      };
    },
  });
  // Once more: in between the server may have been begun anew for another case.
  return [
    payload('used-once', FIRST, false),
    payload('used-twice', SECOND, true),
    payload('used-once-more', FIRST, false),
    payload('used-twice-more', SECOND, true),
  ];
}

/** Whoever takes the last of them, as most do, finds an id that is none. */
const twice: (subject: Subject) => Payload = (subject) => ({
  id: 'first-of-two',
  isCore: true,
  make: ({ token }) => ({
    message: withValue(subject.text, ['id'], '{}').replace('"id":{}', `"id":"${token}","id":{}`),
    isAnswered: true,
    expects: [{ kind: 'refusal' }, { kind: 'crash' }],
  }),
});

function payload(subject: Subject, one: (typeof ODD_IDS)[number], isAllowed: boolean): Payload {
  return {
    id: one.id,
    isCore: one.isCore ?? false,
    make: () => ({
      message: withValue(subject.text, ['id'], one.json),
      isAnswered: true,
      expects: isAllowed ? [{ kind: 'crash' }] : [{ kind: 'refusal' }, { kind: 'crash' }],
    }),
  };
}

export const jsonIds: Strategy = {
  meta: {
    id: 'json-ids',
    title: 'Odd and repeated ids',
    about: 'Requests under ids that are none, that readers round or fold, or that were used before.',
    cwe: 'CWE-20',
    optIn: false,
    severity: 'low',
    finding: 'Mistakes ids of requests',
    fix: 'Take whole numbers and texts as ids and refuse everything else. Keep them as they came, and never keep an answer under them for the next who asks.',
  },
  of: 'message',
  fits: ({ kind }) => (kind === 'protocol' ? 1 : kind === 'tool' ? 0.3 : 0),
  payloads(subject) {
    if (subject.kind !== 'protocol')
      return [
        ...NO_IDS.slice(0, 2).map((one) => payload(subject, one, false)),
        // What is under way may be kept under its id in an object.
        ...ODD_IDS.filter(({ isCore }) => isCore).map((one) => payload(subject, one, true)),
        ...reused(subject),
      ];
    return [
      twice(subject),
      ...NO_IDS.map((one) => payload(subject, one, false)),
      ...ODD_IDS.map((one) => payload(subject, one, true)),
    ];
  },
};
