import type { JsonNode } from '../json/document.ts';
import { stringOf } from '../json/value.ts';
import { BOUNDS, clip, listed } from './bounds.ts';
import type { Part } from './gather.ts';
import { annotation, gather, valuesOf } from './gather.ts';
import type { Reading } from './reading.ts';
import { typesOf } from './types.ts';

const NONE: ReadonlySet<JsonNode> = new Set();

/** A conjunction of one schema and what it points to. */
export function alone(node: JsonNode): {
  nodes: JsonNode[];
  quiet: ReadonlySet<JsonNode>;
  picked: ReadonlySet<JsonNode>;
  only: undefined;
} {
  return { nodes: [node], quiet: NONE, picked: NONE, only: undefined };
}

/** The parts of a schema that is only spoken of, not shown: few, and never its own fields. */
export function glance(reading: Reading, node: JsonNode): Part[] {
  return gather(reading, alone(node), BOUNDS.glanced).parts;
}

/** The one value a schema allows, as it stands. */
export function constantOf(reading: Reading, parts: readonly Part[]): string | undefined {
  const constant = valuesOf(parts, 'const')[0];
  if (constant !== undefined) return reading.textOf(constant);
  const list = valuesOf(parts, 'enum')[0];
  return list?.kind === 'array' && list.items.length === 1 ? reading.textOf(list.items[0]!) : undefined;
}

/** What a branch of a union is called: its title, a constant it wants, the name it is referred by, a few words about it, its type. */
export function branchWords(reading: Reading, node: JsonNode): string {
  const parts = glance(reading, node);
  const title = annotation(reading, parts, 'title');
  if (title !== undefined && title.trim() !== '') return clip(title, 80);
  const constant = constantOf(reading, parts);
  if (constant !== undefined) return clip(constant, 80);
  return (
    discriminator(reading, parts) ??
    referenceName(reading, node) ??
    shortDescription(reading, parts) ??
    shape(reading, parts)
  );
}

/** `kind "circle"`: the first property that must be one value. */
function discriminator(reading: Reading, parts: readonly Part[]): string | undefined {
  for (const { members } of propertyLists(parts).slice(0, 4))
    for (const { key, value } of members.slice(0, 10)) {
      reading.step();
      const constant = constantOf(reading, glance(reading, value));
      if (constant !== undefined) return `${clip(key.name, 40)} ${clip(constant, 40)}`;
    }
  return undefined;
}

function propertyLists(parts: readonly Part[]): Extract<JsonNode, { kind: 'object' }>[] {
  return valuesOf(parts, 'properties').flatMap((node) => (node.kind === 'object' ? [node] : []));
}

function referenceName(reading: Reading, node: JsonNode): string | undefined {
  if (node.kind !== 'object') return undefined;
  const reference = stringOf(reading.document, reading.keywordsOf(node).of.get('$ref'));
  const name = reference === undefined ? '' : /[^/#]*$/.exec(reference.slice(-200))![0];
  // `#/anyOf/0` names a place, nothing to call it by.
  return name === '' || /^\d+$/.test(name) ? undefined : clip(name, 80);
}

function shortDescription(reading: Reading, parts: readonly Part[]): string | undefined {
  const text = annotation(reading, parts, 'description');
  return text !== undefined && text.trim() !== '' && text.length <= 30 ? text : undefined;
}

function shape(reading: Reading, parts: readonly Part[]): string {
  const { names } = typesOf(reading, parts);
  const format = annotation(reading, parts, 'format');
  if (names !== undefined && names.size > 0) {
    const words = [...names].join(' or ');
    if (names.has('array')) {
      const item = valuesOf(parts, 'items')[0];
      const items = item === undefined ? undefined : typesOf(reading, glance(reading, item)).names;
      if (items?.size === 1) return `${words} of ${[...items][0]}`;
    }
    if (names.has('object')) {
      const properties = propertyLists(parts).flatMap(({ members }) =>
        members.slice(0, 4).map(({ key }) => key.name),
      );
      if (properties.length > 0) return `${words} with ${listed(properties, properties.length, 3)}`;
    }
    const pattern = annotation(reading, parts, 'pattern');
    if (format !== undefined) return `${words}, ${clip(format, 40)}`;
    return pattern === undefined ? words : `${words}, ${clip(pattern, 40)}`;
  }
  return summary(reading, parts) ?? 'any';
}

/** `requires a, b`, `kind is "x"`: what a schema asks for, in a few words, for a note; undefined when it is too much to say. */
export function summary(reading: Reading, parts: readonly Part[]): string | undefined {
  const words: string[] = [];
  const constant = constantOf(reading, parts);
  if (constant !== undefined) words.push(`is ${clip(constant, 60)}`);
  const { names } = typesOf(reading, parts);
  if (names !== undefined && names.size > 0) words.push([...names].join(' or '));
  const required = valuesOf(parts, 'required').flatMap((node) =>
    node.kind === 'array'
      ? node.items.slice(0, 20).map((item) => stringOf(reading.document, item) ?? '')
      : [],
  );
  if (required.length > 0) words.push(`has ${listed(required)}`);
  for (const list of propertyLists(parts))
    for (const { key, value } of list.members.slice(0, 4)) {
      const inner = glance(reading, value);
      const wanted = constantOf(reading, inner);
      const name = clip(key.name, 40);
      if (wanted !== undefined) words.push(`${name} is ${clip(wanted, 40)}`);
      else if (valuesOf(inner, 'enum').length > 0) words.push(`${name} is one of a list`);
    }
  const pattern = annotation(reading, parts, 'pattern');
  if (pattern !== undefined) words.push(`matches ${clip(pattern, 80)}`);
  return words.length === 0 ? undefined : clip(words.join(', '));
}

export function summaryOf(reading: Reading, node: JsonNode): string {
  if (node.kind === 'false') return 'nothing';
  return summary(reading, glance(reading, node)) ?? 'a schema of its own (see its text)';
}
