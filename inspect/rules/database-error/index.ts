import type { Rule } from '../../rule.ts';
import { databasesIn } from '../../../protocol/spilled/database-words.ts';
import { isError } from '../../support/failures.ts';

export const databaseError: Rule = {
  meta: {
    id: 'database-error',
    version: 1,
    title: 'A database speaks',
    family: 'leak',
    severity: 'low',
    confidence: 'firm',
    about:
      'The words of a database stand in an error: which one it is, and often a piece of the query. That a value reached the query unread is worth a closer look.',
    falsePositives: 'Servers whose purpose is to run queries for the user.',
    fix: 'Answer with a message of the server’s own; bind values instead of pasting them.',
    references: ['OWASP MCP05', 'OWASP MCP08', 'CWE-209', 'CWE-89'],
  },
  reads: { fields: ['error-message', 'error-data', 'result-text', 'result-structured'] },
  watch(report) {
    return {
      text(text) {
        if (!isError(text)) return;
        for (const { database, from, to } of databasesIn(text.value.slice(0, MOST)))
          report({
            at: text.place(from, to),
            sameAs: database,
            says: `An error in the words of ${database}: “${text.value.slice(from, Math.min(to, from + 80))}”.`,
          });
      },
    };
  },
};

const MOST = 100_000;
