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
  reads: { fields: ['error-message', 'error-data', 'result-text', 'result-structured'] },
  watch(report) {
    return {
      text(text) {
        if (!isError(text)) return;
        const value = text.value.slice(0, MOST);
        for (const [database, words] of WORDS) {
          const found = words.exec(value);
          if (found === null) continue;
          report({
            at: text.place(found.index, found.index + found[0].length),
            sameAs: database,
            says: `An error in the words of ${database}: “${found[0].slice(0, 80)}”.`,
          });
        }
      },
    };
  },
};

const MOST = 100_000;
/** Only errors are looked at, and few texts are: no need of the engine's patterns. */
const WORDS: readonly (readonly [string, RegExp])[] = [
  [
    'PostgreSQL',
    /\b(?:ERROR: {1,2}(?:syntax error at or near|relation "|column "|duplicate key value violates)|PG::\w{1,40}Error|psycopg2?\.(?:errors|\w{0,40}Error)|unterminated quoted string at or near)/i,
  ],
  [
    'MySQL',
    /you have an error in your SQL syntax|\bER_(?:PARSE_ERROR|NO_SUCH_TABLE|BAD_FIELD_ERROR|DUP_ENTRY)\b|\bSQLSTATE\[[0-9A-Z]{5}\]/i,
  ],
  [
    'SQLite',
    /\bSQLITE_(?:ERROR|CONSTRAINT|MISUSE)\b|sqlite3\.(?:OperationalError|IntegrityError)|near "[^"]{1,60}": syntax error|no such (?:table|column): \w/,
  ],
  [
    'SQL Server',
    /Unclosed quotation mark after the character string|Incorrect syntax near '|\bSqlException\b/i,
  ],
  ['Oracle', /\bORA-[0-9]{5}\b/],
  ['MongoDB', /\bMongo(?:Server|Network|Bulk\w{0,40})?Error\b|\bE11000 duplicate key/],
];
