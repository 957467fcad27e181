import { stringOf } from '../json/value.ts';
import { clip } from './bounds.ts';
import type { Part } from './gather.ts';
import { aKind, quoted, valuesOf } from './gather.ts';
import { TYPE_OF_KEYWORD } from './keywords.ts';
import type { Reading } from './reading.ts';

const TYPE_NAMES = ['object', 'array', 'string', 'number', 'integer', 'boolean', 'null'] as const;
export type TypeName = (typeof TYPE_NAMES)[number];

export interface Types {
  /** Without null. Undefined: no `type` is given. */
  names: Set<TypeName> | undefined;
  isNullable: boolean;
  /** Why no value can have these types, or what is no type. */
  refusal: string | undefined;
  notes: string[];
}

/** What `type` and `nullable` leave, over all parts. */
export function typesOf(reading: Reading, parts: readonly Part[]): Types {
  let left: Set<TypeName> | undefined;
  const notes: string[] = [];
  for (const { keywords } of parts) {
    const type = keywords.of.get('type');
    if (type === undefined) continue;
    const given = new Set<TypeName>();
    for (const node of type.kind === 'array' ? type.items.slice(0, 20) : [type]) {
      const name = stringOf(reading.document, node);
      const known = TYPE_NAMES.find((one) => one === name);
      if (known !== undefined) given.add(known);
      else if (name === undefined) return refused(`\`type\` is ${aKind(node)}, not the name of a type.`);
      else return refused(`There is no type ${quoted(name)}.`);
    }
    if (given.size === 0) return refused('`type` is an empty list.');
    if (keywords.of.get('nullable')?.kind === 'true') given.add('null');
    const before: ReadonlySet<TypeName> | undefined = left;
    left = before === undefined ? given : intersected(before, given);
    if (left.size === 0)
      return refused(
        `No value is ${clip([...(before ?? [])].join(' or '))} and ${[...given].join(' or ')} at once.`,
      );
  }
  const saysNullable = valuesOf(parts, 'nullable').some(({ kind }) => kind === 'true');
  if (left === undefined) return { names: undefined, isNullable: saysNullable, refusal: undefined, notes };
  const isNullable = left.delete('null');
  // Every integer is a number, so that only one of them says anything.
  if (left.has('number')) left.delete('integer');
  return { names: left, isNullable, refusal: undefined, notes };
}

function refused(why: string): Types {
  return { names: undefined, isNullable: false, refusal: why, notes: [] };
}

function intersected(some: ReadonlySet<TypeName>, others: ReadonlySet<TypeName>): Set<TypeName> {
  const both = new Set([...some].filter((name) => others.has(name)));
  const hasWhole = (one: ReadonlySet<TypeName>, other: ReadonlySet<TypeName>): boolean =>
    one.has('integer') && other.has('number');
  if (hasWhole(some, others) || hasWhole(others, some)) both.add('integer');
  return both;
}

/** The type that keywords speak of where none is given; undefined when they speak of none, or of several. */
export function impliedType(parts: readonly Part[]): TypeName | undefined {
  const implied = new Set<TypeName>();
  for (const { keywords } of parts)
    for (const name of keywords.of.keys()) {
      const type = TYPE_OF_KEYWORD.get(name);
      if (type !== undefined) implied.add(type);
    }
  return implied.size === 1 ? [...implied][0] : undefined;
}
