import type { Rule } from '../../rule.ts';
import { memberOf, nodeAt, stringOf } from '../../../protocol/mcp/read-place.ts';
import type { ReadNode } from '../../../protocol/mcp/reading.ts';
import type { Message } from '../../message.ts';
import { schemasIn, typesOf } from '../../support/schemas.ts';
import { differenceOf, valueIn } from '../../support/values.ts';
import { quoted } from '../../support/words.ts';

/** What a tool promised: the types of its properties, and which must be there. */
interface Promised {
  types: ReadonlyMap<string, readonly string[]>;
  required: readonly string[];
}

const MOST_TOOLS = 2000;
const MOST_PROPERTIES = 200;

export const outputContradiction: Rule = {
  meta: {
    id: 'output-contradiction',
    version: 1,
    title: 'A result says two things',
    family: 'schema',
    severity: 'medium',
    confidence: 'firm',
    about:
      'A result has a text for people and models and a structured value for programs. When they disagree, who approved what the text says did not approve what is acted on.',
    falsePositives: 'Texts that were rounded, translated or taken at another moment.',
    fix: 'Make the text from the structured value. In a client, check structuredContent against outputSchema and show what is used.',
    references: ['OWASP MCP06', 'CWE-345', 'MCP 2025-11-25 server/tools'],
  },
  reads: { fields: [], views: [] },
  watch(report) {
    const promised = new Map<string, Promised>();
    return {
      message(message) {
        if (message.toward !== 'client') return;
        if (message.method === 'tools/list') remember(message, promised);
        const structured = nodeAt(message.node, 'result', 'structuredContent');
        const isAnswer = message.method === 'tools/call' || message.method === 'tasks/result';
        if (message.kind !== 'result' || structured === undefined || !isAnswer) return;
        const broken = brokenPromise(message, structured, promised.get(message.request?.name ?? ''));
        if (broken !== undefined && memberOf(memberOf(message.node, 'result'), 'isError')?.kind !== 'true')
          report({
            at: message.place(broken.node),
            severity: 'low',
            title: 'A result is not what its tool promised',
            confidence: 'certain',
            says: broken.says,
            sameAs: broken.says,
          });
        const block = onlyText(message);
        const value = block === undefined ? undefined : valueIn(message.reading.text(block));
        if (block === undefined || value === undefined) return;
        const difference = differenceOf(value, {
          reading: message.reading,
          node: unwrapped(structured, value.node),
        });
        if (difference === undefined) return;
        const seen = value.reading.text(difference.one);
        const used = message.reading.text(difference.other);
        report({
          at: message.place(difference.other),
          and: [message.place(block)],
          says: `The text of this result says ${quoted(seen, 50)} where its structured value says ${quoted(used, 50)}: people and programs are told different things.`,
          sameAs: 'text and structured value',
        });
      },
    };
  },
};

function remember(message: Message, promised: Map<string, Promised>): void {
  for (const schema of schemasIn(message)) {
    const name = message.text(memberOf(schema.tool, 'name'));
    if (schema.role !== 'output' || name === undefined) continue;
    const properties = memberOf(schema.root, 'properties');
    const types = new Map<string, readonly string[]>();
    for (const one of properties?.kind === 'object' ? properties.children.slice(0, MOST_PROPERTIES) : [])
      types.set(one.key!.name, typesOf(message, one));
    const required = memberOf(schema.root, 'required');
    const names = required?.kind === 'array' ? required.children.slice(0, MOST_PROPERTIES) : [];
    promised.delete(name);
    promised.set(name, { types, required: names.flatMap((one) => stringOf(message.reading, one) ?? []) });
    const oldest = promised.keys().next();
    if (promised.size > MOST_TOOLS && oldest.done !== true) promised.delete(oldest.value);
  }
}

function brokenPromise(
  message: Message,
  structured: ReadNode,
  of: Promised | undefined,
): { node: ReadNode; says: string } | undefined {
  if (of === undefined || structured.kind !== 'object') return undefined;
  const given = new Map(structured.children.map((child) => [child.key!.name, child]));
  const missing = of.required.find((name) => !given.has(name));
  if (missing !== undefined)
    return {
      node: structured,
      says: `The tool promises ${quoted(missing, 60)} in every result, and it is not there.`,
    };
  for (const [name, types] of of.types) {
    const node = given.get(name);
    if (node === undefined || types.length === 0 || types.some((type) => isOfType(type, node, message)))
      continue;
    return {
      node,
      says: `The tool promises ${quoted(types.join(' or '), 60)} for ${quoted(name, 60)}, and ${KINDS[node.kind]} is there.`,
    };
  }
  return undefined;
}

const KINDS: Record<ReadNode['kind'], string> = {
  object: 'an object',
  array: 'a list',
  string: 'a text',
  number: 'a number',
  true: 'true',
  false: 'false',
  null: 'null',
};

function isOfType(type: string, node: ReadNode, message: Message): boolean {
  switch (type) {
    case 'integer':
      return node.kind === 'number' && Number.isInteger(Number(message.reading.text(node)));
    case 'boolean':
      return node.kind === 'true' || node.kind === 'false';
    case 'object':
    case 'array':
    case 'string':
    case 'number':
    case 'null':
      return node.kind === type;
    default:
      return true;
  }
}

/** The text of a result that has one; several blocks tell parts of it. */
function onlyText(message: Message): ReadNode | undefined {
  const content = nodeAt(message.node, 'result', 'content');
  if (content?.kind !== 'array' || content.children.length !== 1) return undefined;
  const text = memberOf(content.children[0], 'text');
  return text?.kind === 'string' ? text : undefined;
}

/** Frameworks put what is no object under `result`. */
function unwrapped(structured: ReadNode, like: ReadNode): ReadNode {
  const inner = structured.children.length === 1 ? memberOf(structured, 'result') : undefined;
  const isWrapped = inner !== undefined && inner.kind === like.kind && memberOf(like, 'result') === undefined;
  return isWrapped ? inner : structured;
}
