/** How the value of a keyword is compared (JSON Schema 2020-12 core 10, validation 6–9, and drafts before it). */
export type Shape =
  | 'properties'
  | 'schema-map'
  | 'schema'
  | 'allowance'
  | 'branches'
  | 'parts'
  | 'names'
  | 'type'
  | 'values'
  | 'least'
  | 'most'
  | 'limit-by-presence'
  | 'flag'
  | 'prose'
  | 'title'
  | 'default'
  | 'reference'
  | 'header';

const SHAPES = new Map<string, Shape>();
for (const [shape, keywords] of [
  ['properties', 'properties'],
  ['schema-map', 'patternProperties $defs definitions dependentSchemas'],
  ['allowance', 'additionalProperties unevaluatedProperties additionalItems unevaluatedItems'],
  ['schema', 'items contains propertyNames not if then else contentSchema'],
  ['branches', 'anyOf oneOf'],
  ['parts', 'allOf prefixItems'],
  ['names', 'required'],
  ['type', 'type'],
  ['values', 'enum const'],
  ['least', 'minimum exclusiveMinimum minLength minItems minProperties minContains'],
  ['most', 'maximum exclusiveMaximum maxLength maxItems maxProperties maxContains'],
  [
    'limit-by-presence',
    'pattern format multipleOf contentEncoding contentMediaType dependentRequired dependencies',
  ],
  ['flag', 'uniqueItems'],
  ['prose', 'description markdownDescription $comment errorMessage'],
  ['title', 'title'],
  ['default', 'default'],
  ['reference', '$ref $dynamicRef $recursiveRef'],
  ['header', 'x-mcp-header'],
] as const)
  for (const keyword of keywords.split(' ')) SHAPES.set(keyword, shape);

export function shapeOf(keyword: string): Shape | undefined {
  return SHAPES.get(keyword);
}
