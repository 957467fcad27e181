// A real SQLite file, opened for one call as small tools do it; without `--db` one in memory that looks the same.
import sqlite from 'node-sqlite3-wasm';

const SAMPLE = `
  CREATE TABLE notes (id INTEGER PRIMARY KEY, title TEXT NOT NULL, body TEXT NOT NULL, owner TEXT NOT NULL);
  CREATE TABLE accounts (id INTEGER PRIMARY KEY, name TEXT NOT NULL, token TEXT NOT NULL);
  INSERT INTO notes VALUES (1, 'note 1', 'Water the plants on Tuesday', 'ada'), (2, 'note 2', 'Call the bakery', 'grace');
  INSERT INTO accounts VALUES (1, 'admin', 'not to be read');
`;

/** Calls `work` with the open database; a transaction that was left open is taken back. */
export function withDatabase(path, work, options) {
  const database = path === undefined ? new sqlite.Database() : new sqlite.Database(path, options);
  try {
    if (path === undefined) database.exec(SAMPLE);
    return work(database);
  } finally {
    if (database.inTransaction) database.exec('ROLLBACK');
    database.close();
  }
}

/** Single statements of a text, cut at semicolons outside of quotes and comments. */
export function statementsOf(sql) {
  const parts = sql.match(/(?:'[^']*'|"[^"]*"|`[^`]*`|\[[^\]]*\]|--[^\n]*|\/\*[^]*?(?:\*\/|$)|[^;])+/g) ?? [];
  return parts.filter((part) => part.replace(/--[^\n]*|\/\*[^]*?(?:\*\/|$)/g, '').trim() !== '');
}

/** As drivers do that take several statements at once: each in its turn, with the rows of all. */
export function runAll(database, sql) {
  return statementsOf(sql).flatMap((statement) => database.all(statement));
}
