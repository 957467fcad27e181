import type { JsonNode, JsonObject } from '../json/document.ts';
import { stringOf } from '../json/value.ts';
import { clip, listed, plural } from './bounds.ts';
import type { Keywords } from './keywords.ts';
import type { Reading } from './reading.ts';

/** One schema object among those that hold for the same value. */
export interface Part {
  node: JsonObject;
  keywords: Keywords;
  /** Its title, default and so on were said already, by the union it belongs to. */
  isQuiet: boolean;
}

/** All that has to hold for a value at once; read as one schema. */
export interface Conjunction {
  nodes: readonly JsonNode[];
  /** Nodes whose annotations do not count here. */
  quiet: ReadonlySet<JsonNode>;
  /** Lists of `anyOf` and `oneOf` that a branch was picked from already. */
  picked: ReadonlySet<JsonNode>;
  /** Of several types this one. */
  only: string | undefined;
}

export interface Gathered {
  parts: Part[];
  notes: string[];
  /** Why nothing can be shown, in words. */
  refusal: string | undefined;
  /** Some part allows or forbids something. */
  isSaying: boolean;
}

interface Entry {
  node: JsonNode;
  isQuiet: boolean;
  from: Entry | undefined;
}

/**
 * Follows `$ref` and `allOf` to the schemas that hold together, each once: what stands twice holds no
 * more than what stands once, which is also why doubling lists cost nothing. At most `most` of them.
 */
export function gather(reading: Reading, conjunction: Conjunction, most: number): Gathered {
  const parts: Part[] = [];
  const notes: string[] = [];
  const lost: string[] = [];
  const seen = new Set<JsonNode>();
  let refusal: string | undefined;
  let visited = 0;
  let leftOut = 0;
  const refuse = (why: string): string => (refusal ??= why);

  const open: Entry[] = [];
  const add = (nodes: readonly JsonNode[], isQuiet: (node: JsonNode) => boolean, from?: Entry): void => {
    const room = Math.max(0, most - visited - open.length);
    leftOut += Math.max(0, nodes.length - room);
    for (const node of nodes.slice(0, room).toReversed()) open.push({ node, isQuiet: isQuiet(node), from });
  };
  add(conjunction.nodes, (node) => conjunction.quiet.has(node));

  while (open.length > 0) {
    const entry = open.pop()!;
    const { node, isQuiet } = entry;
    if (seen.has(node)) {
      if (isWithin(entry)) lost.push('A $ref leads back to where it came from.');
      continue;
    }
    seen.add(node);
    visited++;
    reading.step();
    if (node.kind === 'true') continue;
    if (node.kind === 'false') refuse('The schema is `false`: no value is allowed here.');
    else if (node.kind === 'unread') refuse('The schema lies deeper than is read.');
    else if (node.kind !== 'object') refuse(`A schema is an object, true or false; this is ${aKind(node)}.`);
    if (node.kind !== 'object') continue;

    const keywords = reading.keywordsOf(node);
    parts.push({ node, keywords, isQuiet });
    const next: JsonNode[] = [];
    for (const name of ['$ref', '$dynamicRef', '$recursiveRef']) {
      const value = keywords.of.get(name);
      if (value === undefined) continue;
      const reference = stringOf(reading.document, value);
      if (reference === undefined) {
        lost.push(`\`${name}\` is ${aKind(value)}, not a text.`);
        continue;
      }
      const resolved = reading.resolve(reference, node);
      if ('node' in resolved) next.push(resolved.node);
      else lost.push(resolved.why);
    }
    const all = keywords.of.get('allOf');
    if (all?.kind === 'array') add(all.items, () => isQuiet, entry);
    else if (all !== undefined) lost.push(`\`allOf\` is ${aKind(all)}, not a list.`);
    // Last in, first out: what a $ref names comes before what allOf adds.
    add(next, () => isQuiet, entry);
    if (keywords.repeated.length > 0)
      notes.push(`Written twice, the last one counts: ${listed(keywords.repeated)}.`);
    if (keywords.unknownCount > 0)
      notes.push(`Keywords not known here: ${listed(keywords.unknown, keywords.unknownCount)}.`);
  }

  const isSaying = parts.some(({ keywords }) => keywords.isSaying);
  if (leftOut > 0) {
    const words = `${plural(visited, 'schema')} of $ref and allOf were read as one; at least ${leftOut.toLocaleString('en')} more were left out.`;
    if (isSaying) notes.unshift(words);
    else refuse(words);
  }
  if (!isSaying && lost.length > 0) refuse(lost[0]!);
  return { parts, notes: [...lost, ...notes], refusal, isSaying };
}

/** It was met on the way to itself, not only on another way. */
function isWithin(entry: Entry): boolean {
  for (let at = entry.from; at !== undefined; at = at.from) if (at.node === entry.node) return true;
  return false;
}

export function aKind(node: JsonNode): string {
  switch (node.kind) {
    case 'object':
    case 'array':
      return `an ${node.kind}`;
    case 'string':
    case 'number':
      return `a ${node.kind}`;
    case 'broken':
      return 'no JSON';
    case 'unread':
      return 'deeper than is read';
    case 'true':
    case 'false':
    case 'null':
      return node.kind;
  }
}

/** Values of one keyword in all parts, in their order. */
export function valuesOf(parts: readonly Part[], name: string): JsonNode[] {
  return parts.flatMap(({ keywords }) => keywords.of.get(name) ?? []);
}

/** The first text that a part gives for a keyword that only describes. */
export function annotation(reading: Reading, parts: readonly Part[], name: string): string | undefined {
  for (const { keywords, isQuiet } of parts) {
    if (isQuiet) continue;
    const text = stringOf(reading.document, keywords.of.get(name));
    if (text !== undefined) return text;
  }
  return undefined;
}

export function quoted(text: string): string {
  return JSON.stringify(clip(text, 60));
}
