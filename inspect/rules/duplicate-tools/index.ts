import type { Rule } from '../../rule.ts';
import type { Place } from '../../place.ts';
import { skeletonOf, styleless } from '../../support/name-skeleton.ts';
import { isOffered } from '../../support/tools.ts';
import { quoted } from '../../support/words.ts';

const MOST_TOOLS = 10_000;

export const duplicateTools: Rule = {
  meta: {
    id: 'duplicate-tools',
    version: 1,
    title: 'Two tools of a server have one name',
    family: 'naming',
    severity: 'medium',
    confidence: 'certain',
    about:
      'Names are how a model chooses a tool. When a list has a name twice, or in two writings that look alike, the client decides which one is called, and a person approves the other.',
    falsePositives: 'A list that changed while its pages were read.',
    fix: 'Give every tool its own name, in one style of writing. In a client, refuse the second of a name.',
    references: ['OWASP MCP03', 'CWE-694', 'MCP 2025-11-25 server/tools'],
  },
  reads: { fields: [], views: [] },
  watch(report) {
    let exact = new Map<string, Place>();
    let alike = new Map<string, { name: string; place: Place }>();
    return {
      message(message) {
        if (message.method !== 'tools/list' || message.kind !== 'result') return;
        // A list that does not go on from a cursor is a new one.
        if (message.request?.cursor === undefined) {
          exact = new Map();
          alike = new Map();
        }
        for (const item of message.items) {
          if (!isOffered(item) || item.name === '' || exact.size >= MOST_TOOLS) continue;
          const node = item.member('name') ?? item.node;
          const place = message.place(node);
          // Kept for later lists: bytes alone, so that the message itself can go.
          const kept = message.frame.place('payload', node.from, node.to, item.name);
          const same = exact.get(item.name);
          const skeleton = skeletonOf(item.name);
          const twin = alike.get(skeleton);
          if (same !== undefined)
            report({
              at: place,
              and: [same],
              says: `The name ${quoted(item.name, 60)} stands twice in one list of tools; clients call one or the other.`,
            });
          else if (twin !== undefined) {
            const isLookalike = styleless(item.name) !== styleless(twin.name);
            report({
              at: place,
              and: [twin.place],
              severity: isLookalike ? 'high' : 'low',
              confidence: 'firm',
              title: 'Two tools of a server have names that look alike',
              says: `${quoted(item.name, 50)} and ${quoted(twin.name, 50)} differ only in ${isLookalike ? 'characters that look the same' : 'capitals or separators'}.`,
            });
          }
          exact.set(item.name, kept);
          if (twin === undefined) alike.set(skeleton, { name: item.name, place: kept });
        }
      },
    };
  },
};
