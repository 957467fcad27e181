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
  readonly partOf: ReadonlyMap<ReadNode, SchemaPart>;
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
  const partOf = new Map<ReadNode, SchemaPart>();
  let deepest = 0;
  const stack: SchemaPart[] = [
    { node: root, depth: 0, property: undefined, isRequired: false, isPlain: true },
  ];
  while (stack.length > 0 && parts.length < MOST_PARTS) {
    const part = stack.pop()!;
    parts.push(part);
    partOf.set(part.node, part);
    deepest = Math.max(deepest, part.depth);
    const { children } = part.node;
    for (let at = children.length - 1; at >= 0; at--) partsIn(children[at]!, part, message, stack);
  }
  return { root, role, tool, parts, isCut: stack.length > 0, deepest, partOf };
}

/** Subschemas in the value of one keyword, last first, as a stack wants them. */
function partsIn(member: ReadNode, part: SchemaPart, message: Message, stack: SchemaPart[]): void {
  const { kind, children } = member;
  if (kind !== 'object' && kind !== 'array') return;
  const keyword = member.key!.name;
  const depth = part.depth + 1;
  if (kind === 'array') {
    if (!SEVERAL.has(keyword)) return;
    for (let at = children.length - 1; at >= 0; at--)
      if (children[at]!.kind === 'object')
        stack.push({
          node: children[at]!,
          depth,
          property: part.property,
          isRequired: false,
          isPlain: false,
        });
    return;
  }
  const byName = BY_NAME.get(keyword);
  if (byName === undefined) {
    if (ONE.has(keyword))
      stack.push({ node: member, depth, property: undefined, isRequired: false, isPlain: false });
    return;
  }
  const isProperties = keyword === 'properties';
  const required = isProperties ? namesIn(part.node, message) : undefined;
  for (let at = children.length - 1; at >= 0; at--) {
    const node = children[at]!;
    if (node.kind !== 'object') continue;
    const property = byName === 'property' ? node.key!.name : undefined;
    const isRequired = property !== undefined && (required?.has(property) ?? false);
    stack.push({ node, depth, property, isRequired, isPlain: part.isPlain && isProperties });
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
  // What was taken out of a key stands at a node that may be anything; out of a value, at a string.
  const isKey = text.isKey || (text.via.length > 0 && node.kind !== 'string');
  const slot = slotAt(schema, node, isKey);
  return slot === undefined ? undefined : { ...slot, schema };
}

/** Defaults may be nested: so far up is looked for the subschema they belong to. */
const MOST_STEPS = 500;

/** Up from a string to the subschema it belongs to; the keyword below that says what it is for. */
function slotAt(schema: SchemaReading, node: ReadNode, isKey: boolean): Slot | undefined {
  let below: ReadNode | undefined;
  let member: ReadNode = node;
  for (let steps = 0; steps < MOST_STEPS && member.parent !== undefined; steps++) {
    const part = schema.partOf.get(member.parent);
    if (part !== undefined) return slotIn(part, member, below, node, isKey);
    below = member;
    member = member.parent;
  }
  return undefined;
}

/** `member`: of the subschema; `below`: what of it leads to the string, if it is not the value itself. */
function slotIn(
  part: SchemaPart,
  member: ReadNode,
  below: ReadNode | undefined,
  node: ReadNode,
  isKey: boolean,
): Slot {
  if (node === member && isKey) return { kind: 'keyword', part };
  const keyword = member.key?.name ?? '';
  const byName = BY_NAME.get(keyword);
  if (byName === undefined) return { kind: SLOTS.get(keyword) ?? 'other', part };
  if (node === below && isKey) return { kind: byName, part };
  // `dependencies` may hold lists of names; anything else here is no schema.
  return { kind: below?.kind === 'array' ? 'required' : 'other', part };
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
