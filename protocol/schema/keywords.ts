import type { JsonNode, JsonObject } from '../json/document.ts';

/** Say something of a value, but forbid none. */
const ANNOTATIONS = [
  'title',
  'description',
  'default',
  'example',
  'examples',
  'deprecated',
  'readOnly',
  'writeOnly',
  'enumNames',
  '$comment',
  'contentEncoding',
  'contentMediaType',
  'contentSchema',
];
/** Say where a schema is found, or how it is to be read. */
const PLACES = [
  '$schema',
  '$id',
  'id',
  '$anchor',
  '$dynamicAnchor',
  '$recursiveAnchor',
  '$vocabulary',
  '$defs',
  'definitions',
];
const JOINS = ['$ref', '$dynamicRef', '$recursiveRef', 'allOf'];
const OBJECT = [
  'properties',
  'required',
  'additionalProperties',
  'unevaluatedProperties',
  'patternProperties',
  'propertyNames',
  'minProperties',
  'maxProperties',
  'dependencies',
  'dependentRequired',
  'dependentSchemas',
];
const ARRAY = [
  'items',
  'prefixItems',
  'additionalItems',
  'unevaluatedItems',
  'minItems',
  'maxItems',
  'uniqueItems',
  'contains',
  'minContains',
  'maxContains',
];
const STRING = ['minLength', 'maxLength', 'pattern'];
const NUMBER = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'];
const ANY_TYPE = [
  'type',
  'nullable',
  'enum',
  'const',
  'anyOf',
  'oneOf',
  'discriminator',
  'not',
  'if',
  'then',
  'else',
  'format',
];

/** Which type a keyword speaks of: what is meant where no `type` is given. */
export const TYPE_OF_KEYWORD: ReadonlyMap<string, 'object' | 'array' | 'string' | 'number'> = new Map([
  ...OBJECT.map((name) => [name, 'object'] as const),
  ...ARRAY.map((name) => [name, 'array'] as const),
  ...STRING.map((name) => [name, 'string'] as const),
  ...NUMBER.map((name) => [name, 'number'] as const),
]);
const KNOWN: ReadonlySet<string> = new Set([
  ...[ANNOTATIONS, PLACES, JOINS, OBJECT, ARRAY, STRING, NUMBER, ANY_TYPE].flat(),
]);
const SAYS_NOTHING: ReadonlySet<string> = new Set([...ANNOTATIONS, ...PLACES, ...JOINS]);

/** It allows or forbids something itself; others describe, name or point. */
export function isConstraint(name: string): boolean {
  return KNOWN.has(name) && !SAYS_NOTHING.has(name);
}

/** What one schema object says itself. */
export interface Keywords {
  /** Of repeated ones the last. */
  of: ReadonlyMap<string, JsonNode>;
  /** It allows or forbids something itself, beyond what it points to. */
  isSaying: boolean;
  repeated: string[];
  /** The first few, and how many. Not `x-…`, which are meant to be passed over. */
  unknown: string[];
  unknownCount: number;
}

export function readKeywords(node: JsonObject): Keywords {
  const of = new Map<string, JsonNode>();
  const repeated = new Set<string>();
  const unknown: string[] = [];
  let unknownCount = 0;
  for (const { key, value } of node.members) {
    const { name } = key;
    if (KNOWN.has(name)) {
      if (of.has(name)) repeated.add(name);
      of.set(name, value);
    } else if (!name.startsWith('x-') && unknownCount++ < 5) unknown.push(name);
  }
  const isSaying = [...of.keys()].some(isConstraint);
  return { of, isSaying, repeated: [...repeated], unknown, unknownCount };
}
