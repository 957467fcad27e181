import {
  FLOW_TAGS,
  type FlowTag,
  type FlowTagName,
  type FlowToolText,
  type FlowWord,
} from '../../protocol/flows.ts';
import { memberOf, stringOf } from '../../protocol/mcp/read-place.ts';
import type { ReadNode, Reading } from '../../protocol/mcp/reading.ts';
import { capabilitiesOf, type CapabilityTag } from '../support/capabilities.ts';

/** A tool as paths see it: what it says of itself is in the hash, what it can do in the tags. */
export interface ToolFacts {
  readonly name: string;
  readonly definition: string;
  readonly tags: readonly FlowTag[];
}

/** What a model is told of a tool; its icons and `_meta` may change without it becoming another one. */
const DEFINES = ['name', 'title', 'description', 'inputSchema', 'outputSchema', 'annotations'];
/** Beyond it no word is looked for, and none is shown. */
const MOST_OF_A_DESCRIPTION = 4000;
const MOST_OF_A_PARAMETER = 400;
const MOST_PARAMETERS = 500;
/** As Inventory cuts it. */
const LONGEST_NAME = 2000;
const LONGEST_WORD = 120;

/** Reads one entry of a list of tools. `hash` gives lower-case hex of 32 characters or more. */
export function readTool(reading: Reading, node: ReadNode, hash: (text: string) => string): ToolFacts {
  const name = textOf(reading, node, 'name').slice(0, LONGEST_NAME);
  const description = textOf(reading, node, 'description').slice(0, MOST_OF_A_DESCRIPTION);
  const properties = memberOf(memberOf(node, 'inputSchema'), 'properties');
  const given = properties?.kind === 'object' ? properties.children.slice(0, MOST_PARAMETERS) : [];
  const parameters = given.map((one) => one.key!.name);
  const addresses = given
    .filter((one) => /^(?:uri|url)$/.test(textOf(reading, one, 'format')))
    .map((one) => one.key!.name);
  const found = capabilitiesOf({ name, description, parameters, addresses });
  const hints = memberOf(node, 'annotations');
  const tags = tagsFrom(found, { name, description, addresses }, (hint) => memberOf(hints, hint)?.kind);
  return { name, definition: hash(definitionOf(reading, node)).slice(0, 32), tags };
}

/** What the tags of a tool were read from, for a person to read. */
export function textsOfTool(
  reading: Reading,
  node: ReadNode,
  tags: readonly FlowTag[],
): Pick<FlowToolText, 'description' | 'parameters'> {
  const description = textOf(reading, node, 'description');
  const properties = memberOf(memberOf(node, 'inputSchema'), 'properties');
  const spoken = new Set(
    tags.flatMap(({ words }) => words.filter(({ from }) => from === 'parameter').map(({ text }) => text)),
  );
  return {
    description: {
      text: description.slice(0, MOST_OF_A_DESCRIPTION),
      isCut: description.length > MOST_OF_A_DESCRIPTION,
    },
    parameters: [...spoken].map((name) => ({
      name,
      text: textOf(reading, memberOf(properties, name), 'description').slice(0, MOST_OF_A_PARAMETER),
    })),
  };
}

interface Texts {
  readonly name: string;
  readonly description: string;
  readonly addresses: readonly string[];
}

function tagsFrom(
  found: readonly CapabilityTag[],
  texts: Texts,
  hint: (name: string) => string | undefined,
): FlowTag[] {
  const tags = new Map<FlowTagName, FlowTag>();
  for (const { capability, words, isFirm } of found) {
    const tag = FLOW_TAGS.find((one) => one === capability);
    if (tag === undefined) continue;
    const spoken = words.map(({ word, from, at }): FlowWord => {
      const text = from === 'parameter' ? word : texts[from].slice(...at);
      return { text: text.slice(0, LONGEST_WORD), from, at: [...at] };
    });
    tags.set(tag, { tag, strength: isFirm ? 'firm' : 'weak', counts: true, words: spoken });
  }
  byAnnotation(tags, texts, hint);
  return FLOW_TAGS.flatMap((tag) => tags.get(tag) ?? []);
}

/**
 * Annotations are the server's own claims: one alone gives a weak tag, and a claim that a tool stays among
 * its own makes the word of a stranger weak, but takes nothing away.
 */
function byAnnotation(
  tags: Map<FlowTagName, FlowTag>,
  { addresses }: Texts,
  hint: (name: string) => string | undefined,
): void {
  const add = (tag: FlowTagName, ...words: FlowWord[]): void => {
    const known = tags.get(tag);
    if (known === undefined) tags.set(tag, { tag, strength: 'weak', counts: true, words });
    else tags.set(tag, { ...known, words: [...known.words, ...words] });
  };
  if (hint('destructiveHint') === 'true' && hint('readOnlyHint') !== 'true')
    add('destructive', claim('destructiveHint', true));
  const [address] = addresses;
  if (hint('openWorldHint') === 'true' && address !== undefined) {
    const words: FlowWord[] = [
      { text: address.slice(0, LONGEST_WORD), from: 'parameter', at: [0, address.length] },
      claim('openWorldHint', true),
    ];
    if (!tags.has('untrusted-source')) add('untrusted-source', ...words);
    if (!tags.has('egress')) add('egress', ...words);
  }
  const read = tags.get('untrusted-source');
  if (hint('openWorldHint') === 'false' && read !== undefined)
    tags.set('untrusted-source', {
      ...read,
      strength: 'weak',
      words: [...read.words, claim('openWorldHint', false)],
    });
}

function claim(name: string, value: boolean): FlowWord {
  const text = `${name}: ${value}`;
  return { text, from: 'annotation', at: [0, text.length] };
}

function definitionOf(reading: Reading, node: ReadNode): string {
  return DEFINES.map((name) => {
    const member = memberOf(node, name);
    return member === undefined ? '' : `${name} ${reading.text(member)}`;
  }).join('\n');
}

function textOf(reading: Reading, node: ReadNode | undefined, name: string): string {
  return stringOf(reading, memberOf(node, name)) ?? '';
}
