import type { JsonDocument, JsonNode, JsonObject } from '../json/document.ts';
import { memberOf, stringOf, textOf } from '../json/value.ts';

/** A member of an object as it stands in the message. */
export interface RawMember {
  /** Cut where it is longer than anybody reads. */
  name: string;
  /** JSON text, untouched. */
  json: string;
}

/** What every block may carry besides what it is. */
export interface BlockAside {
  /** Members of `annotations`, values in words. */
  annotations: { name: string; words: string }[];
  /** JSON text of `_meta`. */
  meta?: string;
  /** Members that a block of this type does not have. */
  others: RawMember[];
  /** What is not as the specification says. */
  remarks: string[];
}

/** Something a server put into an answer to be read, as it is shown. Nothing in it is trusted. */
export type Block = BlockAside &
  (
    | { kind: 'text'; text: string }
    /** `data` is what should be base64. `mimeType` is only what the server says. */
    | { kind: 'media'; media: 'image' | 'audio'; mimeType?: string; data: string }
    | { kind: 'link'; uri: string; fields: { name: string; words: string }[] }
    | { kind: 'resource'; uri?: string; mimeType?: string; text?: string; blob?: string }
    | { kind: 'raw'; why: string; json: string }
  );

/** Blocks made of one list; a hostile list has one at every third byte. */
export const MOST_BLOCKS = 1000;
const MOST_ANNOTATIONS = 20;
const MOST_OTHERS = 50;
const LONGEST_WORDS = 300;

const KNOWN = ['type', 'annotations', '_meta'];
const LINK_FIELDS = ['name', 'title', 'description', 'mimeType', 'size', 'icons'];

/** A list of blocks, or one block where the specification has one; the rest is counted. */
export function readBlocks(
  document: JsonDocument,
  node: JsonNode,
  most = MOST_BLOCKS,
): { blocks: Block[]; more: number } {
  if (node.kind !== 'array') return { blocks: [readBlock(document, node)], more: 0 };
  return {
    blocks: node.items.slice(0, most).map((item) => readBlock(document, item)),
    more: Math.max(0, node.items.length - most),
  };
}

/** One content block of a tool result, a prompt or a sampling message. */
export function readBlock(document: JsonDocument, node: JsonNode): Block {
  if (node.kind !== 'object') return raw(document, node, 'This block is no object.');
  const type = stringOf(document, memberOf(node, 'type'));
  switch (type) {
    case 'text':
      return readText(document, node);
    case 'image':
    case 'audio':
      return readMedia(document, node, type);
    case 'resource_link':
      return readLink(document, node);
    case 'resource':
      return readEmbedded(document, node);
    case undefined:
      return raw(
        document,
        node,
        memberOf(node, 'type') === undefined
          ? 'This block has no type.'
          : 'The type of this block is no text.',
      );
    default:
      return raw(document, node, 'The specification has no block of this type.');
  }
}

/** An item of `contents` of resources/read, or the resource inside an embedded one. */
export function readResource(document: JsonDocument, node: JsonNode): Block {
  if (node.kind !== 'object') return raw(document, node, 'This resource is no object.');
  const block = resourceOf(document, node);
  return { ...block, ...asideOf(document, node, ['uri', 'mimeType', 'text', 'blob'], block.remarks) };
}

function readText(document: JsonDocument, node: JsonObject): Block {
  const text = stringOf(document, memberOf(node, 'text'));
  if (text === undefined) return raw(document, node, 'The text of this block is missing or no text.');
  return { kind: 'text', text, ...asideOf(document, node, ['text']) };
}

function readMedia(document: JsonDocument, node: JsonObject, media: 'image' | 'audio'): Block {
  const data = stringOf(document, memberOf(node, 'data'));
  if (data === undefined) return raw(document, node, 'The data of this block is missing or no text.');
  const remarks: string[] = [];
  const mimeType = stringMember(document, node, 'mimeType', remarks, true);
  return {
    kind: 'media',
    media,
    data,
    ...(mimeType === undefined ? {} : { mimeType }),
    ...asideOf(document, node, ['data', 'mimeType'], remarks),
  };
}

function readLink(document: JsonDocument, node: JsonObject): Block {
  const uri = stringOf(document, memberOf(node, 'uri'));
  if (uri === undefined) return raw(document, node, 'The URI of this link is missing or no text.');
  const remarks: string[] = [];
  if (memberOf(node, 'name') === undefined) remarks.push('`name` is missing.');
  const fields = LINK_FIELDS.flatMap((name) => {
    const value = memberOf(node, name);
    return value === undefined ? [] : [{ name, words: wordsOf(document, value) }];
  });
  return { kind: 'link', uri, fields, ...asideOf(document, node, ['uri', ...LINK_FIELDS], remarks) };
}

function readEmbedded(document: JsonDocument, node: JsonObject): Block {
  const resource = memberOf(node, 'resource');
  if (resource?.kind !== 'object')
    return raw(document, node, 'The resource of this block is missing or no object.');
  const inner = resourceOf(document, resource);
  const outer = asideOf(document, node, ['resource'], inner.remarks);
  const inside = asideOf(document, resource, ['uri', 'mimeType', 'text', 'blob'], [], ['_meta']);
  return {
    ...inner,
    ...outer,
    annotations: [...outer.annotations, ...inside.annotations],
    others: [...outer.others, ...inside.others.map(({ name, json }) => ({ name: `resource.${name}`, json }))],
  };
}

function resourceOf(
  document: JsonDocument,
  node: JsonObject,
): { kind: 'resource'; uri?: string; mimeType?: string; text?: string; blob?: string; remarks: string[] } {
  const remarks: string[] = [];
  const uri = stringMember(document, node, 'uri', remarks, true);
  const mimeType = stringMember(document, node, 'mimeType', remarks);
  const text = stringMember(document, node, 'text', remarks);
  const blob = stringMember(document, node, 'blob', remarks);
  if (text === undefined && blob === undefined) remarks.push('It has neither `text` nor `blob`.');
  if (text !== undefined && blob !== undefined) remarks.push('It has both `text` and `blob`.');
  return {
    kind: 'resource',
    ...(uri === undefined ? {} : { uri }),
    ...(mimeType === undefined ? {} : { mimeType }),
    ...(text === undefined ? {} : { text }),
    ...(blob === undefined ? {} : { blob }),
    remarks,
  };
}

/** A member that is a text where it is there at all; says so where it is not. */
function stringMember(
  document: JsonDocument,
  node: JsonObject,
  name: string,
  remarks: string[],
  isRequired = false,
): string | undefined {
  const value = memberOf(node, name);
  if (value === undefined) {
    if (isRequired) remarks.push(`\`${name}\` is missing.`);
    return undefined;
  }
  const text = stringOf(document, value);
  if (text === undefined) remarks.push(`\`${name}\` is no text but ${wordsOf(document, value)}`);
  return text;
}

function raw(document: JsonDocument, node: JsonNode, why: string): Block {
  return { kind: 'raw', why, json: textOf(document, node), annotations: [], others: [], remarks: [] };
}

function asideOf(
  document: JsonDocument,
  node: JsonObject,
  own: readonly string[],
  remarks: string[] = [],
  kept: readonly string[] = [],
): BlockAside {
  const meta = kept.includes('_meta') ? undefined : memberOf(node, '_meta');
  const known = [...KNOWN.filter((name) => !kept.includes(name)), ...own];
  return {
    annotations: annotationsOf(document, node, remarks),
    ...(meta === undefined ? {} : { meta: textOf(document, meta) }),
    others: othersOf(document, node, known),
    remarks,
  };
}

function annotationsOf(
  document: JsonDocument,
  node: JsonObject,
  remarks: string[],
): BlockAside['annotations'] {
  const annotations = memberOf(node, 'annotations');
  if (annotations === undefined) return [];
  if (annotations.kind !== 'object') {
    remarks.push(`\`annotations\` is no object but ${wordsOf(document, annotations)}`);
    return [];
  }
  const { members } = annotations;
  if (members.length > MOST_ANNOTATIONS)
    remarks.push(`${members.length - MOST_ANNOTATIONS} annotations are not shown.`);
  return members
    .slice(0, MOST_ANNOTATIONS)
    .map(({ key, value }) => ({ name: cut(key.name), words: wordsOf(document, value) }));
}

/** Members beyond the known ones, and all but the last of those that stand twice. */
export function othersOf(document: JsonDocument, node: JsonObject, known: readonly string[]): RawMember[] {
  const last = new Map(node.members.map(({ key, value }) => [key.name, value]));
  return node.members
    .filter(({ key, value }) => !known.includes(key.name) || last.get(key.name) !== value)
    .slice(0, MOST_OTHERS)
    .map(({ key, value }) => ({ name: cut(key.name), json: textOf(document, value) }));
}

/** A value in a few words: a text as it is, a list of texts joined, anything else as JSON. */
export function wordsOf(document: JsonDocument, node: JsonNode): string {
  const text = stringOf(document, node);
  if (text !== undefined) return cut(text);
  if (node.kind === 'array' && node.items.length > 0 && node.items.length <= MOST_ANNOTATIONS) {
    const texts = node.items.map((item) => stringOf(document, item));
    if (texts.every((item) => item !== undefined)) return cut(texts.join(', '));
  }
  return cut(textOf(document, node));
}

function cut(text: string): string {
  return text.length <= LONGEST_WORDS
    ? text
    : `${text.slice(0, LONGEST_WORDS).replace(/[\ud800-\udbff]$/, '')}…`;
}
