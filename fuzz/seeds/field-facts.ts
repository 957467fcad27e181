import type { JsonNode } from '../../protocol/json/document.ts';
import { memberOf } from '../../protocol/json/value.ts';
import type { Field } from '../../protocol/schema/field.ts';
import { emptyText } from '../../protocol/schema/start.ts';
import type { Position } from '../strategy.ts';

/** Of a hostile schema, as much is looked at. */
const MOST = { branches: 20, options: 50, characters: 100_000 };

/** A keyword of a schema, or of one that holds together with it: what stands beside `null`, or in `allOf`. */
export function keywordOf(node: JsonNode, name: string): JsonNode | undefined {
  const own = memberOf(node, name);
  if (own !== undefined) return own;
  for (const list of ['allOf', 'anyOf', 'oneOf']) {
    const branches = memberOf(node, list);
    if (branches?.kind !== 'array') continue;
    for (const branch of branches.items.slice(0, MOST.branches)) {
      const found = memberOf(branch, name);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/** Kinds of JSON, over the branches of a union too. */
export function typesOf(field: Field): Position['types'] {
  const types = new Set<Position['types'][number]>();
  const open: Field[] = [field];
  for (let looked = 0; open.length > 0 && looked < 50; looked++) {
    const at = open.pop()!;
    if (at.isNullable) types.add('null');
    if (at.kind === 'union') open.push(...at.branches.slice(0, 20).map(({ field: ref }) => ref()));
    else if (at.kind === 'choice')
      for (const option of at.options.slice(0, MOST.options)) types.add(kindOf(option));
    else if (at.kind === 'tuple') types.add('array');
    else if (at.kind === 'any' || at.kind === 'raw') return [];
    else types.add(at.kind);
  }
  return [...types].sort((one, other) => Number(one === 'null') - Number(other === 'null'));
}

function kindOf(text: string): Position['types'][number] {
  switch (text.trimStart()[0]) {
    case '"':
      return 'string';
    case '{':
      return 'object';
    case '[':
      return 'array';
    case 't':
    case 'f':
      return 'boolean';
    case 'n':
      return 'null';
    default:
      return 'number';
  }
}

/** The shortest value of its kind, or what the schema begins with. */
export function emptyOf(field: Field): string {
  return field.start !== undefined && field.start.length < MOST.characters ? field.start : emptyText(field);
}
