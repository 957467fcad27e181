import type { JsonNode } from '../json/document.ts';
import { readJson } from '../json/read.ts';
import { BOUNDS, clip, plural } from './bounds.ts';
import { conditionNotes } from './conditions.ts';
import type { Field, FieldCommon } from './field.ts';
import type { Conjunction, Gathered, Part } from './gather.ts';
import { annotation, valuesOf } from './gather.ts';
import { limitWords } from './limits.ts';
import type { Reading } from './reading.ts';
import type { TypeName, Types } from './types.ts';
import { brokenLists } from './union.ts';

/** What is known of a field before its kind is. */
export interface Base {
  conjunction: Conjunction;
  gathered: Gathered;
  types: Types;
  isNullable: boolean;
  noted: string[];
  type?: TypeName;
}

type Shape = Field extends infer One ? (One extends Field ? Omit<One, keyof FieldCommon> : never) : never;

/** A field of a kind, with all that is said of it whatever its kind. */
export function fieldFrom(
  reading: Reading,
  base: Base,
  shape: Shape,
  own: { notes?: string[]; start?: string | undefined } = {},
): Field {
  const { type } = base;
  const { parts, notes } = base.gathered;
  const loud = parts.filter(({ isQuiet }) => !isQuiet);
  const examples = examplesOf(reading, parts);
  const fallbackNode = valuesOf(loud, 'default')[0];
  const fallback = fallbackNode === undefined ? undefined : reading.textOf(fallbackNode);
  const only = shape.kind === 'choice' && shape.options.length === 1 ? shape.options[0] : undefined;
  const constraints = type === undefined ? [] : parts.flatMap((part) => limitWords(reading, part, type));
  const all = [
    ...notes,
    ...base.noted,
    ...(own.notes ?? []),
    ...brokenLists(parts),
    ...conditionNotes(reading, parts),
    ...(examples.length > BOUNDS.examples ? ['Only the first examples are shown.'] : []),
  ];
  const common: FieldCommon = {
    node:
      parts.find(({ keywords, isQuiet }) => keywords.isSaying && !isQuiet)?.node ??
      base.conjunction.nodes[0]!,
    title: annotation(reading, parts, 'title'),
    description: annotation(reading, parts, 'description'),
    fallback,
    start: isJson(reading, fallbackNode) ? fallback : (only ?? own.start),
    examples: examples.slice(0, BOUNDS.examples),
    isNullable: base.isNullable,
    isDeprecated: valuesOf(loud, 'deprecated').some(({ kind }) => kind === 'true'),
    constraints: [...new Set(constraints)].slice(0, BOUNDS.notes),
    notes: bounded(shape.kind === 'raw' ? all.filter((note) => note !== shape.why) : all),
  };
  return { ...common, ...shape };
}

/** One more than are shown at most, so that it can be told. */
export function examplesOf(reading: Reading, parts: readonly Part[]): string[] {
  const loud = parts.filter(({ isQuiet }) => !isQuiet);
  return [...valuesOf(loud, 'examples'), ...valuesOf(loud, 'example')]
    .flatMap((node) => (node.kind === 'array' ? node.items.slice(0, BOUNDS.examples + 1) : [node]))
    .map((node) => reading.textOf(node));
}

/** A reader that met many faults kept only the first; then the text is read again by itself. */
const MANY_FAULTS = 100;

function isJson(reading: Reading, node: JsonNode | undefined): boolean {
  if (node === undefined) return false;
  const { faults } = reading.document;
  const own =
    faults.length < MANY_FAULTS
      ? faults.filter(({ from, to }) => from < node.to && to > node.from)
      : readJson(reading.textOf(node)).faults;
  return own.every(({ kind }) => kind === 'repeated-key' || kind === 'after-end');
}

function bounded(notes: string[]): string[] {
  const distinct = [...new Set(notes)].map((note) => clip(note, 300));
  if (distinct.length <= BOUNDS.notes) return distinct;
  const shown = distinct.slice(0, BOUNDS.notes);
  return [...shown, `${plural(distinct.length - shown.length, 'note')} more.`];
}
