import { looksLike, takesStructure, takesText } from '../affinity.ts';
import type { Made, Payload, Position, Strategy } from '../strategy.ts';

/** Names that programs often read with something else to fall back to. None that a protocol lives on. */
const READ_OFTEN = ['title', 'label', 'description', 'note', 'theme', 'role', 'prefix'];

/** The names on the way out of an object, as they are written: those that lead there, or those that lead nowhere. */
interface Way {
  proto: string;
  maker: string;
  prototype: string;
}
const OUT: Way = { proto: '__proto__', maker: 'constructor', prototype: 'prototype' };

/** One of OUT that each of them is on. */
type Without = '__proto__' | 'prototype';

/** Written along a way, with words of its own for what is set there. */
type Write = (way: Way, name: string, value: string) => string;

/** `kept`: the same along a way that leads nowhere, for who keeps pieces of what is written. */
function spreading(token: string, without: Without, shows: 'name' | 'value', write: Write): Made {
  const nowhere = `w${token}`;
  const kept = { name: `m${token}`, value: `u${token}` };
  const set = { name: `n${token}`, value: `v${token}` };
  const json = write({ proto: nowhere, maker: nowhere, prototype: nowhere }, kept.name, kept.value);
  const unless = { json, value: kept[shows], without: nowhere };
  return {
    json: write(OUT, set.name, set.value),
    expects: [{ kind: 'spreads', value: set[shows], without, unless }],
  };
}

/** In two halves, for who takes it out once. */
const twice = (name: string): string => name.slice(0, 5) + name + name.slice(5);

const WAYS: readonly { id: string; without: Without; wrap(members: string, way: Way): string }[] = [
  { id: 'proto', without: '__proto__', wrap: (members, { proto }) => `{"${proto}":${members}}` },
  {
    id: 'constructor',
    without: 'prototype',
    wrap: (members, { maker, prototype }) => `{"${maker}":{"${prototype}":${members}}}`,
  },
  { id: 'proto-deep', without: '__proto__', wrap: (members, { proto }) => `{"a":{"${proto}":${members}}}` },
  {
    id: 'constructor-deep',
    without: 'prototype',
    wrap: (members, { maker, prototype }) => `{"a":{"${maker}":{"${prototype}":${members}}}}`,
  },
  { id: 'proto-twice', without: '__proto__', wrap: (members, { proto }) => `{"${twice(proto)}":${members}}` },
  {
    id: 'proto-in-list',
    without: '__proto__',
    wrap: (members, { proto }) => `[{"${proto}":${members}}]`,
  },
];

/** An object that is merged into another: what it says of all objects shows in a later, harmless call. */
const merged = (isText: boolean, isLikely: boolean): Payload[] =>
  WAYS.map(({ id, without, wrap }, index) => ({
    id: `${isText ? 'text' : 'object'}-${id}`,
    isCore: isLikely && index < 2,
    make({ token, world }) {
      // A server that nobody begins anew would go on saying it to everybody.
      const names = world === undefined ? [] : READ_OFTEN;
      return spreading(token, without, 'value', (way, own, value) => {
        const members = [own, ...names].map((name) => `${JSON.stringify(name)}:"${value}"`);
        const json = wrap(`{${members.join(',')}}`, way);
        return isText ? JSON.stringify(json) : json;
      });
    },
  }));

/** A way into an object, written as a text; the value is another parameter. */
const PATHS: readonly {
  id: string;
  isCore: boolean;
  without: Without;
  write(way: Way, name: string): string;
}[] = [
  { id: 'dots', isCore: true, without: '__proto__', write: ({ proto }, name) => `${proto}.${name}` },
  {
    id: 'dots-constructor',
    isCore: true,
    without: 'prototype',
    write: ({ maker, prototype }, name) => `${maker}.${prototype}.${name}`,
  },
  { id: 'brackets', isCore: true, without: '__proto__', write: ({ proto }, name) => `${proto}[${name}]` },
  { id: 'form', isCore: true, without: '__proto__', write: ({ proto }, name) => `${proto}[${name}]=a` },
  {
    id: 'form-constructor',
    isCore: false,
    without: 'prototype',
    write: ({ maker, prototype }, name) => `${maker}[${prototype}][${name}]=a`,
  },
  { id: 'pointer', isCore: true, without: '__proto__', write: ({ proto }, name) => `/${proto}/${name}` },
  { id: 'slashes', isCore: false, without: '__proto__', write: ({ proto }, name) => `${proto}/${name}` },
  { id: 'dots-below', isCore: false, without: '__proto__', write: ({ proto }, name) => `a.${proto}.${name}` },
  {
    id: 'brackets-constructor',
    isCore: false,
    without: 'prototype',
    write: ({ maker, prototype }, name) => `${maker}[${prototype}][${name}]`,
  },
];

const followed: readonly Payload[] = PATHS.map(({ id, isCore, without, write }) => ({
  id: `path-${id}`,
  isCore,
  make: ({ token }) => spreading(token, without, 'name', (way, name) => JSON.stringify(write(way, name))),
}));

/** An object with more texts is no row of a table. */
const MOST_GROUPED = 6;

const listed: readonly Payload[] = [
  {
    id: 'steps-proto',
    isCore: true,
    make: ({ token }) =>
      spreading(token, '__proto__', 'name', ({ proto }, name) => JSON.stringify([proto, name])),
  },
];

/** The objects that the text members of an object lead to, as tables of tables are made: one of them is the way out. */
function grouped({ seed }: Position): Payload[] {
  const members: unknown = JSON.parse(seed);
  if (typeof members !== 'object' || members === null || Array.isArray(members)) return [];
  const texts = Object.entries(members).filter(([, value]) => typeof value === 'string');
  if (texts.length < 3 || texts.length > MOST_GROUPED) return [];
  return texts.slice(0, -1).map(([leading], n) => ({
    id: `group-${n + 1}`,
    isCore: n === 0,
    make: ({ token }) =>
      spreading(token, '__proto__', 'name', ({ proto }, own) =>
        JSON.stringify({
          ...members,
          ...Object.fromEntries(texts.map(([name]) => [name, name === leading ? proto : own])),
        }),
      ),
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
