import type { JsonDocument, JsonNode } from '../../protocol/json/document.ts';
import { readJson, USUAL_BOUNDS } from '../../protocol/json/read.ts';
import { stringOf, textOf } from '../../protocol/json/value.ts';

/** What nested values hold is passed over, so that texts of many MB are read in one go. */
const ONE_LEVEL = { ...USUAL_BOUNDS, depth: 1 };
/** Each is looked up on its own. */
const MOST_TOOLS = 20;
const MOST_TEXTS = 100;
/** `tools/call`, or any escape that could spell it. */
const MAY_CALL = /tools\/call|\\[u/]/;

export interface CalledTools {
  names: string[];
  /** There may be more calls in the text than could be told. */
  isUnclear: boolean;
}

/**
 * Which tools a text would call, of any size and however broken: one message, each of a batch, or several
 * one behind the other. Of repeated keys every value counts, because readers disagree on them.
 */
export function calledTools(text: string): CalledTools {
  const names = new Set<string>();
  let isUnclear = false;
  let rest = text;
  for (let count = 0; MAY_CALL.test(rest); count++) {
    const document = readJson(rest, ONE_LEVEL);
    const { root } = document;
    const messages = root?.kind === 'array' ? root.items.map((item) => textOf(document, item)) : [rest];
    for (const message of messages)
      if (MAY_CALL.test(message)) namesIn(message).forEach((name) => names.add(name));
    const isOpen = (root?.kind === 'object' || root?.kind === 'array') && !root.isClosed;
    if (isOpen && names.size === 0) isUnclear = true;
    const next = document.faults.find(({ kind }) => kind === 'after-end')?.from;
    if (next === undefined || next === 0) break;
    if (count === MOST_TEXTS) {
      isUnclear = true;
      break;
    }
    rest = rest.slice(next);
  }
  if (names.size > MOST_TOOLS) isUnclear = true;
  return { names: [...names].slice(0, MOST_TOOLS), isUnclear };
}

function namesIn(message: string): string[] {
  const document = readJson(message, ONE_LEVEL);
  const methods = valuesOf(document, 'method').map((node) => stringOf(document, node));
  if (!methods.includes('tools/call')) return [];
  return valuesOf(document, 'params').flatMap((node) => {
    const params = readJson(textOf(document, node), ONE_LEVEL);
    return valuesOf(params, 'name').flatMap((name) => stringOf(params, name) ?? []);
  });
}

function valuesOf({ root }: JsonDocument, name: string): JsonNode[] {
  return root?.kind === 'object'
    ? root.members.filter(({ key }) => key.name === name).map(({ value }) => value)
    : [];
}
