import type { Rule } from '../../rule.ts';
import { memberOf } from '../../../protocol/mcp/read-place.ts';
import type { ReadNode } from '../../../protocol/mcp/reading.ts';
import type { Place } from '../../place.ts';
import { quoted, wordsOfName } from '../../support/words.ts';

export const unknownResultKeys: Rule = {
  meta: {
    id: 'unknown-result-keys',
    version: 1,
    title: 'A result carries something to run beside its content',
    family: 'schema',
    severity: 'info',
    confidence: 'tentative',
    about:
      'Keys that the specification does not know pass through many clients unseen. A key named after markup, a script or a command may be run by one that knows it.',
    falsePositives: 'Extensions of a vendor for its own client.',
    fix: 'Put what a result has to say into content or structuredContent. Clients drop keys they do not know.',
    references: ['OWASP MCP06', 'CWE-912', 'MCP 2025-11-25 server/tools'],
  },
  reads: { fields: [], views: [] },
  watch(report) {
    return {
      message(message) {
        if (message.toward !== 'client' || message.kind !== 'result' || message.method !== 'tools/call')
          return;
        const result = message.member('result');
        const found: { place: Place; name: string }[] = [];
        const look = (node: ReadNode): void => {
          if (node.kind !== 'object') return;
          for (const child of node.children.slice(0, 200)) {
            const name = child.key!.name;
            const isKnown = KNOWN.has(name) || child.kind === 'null' || child.kind === 'false';
            if (!isKnown && found.length < 9 && wordsOfName(name).some((word) => RUN.has(word)))
              found.push({ place: message.place(child, 'key'), name });
          }
        };
        if (result !== undefined) look(result);
        for (const block of memberOf(result, 'content')?.children.slice(0, 100) ?? []) look(block);
        const first = found[0];
        if (first === undefined) return;
        report({
          at: first.place,
          and: found.slice(1).map(({ place }) => place),
          says: `The specification does not know ${found
            .slice(0, 4)
            .map(({ name }) => quoted(name, 28))
            .join(', ')} here; by its name a client may draw or run it.`,
        });
      },
    };
  },
};

const KNOWN = new Set([
  'content',
  'structuredContent',
  'isError',
  '_meta',
  'type',
  'text',
  'resource',
  'data',
  'mimeType',
  'annotations',
  'resultType',
]);
const RUN = new Set(
  'html script scripts javascript js command cmd exec execute eval code shell onload iframe template redirect'.split(
    ' ',
  ),
);
