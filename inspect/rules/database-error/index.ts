import type { Rule } from '../../rule.ts';
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
  patterns: {
    PostgreSQL: `(?i)\\b(?:ERROR: {1,2}(?:syntax error at or near|relation "|column "|duplicate key value violates)|PG::\\w+Error|psycopg2?\\.(?:errors|\\w*Error)|unterminated quoted string at or near)`,
    MySQL: `(?i)you have an error in your SQL syntax|\\bER_(?:PARSE_ERROR|NO_SUCH_TABLE|BAD_FIELD_ERROR|DUP_ENTRY)\\b|\\bSQLSTATE\\[[0-9A-Z]{5}\\]`,
    SQLite: `\\bSQLITE_(?:ERROR|CONSTRAINT|MISUSE)\\b|sqlite3\\.(?:OperationalError|IntegrityError)|near "[^"]{1,60}": syntax error|no such (?:table|column): \\w`,
    'SQL Server': `(?i)Unclosed quotation mark after the character string|Incorrect syntax near '|\\bSqlException\\b`,
    Oracle: `\\bORA-[0-9]{5}\\b`,
    MongoDB: `\\bMongo(?:Server|Network|Bulk\\w*)?Error\\b|\\bE11000 duplicate key`,
  },
  reads: { fields: ['error-message', 'error-data', 'result-text', 'result-structured'] },
  watch(report) {
    return {
      match(match) {
        if (!isError(match.text)) return;
        report({
          at: match.place(),
          sameAs: match.pattern,
          says: `An error in the words of ${match.pattern}: “${match.value.slice(0, 80)}”.`,
        });
      },
    };
  },
};
