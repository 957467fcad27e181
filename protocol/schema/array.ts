import type { JsonNode } from '../json/document.ts';
import { BOUNDS, plural } from './bounds.ts';
import type { FieldRef } from './field.ts';
import type { Part } from './gather.ts';
import { aKind } from './gather.ts';
import { leastCount } from './limits.ts';
import type { RefOf } from './object.ts';
import type { Reading } from './reading.ts';

export type ArrayShape =
  | { kind: 'array'; item: FieldRef | undefined; least: number; notes: string[] }
  | { kind: 'tuple'; items: FieldRef[]; rest: FieldRef | 'any' | 'none'; least: number; notes: string[] }
  | { kind: 'raw'; why: string; notes: string[] };

/** What one part says of its items: the first few one by one, and all behind them. */
interface Items {
  listed: JsonNode[];
  rest: JsonNode | undefined;
}

export function arrayShape(reading: Reading, parts: readonly Part[], refOf: RefOf): ArrayShape {
  const notes: string[] = [];
  const least = leastCount(reading, parts, 'minItems');
  const said: Items[] = [];
  for (const { keywords } of parts) {
    const { of } = keywords;
    const items = of.get('items');
    const prefix = of.get('prefixItems');
    if (prefix !== undefined && prefix.kind !== 'array')
      return { kind: 'raw', why: `\`prefixItems\` is ${aKind(prefix)}, not a list.`, notes };
    if (items !== undefined && !isSchema(items) && items.kind !== 'array')
      return { kind: 'raw', why: `\`items\` is ${aKind(items)}, not a schema.`, notes };
    // Before 2020-12 a list under `items` was what `prefixItems` is now.
    if (items?.kind === 'array')
      said.push({ listed: items.items, rest: of.get('additionalItems') ?? of.get('unevaluatedItems') });
    else said.push({ listed: prefix?.items ?? [], rest: items ?? of.get('unevaluatedItems') });
  }
  const length = Math.max(0, ...said.map(({ listed }) => listed.length));
  const rests = said.flatMap(({ rest }) => (rest === undefined || rest.kind === 'true' ? [] : [rest]));
  const isClosed = rests.some(({ kind }) => kind === 'false');
  if (length === 0 && !isClosed) {
    const items = said.flatMap(({ rest }) => rest ?? []);
    return { kind: 'array', item: items.length === 0 ? undefined : refOf(items), least, notes };
  }
  if (length > BOUNDS.tupleItems)
    notes.push(`${plural(length - BOUNDS.tupleItems, 'listed item')} more than are shown.`);
  const items = Array.from({ length: Math.min(length, BOUNDS.tupleItems) }, (_, at) => {
    reading.step();
    return refOf(said.flatMap(({ listed, rest }) => listed[at] ?? rest ?? []));
  });
  const rest = isClosed ? 'none' : rests.length > 0 ? refOf(rests) : 'any';
  return { kind: 'tuple', items, rest, least, notes };
}

function isSchema(node: JsonNode): boolean {
  return node.kind === 'object' || node.kind === 'true' || node.kind === 'false';
}
