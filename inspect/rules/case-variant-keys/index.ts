import type { ReadNode } from '../../../protocol/mcp/reading.ts';
import type { Rule } from '../../rule.ts';
import { foldKey } from '../../support/fold-key.ts';

export const caseVariantKeys: Rule = {
  meta: {
    id: 'case-variant-keys',
    version: 1,
    title: 'A key looks like one of the protocol but is not',
    family: 'protocol',
    severity: 'high',
    confidence: 'certain',
    about:
      'Some JSON readers take “Method” or “deſcription” for the key without the difference, others do not. What a checker overlooks a client may then act on.',
    falsePositives: 'A misspelt member such as “mimetype” that nobody reads; it is reported as low.',
    fix: 'Write keys exactly as the specification does, and refuse others at the places of the protocol.',
    references: ['OWASP MCP06', 'CWE-436', 'CWE-178', 'CVE-2026-27896'],
  },
  reads: { fields: [] },
  watch(report) {
    return {
      message(message) {
        if (message.toward !== 'client') return;
        const look = (node: ReadNode | undefined, names: Names, isEnvelope: boolean): void => {
          if (node?.kind !== 'object') return;
          for (const child of node.children) {
            const { name } = child.key!;
            if (names.exact.has(name) || name.length > 40) continue;
            const meant = names.folded.get(foldKey(name));
            if (meant === undefined) continue;
            const isBeside = node.children.some((other) => other.key!.name === meant);
            const isLookAlike = !isAscii(name);
            const severity = isLookAlike || isBeside || isEnvelope ? 'high' : 'low';
            report({
              at: message.place(child, 'key'),
              severity,
              says: isLookAlike
                ? `The key “${name}” has letters that only look like those of “${meant}”, which the protocol knows.`
                : `The key “${name}” differs from “${meant}” in case only${isBeside ? ', and both stand in the same object' : ''}.`,
            });
          }
        };
        look(message.node, ENVELOPE, true);
        look(message.member('params'), BODY, false);
        look(message.member('error'), ERROR, true);
        const result = message.member('result');
        look(result, BODY, false);
        for (const { node } of message.items) look(node, ITEM, false);
        for (const list of result?.children ?? []) {
          if (list.kind !== 'array' || (list.key?.name !== 'content' && list.key?.name !== 'contents'))
            continue;
          for (const block of list.children) look(block, ITEM, false);
        }
      },
    };
  },
};

interface Names {
  exact: ReadonlySet<string>;
  folded: ReadonlyMap<string, string>;
}

function names(...known: string[]): Names {
  return { exact: new Set(known), folded: new Map(known.map((name) => [foldKey(name), name])) };
}

const ENVELOPE = names('jsonrpc', 'id', 'method', 'params', 'result', 'error');
const ERROR = names('code', 'message', 'data');
const ITEM = names(
  ...[
    'name',
    'title',
    'description',
    'inputSchema',
    'outputSchema',
    'annotations',
    'execution',
    'icons',
    '_meta',
  ],
  ...['arguments', 'uri', 'uriTemplate', 'mimeType', 'text', 'blob', 'data', 'type', 'resource'],
);
const BODY = names(
  ...[
    'tools',
    'prompts',
    'resources',
    'resourceTemplates',
    'content',
    'contents',
    'messages',
    'structuredContent',
  ],
  ...[
    'isError',
    'nextCursor',
    'protocolVersion',
    'capabilities',
    'serverInfo',
    'instructions',
    '_meta',
    'resultType',
  ],
  ...[
    'inputRequests',
    'requestState',
    'supportedVersions',
    'ttlMs',
    'cacheScope',
    'completion',
    'taskId',
    'status',
  ],
  ...[
    'statusMessage',
    'progressToken',
    'progress',
    'total',
    'message',
    'requestId',
    'reason',
    'level',
    'logger',
  ],
  ...[
    'data',
    'uri',
    'systemPrompt',
    'maxTokens',
    'requestedSchema',
    'mode',
    'url',
    'elicitationId',
    'task',
    'tasks',
  ],
  ...[
    'includeContext',
    'modelPreferences',
    'temperature',
    'stopSequences',
    'metadata',
    'toolChoice',
    'description',
  ],
);

function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 0x7f) return false;
  return true;
}
