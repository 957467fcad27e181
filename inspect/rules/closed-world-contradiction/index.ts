import type { Rule } from '../../rule.ts';
import type { ReadNode } from '../../../protocol/mcp/reading.ts';
import { memberOf } from '../../../protocol/mcp/read-place.ts';
import { hintsOf, isOffered } from '../../support/tools.ts';
import { quoted, wordsOfName } from '../../support/words.ts';

export const closedWorldContradiction: Rule = {
  meta: {
    id: 'closed-world-contradiction',
    version: 1,
    title: 'A tool of a closed world takes an address',
    family: 'annotation',
    severity: 'low',
    confidence: 'tentative',
    about:
      'openWorldHint: false tells a client that a tool meets nobody outside. One that takes an address of the web or of a person most likely does, and brings back what strangers wrote.',
    falsePositives: 'Addresses that are only stored, compared or taken apart.',
    fix: 'Say openWorldHint: true, or leave it out, for tools that fetch or send.',
    references: ['OWASP MCP02', 'CWE-451', 'MCP 2025-11-25 server/tools'],
  },
  reads: { fields: [], views: [] },
  watch(report) {
    return {
      item(item) {
        if (!isOffered(item)) return;
        const hint = hintsOf(item)?.openWorld;
        if (hint?.kind !== 'false') return;
        const found =
          openName(item.name) ?? openParameter(memberOf(item.member('inputSchema'), 'properties'));
        if (found === undefined) return;
        report({
          at: item.message.place(hint),
          ...(found.node === undefined ? {} : { and: [item.message.place(found.node, 'key')] }),
          says: `${quoted(item.name, 60)} says that it meets nobody outside, and ${found.node === undefined ? 'is named after' : 'takes'} ${quoted(found.word, 40)}.`,
          sameAs: found.word,
        });
      },
    };
  },
};

interface Open {
  word: string;
  node?: ReadNode;
}

function openName(name: string): Open | undefined {
  const words = wordsOfName(name);
  const word = words.find(
    (one) => one === 'web' || one === 'internet' || one === 'http' || one === 'crawl' || one === 'scrape',
  );
  return word === undefined ? undefined : { word };
}

const OUTSIDE = new Set('url urls website webhook recipient recipients bcc'.split(' '));

function openParameter(properties: ReadNode | undefined): Open | undefined {
  for (const node of properties?.kind === 'object' ? properties.children.slice(0, 500) : [])
    if (wordsOfName(node.key!.name).some((word) => OUTSIDE.has(word))) return { word: node.key!.name, node };
  return undefined;
}
