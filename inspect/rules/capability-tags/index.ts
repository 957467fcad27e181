import type { Rule } from '../../rule.ts';
import type { Capability } from '../../support/capabilities.ts';
import { isOffered, tagsOf } from '../../support/tools.ts';
import { quoted } from '../../support/words.ts';

export const capabilityTags: Rule = {
  meta: {
    id: 'capability-tags',
    version: 2,
    title: 'What a tool can do',
    family: 'capability',
    severity: 'info',
    confidence: 'tentative',
    about:
      'A note, no fault: what a tool lets its caller do, by the words of its definition. Dangerous is the combination: one tool that reads what strangers write, one that reads what is private, one that sends.',
    falsePositives: 'Tags go by words and are wrong where words are used otherwise; the words are named.',
    fix: 'Nothing to fix. Look at which tools one model has at the same time.',
    references: ['OWASP MCP02', 'CWE-250'],
  },
  reads: { fields: [], views: [] },
  watch(report) {
    return {
      item(item) {
        if (!isOffered(item)) return;
        const tags = tagsOf(item);
        if (tags.length === 0) return;
        const said = tags.map(({ capability, words }) => {
          const names = [...new Set(words.map(({ word }) => word.toLowerCase()))]
            .slice(0, 3)
            .map((word) => quoted(word, 24));
          return `${SAID[capability]} (${names.join(', ')})`;
        });
        report({
          at: item.message.place(item.member('name') ?? item.node),
          says: `By its words this tool ${said.join('; ')}.`,
          sameAs: tags.map(({ capability }) => capability).join(' '),
        });
      },
    };
  },
};

const SAID: Record<Capability, string> = {
  'untrusted-source': 'reads what strangers write',
  'private-data': 'reads what is private',
  egress: 'sends to others',
  exec: 'runs code',
  'file-write': 'writes files',
  destructive: 'destroys',
  money: 'moves money',
  persistence: 'stays after the call',
  identity: 'changes who may do what',
};
