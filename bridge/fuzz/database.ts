import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  mkdtempSync,
  openSync,
  readSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createHash, type Hash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Database } from '../../fuzz/world.ts';
import { openDatabase, type Database as Opened } from '../journal/index/driver.ts';
import { markOurs } from './world-top.ts';

/** What a server may have written its changes to before they are in the file itself. */
const PARTS = ['', '-wal', '-journal'];
/** Beginning of the name of a folder that a copy is looked at in. */
export const LOOK = 'mcp-look-';
const MOST_TABLES = 200;
const MOST_ROWS = 2000;
/** Larger than that with all its parts, and only that it is too large is said. */
const MOST_BYTES = 32 * 1024 * 1024;
/** A pipe in place of a file must not make anybody wait, and a link leads to what is not ours to read. */
const AS_A_FILE = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** A table's rows counted and hashed; `made` is the statement that made it. */
interface TableState {
  rows: number;
  hash: string;
  made: string;
}

/** What is in a database, by table. `unreadable`: why it could not be read. */
export interface DatabaseState {
  tables: ReadonlyMap<string, TableState>;
  unreadable?: string;
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** One table that a tool is there to show, one that nobody offers. */
export function makeDatabase({ path, open, hidden }: Database): void {
  const database = openDatabase(path, 'auto');
  try {
    const notes = [open.value, 'Call the bakery', 'Return the books', 'Sharpen the knives'];
    const users = ['ada', 'grace', 'alan'];
    database.exec(
      [
        `CREATE TABLE ${quoted(open.table)} (id INTEGER PRIMARY KEY, title TEXT NOT NULL, ${quoted(open.column)} TEXT NOT NULL, owner TEXT NOT NULL)`,
        `CREATE TABLE ${quoted(hidden.table)} (id INTEGER PRIMARY KEY, name TEXT NOT NULL, ${quoted(hidden.column)} TEXT NOT NULL)`,
        ...notes.map(
          (note, at) =>
            `INSERT INTO ${quoted(open.table)} VALUES (${at + 1}, ${literal(`note ${at + 1}`)}, ${literal(note)}, ${literal(users[at % users.length] ?? 'ada')})`,
        ),
        `INSERT INTO ${quoted(hidden.table)} VALUES (1, 'admin', ${literal(hidden.canary)})`,
      ].join(';'),
    );
  } finally {
    database.close();
  }
}

/** Whether what a server wrote may lie beside the file: whoever holds that open goes on with it. */
export function isBesides(path: string): boolean {
  return ['-wal', '-shm', '-journal'].some((part) => {
    try {
      return lstatSync(path + part, { throwIfNoEntry: false }) !== undefined;
    } catch {
      // EACCES, ENOTDIR: its folder was locked or replaced, so nobody can tell.
      return true;
    }
  });
}

/** Where a database counts its changes, those of its tables, and the change that its own size was noted in. */
const COUNTERS = [24, 40, 92];

/**
 * The bytes of a database once more, with its counters ahead of those of the file they are written over: whoever has it
 * open keeps what he read until one of them differs.
 */
export function asItWas(bytes: Buffer, now: Buffer): Buffer {
  if (now.equals(bytes)) return bytes;
  const again = Buffer.from(bytes);
  const isDatabase = now.length >= 100 && now.subarray(0, 15).equals(bytes.subarray(0, 15));
  for (const at of COUNTERS) {
    const least = Math.max(bytes.readUInt32BE(at), isDatabase ? now.readUInt32BE(at) : 0);
    again.writeUInt32BE((least + 1) >>> 0, at);
  }
  again.copy(again, 92, 24, 28);
  return again;
}

/** Sizes and times of its parts, to be compared; reading it whole costs more. */
export function stampOf(path: string): string {
  return PARTS.map((part) => {
    try {
      const stat = lstatSync(path + part, { throwIfNoEntry: false, bigint: true });
      return stat === undefined ? '-' : `${stat.size}:${stat.mtimeNs}:${stat.ino}`;
    } catch (error) {
      // EACCES, ENOTDIR: its folder was locked or replaced.
      return (error as NodeJS.ErrnoException).code ?? '?';
    }
  }).join(' ');
}

/**
 * What is in it now. A copy is opened, never the file itself: a server holds it, and looking may not lock it. How it
 * is laid out on disk is no part of the answer, so that a server which only turns on its write-ahead log changes nothing.
 */
export function readDatabase(path: string, known?: DatabaseState): DatabaseState {
  const parts = new Map<string, Buffer>();
  let size = 0;
  for (const part of PARTS) {
    const bytes = bytesOf(path + part, MOST_BYTES - size);
    if (typeof bytes === 'string') return { tables: new Map(), unreadable: bytes };
    if (bytes !== undefined) parts.set(part, bytes);
    size += bytes?.length ?? 0;
  }
  const whole = parts.get('');
  if (whole === undefined) return { tables: new Map(), unreadable: 'the file is gone' };
  const folder = mkdtempSync(join(tmpdir(), LOOK));
  const copy = join(folder, basename(path));
  try {
    markOurs(folder);
    for (const [part, bytes] of parts) writeFileSync(copy + part, bytes, { mode: 0o600 });
    const database = openDatabase(copy, 'auto');
    try {
      // Its log can then be read without memory shared with the server; what its schema calls is not trusted.
      database.exec('PRAGMA locking_mode=EXCLUSIVE; PRAGMA trusted_schema=OFF');
      return { tables: tablesOf(database, known) };
    } finally {
      database.close();
    }
  } catch (error) {
    const sha = createHash('sha256').update(whole).digest('hex').slice(0, 12);
    return { tables: new Map(), unreadable: `${(error as Error).message} (bytes ${sha})` };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Undefined: it is not there. A text: why it is not read. */
function bytesOf(path: string, most: number): Buffer | string | undefined {
  let fd: number;
  try {
    fd = openSync(path, AS_A_FILE);
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' ? undefined : `it cannot be opened (${code})`;
  }
  try {
    const stat = fstatSync(fd);
    if (!stat.isFile()) return 'it is no file any more';
    if (stat.size > most) return 'it has grown too large';
    const bytes = Buffer.alloc(stat.size);
    let filled = 0;
    for (let read = 1; read > 0 && filled < bytes.length; filled += read)
      read = readSync(fd, bytes, filled, bytes.length - filled, filled);
    return bytes.subarray(0, filled);
  } catch (error) {
    return `it cannot be read (${(error as NodeJS.ErrnoException).code ?? ''})`;
  } finally {
    closeSync(fd);
  }
}

function tablesOf(database: Opened, known: DatabaseState | undefined): Map<string, TableState> {
  const listed = database
    .prepare(
      "SELECT name, type, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name",
    )
    .all();
  const tables = new Map<string, TableState>();
  for (const { name, type, sql } of listed.slice(0, MOST_TABLES)) {
    if (typeof name !== 'string') continue;
    const made = String(sql);
    // A table that a server made may compute its columns as it likes: it is named, and never read.
    const isOurs = type === 'table' && (known === undefined || known.tables.get(name)?.made === made);
    tables.set(name, { ...(isOurs ? rowsOf(database, name) : { rows: 0, hash: '' }), made });
  }
  return tables;
}

function rowsOf(database: Opened, name: string): { rows: number; hash: string } {
  const counted = database.prepare(`SELECT count(*) AS n FROM ${quoted(name)}`).get();
  const rows = database.prepare(`SELECT * FROM ${quoted(name)} LIMIT ${MOST_ROWS}`).all();
  const hash = createHash('sha256');
  for (const row of rows) for (const [column, value] of Object.entries(row)) take(hash, column, value);
  return { rows: Number(counted?.['n'] ?? 0), hash: hash.digest('hex') };
}

/** Bytes as they are: written out as text they would take many times their room. */
function take(hash: Hash, column: string, value: unknown): void {
  const isBytes = value instanceof Uint8Array;
  const text = isBytes ? '' : `${String(value).length}:${String(value)}`;
  hash.update(`${JSON.stringify(column)} ${value === null ? 'null' : typeof value} ${text}`);
  if (isBytes) hash.update(`${value.length}:`).update(value);
}

/** One line each: what a person would say changed. */
export function databaseChanges(before: DatabaseState, now: DatabaseState): string[] {
  if (now.unreadable !== undefined)
    return now.unreadable === before.unreadable ? [] : [`database: ${now.unreadable}`];
  const lines: string[] = [];
  for (const [name, was] of before.tables) {
    const is = now.tables.get(name);
    if (is === undefined) lines.push(`table ${name}: gone`);
    else if (is.made !== was.made) lines.push(`table ${name}: made anew, differently`);
    else if (is.rows !== was.rows) lines.push(`table ${name}: ${is.rows} rows, was ${was.rows}`);
    else if (is.hash !== was.hash) lines.push(`table ${name}: other values in its ${is.rows} rows`);
  }
  for (const name of now.tables.keys()) if (!before.tables.has(name)) lines.push(`table ${name}: new`);
  return lines;
}
