import type { JsonDocument, JsonNode } from '../../../protocol/json/document.ts';
import { stringOf, textOf } from '../../../protocol/json/value.ts';

/** The members of an item by name, and what is left when the ones with a place of their own are taken. */
export interface ItemParts {
  get(name: string): JsonNode | undefined;
  others: { name: string; node: JsonNode; isOverridden: boolean }[];
}

/** Of members of one name the last one counts, as most readers take it; the ones before it are `others`. */
export function partsOf(node: JsonNode | undefined, known: readonly string[]): ItemParts {
  const members = node?.kind === 'object' ? node.members : [];
  const last = new Map(members.map(({ key, value }) => [key.name, value]));
  return {
    get: (name) => last.get(name),
    others: members
      .filter(({ key, value }) => !known.includes(key.name) || last.get(key.name) !== value)
      .map(({ key, value }) => ({
        name: key.name,
        node: value,
        isOverridden: last.get(key.name) !== value,
      })),
  };
}

/** A line of a table: what the server named, what it said, and what is to be known about that. */
export interface Fact {
  name: string;
  /** Decoded when it is a string where one belongs, else JSON text as it was sent. */
  text: string;
  /** Our own words, such as a default: not on the wire. */
  isOurs?: boolean;
  chip?: { words: string; isBad: boolean };
  note?: string;
}
export interface FactGroup {
  title: string;
  note?: string;
  facts: Fact[];
}

type Wanted = 'string' | 'number' | 'boolean' | 'array' | 'object' | 'any';

const NOT_A: Record<Exclude<Wanted, 'any'>, string> = {
  string: 'not a string',
  number: 'not a number',
  boolean: 'not a boolean',
  array: 'not an array',
  object: 'not an object',
};

export function isA(node: JsonNode, wanted: Wanted): boolean {
  if (wanted === 'any') return true;
  return wanted === 'boolean' ? node.kind === 'true' || node.kind === 'false' : node.kind === wanted;
}

/** A member as a line; marked when it is not of the kind the specification wants. */
export function factOf(document: JsonDocument, name: string, node: JsonNode, wanted: Wanted): Fact {
  const text =
    wanted === 'string' ? (stringOf(document, node) ?? textOf(document, node)) : textOf(document, node);
  if (wanted === 'any' || isA(node, wanted)) return { name, text };
  return { name, text, chip: { words: NOT_A[wanted], isBad: true } };
}

/** The members of `node` that are there, in the order of `wanted`. */
export function factsOf(
  document: JsonDocument,
  parts: ItemParts,
  wanted: readonly (readonly [string, Wanted])[],
): Fact[] {
  return wanted.flatMap(([name, kind]) => {
    const node = parts.get(name);
    return node === undefined ? [] : [factOf(document, name, node, kind)];
  });
}

/** What has no place of its own: nothing a server said is left out. */
export function otherFacts(document: JsonDocument, { others }: ItemParts): Fact[] {
  return others.map(({ name, node, isOverridden }) => ({
    name,
    text: textOf(document, node),
    ...(isOverridden
      ? { chip: { words: 'overridden', isBad: true }, note: 'this key stands again later' }
      : {}),
  }));
}

/** Members of an object one a line; anything else as one line. */
export function memberFacts(document: JsonDocument, name: string, node: JsonNode | undefined): Fact[] {
  if (node === undefined) return [];
  if (node.kind !== 'object') return [factOf(document, name, node, 'object')];
  return node.members.map(({ key, value }) => factOf(document, key.name, value, 'any'));
}
