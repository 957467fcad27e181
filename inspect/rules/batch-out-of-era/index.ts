import { hasBatches } from '../../../protocol/mcp/revision.ts';
import type { Rule } from '../../rule.ts';

export const batchOutOfEra: Rule = {
  meta: {
    id: 'batch-out-of-era',
    version: 1,
    title: 'Several messages in one list',
    family: 'protocol',
    severity: 'low',
    confidence: 'certain',
    about:
      'Lists of messages exist in revision 2025-03-26 only. Where they were not agreed on, a checker may read nothing of them and a client may read all.',
    falsePositives: 'A server that answers a list with a list whatever the revision.',
    fix: 'Send each message by itself.',
    references: ['OWASP MCP06', 'CWE-436', 'MCP 2025-06-18 changelog'],
  },
  reads: { fields: [] },
  watch(report, session) {
    let weSentOne = false;
    let told = 0;
    return {
      frame(frame) {
        if (!frame.isBatch) return;
        if (frame.head.toward === 'server') {
          weSentOne = true;
          return;
        }
        const { revision } = session;
        if (weSentOne || revision === undefined || hasBatches(revision) || told >= 20) return;
        told++;
        const root = frame.reading?.roots.find(({ kind }) => kind === 'array');
        if (root === undefined) return;
        report({
          at: frame.place('payload', root.from, Math.min(root.to, root.from + 1), '['),
          says: `${frame.messages.length === 1 ? 'A message stands in a list' : `${frame.messages.length} messages stand in one list`}; revision ${revision.slice(0, 40)} has no such lists.`,
        });
      },
    };
  },
};
