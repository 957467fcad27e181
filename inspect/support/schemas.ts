import { memberOf, nodeAt, stringOf } from '../../protocol/mcp/read-place.ts';
import type { ReadNode } from '../../protocol/mcp/reading.ts';
import type { Message } from '../message.ts';

/** What a schema describes: what a tool takes, what it gives, what a person is asked for. */
export type SchemaRole = 'input' | 'output' | 'requested';

/** One subschema where it stands. */
export interface SchemaPart {
  readonly node: ReadNode;
  readonly depth: number;
  /** The name of the property it describes. */
  readonly property: string | undefined;
  /** Whether that property is required by the object it belongs to. */
  readonly isRequired: boolean;
  /** Reached from the root through `properties` alone. */
  readonly isPlain: boolean;
}

/** What a string in a schema is for. `prose` is for people; the others are for machines. */
export type SlotKind =
  | 'prose'
  | 'property'
  | 'definition'
  | 'keyword'
  | 'enum'
  | 'const'
  | 'default'
  | 'example'
  | 'pattern'
  | 'required'
  | 'comment'
  | 'reference'
  | 'identifier'
  | 'header'
  | 'other';

export interface Slot {
  readonly kind: SlotKind;
  /** The subschema it stands in. */
  readonly part: SchemaPart;
}

/** One schema of a message, walked once. */
export interface SchemaReading {
  readonly root: ReadNode;
  readonly role: SchemaRole;
  /** What it belongs to: the tool, where there is one. */
  readonly tool: ReadNode | undefined;
  readonly parts: readonly SchemaPart[];
  /** Subschemas beyond the bound were not walked. */
  readonly isCut: boolean;
  readonly deepest: number;
  readonly values: ReadonlyMap<ReadNode, Slot>;
  readonly keys: ReadonlyMap<ReadNode, Slot>;
}

const ONE = new Set([
  'items',
  'additionalItems',
  'contains',
  'additionalProperties',
  'unevaluatedItems',
  'unevaluatedProperties',
  'propertyNames',
  'contentSchema',
  'not',
  'if',
  'then',
  'else',
]);
const SEVERAL = new Set(['prefixItems', 'oneOf', 'anyOf', 'allOf', 'items']);
const BY_NAME = new Map<string, SlotKind>([
  ['properties', 'property'],
  ['patternProperties', 'pattern'],
  ['dependentSchemas', 'property'],
  ['dependencies', 'property'],
  ['$defs', 'definition'],
  ['definitions', 'definition'],
]);
const SLOTS = new Map<string, SlotKind>([
  ['title', 'prose'],
  ['description', 'prose'],
  ['markdownDescription', 'prose'],
  ['errorMessage', 'prose'],
  ['enumDescriptions', 'prose'],
  ['enumNames', 'prose'],
  ['enum', 'enum'],
  ['const', 'const'],
  ['default', 'default'],
  ['example', 'example'],
  ['examples', 'example'],
  ['pattern', 'pattern'],
  ['required', 'required'],
  ['dependentRequired', 'required'],
  ['$comment', 'comment'],
  ['$ref', 'reference'],
  ['$dynamicRef', 'reference'],
  ['$recursiveRef', 'reference'],
  ['$schema', 'reference'],
  ['$id', 'identifier'],
  ['id', 'identifier'],
  ['$anchor', 'identifier'],
  ['$dynamicAnchor', 'identifier'],
  ['$vocabulary', 'identifier'],
  ['type', 'identifier'],
  ['format', 'identifier'],
  ['contentEncoding', 'identifier'],
  ['contentMediaType', 'identifier'],
  ['x-mcp-header', 'header'],
]);

/** More than any rule needs to call a schema a bomb. */
const MOST_PARTS = 20_000;
const MOST_SLOTS = 200_000;

/** Pure: the same node is read the same. Kept so that a dozen rules walk a schema once. */
const known = new WeakMap<ReadNode, readonly SchemaReading[]>();

/** Every schema in a message from the server. */
export function schemasIn(message: Message): readonly SchemaReading[] {
  const earlier = known.get(message.node);
  if (earlier !== undefined) return earlier;
  const found = message.toward === 'client' ? read(message) : [];
  known.set(message.node, found);
  return found;
}

function read(message: Message): SchemaReading[] {
  const found: SchemaReading[] = [];
  const add = (root: ReadNode | undefined, role: SchemaRole, tool?: ReadNode): void => {
    if (root?.kind === 'object') found.push(readSchema(root, role, tool, message));
  };
  const addTools = (list: ReadNode | undefined): void => {
    for (const tool of list?.kind === 'array' ? list.children : []) {
      add(memberOf(tool, 'inputSchema'), 'input', tool);
      add(memberOf(tool, 'outputSchema'), 'output', tool);
    }
  };
  if (message.method === 'tools/list') addTools(nodeAt(message.node, 'result', 'tools'));
  if (message.method === 'sampling/createMessage') addTools(nodeAt(message.node, 'params', 'tools'));
  if (message.method === 'elicitation/create')
    add(nodeAt(message.node, 'params', 'requestedSchema'), 'requested');
  for (const asked of nodeAt(message.node, 'result', 'inputRequests')?.children ?? []) {
    add(nodeAt(asked, 'params', 'requestedSchema'), 'requested');
    addTools(nodeAt(asked, 'params', 'tools'));
  }
  return found.sort((a, b) => a.root.from - b.root.from);
}

/** A flat loop with its own stack: depth costs no call stack. */
function readSchema(
  root: ReadNode,
  role: SchemaRole,
  tool: ReadNode | undefined,
  message: Message,
): SchemaReading {
  const parts: SchemaPart[] = [];
  const values = new Map<ReadNode, Slot>();
  const keys = new Map<ReadNode, Slot>();
  let deepest = 0;
  let isCut = false;
  const stack: SchemaPart[] = [
    { node: root, depth: 0, property: undefined, isRequired: false, isPlain: true },
  ];
  while (stack.length > 0) {
    const part = stack.pop()!;
    if (parts.length >= MOST_PARTS || values.size + keys.size >= MOST_SLOTS) {
      isCut = true;
      break;
    }
    parts.push(part);
    deepest = Math.max(deepest, part.depth);
    const below: SchemaPart[] = [];
    for (const member of part.node.children) {
      if (member.key === undefined) continue;
      keys.set(member, { kind: 'keyword', part });
      const name = member.key.name;
      const child = { depth: part.depth + 1, property: undefined, isRequired: false, isPlain: false };
      const byName = BY_NAME.get(name);
      if (byName !== undefined && member.kind === 'object') {
        const required = name === 'properties' ? namesIn(part.node, message) : undefined;
        for (const inner of member.children) {
          keys.set(inner, { kind: byName, part });
          if (inner.kind !== 'object') {
            if (inner.kind === 'array') strings(inner, { kind: 'required', part }, values, keys);
            continue;
          }
          const property = byName === 'property' ? inner.key!.name : undefined;
          below.push({
            ...child,
            node: inner,
            property,
            isRequired: property !== undefined && (required?.has(property) ?? false),
            isPlain: part.isPlain && name === 'properties',
          });
        }
      } else if (ONE.has(name) && member.kind === 'object') below.push({ ...child, node: member });
      else if (SEVERAL.has(name) && member.kind === 'array') {
        for (const inner of member.children)
          if (inner.kind === 'object') below.push({ ...child, node: inner, property: part.property });
      } else strings(member, { kind: SLOTS.get(name) ?? 'other', part }, values, keys);
    }
    for (let at = below.length - 1; at >= 0; at--) stack.push(below[at]!);
  }
  return { root, role, tool, parts, isCut, deepest, values, keys };
}

/** Every string and key at or below a value of a keyword. */
function strings(top: ReadNode, slot: Slot, values: Map<ReadNode, Slot>, keys: Map<ReadNode, Slot>): void {
  const stack = [top];
  while (stack.length > 0 && values.size + keys.size < MOST_SLOTS) {
    const node = stack.pop()!;
    if (node.kind === 'string') values.set(node, slot);
    if (node !== top && node.key !== undefined) keys.set(node, slot);
    for (let at = node.children.length - 1; at >= 0; at--) stack.push(node.children[at]!);
  }
}

function namesIn(schema: ReadNode, message: Message): ReadonlySet<string> | undefined {
  const required = memberOf(schema, 'required');
  if (required?.kind !== 'array') return undefined;
  const names = new Set<string>();
  for (const one of required.children.slice(0, 10_000)) {
    const name = stringOf(message.reading, one);
    if (name !== undefined) names.add(name);
  }
  return names;
}

/** What a text of class `schema` is for; of decoded text, the string it was taken from. */
export function slotOf(text: {
  message: Message | undefined;
  node: ReadNode | undefined;
  isKey: boolean;
  via: readonly string[];
}): (Slot & { schema: SchemaReading }) | undefined {
  const { message, node } = text;
  if (message === undefined || node === undefined) return undefined;
  const schema = schemaAround(schemasIn(message), node.from);
  if (schema === undefined) return undefined;
  const slot =
    text.via.length > 0
      ? (schema.values.get(node) ?? schema.keys.get(node))
      : (text.isKey ? schema.keys : schema.values).get(node);
  return slot === undefined ? undefined : { ...slot, schema };
}

/** Schemas of a message do not overlap and are sorted by where they stand. */
function schemaAround(schemas: readonly SchemaReading[], at: number): SchemaReading | undefined {
  let low = 0;
  let high = schemas.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (schemas[middle]!.root.from <= at) low = middle + 1;
    else high = middle;
  }
  const schema = schemas[low - 1];
  return schema !== undefined && at < schema.root.to ? schema : undefined;
}

/** Types a subschema allows, where it says so in words. */
export function typesOf(message: Message, part: ReadNode): readonly string[] {
  const type = memberOf(part, 'type');
  if (type?.kind === 'string') return [message.reading.text(type)];
  if (type?.kind !== 'array') return [];
  return type.children.slice(0, 10).flatMap((one) => stringOf(message.reading, one) ?? []);
}

/** Properties at the top of a schema, as a caller fills them in. */
export function topProperties(schema: SchemaReading): readonly SchemaPart[] {
  return schema.parts.filter((part) => part.property !== undefined && part.isPlain && part.depth === 1);
}
