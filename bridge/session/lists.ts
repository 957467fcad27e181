import { isObject } from '../../protocol/mcp/conformance.ts';

export const LIST_METHODS = {
  tools: { method: 'tools/list', key: 'tools', capability: 'tools' },
  prompts: { method: 'prompts/list', key: 'prompts', capability: 'prompts' },
  resources: { method: 'resources/list', key: 'resources', capability: 'resources' },
  templates: { method: 'resources/templates/list', key: 'resourceTemplates', capability: 'resources' },
} as const;
export type ListName = keyof typeof LIST_METHODS;

/** A server may page for ever; a person wants to hear of it, not to wait for it. */
export const MOST_PAGES = 1000;
const LONGEST_CURSOR = 64 * 1024;

export interface WalkContext {
  /** One page; undefined when there is none to read (an error, a lost connection). */
  page(method: string, params: string | undefined): Promise<unknown>;
  entries(list: ListName, entries: unknown[]): void;
  complain(text: string): void;
}

/** Walks a list to its end. Cursor cycles and endless lists are ended and named. Returns the number of entries. */
export async function walkList(list: ListName, context: WalkContext): Promise<number> {
  const { method, key } = LIST_METHODS[list];
  const seen = new Set<string>();
  let cursor: string | undefined;
  let total = 0;
  for (let page = 1; page <= MOST_PAGES; page++) {
    const params = cursor === undefined ? undefined : JSON.stringify({ cursor });
    const result = await context.page(method, params);
    if (!isObject(result)) return total;
    const entries = result[key];
    if (Array.isArray(entries)) {
      total += entries.length;
      context.entries(list, entries);
    }
    const next = result['nextCursor'];
    if (typeof next !== 'string') return total;
    if (next.length > LONGEST_CURSOR) {
      context.complain(
        `${method}: page ${page} names a cursor of ${next.length} characters; it was not sent back`,
      );
      return total;
    }
    if (seen.has(next)) {
      context.complain(
        `${method}: page ${page} names a cursor that came before; the list goes in a circle and was left there`,
      );
      return total;
    }
    seen.add(next);
    cursor = next;
  }
  context.complain(`${method}: more than ${MOST_PAGES} pages; the rest was not asked for`);
  return total;
}
