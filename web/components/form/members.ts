import type { JsonNode } from '../../../protocol/json/document.ts';
import type { Field, FieldRef } from '../../../protocol/schema/field.ts';

/** One key of an object as the form shows it. */
export interface Member {
  /** Stays the same while the text changes. */
  id: string;
  name: string;
  /** Undefined for a key the schema does not name. */
  field: FieldRef | undefined;
  isRequired: boolean;
  /** The last of repeated keys, as most readers take it. */
  node: JsonNode | undefined;
  times: number;
}

/** The properties of the schema, then the keys that stand in the text besides. */
export function membersOf(field: Extract<Field, { kind: 'object' }>, node: JsonNode | undefined): Member[] {
  const standing = new Map<string, { node: JsonNode; times: number }>();
  if (node?.kind === 'object')
    for (const { key, value } of node.members)
      standing.set(key.name, { node: value, times: (standing.get(key.name)?.times ?? 0) + 1 });
  const known = field.properties.map((property, k): Member => {
    const found = standing.get(property.name);
    return {
      id: `known/${k}`,
      name: property.name,
      field: property.field,
      isRequired: property.isRequired,
      node: found?.node,
      times: found?.times ?? 0,
    };
  });
  for (const { name } of known) standing.delete(name);
  const extra = [...standing].map(([name, found]): Member => ({
    id: `extra/${name}`,
    name,
    field: undefined,
    isRequired: false,
    ...found,
  }));
  return [...known, ...extra];
}
