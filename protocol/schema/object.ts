import type { JsonNode } from '../json/document.ts';
import { stringOf } from '../json/value.ts';
import { BOUNDS, clip, listed, plural } from './bounds.ts';
import type { Extra, FieldRef, Property } from './field.ts';
import type { Part } from './gather.ts';
import { aKind, valuesOf } from './gather.ts';
import { summaryOf } from './glance.ts';
import type { Reading } from './reading.ts';

export type RefOf = (nodes: readonly JsonNode[]) => FieldRef;

export interface ObjectShape {
  properties: Property[];
  extra: Extra;
  notes: string[];
  refusal: string | undefined;
}

/** Properties of all parts: one that several speak of has to fit all of them. */
export function objectShape(reading: Reading, parts: readonly Part[], refOf: RefOf): ObjectShape {
  const notes: string[] = [];
  const names = new Map<string, JsonNode[]>();
  let leftOut = 0;
  for (const list of valuesOf(parts, 'properties')) {
    if (list.kind !== 'object') {
      const refusal = `\`properties\` is ${aKind(list)}, not an object.`;
      return { properties: [], extra: { kind: 'any' }, notes, refusal };
    }
    // Twice in one list: the last one counts, as for every reader.
    const own = new Map<string, JsonNode>();
    for (const { key, value } of list.members) {
      if (own.has(key.name))
        notes.push(`The property ${clip(key.name, 60)} stands twice, the last one counts.`);
      own.set(key.name, value);
    }
    reading.step(list.members.length);
    for (const [name, value] of own) {
      const known = names.get(name);
      if (known !== undefined) known.push(value);
      else if (names.size < BOUNDS.properties) names.set(name, [value]);
      else leftOut++;
    }
  }
  const extra = extraOf(parts, refOf);
  const patterns = patternSchemas(parts);
  if (patterns.length > 0) notes.push(...patternNotes(reading, patterns));

  const required = requiredNames(reading, parts);
  const properties: Property[] = [...names].map(([name, nodes]) => ({
    name,
    isRequired: required.has(name),
    field: refOf(nodes),
  }));
  const undescribed: string[] = [];
  for (const [name, node] of required) {
    if (names.has(name)) continue;
    if (properties.length >= BOUNDS.properties) {
      leftOut++;
      continue;
    }
    undescribed.push(name);
    properties.push({
      name,
      isRequired: true,
      field: extra.kind === 'schema' ? extra.field : anyField(node),
    });
  }
  if (undescribed.length > 0 && extra.kind === 'none')
    notes.push(`Required, but neither described nor allowed: ${listed(undescribed)}.`);
  if (leftOut > 0) notes.push(`${plural(leftOut, 'property', 'properties')} more than are shown.`);
  return { properties, extra, notes, refusal: undefined };
}

function requiredNames(reading: Reading, parts: readonly Part[]): Map<string, JsonNode> {
  const names = new Map<string, JsonNode>();
  for (const list of valuesOf(parts, 'required')) {
    if (list.kind !== 'array') continue;
    reading.step(list.items.length);
    for (const item of list.items) {
      const name = stringOf(reading.document, item);
      if (name !== undefined && !names.has(name)) names.set(name, item);
    }
  }
  return names;
}

/** `unevaluatedProperties` says the same here, where all that holds together is read as one. */
function extraOf(parts: readonly Part[], refOf: RefOf): Extra {
  const said = [...valuesOf(parts, 'additionalProperties'), ...valuesOf(parts, 'unevaluatedProperties')];
  const patterns = patternSchemas(parts).map(({ value }) => value);
  const schemas = said.filter(({ kind }) => kind === 'object');
  // Beside patterns, names that match one are allowed even where no others are.
  if (said.some(({ kind }) => kind === 'false')) {
    if (patterns.length === 0) return { kind: 'none' };
    return patterns.length === 1 ? { kind: 'schema', field: refOf(patterns) } : { kind: 'any' };
  }
  if (schemas.length > 0) return { kind: 'schema', field: refOf(schemas) };
  if (patterns.length === 1 && said.length === 0) return { kind: 'schema', field: refOf(patterns) };
  return { kind: 'any' };
}

function patternSchemas(parts: readonly Part[]): { pattern: string; value: JsonNode }[] {
  return valuesOf(parts, 'patternProperties').flatMap((list) =>
    list.kind === 'object'
      ? list.members.slice(0, BOUNDS.branches).map(({ key, value }) => ({ pattern: key.name, value }))
      : [],
  );
}

function patternNotes(reading: Reading, patterns: { pattern: string; value: JsonNode }[]): string[] {
  const shown = patterns.slice(0, 5).map(({ pattern, value }) => {
    return `Names that match ${clip(pattern, 80)}: ${summaryOf(reading, value)}.`;
  });
  const rest = patterns.length - shown.length;
  return rest > 0 ? [...shown, `${plural(rest, 'more pattern')} of names.`] : shown;
}

/** For a property that is asked for and never described. */
function anyField(node: JsonNode): FieldRef {
  const field = {
    kind: 'any' as const,
    node,
    title: undefined,
    description: undefined,
    fallback: undefined,
    start: undefined,
    examples: [],
    isNullable: false,
    isDeprecated: false,
    constraints: [],
    notes: ['Required, but not described.'],
  };
  return () => field;
}
