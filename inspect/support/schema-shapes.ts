import type { ReadNode } from '../../protocol/mcp/reading.ts';

/** What the vocabularies of JSON Schema 2020-12 (core 8–11, validation 6–9) and drafts before it allow as the value of a keyword. */
type Shape =
  | 'schema'
  | 'schemas'
  | 'schema-map'
  | 'schema-or-schemas'
  | 'string'
  | 'boolean'
  | 'number'
  | 'count'
  | 'list'
  | 'names'
  | 'name-map'
  | 'type'
  | 'limit';

const SHAPES = new Map<string, Shape>();
for (const [shape, keywords] of [
  [
    'schema',
    'additionalProperties unevaluatedItems unevaluatedProperties propertyNames contains not if then else contentSchema additionalItems',
  ],
  ['schemas', 'allOf anyOf oneOf prefixItems'],
  ['schema-map', 'properties patternProperties $defs definitions dependentSchemas'],
  ['schema-or-schemas', 'items'],
  [
    'string',
    '$ref $id $schema $anchor $dynamicRef $dynamicAnchor $comment title description pattern format contentEncoding contentMediaType',
  ],
  ['boolean', 'uniqueItems readOnly writeOnly deprecated'],
  ['number', 'maximum minimum multipleOf'],
  ['limit', 'exclusiveMaximum exclusiveMinimum'],
  ['count', 'maxLength minLength maxItems minItems maxProperties minProperties maxContains minContains'],
  ['list', 'enum examples'],
  ['names', 'required'],
  ['name-map', 'dependentRequired'],
  ['type', 'type'],
] as const)
  for (const keyword of keywords.split(' ')) SHAPES.set(keyword, shape);

const WANTED: Record<Shape, string> = {
  schema: 'a schema',
  schemas: 'a list of schemas',
  'schema-map': 'an object of schemas',
  'schema-or-schemas': 'a schema',
  string: 'a string',
  boolean: 'true or false',
  number: 'a number',
  limit: 'a number',
  count: 'a whole number of at least 0',
  list: 'a list',
  names: 'a list of names',
  'name-map': 'an object of lists of names',
  type: 'one of the seven types, or a list of them',
};

const TYPES = new Set(['null', 'boolean', 'object', 'array', 'number', 'string', 'integer']);

/** What a keyword must hold and does not, in words; undefined when all is well or nobody knows the keyword. */
export function shapeFault(
  keyword: string,
  value: ReadNode,
  textOf: (node: ReadNode) => string,
): string | undefined {
  const shape = SHAPES.get(keyword);
  return shape === undefined || isOf(shape, value, textOf) ? undefined : WANTED[shape];
}

function isOf(shape: Shape, value: ReadNode, textOf: (node: ReadNode) => string): boolean {
  switch (shape) {
    case 'schema':
      return isSchema(value);
    case 'schemas':
      return value.kind === 'array' && value.children.every(isSchema);
    case 'schema-map':
      return value.kind === 'object' && value.children.every(isSchema);
    case 'schema-or-schemas':
      return isSchema(value) || (value.kind === 'array' && value.children.every(isSchema));
    case 'string':
      return value.kind === 'string';
    case 'boolean':
      return isBoolean(value);
    case 'number':
      return value.kind === 'number';
    // Draft 4 has a boolean here.
    case 'limit':
      return value.kind === 'number' || isBoolean(value);
    case 'count':
      return value.kind === 'number' && /^\d{1,20}(?:\.0{1,9})?$/.test(textOf(value));
    case 'list':
      return value.kind === 'array';
    case 'names':
      return isNames(value);
    case 'name-map':
      return value.kind === 'object' && value.children.every(isNames);
    case 'type':
      return value.kind === 'array'
        ? value.children.length > 0 && value.children.every((one) => isType(one, textOf))
        : isType(value, textOf);
  }
}

function isSchema({ kind }: ReadNode): boolean {
  return kind === 'object' || kind === 'true' || kind === 'false';
}

function isBoolean({ kind }: ReadNode): boolean {
  return kind === 'true' || kind === 'false';
}

function isNames(value: ReadNode): boolean {
  return value.kind === 'array' && value.children.every(({ kind }) => kind === 'string');
}

function isType(value: ReadNode, textOf: (node: ReadNode) => string): boolean {
  return value.kind === 'string' && TYPES.has(textOf(value));
}
