// Completions are asked for at every key pressed, and run through the same code as calls: CWE-78, CWE-22, CWE-89.
import { exec } from 'node:child_process';
import { readFile, readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import SQLite from 'node-sqlite3-wasm';
import { within } from '../within.mjs';

function shell(line, options) {
  const running = promisify(exec)(line, options);
  running.child.stdin.end();
  return running;
}
/** Those in a folder that begin with the last part of what was typed. */
async function namesIn(folder, typed) {
  const begun = typed.endsWith('/') ? '' : basename(typed);
  return (await readdir(folder)).filter((name) => name.startsWith(begun)).sort();
}
const lines = (text) => text.split('\n').filter(Boolean);

/** Its own where none is given, so that it can be tried by hand. Its first table is what is offered. */
function openTable({ db, state }) {
  if (!state.has('database')) {
    const made = new SQLite.Database(db ?? ':memory:');
    if (db === undefined) made.exec("CREATE TABLE notes (title TEXT); INSERT INTO notes VALUES ('first')");
    state.set('database', made);
  }
  const database = state.get('database');
  const { name: table } = database.get("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY rowid");
  const { name: column } = database.get(`SELECT name FROM pragma_table_info('${table}') WHERE type = 'TEXT'`);
  return { database, table, column };
}

export const sinks = [
  {
    id: 'complete-shell',
    strategy: 'command-injection',
    completes: { ref: { type: 'ref/prompt', name: 'explain' }, argument: { name: 'note', value: 're' } },
    prompt: {
      name: 'explain',
      description: 'Explains a note',
      arguments: [{ name: 'note', description: 'Its name', required: true }],
    },
    run: ({ note }) => `Explain the note ${note}`,
    usual: { note: 'readme.txt' },
    complete: async ({ value }, { root }) =>
      lines((await shell(`ls notes | grep '^${value}' || true`, { cwd: root, timeout: 5000 })).stdout),
    fixedComplete: async ({ value }, { root }) =>
      (await readdir(join(root, 'notes'))).filter((name) => name.startsWith(value)),
  },
  {
    id: 'complete-table',
    strategy: 'sql-injection',
    completes: {
      ref: { type: 'ref/resource', uri: 'table://{title}' },
      argument: { name: 'title', value: '' },
    },
    reads: 'table://',
    template: { uriTemplate: 'table://{title}', name: 'row', description: 'A row by its title' },
    run: ({ uri }) => `The row ${uri}`,
    usual: { uri: 'table://first' },
    complete({ value }, ctx) {
      const { database, table, column } = openTable(ctx);
      const rows = database.all(`SELECT ${column} AS hit FROM ${table} WHERE ${column} LIKE '${value}%'`);
      return rows.map(({ hit }) => String(hit));
    },
    fixedComplete({ value }, ctx) {
      const { database, table, column } = openTable(ctx);
      const rows = database.all(`SELECT ${column} AS hit FROM ${table} WHERE ${column} LIKE ? || '%'`, [
        value,
      ]);
      return rows.map(({ hit }) => String(hit));
    },
  },
  {
    // Names in a folder, or the lines of a file, for going on with; `../` is taken out once.
    id: 'complete-lines',
    strategy: 'path-traversal',
    completes: {
      ref: { type: 'ref/prompt', name: 'quote' },
      argument: { name: 'x', value: 'notes/readme.txt' },
    },
    prompt: { name: 'quote', arguments: [{ name: 'x', required: true }] },
    run: ({ x }) => `Quote ${x}`,
    usual: { x: 'notes/readme.txt' },
    complete: async ({ value }, { root }) =>
      lines(await readFile(join(root, value.replaceAll('../', '')), 'utf8')).map(
        (line) => `${value}: ${line}`,
      ),
    fixedComplete: async ({ value }, { root }) =>
      lines(await readFile(await within(root, value), 'utf8')).map((line) => `${value}: ${line}`),
  },
  {
    // Goes on with a path as a shell does.
    id: 'complete-names',
    strategy: 'path-traversal',
    completes: { ref: { type: 'ref/prompt', name: 'outline' }, argument: { name: 'file', value: 'notes/' } },
    prompt: { name: 'outline', arguments: [{ name: 'file', description: 'Which file', required: true }] },
    run: ({ file }) => `Outline ${file}`,
    usual: { file: 'notes/readme.txt' },
    complete: async ({ value }, { root }) => namesIn(join(root, dirname(`${value}.`)), value),
    fixedComplete: async ({ value }, { root }) => namesIn(await within(root, dirname(`${value}.`)), value),
  },
  {
    // In double quotes, so that blanks in names do no harm.
    id: 'complete-quoted',
    strategy: 'command-injection',
    isUnseen: true,
    completes: { ref: { type: 'ref/prompt', name: 'shorten' }, argument: { name: 'data1', value: 're' } },
    prompt: { name: 'shorten', arguments: [{ name: 'data1', required: true }] },
    run: ({ data1 }) => `Shorten ${data1}`,
    usual: { data1: 'readme.txt' },
    complete: async ({ value }, { root }) =>
      lines(
        (
          await shell(`ls -d "${value.replaceAll(';', '')}"* 2>/dev/null || true`, {
            cwd: join(root, 'notes'),
          })
        ).stdout,
      ),
    fixedComplete: async ({ value }, { root }) =>
      (await readdir(join(root, 'notes')))
        .filter((name) => !name.startsWith('.') && name.startsWith(value))
        .sort(),
  },
];
