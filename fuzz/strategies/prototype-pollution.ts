import { looksLike, takesStructure, takesText } from '../affinity.ts';
import { written } from '../proofs.ts';
import type { Payload, Position, Strategy } from '../strategy.ts';

/** Names that programs often read with something else to fall back to. None that a protocol lives on. */
const READ_OFTEN = ['title', 'label', 'description', 'note', 'theme', 'role', 'prefix'];

const WAYS: readonly { id: string; without: string; wrap(members: string): string }[] = [
  { id: 'proto', without: '__proto__', wrap: (members) => `{"__proto__":${members}}` },
  {
    id: 'constructor',
    without: 'prototype',
    wrap: (members) => `{"constructor":{"prototype":${members}}}`,
  },
  { id: 'proto-deep', without: '__proto__', wrap: (members) => `{"a":{"__proto__":${members}}}` },
  {
    id: 'constructor-deep',
    without: 'prototype',
    wrap: (members) => `{"a":{"constructor":{"prototype":${members}}}}`,
  },
  { id: 'proto-twice', without: '__proto__', wrap: (members) => `{"__pro__proto__to__":${members}}` },
  {
    id: 'proto-in-list',
    without: '__proto__',
    wrap: (members) => `[{"__proto__":${members}}]`,
  },
];

/** An object that is merged into another: what it says of all objects shows in a later, harmless call. */
const merged = (isText: boolean, isLikely: boolean): Payload[] =>
  WAYS.map(({ id, without, wrap }, index) => ({
    id: `${isText ? 'text' : 'object'}-${id}`,
    isCore: isLikely && index < 2,
    make({ token, world }) {
      const value = `v${token}`;
      // A server that nobody begins anew would go on saying it to everybody.
      const names = world === undefined ? [] : READ_OFTEN;
      const members = [`n${token}`, ...names].map((name) => `${JSON.stringify(name)}:"${value}"`);
      const json = wrap(`{${members.join(',')}}`);
      return {
        json: isText ? JSON.stringify(json) : json,
        expects: [{ kind: 'spreads', value, without }],
      };
    },
  }));

/** A way into an object, written as a text; the value is another parameter. */
const PATHS: readonly { id: string; isCore: boolean; without: string; write(name: string): string }[] = [
  { id: 'dots', isCore: true, without: '__proto__', write: (name) => `__proto__.${name}` },
  {
    id: 'dots-constructor',
    isCore: true,
    without: 'prototype',
    write: (name) => `constructor.prototype.${name}`,
  },
  { id: 'brackets', isCore: true, without: '__proto__', write: (name) => `__proto__[${name}]` },
  { id: 'form', isCore: true, without: '__proto__', write: (name) => `__proto__[${name}]=a` },
  {
    id: 'form-constructor',
    isCore: false,
    without: 'prototype',
    write: (name) => `constructor[prototype][${name}]=a`,
  },
  { id: 'pointer', isCore: true, without: '__proto__', write: (name) => `/__proto__/${name}` },
  { id: 'slashes', isCore: false, without: '__proto__', write: (name) => `__proto__/${name}` },
  { id: 'dots-below', isCore: false, without: '__proto__', write: (name) => `a.__proto__.${name}` },
  {
    id: 'brackets-constructor',
    isCore: false,
    without: 'prototype',
    write: (name) => `constructor[prototype][${name}]`,
  },
];

const followed = PATHS.map(({ id, isCore, without, write }) =>
  written(`path-${id}`, isCore, ({ token }) => ({
    text: write(`n${token}`),
    expects: [{ kind: 'spreads', value: `n${token}`, without }],
  })),
);

/** An object with more texts is no row of a table. */
const MOST_GROUPED = 6;

const listed: readonly Payload[] = [
  {
    id: 'steps-proto',
    isCore: true,
    make: ({ token }) => ({
      json: `["__proto__","n${token}"]`,
      expects: [{ kind: 'spreads', value: `n${token}`, without: '__proto__' }],
    }),
  },
];

/** The objects that the text members of an object lead to, as tables of tables are made: one of them is the way out. */
function grouped({ seed }: Position): Payload[] {
  const members: unknown = JSON.parse(seed);
  if (typeof members !== 'object' || members === null || Array.isArray(members)) return [];
  const texts = Object.entries(members).filter(([, value]) => typeof value === 'string');
  if (texts.length < 3 || texts.length > MOST_GROUPED) return [];
  return texts.slice(0, -1).map(([way], n) => ({
    id: `group-${n + 1}`,
    isCore: n === 0,
    make: ({ token }) => ({
      json: JSON.stringify({
        ...members,
        ...Object.fromEntries(texts.map(([name]) => [name, name === way ? '__proto__' : `n${token}`])),
      }),
      expects: [{ kind: 'spreads', value: `n${token}`, without: '__proto__' }],
    }),
  }));
}

function fitting(position: Position, isObject: boolean): number {
  if (position.types.length > 0 && isObject) return position.types.includes('object') ? 0.7 : 0.4;
  return Math.max(0.15, looksLike(position, 'json') * 0.7);
}

export const prototypePollution: Strategy = {
  meta: {
    id: 'prototype-pollution',
    title: 'Prototype of all objects',
    about:
      'Names that lead out of an object into what all objects share; a later harmless call shows whether they did.',
    cwe: 'CWE-1321',
    optIn: false,
    severity: 'high',
    finding: 'A name in a value changes all objects of the server',
    fix: 'Leave out the names `__proto__`, `constructor` and `prototype` where objects are merged or paths are followed. Keep what comes from outside in a Map.',
  },
  of: 'value',
  fits(subject, position) {
    if (position === undefined || subject.kind !== 'tool') return 0;
    if (!takesText(position) && !takesStructure(position)) return 0;
    return fitting(position, takesStructure(position));
  },
  payloads(_subject, position) {
    if (position === undefined) return [];
    return [
      ...(takesStructure(position) ? [...merged(false, true), ...grouped(position)] : []),
      ...(position.types.includes('array') ? listed : []),
      ...(takesText(position) ? [...followed, ...merged(true, looksLike(position, 'json') >= 0.5)] : []),
    ];
  },
};
