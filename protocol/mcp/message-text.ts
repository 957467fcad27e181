import type { JsonDocument, JsonFault, JsonNode, JsonObject, Span } from '../json/document.ts';
import { setAt, type Splice } from '../json/edit.ts';
import { readJson, USUAL_BOUNDS } from '../json/read.ts';
import { memberOf, stringOf, textOf } from '../json/value.ts';

/** A stretch of a text, read one level deep: what its members hold is passed over until it is asked for. */
export interface TextPart {
  /** Where it begins in the text. */
  at: number;
  document: JsonDocument;
}

/** A text that is one JSON object, as far as sending it has to know it. */
export interface MessageText extends TextPart {
  root: JsonObject;
  id: JsonNode | undefined;
  /** Decoded; undefined: there is none, or it is no string. */
  method: string | undefined;
  hasMethod: boolean;
  params: TextPart | undefined;
}

const ONE_LEVEL = { ...USUAL_BOUNDS, depth: 1 };
/** What many readers take although RFC 8259 does not; where members begin and end is certain all the same. */
const HARMLESS: readonly JsonFault['kind'][] = ['repeated-key', 'comment', 'trailing-comma'];

/** Undefined for everything that is not one readable object: a batch, a bare value, no JSON at all. */
export function readMessageText(text: string): MessageText | undefined {
  // A long batch is not looked at any further.
  if (/^\ufeff?[ \t\r\n]*\[/.test(text)) return undefined;
  const part: TextPart = { at: 0, document: readJson(text, ONE_LEVEL) };
  const root = objectOf(part);
  if (root === undefined) return undefined;
  const { document } = part;
  const method = memberOf(root, 'method');
  return {
    ...part,
    root,
    id: memberOf(root, 'id'),
    method: stringOf(document, method),
    hasMethod: method !== undefined,
    params: partAt(part, 'params'),
  };
}

/** Without a method, a result or an error makes it an answer; anything else may be answered itself. */
export function isAnswer({ root, hasMethod }: MessageText): boolean {
  return !hasMethod && (memberOf(root, 'result') !== undefined || memberOf(root, 'error') !== undefined);
}

/** The tool, prompt, resource or template a message is about. */
export function subjectOf({ params }: MessageText): string | undefined {
  const ref = partAt(params, 'ref');
  return nameIn(params, 'name') ?? nameIn(params, 'uri') ?? nameIn(ref, 'name') ?? nameIn(ref, 'uri');
}

/** Puts `id` (JSON text) in the place of the id, or adds one behind `jsonrpc`, or at the end. */
export function idSplice({ document, root, id: node }: MessageText, id: string): Splice | undefined {
  if (node !== undefined) return { from: node.from, to: node.to, text: id };
  const version = root.members.findLast(({ key }) => key.name === 'jsonrpc');
  if (version === undefined) return setAt(document, ['id'], id);
  const { key, value } = version;
  const { text } = document;
  const lead = blanksBefore(text, key.from);
  const colon = text.slice(key.to, value.from);
  const style = /^[ \t\r\n]*:[ \t\r\n]*$/.test(colon) ? colon : ': ';
  return { from: value.to, to: value.to, text: `,${lead}"id"${style}${id}` };
}

/** By hand: a search for blanks up to an end begins anew at each of them. */
function blanksBefore(text: string, end: number): string {
  let from = end;
  while (from > 0 && ' \t\r\n'.includes(text[from - 1]!)) from--;
  return text.slice(from, end);
}

/** A key of `_meta` and its value as JSON text. */
export type MetaEntry = readonly [key: string, value: string];

/** The entries that are not in the `_meta` of `params`; none when there is no object to add them to. */
export function missingMeta(params: TextPart, entries: readonly MetaEntry[]): MetaEntry[] {
  const root = objectOf(params);
  if (root === undefined) return [];
  if (memberOf(root, '_meta') === undefined) return [...entries];
  const meta = partAt(params, '_meta');
  const there = meta === undefined ? undefined : objectOf(meta);
  return there === undefined ? [] : entries.filter(([key]) => memberOf(there, key) === undefined);
}

/**
 * Adds entries that are missing to the `_meta` of `params`. Undefined when there is nothing to add, or no
 * object to add it to: whoever wrote something else there wants it so.
 */
export function metaSplice(params: TextPart, entries: readonly MetaEntry[]): Splice | undefined {
  const missing = missingMeta(params, entries);
  if (missing.length === 0) return undefined;
  const meta = partAt(params, '_meta');
  return meta === undefined
    ? firstMember(params, metaMember(missing))
    : firstMember(meta, membersOf(missing));
}

/** Where the value of a key of the `_meta` of `params` stands; of repeated ones the last. */
export function metaValue(params: TextPart, key: string): Span | undefined {
  const value = partAt(partAt(params, '_meta'), key);
  return value && { from: value.at, to: value.at + value.document.text.length };
}

/** `"_meta":{…}` */
export function metaMember(entries: readonly MetaEntry[]): string {
  return `"_meta":{${membersOf(entries)}}`;
}

function membersOf(entries: readonly MetaEntry[]): string {
  return entries.map(([key, value]) => `${JSON.stringify(key)}:${value}`).join(',');
}

/** Its members, when it is an object whose members can be told apart. */
function objectOf({ document }: TextPart): JsonObject | undefined {
  const { root } = document;
  return root?.kind === 'object' && root.isClosed && isReadable(document) ? root : undefined;
}

/** JSON, or JSON with comments, trailing commas or repeated keys. */
export function isReadable({ faults }: JsonDocument): boolean {
  return faults.every(({ kind }) => HARMLESS.includes(kind));
}

function partAt(outer: TextPart | undefined, name: string): TextPart | undefined {
  const node = outer === undefined ? undefined : memberOf(objectOf(outer), name);
  if (outer === undefined || node === undefined) return undefined;
  return { at: outer.at + node.from, document: readJson(textOf(outer.document, node), ONE_LEVEL) };
}

function nameIn(part: TextPart | undefined, key: string): string | undefined {
  return part === undefined ? undefined : stringOf(part.document, memberOf(objectOf(part), key));
}

function firstMember({ at, document: { root } }: TextPart, members: string): Splice | undefined {
  if (root?.kind !== 'object') return undefined;
  const from = at + root.from + 1;
  return { from, to: from, text: root.members.length === 0 ? members : `${members},` };
}
