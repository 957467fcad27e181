// CWE-184, CWE-863: a tool that runs statements of its caller and promises that they only read.
import { runAll, statementsOf, withDatabase } from '../engines/sqlite.mjs';

const asTable = (rows) =>
  rows.length === 0
    ? '(no rows)'
    : [Object.keys(rows[0]), ...rows.map((row) => Object.values(row))]
        .map((row) => row.join(' | '))
        .join('\n');

/** The ordinary fix: one statement that reads, on a connection that cannot write. */
function readOnly(db, sql) {
  const statements = statementsOf(sql);
  if (statements.length !== 1) throw new Error('Exactly one statement, please');
  if (!/^[\s(]*(?:select|with|values|explain)\b/i.test(statements[0]))
    throw new Error('Only queries, please');
  return withDatabase(db, (database) => database.all(statements[0]), { readOnly: true });
}

export const sinks = [
  {
    // Looks how it begins.
    id: 'readonly-begins',
    strategy: 'sql-readonly',
    usual: { query: 'SELECT body FROM notes WHERE id = 1' },
    tool: {
      name: 'read_query',
      description: 'Runs a SELECT query on the database',
      inputSchema: {
        type: 'object',
        properties: { query: { type: 'string', description: 'SELECT SQL query to run' } },
        required: ['query'],
      },
      annotations: { readOnlyHint: true },
    },
    run({ query }, { db }) {
      if (!query.trim().toUpperCase().startsWith('SELECT'))
        throw new Error('Only SELECT queries are allowed');
      return JSON.stringify(withDatabase(db, (database) => runAll(database, query)));
    },
    fixed: ({ query }, { db }) => JSON.stringify(readOnly(db, query)),
  },
  {
    // Everything is taken back afterwards, unless the text ended the transaction before.
    id: 'readonly-transaction',
    strategy: 'sql-readonly',
    usual: { request: { value: 'SELECT count(*) FROM notes' } },
    tool: {
      name: 'ask',
      description: 'Runs a read-only SQL query',
      inputSchema: {
        type: 'object',
        properties: {
          request: { type: 'object', properties: { value: { type: 'string' } }, required: ['value'] },
        },
        required: ['request'],
      },
    },
    run({ request }, { db }) {
      const rows = withDatabase(db, (database) => {
        database.exec('BEGIN TRANSACTION');
        try {
          return runAll(database, request.value);
        } finally {
          if (database.inTransaction) database.exec('ROLLBACK');
        }
      });
      return { content: [], structuredContent: { rows } };
    },
    fixed: ({ request }, { db }) => ({
      content: [],
      structuredContent: { rows: readOnly(db, request.value) },
    }),
  },
  {
    // One statement, and no word of a list in it.
    id: 'readonly-words',
    strategy: 'sql-readonly',
    usual: { sql: 'SELECT title FROM notes' },
    tool: {
      name: 'database_report',
      description: 'Report from the database. Statements that change data are refused.',
      inputSchema: {
        type: 'object',
        properties: { sql: { type: 'string' }, limit: { type: 'integer', default: 20, minimum: 1 } },
        required: ['sql'],
      },
      annotations: { readOnlyHint: true, destructiveHint: false },
    },
    run({ sql, limit = 20 }, { db }) {
      if (/\b(?:insert|update|delete|drop|alter|create|truncate)\b/i.test(sql)) {
        throw new Error('This statement would change data');
      }
      return asTable(withDatabase(db, (database) => database.all(sql)).slice(0, limit));
    },
    fixed: ({ sql, limit = 20 }, { db }) => asTable(readOnly(db, sql).slice(0, limit)),
  },
  {
    // Cannot write, and refuses one table by how its name is usually written.
    id: 'readonly-table',
    strategy: 'sql-readonly',
    usual: { statement: 'SELECT title, body FROM notes ORDER BY id LIMIT 2' },
    tool: {
      name: 'query_notes',
      description: 'Asks the database of notes by SQL. Accounts are not available.',
      inputSchema: {
        type: 'object',
        properties: { statement: { type: 'string', examples: ['SELECT title FROM notes'] } },
        required: ['statement'],
      },
      annotations: { readOnlyHint: true },
    },
    run({ statement }, { db }) {
      if (/\b(?:from|join)\s+accounts\b/i.test(statement)) throw new Error('This table is not available');
      return JSON.stringify({ rows: readOnly(db, statement) });
    },
    /** What may be asked for is copied beside, and nothing else is there. */
    fixed({ statement }, { db }) {
      const notes = withDatabase(db, (database) => database.all('SELECT * FROM notes'), { readOnly: true });
      const rows = withDatabase(undefined, (database) => {
        database.exec('DROP TABLE accounts; DELETE FROM notes');
        for (const { id, title, body, owner } of notes)
          database.run('INSERT INTO notes VALUES (?, ?, ?, ?)', [id, title, body, owner]);
        if (!/^[\s(]*(?:select|with|values)\b/i.test(statement)) throw new Error('Only queries, please');
        return database.all(statement);
      });
      return JSON.stringify({ rows });
    },
  },
  {
    // Several questions at once, each of which has to begin like one.
    id: 'readonly-batch',
    strategy: 'sql-readonly',
    usual: { batch: { queries: ['SELECT 1 AS one', 'SELECT count(*) AS n FROM notes'] } },
    tool: {
      name: 'ask_many',
      description: 'Runs SQL queries, read-only',
      inputSchema: {
        type: 'object',
        properties: {
          batch: {
            type: 'object',
            properties: { queries: { type: 'array', items: { type: 'string' }, minItems: 1 } },
            required: ['queries'],
          },
        },
        required: ['batch'],
      },
    },
    run({ batch }, { db }) {
      const rows = batch.queries.map((query) => {
        if (!/^\s*(?:select|with|explain)\b/i.test(query)) throw new Error('A query begins with SELECT');
        return withDatabase(db, (database) => database.all(query));
      });
      return { content: [{ type: 'text', text: `${rows.length} answered` }], structuredContent: { rows } };
    },
    fixed({ batch }, { db }) {
      const rows = batch.queries.map((query) => readOnly(db, query));
      return { content: [{ type: 'text', text: `${rows.length} answered` }], structuredContent: { rows } };
    },
  },
  {
    // Puts a word in front that is thought to keep everything behind it from being carried out.
    id: 'readonly-explain',
    strategy: 'sql-readonly',
    isUnseen: true,
    usual: { args: { x: 'SELECT count(*) AS n FROM notes' } },
    tool: {
      name: 'query_plan',
      description: 'Explains how a SELECT statement will be carried out',
      inputSchema: {
        type: 'object',
        properties: { args: { type: 'object', properties: { x: { type: 'string' } }, required: ['x'] } },
        required: ['args'],
      },
      annotations: { readOnlyHint: true },
    },
    run({ args }, { db }) {
      const plan = withDatabase(db, (database) => runAll(database, `EXPLAIN QUERY PLAN ${args.x}`));
      return { content: plan.map(({ detail }) => ({ type: 'text', text: String(detail ?? '') })) };
    },
    fixed({ args }, { db }) {
      const plan = readOnly(db, `EXPLAIN QUERY PLAN ${args.x}`);
      return { content: plan.map(({ detail }) => ({ type: 'text', text: String(detail ?? '') })) };
    },
  },
];
