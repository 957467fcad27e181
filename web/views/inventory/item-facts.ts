// What is said of an item beside its description and its schemas, by kind; words of the specification.
import type { JsonDocument, JsonNode } from '../../../protocol/json/document.ts';
import { memberOf, stringOf, textOf } from '../../../protocol/json/value.ts';
import type { SectionName } from '../../../protocol/inventory.ts';
import type { Fact, FactGroup } from './item-parts.ts';
import { factOf, factsOf, isA, memberFacts, otherFacts, partsOf } from './item-parts.ts';

/** What a client has to take for granted where a server is silent (ToolAnnotations). */
const HINTS = [
  ['readOnlyHint', false],
  ['destructiveHint', true],
  ['idempotentHint', false],
  ['openWorldHint', true],
] as const;
/** These two say nothing of a tool that only reads. */
const ONLY_OF_WRITERS = ['destructiveHint', 'idempotentHint'];

const SHOWN_ABOVE = [
  'name',
  'title',
  'description',
  'inputSchema',
  'outputSchema',
  'arguments',
  'uri',
  'uriTemplate',
];
const KNOWN = [...SHOWN_ABOVE, 'annotations', 'execution', 'icons', '_meta', 'mimeType', 'size'];
const SERVER_KNOWN = ['name', 'title', 'version', 'description', 'websiteUrl', 'icons'];

export function factGroups(
  section: SectionName,
  document: JsonDocument,
  root: JsonNode | undefined,
  revision: string | undefined,
): FactGroup[] {
  const isServer = section === 'server';
  if (root !== undefined && root.kind !== 'object')
    return [{ title: 'Value', facts: [factOf(document, 'value', root, 'any')] }];
  const parts = partsOf(root, isServer ? SERVER_KNOWN : KNOWN);
  const icons = iconFacts(document, parts.get('icons'));
  const groups: FactGroup[] = [
    {
      title: 'About',
      facts: isServer
        ? factsOf(document, parts, [
            ['name', 'string'],
            ['title', 'string'],
            ['version', 'string'],
            ['description', 'string'],
            ['websiteUrl', 'string'],
          ])
        : factsOf(document, parts, [
            ['uri', 'string'],
            ['uriTemplate', 'string'],
            ['name', 'string'],
            ['title', 'string'],
            ['mimeType', 'string'],
            ['size', 'number'],
          ]),
    },
    section === 'tools'
      ? {
          title: 'Annotations',
          note: 'hints, not promises',
          facts: hintFacts(document, parts.get('annotations')),
        }
      : { title: 'Annotations', facts: audienceFacts(document, parts.get('annotations')) },
    { title: 'Execution', facts: executionFacts(document, parts.get('execution'), section, revision) },
    { title: 'Icons', note: 'never fetched', facts: icons },
    { title: '_meta', facts: memberFacts(document, '_meta', parts.get('_meta')) },
    { title: 'Other fields', note: 'as they were sent', facts: otherFacts(document, parts) },
  ];
  return groups.filter(({ facts }) => facts.length > 0);
}

function hintFacts(document: JsonDocument, node: JsonNode | undefined): Fact[] {
  if (node !== undefined && node.kind !== 'object') return memberFacts(document, 'annotations', node);
  const parts = partsOf(node, ['title', ...HINTS.map(([name]) => name)]);
  const isReader = parts.get('readOnlyHint')?.kind === 'true';
  const hints = HINTS.map(([name, usual]): Fact => {
    const said = parts.get(name);
    const fact: Fact =
      said === undefined
        ? { name, text: String(usual), isOurs: true, chip: { words: 'spec default', isBad: false } }
        : factOf(document, name, said, 'boolean');
    return isReader && ONLY_OF_WRITERS.includes(name)
      ? { ...fact, note: 'means nothing for a tool that only reads' }
      : fact;
  });
  return [...factsOf(document, parts, [['title', 'string']]), ...hints, ...otherFacts(document, parts)];
}

function audienceFacts(document: JsonDocument, node: JsonNode | undefined): Fact[] {
  if (node?.kind !== 'object') return memberFacts(document, 'annotations', node);
  const parts = partsOf(node, ['audience', 'priority', 'lastModified']);
  const facts = factsOf(document, parts, [
    ['audience', 'array'],
    ['priority', 'number'],
    ['lastModified', 'string'],
  ]).map((fact) => {
    const priority = Number(fact.text);
    const isOutside =
      fact.name === 'priority' && fact.chip === undefined && !(priority >= 0 && priority <= 1);
    return isOutside ? { ...fact, chip: { words: 'not between 0 and 1', isBad: true } } : fact;
  });
  return [...facts, ...otherFacts(document, parts)];
}

function executionFacts(
  document: JsonDocument,
  node: JsonNode | undefined,
  section: SectionName,
  revision: string | undefined,
): Fact[] {
  const knowsTasks = section === 'tools' && revision === '2025-11-25';
  if (node !== undefined && node.kind !== 'object') return memberFacts(document, 'execution', node);
  const parts = partsOf(node, ['taskSupport']);
  const facts = [...factsOf(document, parts, [['taskSupport', 'string']]), ...otherFacts(document, parts)];
  if (!knowsTasks || parts.get('taskSupport') !== undefined) return facts;
  const usual: Fact = {
    name: 'taskSupport',
    text: 'forbidden',
    isOurs: true,
    chip: { words: 'spec default', isBad: false },
    note: 'a call never becomes a task',
  };
  return [usual, ...facts];
}

/** One icon a line: the URL as text, what it is said to be beside it. */
function iconFacts(document: JsonDocument, node: JsonNode | undefined): Fact[] {
  if (node === undefined) return [];
  if (node.kind !== 'array') return [factOf(document, 'icons', node, 'array')];
  return node.items.map((icon, k): Fact => {
    const src = stringOf(document, memberOf(icon, 'src'));
    if (src === undefined) return factOf(document, String(k + 1), icon, 'any');
    const others = partsOf(icon, ['src']).others.map(
      ({ name, node: value }) => `${name} ${textOf(document, value)}`,
    );
    return { name: String(k + 1), text: src, ...(others.length === 0 ? {} : { note: others.join(', ') }) };
  });
}

/** What a declared capability is for; by the path to it. */
const CAPABILITIES = new Map([
  ['tools', 'offers tools'],
  ['tools.listChanged', 'says when its tools change'],
  ['prompts', 'offers prompts'],
  ['prompts.listChanged', 'says when its prompts change'],
  ['resources', 'offers resources'],
  ['resources.listChanged', 'says when its resources change'],
  ['resources.subscribe', 'a resource can be watched'],
  ['logging', 'sends log lines'],
  ['completions', 'completes arguments'],
  ['tasks', 'calls can become tasks'],
  ['tasks.list', 'tasks can be listed'],
  ['tasks.cancel', 'tasks can be cancelled'],
  ['tasks.requests.tools.call', 'a tool call can become a task'],
  ['experimental', 'not of the specification'],
  ['extensions', 'extensions of the specification'],
]);
const MOST_CAPABILITIES = 500;
/** What is nested deeper stands in one line, as it was sent. */
const DEEPEST = 8;

/** Every capability that was declared, one a line, with what it is for where the specification knows it. */
export function capabilityFacts(document: JsonDocument, root: JsonNode | undefined): Fact[] {
  const facts: Fact[] = [];
  const open: { path: string; node: JsonNode; depth: number }[] =
    root?.kind === 'object'
      ? root.members.map(({ key, value }) => ({ path: key.name, node: value, depth: 1 })).reverse()
      : [];
  while (open.length > 0 && facts.length < MOST_CAPABILITIES) {
    const { path, node, depth } = open.pop()!;
    const isBranch = node.kind === 'object' && node.members.length > 0 && depth < DEEPEST;
    const words = CAPABILITIES.get(path);
    if (!isBranch || words !== undefined)
      facts.push({
        name: path,
        text: isBranch ? '' : textOf(document, node),
        ...(words === undefined
          ? {}
          : { note: isA(node, 'boolean') && node.kind === 'false' ? `not: ${words}` : words }),
      });
    if (isBranch)
      for (const { key, value } of node.members.toReversed())
        open.push({ path: `${path}.${key.name}`, node: value, depth: depth + 1 });
  }
  return facts;
}
