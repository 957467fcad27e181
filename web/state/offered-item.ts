import type { InventoryRow, ItemRef } from '../../protocol/inventory.ts';
import type { JsonDocument, JsonNode } from '../../protocol/json/document.ts';
import { readJson } from '../../protocol/json/read.ts';
import { memberOf, stringOf } from '../../protocol/json/value.ts';
import type { Outcome, Problem } from '../../protocol/problem.ts';
import type { FieldRef } from '../../protocol/schema/field.ts';
import { schemaOf } from '../../protocol/schema/schema.ts';
import { startText } from '../../protocol/schema/start.ts';
import type { Api } from '../connection/api.ts';

/** What a form can be made of. */
export type Inputs =
  /** `pointer`: where the schema stands in the item, for checking; absent when it is made by us. */
  | { kind: 'fields'; field: FieldRef; pointer: string | undefined }
  | { kind: 'template'; template: string }
  | { kind: 'none'; why: string };

/** A tool, prompt, resource or template as the server described it, taken apart as far as a call needs. */
export interface OfferedItem {
  session: string;
  row: InventoryRow;
  inputs: Inputs;
  /** `name`, or `uri` of a resource, or the template. */
  calledBy: string;
  /** `taskSupport: "required"`: called in any other way it answers with an error. */
  isOnlyTask: boolean;
}

const MOST_READ = 16 * 1024 * 1024;
const MOST_AT_ONCE = 4 * 1024 * 1024;
/** Beyond this the thread of the page would stand still while the schema is read. */
export const MOST_TAKEN_APART = 2 * 1024 * 1024;

export async function readOfferedItem(
  api: Api,
  session: string,
  ref: ItemRef,
): Promise<Outcome<OfferedItem>> {
  const found = await api.item(session, ref);
  if (!found.ok) return found;
  const row = found.value;
  if (row.at.to - row.at.from > MOST_TAKEN_APART)
    return { ok: true, value: tooLarge(session, row, `It is ${row.bytes.toLocaleString('en')} bytes long.`) };
  const text = await readText(api, session, row.at);
  if (!text.ok) return text;
  const document = readJson(text.value.text);
  return { ok: true, value: { session, row, ...takeApart(document, row.ref) } };
}

/** The text of a stretch of a frame's message, byte order mark included; known secrets are masked in it, unless asked for. */
export async function readText(
  api: Api,
  session: string,
  at: InventoryRow['at'],
  how: 'masked' | 'revealed' = 'masked',
): Promise<Outcome<{ text: string; masked: number }>> {
  const read = await readBytes(api, session, at, how);
  if (!read.ok) return read;
  const { bytes, masked } = read.value;
  return {
    ok: true,
    value: { text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes), masked },
  };
}

/** The same as bytes, for what may be no text. */
export async function readBytes(
  api: Api,
  session: string,
  { frame, from, to }: InventoryRow['at'],
  how: 'masked' | 'revealed' = 'masked',
): Promise<Outcome<{ bytes: Uint8Array; masked: number }>> {
  if (to - from > MOST_READ) return { ok: false, problem: beyond(to - from) };
  const bytes = new Uint8Array(to - from);
  let masked = 0;
  for (let at = from; at < to;) {
    const stretch = { frame, from: at, to: Math.min(to, at + MOST_AT_ONCE) };
    const part = await api.payloadCounted(session, stretch, how);
    if (part === undefined || part.bytes.length === 0) return { ok: false, problem: UNREAD };
    bytes.set(part.bytes, at - from);
    masked += part.masked;
    at += part.bytes.length;
  }
  return { ok: true, value: { bytes, masked } };
}

const UNREAD: Problem = {
  code: 'bytes-not-read',
  message: 'Its bytes could not be read from the bridge.',
  hint: 'Try again when the bridge is connected.',
};

function beyond(bytes: number): Problem {
  return {
    code: 'too-large-to-edit',
    message: `${bytes.toLocaleString('en')} bytes are more than can be edited here.`,
    hint: 'At most 16 MB. Send it from the command line: mcp-sec-inspect call TARGET METHOD @file.',
  };
}

function tooLarge(session: string, row: InventoryRow, why: string): OfferedItem {
  return { session, row, inputs: { kind: 'none', why }, calledBy: row.ref.name, ...PLAIN };
}

const PLAIN = { isOnlyTask: false };

/** `destructiveHint: true`, and not read-only: as the server itself says. Any of repeated keys counts. */
export function isDestructive({ root }: JsonDocument): boolean {
  const annotations = valuesOf(root, 'annotations');
  const hints = (name: string) => annotations.flatMap((node) => valuesOf(node, name));
  const readOnly = hints('readOnlyHint');
  const isReadOnly = readOnly.length > 0 && readOnly.every(({ kind }) => kind === 'true');
  return hints('destructiveHint').some(({ kind }) => kind === 'true') && !isReadOnly;
}

function valuesOf(node: JsonNode | undefined, name: string): JsonNode[] {
  return node?.kind === 'object'
    ? node.members.filter(({ key }) => key.name === name).map(({ value }) => value)
    : [];
}

function takeApart(document: JsonDocument, { section, name }: ItemRef): Omit<OfferedItem, 'session' | 'row'> {
  const { root } = document;
  const text = (key: string) => stringOf(document, memberOf(root, key)) ?? name;
  switch (section) {
    case 'tools': {
      return {
        inputs: toolInputs(document, memberOf(root, 'inputSchema')),
        calledBy: text('name'),
        isOnlyTask: stringOf(document, memberOf(memberOf(root, 'execution'), 'taskSupport')) === 'required',
      };
    }
    case 'prompts':
      return { inputs: promptInputs(document), calledBy: text('name'), ...PLAIN };
    case 'resources':
      return { inputs: uriInputs(), calledBy: text('uri'), ...PLAIN };
    case 'templates': {
      const template = text('uriTemplate');
      return { inputs: { kind: 'template', template }, calledBy: template, ...PLAIN };
    }
    case 'server':
      return {
        inputs: { kind: 'none', why: 'The server itself is no call.' },
        calledBy: name,
        ...PLAIN,
      };
  }
}

function toolInputs(document: JsonDocument, schema: JsonNode | undefined): Inputs {
  if (schema === undefined) return { kind: 'none', why: 'The tool has no input schema.' };
  return { kind: 'fields', field: schemaOf(document, schema).field, pointer: '/inputSchema' };
}

/** A prompt lists its arguments in a way of its own; a schema that says the same makes the same form. */
function promptInputs(document: JsonDocument): Inputs {
  const list = memberOf(document.root, 'arguments');
  const listed = list?.kind === 'array' ? list.items : [];
  const named = listed.flatMap((node) => {
    const name = stringOf(document, memberOf(node, 'name'));
    return name === undefined ? [] : [{ node, name }];
  });
  if (named.length === 0) return { kind: 'none', why: 'The prompt takes no arguments.' };
  const properties = named.map(({ node, name }) => {
    const words = (['title', 'description'] as const).flatMap((key) => {
      const text = stringOf(document, memberOf(node, key));
      return text === undefined ? [] : [`, "${key}": ${JSON.stringify(text)}`];
    });
    return `${JSON.stringify(name)}: {"type": "string"${words.join('')}}`;
  });
  const required = named
    .filter(({ node }) => memberOf(node, 'required')?.kind === 'true')
    .map(({ name }) => JSON.stringify(name));
  return made(
    `{"type": "object", "properties": {${properties.join(', ')}}, "required": [${required.join(', ')}]}`,
  );
}

function uriInputs(): Inputs {
  return made('{"type": "object", "properties": {"uri": {"type": "string"}}, "required": ["uri"]}');
}

function made(schema: string): Inputs {
  const document = readJson(schema);
  if (document.root === undefined) return { kind: 'none', why: '' };
  return { kind: 'fields', field: schemaOf(document, document.root).field, pointer: undefined };
}

/** JSON text of the least arguments an item asks for; undefined when it is called without any. */
export function startArguments({ section }: Pick<ItemRef, 'section'>, inputs: Inputs): string | undefined {
  if (section === 'tools') return inputs.kind === 'fields' ? startText(inputs.field(), '') : '{}';
  if (section === 'prompts') return inputs.kind === 'fields' ? startText(inputs.field(), '') : undefined;
  return undefined;
}
