import type { ItemRef, SectionName } from '../../protocol/inventory.ts';
import type { JsonDocument, JsonNode } from '../../protocol/json/document.ts';
import { memberOf, stringOf } from '../../protocol/json/value.ts';

/** How an item of each section is called, and where in the message its inputs stand. */
export interface CallShape {
  method: string;
  /** Member of `params` that names the item. */
  nameKey: 'name' | 'uri';
  /** Path of what a form fills in. */
  inputs: string[];
}

const SHAPES: Record<Exclude<SectionName, 'server'>, CallShape> = {
  tools: { method: 'tools/call', nameKey: 'name', inputs: ['params', 'arguments'] },
  prompts: { method: 'prompts/get', nameKey: 'name', inputs: ['params', 'arguments'] },
  resources: { method: 'resources/read', nameKey: 'uri', inputs: ['params'] },
  templates: { method: 'resources/read', nameKey: 'uri', inputs: ['params'] },
};

/** Undefined for what cannot be called: the server itself. */
export function shapeOf({ section }: Pick<ItemRef, 'section'>): CallShape | undefined {
  return section === 'server' ? undefined : SHAPES[section];
}

/** A whole message around the JSON text of its params. */
export function messageText(method: string, params: string | undefined): string {
  const members = ['"jsonrpc": "2.0"', '"id": 1', `"method": ${JSON.stringify(method)}`];
  if (params !== undefined) members.push(`"params": ${params}`);
  return `{\n  ${members.join(',\n  ')}\n}`;
}

/**
 * Params that name an item and hold the JSON text of its arguments, if it takes any. `isTask`: it is
 * asked for as a task (2025-11-25), with no wish for how long it is kept.
 */
export function paramsText(
  { nameKey }: Pick<CallShape, 'nameKey'>,
  name: string,
  args: string | undefined,
  isTask = false,
): string {
  const members = [`"${nameKey}": ${JSON.stringify(name)}`];
  if (args !== undefined) members.push(`"arguments": ${indented(args, '    ')}`);
  if (isTask) members.push('"task": {}');
  return `{\n    ${members.join(',\n    ')}\n  }`;
}

/** Further lines of a JSON text moved to the right; a JSON string holds no line end of its own. */
function indented(text: string, by: string): string {
  return text.replaceAll('\n', `\n${by}`);
}

/** Method and name of what a text would call, as far as it can be read; for the tab. */
export function wordsOfText(document: JsonDocument): {
  method: string | undefined;
  name: string | undefined;
} {
  const method = stringOf(document, memberOf(document.root, 'method'));
  const params = memberOf(document.root, 'params');
  const name = stringOf(document, memberOf(params, 'name')) ?? stringOf(document, memberOf(params, 'uri'));
  return { method, name };
}

/** Members of an object that are strings, the last of each name. */
export function stringsIn(document: JsonDocument, node: JsonNode | undefined): ReadonlyMap<string, string> {
  const members = node?.kind === 'object' ? node.members : [];
  return new Map(
    members.flatMap(({ key, value }): [string, string][] => {
      const text = stringOf(document, value);
      return text === undefined ? [] : [[key.name, text]];
    }),
  );
}
