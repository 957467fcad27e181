import { memberOf } from '../../protocol/mcp/read-place.ts';
import type { ReadNode } from '../../protocol/mcp/reading.ts';
import type { Item } from '../message.ts';
import { headVerbOfDescription, headVerbOfName, type HeadVerb } from './verbs.ts';
import { capabilitiesOf, type CapabilityTag, type ToolWords } from './capabilities.ts';

/** What a tool says of itself in `annotations`; undefined where it says nothing. */
export interface Hints {
  readonly node: ReadNode;
  readonly readOnly: ReadNode | undefined;
  readonly destructive: ReadNode | undefined;
  readonly idempotent: ReadNode | undefined;
  readonly openWorld: ReadNode | undefined;
}

/** Hints that are true or false; others are no hints. */
export function hintsOf(item: Item): Hints | undefined {
  const node = item.member('annotations');
  if (node?.kind !== 'object') return undefined;
  const hint = (name: string): ReadNode | undefined => {
    const value = memberOf(node, name);
    return value?.kind === 'true' || value?.kind === 'false' ? value : undefined;
  };
  return {
    node,
    readOnly: hint('readOnlyHint'),
    destructive: hint('destructiveHint'),
    idempotent: hint('idempotentHint'),
    openWorld: hint('openWorldHint'),
  };
}

/** What is said of a tool that one of a list offers. Tools that come with a request to sample are none. */
export function isOffered(item: Item): boolean {
  return item.section === 'tools' && item.message.method === 'tools/list';
}

/** Enough to see what a description begins with and what its first sentence is about. */
const MOST_OF_A_DESCRIPTION = 1000;
const MOST_PARAMETERS = 500;

export function wordsOfTool(item: Item): ToolWords {
  const properties = memberOf(item.member('inputSchema'), 'properties');
  return {
    name: item.name,
    description: (item.text('description') ?? '').slice(0, MOST_OF_A_DESCRIPTION),
    parameters:
      properties?.kind === 'object'
        ? properties.children.slice(0, MOST_PARAMETERS).map((one) => one.key!.name)
        : [],
  };
}

/** Pure: the same item has the same tags. Several rules ask for them. */
const known = new WeakMap<Item, readonly CapabilityTag[]>();

export function tagsOf(item: Item): readonly CapabilityTag[] {
  const earlier = known.get(item);
  if (earlier !== undefined) return earlier;
  const tags = capabilitiesOf(wordsOfTool(item));
  known.set(item, tags);
  return tags;
}

/** The verb of its name; where the name has none, the first word of its description. */
export function headVerbOf(item: Item): (HeadVerb & { from: 'name' | 'description' }) | undefined {
  const named = headVerbOfName(item.name);
  if (named !== undefined) return { ...named, from: 'name' };
  const said = headVerbOfDescription(item.text('description') ?? '');
  return said === undefined ? undefined : { ...said, from: 'description' };
}
