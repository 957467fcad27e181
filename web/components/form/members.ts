import type { JsonNode } from '../../../protocol/json/document.ts';
import type { Path } from '../../../protocol/json/pointer.ts';
import type { Field, FieldRef } from '../../../protocol/schema/field.ts';

/** One key of an object as the form shows it. */
export interface Member {
  /** Stays the same while the text changes. */
  id: string;
  path: Path;
  name: string;
  /** Undefined for a key the schema does not name. */
  field: FieldRef | undefined;
  isRequired: boolean;
  /** The last of repeated keys, as most readers take it. */
  node: JsonNode | undefined;
  times: number;
}

type ObjectField = Extract<Field, { kind: 'object' }>;

/**
 * The keys of one object: the properties of its schema, then what stands in the text besides. A text
 * is read again at every key pressed, so what did not change stays the same object, and costs nothing.
 */
export class Members {
  #field: ObjectField;
  #path: Path;
  #known: Map<string, number>;
  #held = new Map<string, Member>();

  constructor(field: ObjectField, path: Path) {
    this.#field = field;
    this.#path = path;
    this.#known = new Map(field.properties.map(({ name }, k) => [name, k]));
  }

  /** The first `most`, and how many there are. */
  of(node: JsonNode | undefined, most: number): { shown: Member[]; total: number } {
    const { properties } = this.#field;
    const standing = new Map<string, { node: JsonNode; times: number }>();
    if (node?.kind === 'object')
      for (const { key, value } of node.members)
        standing.set(key.name, { node: value, times: (standing.get(key.name)?.times ?? 0) + 1 });
    const shown = properties
      .slice(0, most)
      .map((property, k) =>
        this.#member(
          `known/${k}`,
          property.name,
          property.field,
          property.isRequired,
          standing.get(property.name),
        ),
      );
    const extra = [...standing].filter(([name]) => !this.#known.has(name));
    for (const [name, found] of extra.slice(0, Math.max(0, most - shown.length)))
      shown.push(this.#member(`extra/${name}`, name, undefined, false, found));
    return { shown, total: properties.length + extra.length };
  }

  #member(
    id: string,
    name: string,
    field: FieldRef | undefined,
    isRequired: boolean,
    found: { node: JsonNode; times: number } | undefined,
  ): Member {
    const held = this.#held.get(id);
    if (held !== undefined && held.node === found?.node) return held;
    const path = held?.path ?? [...this.#path, name];
    const member = { id, path, name, field, isRequired, node: found?.node, times: found?.times ?? 0 };
    this.#held.set(id, member);
    return member;
  }
}
