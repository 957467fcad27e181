import type { Rule } from '../../rule.ts';
import { misplaced } from './shapes.ts';

export const misplacedArgument: Rule = {
  meta: {
    id: 'misplaced-argument',
    version: 1,
    title: 'Much more than was asked for goes out',
    family: 'leak',
    severity: 'medium',
    confidence: 'tentative',
    about:
      'An argument that asks for a word (a name, an id, a query) carries a page: a long text, a file of keys or settings, a conversation. Poisoned descriptions make models do this.',
    falsePositives: 'A search over long texts. Arguments for content (body, text, code, data) are left out.',
    fix: 'Look at why the model put it there, first in the description of the tool.',
    references: ['OWASP MCP10', 'OWASP MCP03', 'CWE-200'],
  },
  reads: { fields: ['sent'] },
  watch(report) {
    return {
      text(text) {
        const words = misplaced(text);
        if (words === undefined) return;
        report({ at: text.place(), says: words });
      },
    };
  },
};
