import type { JsonDocument, JsonNode } from './document.ts';
import { decodeString } from './lexemes.ts';

/** A parsed copy, as most servers will understand it: numbers rounded, the last of repeated keys. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export function textOf(document: JsonDocument, node: JsonNode): string {
  return document.text.slice(node.from, node.to);
}

/** The text of a string value; undefined for anything else. */
export function stringOf(document: JsonDocument, node: JsonNode | undefined): string | undefined {
  return node?.kind === 'string' ? decodeString(textOf(document, node)) : undefined;
}

/** The last member of that name, as most readers take it. */
export function memberOf(node: JsonNode | undefined, name: string): JsonNode | undefined {
  return node?.kind === 'object'
    ? node.members.findLast((member) => member.key.name === name)?.value
    : undefined;
}

/**
 * The parsed copy of a node, for validators. Keys such as `__proto__` become own properties.
 * What is broken or unread becomes null.
 */
export function valueOf(document: JsonDocument, node: JsonNode): Json {
  const done: Json[] = [];
  const open: { node: JsonNode; isLeaving: boolean }[] = [{ node, isLeaving: false }];
  while (open.length > 0) {
    const { node: at, isLeaving } = open.pop()!;
    if (at.kind === 'object') {
      if (isLeaving) {
        const values = done.splice(done.length - at.members.length);
        const made: { [key: string]: Json } = {};
        for (const [k, { key }] of at.members.entries())
          Object.defineProperty(made, key.name, {
            value: values[k]!,
            enumerable: true,
            configurable: true,
            writable: true,
          });
        done.push(made);
        continue;
      }
      open.push({ node: at, isLeaving: true });
      for (const { value } of at.members.toReversed()) open.push({ node: value, isLeaving: false });
    } else if (at.kind === 'array') {
      if (isLeaving) {
        done.push(done.splice(done.length - at.items.length));
        continue;
      }
      open.push({ node: at, isLeaving: true });
      for (const item of at.items.toReversed()) open.push({ node: item, isLeaving: false });
    } else done.push(scalarOf(document, at));
  }
  return done[0]!;
}

function scalarOf(document: JsonDocument, node: JsonNode): Json {
  switch (node.kind) {
    case 'string':
      return decodeString(textOf(document, node));
    case 'number':
      return Number(textOf(document, node));
    case 'true':
      return true;
    case 'false':
      return false;
    default:
      return null;
  }
}
