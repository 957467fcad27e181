import type { JsonDocument, JsonNode } from '../json/document.ts';
import { decodeString } from '../json/lexemes.ts';

/** UTF-16 units. */
const SMALL = 2000;

/**
 * Numbers for values: two values have the same one exactly when they say the same. Numbers count as they are written,
 * the order of keys does not, repeated keys stay in the order they were sent. Shared by both sides of a comparison.
 * Every value is looked at once, so that comparing subtrees costs nothing however deep they lie.
 */
export class ValueIds {
  #known = new Map<string, number>();
  #containers = new Map<JsonNode, number>();
  /** Small values by their very text: most of what two answers hold is written alike, and is read once. */
  #written = new Map<string, number>();

  of(document: JsonDocument, node: JsonNode): number {
    if (!isContainer(node)) return this.#number(scalar(document, node));
    const known = this.#containers.get(node);
    if (known !== undefined) return known;
    this.#read(document, node);
    return this.#containers.get(node)!;
  }

  /** Reads a container with all that is in it. A flat loop: depth costs no call stack. */
  #read(document: JsonDocument, root: JsonNode): void {
    const open: { node: JsonNode; isLeaving: boolean }[] = [{ node: root, isLeaving: false }];
    for (let step = open.pop(); step !== undefined; step = open.pop()) {
      const { node, isLeaving } = step;
      if (node.kind !== 'object' && node.kind !== 'array') continue;
      const isSmall = node.to - node.from <= SMALL;
      const text = isSmall ? document.text.slice(node.from, node.to) : '';
      if (isLeaving) {
        const number = this.#number(this.#spell(document, node));
        this.#containers.set(node, number);
        if (isSmall) this.#written.set(text, number);
        continue;
      }
      const written = isSmall ? this.#written.get(text) : undefined;
      if (written !== undefined) {
        this.#containers.set(node, written);
        continue;
      }
      open.push({ node, isLeaving: true });
      const inside = node.kind === 'array' ? node.items : node.members.map(({ value }) => value);
      for (const value of inside)
        if (isContainer(value) && !this.#containers.has(value)) open.push({ node: value, isLeaving: false });
    }
  }

  #number(spelt: string): number {
    const known = this.#known.get(spelt);
    if (known !== undefined) return known;
    const number = this.#known.size;
    this.#known.set(spelt, number);
    return number;
  }

  #spell(document: JsonDocument, node: JsonNode): string {
    if (node.kind === 'array') {
      const parts: number[] = [];
      for (const item of node.items) parts.push(this.of(document, item));
      return `[${parts.join(',')}`;
    }
    if (node.kind !== 'object') return scalar(document, node);
    const parts: string[] = [];
    for (const { key, value } of sortedMembers(node))
      parts.push(`${key.name.length}:${key.name}${this.of(document, value)}`);
    return `{${parts.join(',')}`;
  }
}

export function isContainer(node: JsonNode): boolean {
  return node.kind === 'object' || node.kind === 'array';
}

type JsonObject = Extract<JsonNode, { kind: 'object' }>;

/** By name in UTF-16 units; of one name, as sent. */
export function sortedMembers({ members }: JsonObject): JsonObject['members'] {
  for (let at = 1; at < members.length; at++)
    if (members[at]!.key.name < members[at - 1]!.key.name)
      return members.toSorted((a, b) =>
        a.key.name < b.key.name ? -1 : a.key.name > b.key.name ? 1 : a.key.from - b.key.from,
      );
  return members;
}

function scalar(document: JsonDocument, node: JsonNode): string {
  const text = document.text.slice(node.from, node.to);
  return node.kind === 'string' ? `"${decodeString(text)}` : `${node.kind} ${text}`;
}
