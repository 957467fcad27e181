import type { JsonDocument, JsonNode } from '../../../protocol/json/document.ts';
import { stringOf, textOf } from '../../../protocol/json/value.ts';
import type { Field } from '../../../protocol/schema/field.ts';
import { splitHidden } from '../../body/hidden.ts';
import { asBoxText } from './json-string.ts';
import { isInteger, isSameJson } from './json-text.ts';

/**
 * How a value is shown. `text`: a string without its quotes. `json`: the text as it stands, for
 * numbers, for what the schema leaves open and for what is of another type than it says. `long`:
 * too much for a text box, or for the reader.
 */
export type Box = 'text' | 'json' | 'boolean' | 'choice' | 'object' | 'array' | 'tuple' | 'long';

/** Beyond this a text box would make the page slow. */
export const MOST_SHOWN = 50_000;

export function boxOf(document: JsonDocument, field: Field, node: JsonNode | undefined): Box {
  if (
    node !== undefined &&
    (node.kind === 'unread' || node.to - node.from > MOST_SHOWN) &&
    !isContainer(node)
  )
    return 'long';
  const fits = node === undefined || isOfKind(document, field, node);
  switch (field.kind) {
    case 'object':
    case 'array':
    case 'tuple':
      return fits ? field.kind : 'json';
    case 'choice':
      return 'choice';
    case 'boolean':
      return fits || isAllowedNull(field, node) ? 'boolean' : 'json';
    case 'string':
      return fits || isAllowedNull(field, node) ? 'text' : 'json';
    default:
      return 'json';
  }
}

function isContainer(node: JsonNode): boolean {
  return node.kind === 'object' || node.kind === 'array';
}

export function isAllowedNull(field: Field, node: JsonNode | undefined): boolean {
  return node?.kind === 'null' && (field.isNullable || field.kind === 'null');
}

/** Whether the value is of the type the schema names; nothing but the type is looked at. */
function isOfKind(document: JsonDocument, field: Field, node: JsonNode): boolean {
  switch (field.kind) {
    case 'object':
      return node.kind === 'object';
    case 'array':
    case 'tuple':
      return node.kind === 'array';
    case 'string':
      return node.kind === 'string';
    case 'number':
      return node.kind === 'number';
    case 'integer':
      return node.kind === 'number' && isInteger(textOf(document, node));
    case 'boolean':
      return node.kind === 'true' || node.kind === 'false';
    case 'null':
      return node.kind === 'null';
    case 'choice':
      return optionOf(document, field.options, node) !== undefined;
    case 'union':
    case 'any':
    case 'raw':
      return true;
  }
}

/** Index of the option that says the same as the value. */
export function optionOf(
  document: JsonDocument,
  options: readonly string[],
  node: JsonNode | undefined,
): number | undefined {
  if (node === undefined || node.to - node.from > MOST_SHOWN) return undefined;
  const text = textOf(document, node);
  const exact = options.indexOf(text);
  if (exact !== -1) return exact;
  const same = options.findIndex((option) => option[0] === text[0] && isSameJson(option, text));
  return same === -1 ? undefined : same;
}

const WANTED: Record<Field['kind'], string> = {
  object: 'not an object',
  array: 'not a list',
  tuple: 'not a list',
  string: 'not a string',
  number: 'not a number',
  integer: 'not integer',
  boolean: 'not boolean',
  null: 'not null',
  choice: 'not an option',
  union: '',
  any: '',
  raw: '',
};

/** Whether a box would hide some of it: then it is drawn besides. */
export function hasHidden(text: string): boolean {
  return splitHidden(text, '\n\t').some((piece) => piece.kind !== 'text');
}

/** What is odd about the value for its schema's type, in a few words. Validation says the rest. */
export function misfitOf(
  document: JsonDocument,
  field: Field,
  node: JsonNode | undefined,
): string | undefined {
  if (node === undefined) return undefined;
  if (node.kind === 'broken') return 'not JSON';
  if (isAllowedNull(field, node) || isOfKind(document, field, node)) return undefined;
  return WANTED[field.kind];
}

/** What stands in the box. */
export function seenIn(box: Box, document: JsonDocument, node: JsonNode | undefined): string {
  if (node === undefined) return '';
  if (box !== 'text') return asBoxText(textOf(document, node));
  return node.kind === 'null' ? '' : asBoxText(stringOf(document, node) ?? textOf(document, node));
}

const TYPES: Record<Field['kind'], string> = {
  object: 'obj',
  array: 'list',
  tuple: 'tuple',
  string: 'str',
  number: 'num',
  integer: 'int',
  boolean: 'bool',
  null: 'null',
  choice: 'enum',
  union: 'any of',
  any: 'any',
  raw: 'raw',
};

/** The short word beside a name. */
export function typeWords(field: Field): string {
  return TYPES[field.kind];
}
