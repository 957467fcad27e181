import { parsePointer } from '../../protocol/json/pointer.ts';
import { looksLike } from '../affinity.ts';
import { withId, without } from '../changed-text.ts';
import { WorldPaths } from '../world-paths.ts';
import type { Made, Payload, Position, Strategy, Subject } from '../strategy.ts';

type Kind = Position['types'][number];

/** One value of each kind, and those that pretend to be another. */
const VALUES: readonly { id: string; kind: Kind; json: string; isCore?: boolean }[] = [
  { id: 'null', kind: 'null', json: 'null', isCore: true },
  { id: 'true', kind: 'boolean', json: 'true' },
  { id: 'number', kind: 'integer', json: '7', isCore: true },
  { id: 'fraction', kind: 'number', json: '1.5' },
  { id: 'text', kind: 'string', json: '"seven"', isCore: true },
  { id: 'text-number', kind: 'string', json: '"7"' },
  { id: 'text-true', kind: 'string', json: '"true"' },
  { id: 'text-null', kind: 'string', json: '"null"' },
  { id: 'text-object', kind: 'string', json: '"[object Object]"' },
  { id: 'empty-list', kind: 'array', json: '[]' },
  { id: 'list', kind: 'array', json: '[null]' },
  { id: 'empty-object', kind: 'object', json: '{}', isCore: true },
  { id: 'object-length', kind: 'object', json: '{"length":-1}' },
  { id: 'object-methods', kind: 'object', json: '{"toString":null,"valueOf":null}' },
];

function isAllowed({ types, options }: Position, kind: Kind, json: string): boolean {
  if (options !== undefined) return options.includes(json);
  return types.length === 0 || types.includes(kind) || (kind === 'integer' && types.includes('number'));
}

/** The message without it. */
function missing(subject: Subject, position: Position): Payload[] {
  const way = parsePointer(subject.inputsAt + position.at);
  if (!position.isRequired || way === undefined || subject.kind === 'text') return [];
  return [
    {
      id: 'missing',
      isCore: true,
      make({ token }): Made | undefined {
        const text = without(subject.text, way);
        if (text === subject.text) return undefined;
        return {
          message: withId(text, token),
          isAnswered: true,
          expects: [{ kind: 'refusal' }, { kind: 'crash' }],
        };
      },
    },
  ];
}

/** Where the letters of a text are looked at, a list of one text answers otherwise and prints alike. */
function listed(position: Position): Payload[] {
  return [
    {
      id: 'list-of-it',
      isCore: true,
      make: () => ({ json: `[${position.seed}]`, expects: [{ kind: 'refusal' }, { kind: 'crash' }] }),
    },
    {
      id: 'list-way-out',
      isCore: false,
      make({ world }) {
        if (world === undefined) return undefined;
        const out = new WorldPaths(world).relative(world.root, world.outside.path);
        return {
          json: JSON.stringify([out]),
          severity: 'high',
          expects: [{ kind: 'canary', unless: JSON.stringify(out) }],
        };
      },
    },
  ];
}

export const typeConfusion: Strategy = {
  meta: {
    id: 'type-confusion',
    title: 'Other types',
    about: 'A value of each kind that the schema forbids there, and the parameter left out.',
    cwe: 'CWE-843',
    optIn: false,
    severity: 'low',
    finding: 'Takes values its own schema forbids',
    fix: 'Check arguments against the schema before they are used. Refuse what does not fit with an error that says what was expected.',
  },
  of: 'value',
  fits(subject, position) {
    if (position === undefined || subject.kind === 'protocol') return 0;
    // Variables of a template are texts in an address, whatever stands there.
    return subject.kind === 'template' || subject.kind === 'resource' ? 0 : 0.6;
  },
  payloads(subject, position) {
    if (position === undefined) return [];
    const forbidden = VALUES.filter(({ kind, json }) => !isAllowed(position, kind, json));
    const takesNoList = !isAllowed(position, 'array', '[]');
    const mayBePath = looksLike(position, 'path', subject) >= 0.25;
    return [
      ...forbidden.map(({ id, json, isCore = false }): Payload => ({
        id,
        isCore,
        make: () => ({ json, expects: [{ kind: 'refusal' }, { kind: 'crash' }] }),
      })),
      ...(takesNoList ? listed(position).filter(({ id }) => mayBePath || id !== 'list-way-out') : []),
      ...missing(subject, position),
    ];
  },
};
