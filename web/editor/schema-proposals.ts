import type { JsonDocument, JsonNode, JsonObject, Span } from '../../protocol/json/document.ts';
import { nodeAt, type Path } from '../../protocol/json/pointer.ts';
import type { Field, FieldRef, Property } from '../../protocol/schema/field.ts';
import { startText } from '../../protocol/schema/start.ts';

/** Something that could stand at a place of the text, as a schema says. */
export interface Proposal {
  /** What is put in, and what it is shown as: no character of it is invisible. */
  text: string;
  /** What of the text it takes the place of. */
  from: number;
  to: number;
  kind: 'key' | 'value';
  /** A few words beside it. */
  words: string;
}

const MOST = 200;
/** A longer one is no help in a list. */
const LONGEST = 200;
/** Hidden, control and direction characters, and halves of pairs: all of these can be written as escapes in JSON. */
const UNSEEN = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** What a schema proposes at an offset of a text. `path`: where the value that the schema is of stands in it. */
export function proposalsAt(document: JsonDocument, path: Path, field: Field, offset: number): Proposal[] {
  const root = nodeAt(document.root, path);
  if (root === undefined || offset < root.from || offset > root.to) return [];
  let [node, fields] = [root, [field]];
  for (;;) {
    const inside = stepInto(node, fields, offset);
    if (inside === undefined) break;
    [node, fields] = inside;
  }
  const found = isInside(node, offset)
    ? node.kind === 'object'
      ? inObject(document, node, fields, offset)
      : node.kind === 'array'
        ? valuesFor(itemsOf(fields, node.items.length), wordAt(document.text, offset))
        : valuesFor(fields, begun(document.text, node, offset))
    : [];
  const unique = new Map(found.map((proposal) => [proposal.text, proposal]));
  return [...unique.values()].filter(({ text }) => text.length <= LONGEST).slice(0, MOST);
}

/** A scalar is gone into at its edges too, a container between its brackets only. */
function isInside(node: JsonNode, offset: number): boolean {
  if (node.kind !== 'object' && node.kind !== 'array') return offset >= node.from && offset <= node.to;
  return offset > node.from && (offset < node.to || !node.isClosed);
}

/** The member or item that holds the offset, and what the schema says of it. */
function stepInto(node: JsonNode, fields: Field[], offset: number): [JsonNode, Field[]] | undefined {
  if (node.kind === 'object') {
    const member = node.members.find(({ value }) => isInside(value, offset));
    return member === undefined ? undefined : [member.value, membersOf(fields, member.key.name)];
  }
  if (node.kind !== 'array') return undefined;
  const index = node.items.findIndex((item) => isInside(item, offset));
  const item = node.items[index];
  return item === undefined ? undefined : [item, itemsOf(fields, index)];
}

function inObject(
  { text }: JsonDocument,
  { members }: JsonObject,
  fields: Field[],
  offset: number,
): Proposal[] {
  const at = members.find(({ key }) => offset >= key.from && offset <= key.to);
  const place = at === undefined ? wordAt(text, offset) : begun(text, at.key, offset);
  const before = text.slice(0, place.from).trimEnd().at(-1);
  if (before === ':') {
    const member = members.findLast(({ key }) => key.to <= place.from);
    return member === undefined ? [] : valuesFor(membersOf(fields, member.key.name), place);
  }
  const there = new Set(members.filter((member) => member !== at).map(({ key }) => key.name));
  const hasColon = text.slice(place.to).trimStart().startsWith(':');
  return flat(fields)
    .flatMap((field) => (field.kind === 'object' ? field.properties : []))
    .filter(({ name }) => !there.has(name))
    .map((property) => ({ ...place, kind: 'key' as const, ...keyOf(property, hasColon) }));
}

function keyOf({ name, isRequired, field }: Property, hasColon: boolean): Pick<Proposal, 'text' | 'words'> {
  const value = field();
  const key = seen(JSON.stringify(name));
  const start = startText(value);
  return {
    text: hasColon ? key : `${key}: ${start.length > LONGEST ? 'null' : seen(start)}`,
    words: [value.kind, ...(isRequired ? ['required'] : [])].join(', '),
  };
}

function valuesFor(fields: readonly Field[], place: { from: number; to: number }): Proposal[] {
  return flat(fields).flatMap((field) => {
    const texts: [string, string][] = [];
    if (field.kind === 'choice')
      texts.push(...field.options.map((option): [string, string] => [option, 'allowed']));
    if (field.kind === 'boolean') texts.push(['true', 'boolean'], ['false', 'boolean']);
    if (field.isNullable || field.kind === 'null') texts.push(['null', 'null']);
    if (field.fallback !== undefined) texts.push([field.fallback, 'default']);
    texts.push(...field.examples.map((example): [string, string] => [example, 'example']));
    if (texts.length === 0 && field.kind !== 'any' && field.kind !== 'raw')
      texts.push([startText(field), field.kind]);
    return texts.map(([text, words]) => ({ ...place, kind: 'value' as const, text: seen(text), words }));
  });
}

/** The branches of unions in their place. */
function flat(fields: readonly Field[], depth = 0): Field[] {
  return fields.flatMap((field) =>
    field.kind === 'union' && depth < 4
      ? flat(
          field.branches.map((branch) => branch.field()),
          depth + 1,
        )
      : [field],
  );
}

function membersOf(fields: readonly Field[], name: string): Field[] {
  return flat(fields).flatMap((field) => {
    if (field.kind !== 'object') return [];
    const property = field.properties.find((one) => one.name === name);
    if (property !== undefined) return [property.field()];
    return field.extra.kind === 'schema' ? [field.extra.field()] : [];
  });
}

function itemsOf(fields: readonly Field[], index: number): Field[] {
  return flat(fields).flatMap((field) => {
    const item: FieldRef | 'any' | 'none' | undefined =
      field.kind === 'array'
        ? field.item
        : field.kind === 'tuple'
          ? (field.items[index] ?? field.rest)
          : undefined;
    return typeof item === 'function' ? [item()] : [];
  });
}

/** A string that is not closed yet goes on to the end of its line: what is behind the offset is not of it. */
function begun(text: string, { from, to }: Span, offset: number): Span {
  const isOpen = text[from] === '"' && (to - from < 2 || text[to - 1] !== '"');
  return { from, to: isOpen ? offset : to };
}

/** The bare word, or the quote that was just begun, around an offset between values. */
function wordAt(text: string, offset: number): { from: number; to: number } {
  let from = offset;
  while (from > 0 && /[\w".-]/.test(text[from - 1]!)) from--;
  let to = offset;
  while (to < text.length && /[\w".-]/.test(text[to]!)) to++;
  return { from, to };
}

/** JSON text whose every character is seen; inside its strings an escape means the same. */
function seen(json: string): string {
  return json
    .replace(/[\r\n\t]+/g, ' ')
    .replace(UNSEEN, (point) =>
      Array.from(
        { length: point.length },
        (_, k) => `\\u${point.charCodeAt(k).toString(16).padStart(4, '0')}`,
      ).join(''),
    );
}
