import type { Rule } from '../../rule.ts';
import { numbersIn } from './numbers.ts';
import { TRAIT } from '../../views/traits.ts';

export const personalData: Rule = {
  meta: {
    id: 'personal-data',
    version: 1,
    title: 'A card or account number',
    family: 'leak',
    severity: 'low',
    confidence: 'firm',
    about:
      'A number that is a payment card (prefix, length and check digit fit) or a bank account (IBAN whose check digits fit).',
    falsePositives:
      'Numbers for tests that are not on the list of known ones; long ids that are written like cards.',
    fix: 'Show the last four digits only, and find out why the server holds the number.',
    references: ['OWASP MCP10', 'CWE-359'],
  },
  reads: {
    fields: [
      'result-text',
      'result-structured',
      'resource-body',
      'error-message',
      'error-data',
      'log',
      'stderr',
    ],
    traits: TRAIT.digit,
  },
  watch(report) {
    return {
      text(text) {
        for (const { what, from, to, masked } of numbersIn(text))
          report({
            at: text.place(from, to, text.via.length > 0 ? masked : undefined),
            says: `${what} stands here: ${masked}.`,
          });
      },
    };
  },
};
