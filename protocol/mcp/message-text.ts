import type { JsonDocument, JsonFault, JsonNode, JsonObject } from '../json/document.ts';
import { setAt, type Splice } from '../json/edit.ts';
import { readJson, USUAL_BOUNDS } from '../json/read.ts';
import { memberOf, stringOf } from '../json/value.ts';

/** A text that is one JSON object, as far as sending it has to know it. */
export interface MessageText {
  document: JsonDocument;
  root: JsonObject;
  id: JsonNode | undefined;
  /** Decoded; undefined: there is none, or it is no string. */
  method: string | undefined;
  hasMethod: boolean;
  params: JsonNode | undefined;
}

/** `params`, `_meta` in it, and what is directly in that; what lies deeper is passed over. */
const BOUNDS = { ...USUAL_BOUNDS, depth: 3 };
/** What many readers take although RFC 8259 does not; where members begin and end is certain all the same. */
const HARMLESS: readonly JsonFault['kind'][] = ['repeated-key', 'comment', 'trailing-comma'];

/** Undefined for everything that is not one readable object: a batch, a bare value, no JSON at all. */
export function readMessageText(text: string): MessageText | undefined {
  const document = readJson(text, BOUNDS);
  const { root, faults } = document;
  if (root?.kind !== 'object' || !root.isClosed) return undefined;
  if (faults.some(({ kind }) => !HARMLESS.includes(kind))) return undefined;
  const method = memberOf(root, 'method');
  return {
    document,
    root,
    id: memberOf(root, 'id'),
    method: stringOf(document, method),
    hasMethod: method !== undefined,
    params: memberOf(root, 'params'),
  };
}

/** Without a method, a result or an error makes it an answer; anything else may be answered itself. */
export function isAnswer({ root, hasMethod }: MessageText): boolean {
  return !hasMethod && (memberOf(root, 'result') !== undefined || memberOf(root, 'error') !== undefined);
}

/** The tool, prompt, resource or template a message is about. */
export function subjectOf({ document, params }: MessageText): string | undefined {
  const ref = memberOf(params, 'ref');
  const places = [
    memberOf(params, 'name'),
    memberOf(params, 'uri'),
    memberOf(ref, 'name'),
    memberOf(ref, 'uri'),
  ];
  return places.map((node) => stringOf(document, node)).find((name) => name !== undefined);
}

/** Puts `id` (JSON text) in the place of the id, or adds one behind `jsonrpc`, or at the end. */
export function idSplice({ document, root, id: node }: MessageText, id: string): Splice | undefined {
  if (node !== undefined) return { from: node.from, to: node.to, text: id };
  const version = root.members.findLast(({ key }) => key.name === 'jsonrpc');
  if (version === undefined) return setAt(document, ['id'], id);
  const { key, value } = version;
  const { text } = document;
  const lead = /[ \t\r\n]*$/.exec(text.slice(root.from + 1, key.from))![0];
  const colon = text.slice(key.to, value.from);
  const style = /^[ \t\r\n]*:[ \t\r\n]*$/.test(colon) ? colon : ': ';
  return { from: value.to, to: value.to, text: `,${lead}"id"${style}${id}` };
}

/** A key of `_meta` and its value as JSON text. */
export type MetaEntry = readonly [key: string, value: string];

/**
 * Adds the entries that are missing to the `_meta` of `params`. Undefined when there is nothing to add, or no
 * object to add it to: whoever wrote something else there wants it so.
 */
export function metaSplice(params: JsonNode, entries: readonly MetaEntry[]): Splice | undefined {
  if (params.kind !== 'object') return undefined;
  const meta = memberOf(params, '_meta');
  const missing = entries.filter(([key]) => memberOf(meta, key) === undefined);
  if (missing.length === 0) return undefined;
  if (meta === undefined) return firstMember(params, metaMember(missing));
  return meta.kind === 'object' ? firstMember(meta, membersOf(missing)) : undefined;
}

/** `"_meta":{…}` */
export function metaMember(entries: readonly MetaEntry[]): string {
  return `"_meta":{${membersOf(entries)}}`;
}

function membersOf(entries: readonly MetaEntry[]): string {
  return entries.map(([key, value]) => `${JSON.stringify(key)}:${value}`).join(',');
}

function firstMember(node: JsonObject, members: string): Splice {
  const at = node.from + 1;
  return { from: at, to: at, text: node.members.length === 0 ? members : `${members},` };
}
