// CWE-89: a value given from outside becomes part of a statement.
import { runAll, withDatabase } from '../engines/sqlite.mjs';

const rowsAsText = (rows) => (rows.length === 0 ? 'No notes found' : JSON.stringify(rows, null, 2));

export const sinks = [
  {
    id: 'sql-search',
    strategy: 'sql-injection',
    usual: { term: 'plants' },
    tool: {
      name: 'search_notes',
      description: 'Searches the notes for a word',
      inputSchema: {
        type: 'object',
        properties: { term: { type: 'string', description: 'Word to search for' } },
        required: ['term'],
      },
      annotations: { readOnlyHint: true },
    },
    run: ({ term }, { db }) =>
      withDatabase(db, (database) =>
        rowsAsText(database.all(`SELECT id, title, body FROM notes WHERE body LIKE '%${term}%'`)),
      ),
    fixed: ({ term }, { db }) =>
      withDatabase(db, (database) =>
        rowsAsText(
          database.all("SELECT id, title, body FROM notes WHERE body LIKE '%' || ? || '%'", [String(term)]),
        ),
      ),
  },
  {
    // Takes words of SQL out, once: what is left may be one again.
    id: 'sql-number-stripped',
    strategy: 'sql-injection',
    usual: { selection: { note: '2' } },
    tool: {
      name: 'note_details',
      description: 'Details of one note',
      inputSchema: {
        type: 'object',
        properties: {
          selection: {
            type: 'object',
            properties: { note: { type: 'string', description: 'Number of the note', default: '1' } },
            required: ['note'],
          },
        },
        required: ['selection'],
      },
    },
    run({ selection }, { db }) {
      const number = String(selection.note).replace(/union|select|insert|update|delete|drop|--|;/gi, '');
      const [note] = withDatabase(db, (database) =>
        database.all(`SELECT title, body, owner FROM notes WHERE id = ${number} ORDER BY id`),
      );
      return { content: [], structuredContent: { note: note ?? null } };
    },
    fixed({ selection }, { db }) {
      const number = Number(selection.note);
      if (!Number.isInteger(number)) throw new Error('note must be a number');
      const [note] = withDatabase(db, (database) =>
        database.all('SELECT title, body, owner FROM notes WHERE id = ? ORDER BY id', [number]),
      );
      return { content: [], structuredContent: { note: note ?? null } };
    },
  },
  {
    // Says one of two words and nothing of what went wrong.
    id: 'sql-blind',
    strategy: 'sql-injection',
    usual: { x: 'ada' },
    tool: {
      name: 'check',
      description: 'Checks whether it exists',
      inputSchema: { type: 'object', properties: { x: { type: 'string' } }, required: ['x'] },
    },
    run({ x }, { db }) {
      try {
        const [found] = withDatabase(db, (database) =>
          database.all(`SELECT count(*) AS n FROM notes WHERE (owner = '${x}')`),
        );
        return found.n > 0 ? 'yes' : 'no';
      } catch {
        // Whatever it was: it does not exist.
        return 'no';
      }
    },
    fixed({ x }, { db }) {
      const [found] = withDatabase(db, (database) =>
        database.all('SELECT count(*) AS n FROM notes WHERE (owner = ?)', [String(x)]),
      );
      return found.n > 0 ? 'yes' : 'no';
    },
  },
  {
    // A driver that takes several statements at once; nothing of what they answer is said.
    id: 'sql-stacked',
    strategy: 'sql-injection',
    usual: { entries: [{ label: 'note 1' }] },
    tool: {
      name: 'touch_entries',
      description: 'Marks entries as seen',
      inputSchema: {
        type: 'object',
        properties: {
          entries: {
            type: 'array',
            items: { type: 'object', properties: { label: { type: 'string' } }, required: ['label'] },
            minItems: 1,
          },
        },
        required: ['entries'],
      },
    },
    run({ entries }, { db }) {
      withDatabase(db, (database) => {
        for (const { label } of entries)
          runAll(database, `UPDATE notes SET owner = owner WHERE title = '${label}'`);
      });
      return { content: [{ type: 'text', text: 'done' }], structuredContent: { seen: entries.length } };
    },
    fixed({ entries }, { db }) {
      withDatabase(db, (database) => {
        for (const { label } of entries)
          database.run('UPDATE notes SET owner = owner WHERE title = ?', [String(label)]);
      });
      return { content: [{ type: 'text', text: 'done' }], structuredContent: { seen: entries.length } };
    },
  },
  {
    // A name of a column, put where no parameter may stand.
    id: 'sql-order',
    strategy: 'sql-injection',
    isUnseen: true,
    usual: { view: { by: 'title' } },
    tool: {
      name: 'note_titles',
      description: 'Titles of all notes, sorted',
      inputSchema: {
        type: 'object',
        properties: {
          view: {
            type: 'object',
            properties: { by: { type: 'string', default: 'title' }, most: { type: 'integer', default: 10 } },
            required: ['by'],
          },
        },
        required: ['view'],
      },
    },
    run({ view }, { db }) {
      const rows = withDatabase(db, (database) =>
        database.all(`SELECT title FROM notes ORDER BY ${view.by} LIMIT 10`),
      );
      return { content: rows.map(({ title }) => ({ type: 'text', text: title })) };
    },
    fixed({ view }, { db }) {
      if (!['id', 'title', 'owner'].includes(view.by)) throw new Error('Sorted by id, title or owner');
      const rows = withDatabase(db, (database) =>
        database.all(`SELECT title FROM notes ORDER BY ${view.by} LIMIT 10`),
      );
      return { content: rows.map(({ title }) => ({ type: 'text', text: title })) };
    },
  },
  {
    // A text becomes a list, and each part of it stands between quotes.
    id: 'sql-in-list',
    strategy: 'sql-injection',
    usual: { data1: 'ada,grace' },
    tool: {
      name: 'count_for',
      description: 'How much there is for each of them',
      inputSchema: {
        type: 'object',
        properties: { data1: { type: 'string', description: 'Separated by commas', default: 'ada,grace' } },
        required: ['data1'],
      },
    },
    run({ data1 }, { db }) {
      const names = String(data1)
        .split(',')
        .map((name) => `'${name.trim()}'`);
      const rows = withDatabase(db, (database) =>
        database.all(
          `SELECT owner, count(*) AS n FROM notes WHERE owner IN (${names.join(',')}) GROUP BY owner`,
        ),
      );
      return JSON.stringify(rows);
    },
    fixed({ data1 }, { db }) {
      const names = String(data1)
        .split(',')
        .map((name) => name.trim());
      const rows = withDatabase(db, (database) =>
        database.all(
          `SELECT owner, count(*) AS n FROM notes WHERE owner IN (${names.map(() => '?').join(',')}) GROUP BY owner`,
          names,
        ),
      );
      return JSON.stringify(rows);
    },
  },
  {
    // A value in a condition of a JSON column, below a join, and a total that is all that is said.
    id: 'sql-json-path',
    strategy: 'sql-injection',
    usual: { criteria: [{ field: 'kind', x: 'note' }] },
    tool: {
      name: 'total',
      description: 'How many there are',
      inputSchema: {
        type: 'object',
        properties: {
          criteria: {
            type: 'array',
            minItems: 1,
            items: {
              type: 'object',
              properties: {
                field: { type: 'string', default: 'kind' },
                x: { type: 'string', default: 'note' },
              },
              required: ['field', 'x'],
            },
          },
        },
        required: ['criteria'],
      },
    },
    run({ criteria }, { db }) {
      const where = criteria.map(
        ({ x }) => `json_extract(json_object('kind', 'note', 'of', owner), '$.kind') = lower('${x}')`,
      );
      const [{ n }] = withDatabase(db, (database) =>
        database.all(`SELECT count(*) AS n FROM notes WHERE ${where.join(' AND ')}`),
      );
      return { content: [], structuredContent: { n } };
    },
    fixed({ criteria }, { db }) {
      const where = criteria.map(
        () => "json_extract(json_object('kind', 'note', 'of', owner), '$.kind') = lower(?)",
      );
      const [{ n }] = withDatabase(db, (database) =>
        database.all(
          `SELECT count(*) AS n FROM notes WHERE ${where.join(' AND ')}`,
          criteria.map(({ x }) => String(x)),
        ),
      );
      return { content: [], structuredContent: { n } };
    },
  },
];
