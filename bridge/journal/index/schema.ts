import { closeSync, constants, openSync, rmSync } from 'node:fs';
import { type Database, type DriverChoice, openDatabase } from './driver.ts';

/** An index of another version is thrown away and rebuilt from the segments, which are the truth. */
const INDEX_VERSION = 3;

const SETTINGS = `
  PRAGMA locking_mode = EXCLUSIVE;
  PRAGMA page_size = 8192;
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = NORMAL;
  PRAGMA secure_delete = ON;
  PRAGMA cache_size = -8000;
  PRAGMA temp_store = MEMORY;
`;

/**
 * frame: the columns that filters look at, short, so that a scan over a million of them is quick.
 * frame_more: what is only shown. segment and covered of a session: up to where its files are indexed.
 * exchange: one row per request, kept up to date as its answers come in.
 * block: frames per 4,096 positions, to find the nth frame without counting.
 * text_shard: one full-text table each, of at most 65,536 frames; dropped in whole when its session goes.
 */
const TABLES = `
  CREATE TABLE session(key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, number INTEGER, target TEXT, target_name TEXT,
    name TEXT, is_over INTEGER NOT NULL DEFAULT 0, frames INTEGER NOT NULL DEFAULT 0, last_seq INTEGER NOT NULL DEFAULT 0,
    segment INTEGER NOT NULL DEFAULT 0, covered INTEGER NOT NULL DEFAULT 0);
  CREATE TABLE frame(n INTEGER PRIMARY KEY, session INTEGER NOT NULL, seq INTEGER NOT NULL, kind INTEGER, toward INTEGER,
    leg INTEGER, author INTEGER, bytes INTEGER, wall REAL, mono REAL, ms REAL, status INTEGER, is_error INTEGER,
    request INTEGER, channel TEXT, method TEXT, name TEXT, rpc_id TEXT, code TEXT, marks TEXT, problem TEXT,
    continues INTEGER, asks INTEGER);
  CREATE UNIQUE INDEX frame_seq ON frame(session, seq);
  CREATE INDEX frame_request ON frame(session, request) WHERE request IS NOT NULL;
  CREATE INDEX frame_id ON frame(rpc_id) WHERE rpc_id IS NOT NULL;
  CREATE INDEX frame_step ON frame(session, continues, seq) WHERE continues IS NOT NULL;
  CREATE TABLE frame_more(n INTEGER PRIMARY KEY, preview TEXT, segment INTEGER, offset INTEGER, size INTEGER);
  CREATE TABLE exchange(n INTEGER PRIMARY KEY, answer INTEGER, answers INTEGER NOT NULL DEFAULT 0,
    others INTEGER NOT NULL DEFAULT 0, failed INTEGER NOT NULL DEFAULT 0, cancelled INTEGER NOT NULL DEFAULT 0);
  CREATE INDEX exchange_open ON exchange(n) WHERE answers = 0 AND failed = 0 AND cancelled = 0;
  CREATE TABLE block(b INTEGER PRIMARY KEY, frames INTEGER NOT NULL);
  CREATE TABLE text_pending(n INTEGER PRIMARY KEY);
  CREATE TABLE text_scan(n INTEGER PRIMARY KEY);
  CREATE TABLE text_shard(shard INTEGER PRIMARY KEY, first INTEGER, last INTEGER, frames INTEGER NOT NULL, bytes INTEGER NOT NULL);
  CREATE TABLE text_shard_session(shard INTEGER, session INTEGER, PRIMARY KEY(shard, session)) WITHOUT ROWID;
  PRAGMA user_version = ${INDEX_VERSION};
`;

/** Opens the index, makes an empty one where there is none that can be used. */
export function openIndex(path: string, choice: DriverChoice): Database {
  try {
    const database = openPrivate(path, choice);
    try {
      database.exec(SETTINGS);
      const version = Number(database.prepare('PRAGMA user_version').get()?.['user_version']);
      if (version === INDEX_VERSION) return database;
      if (version === 0) {
        database.exec(`BEGIN; ${TABLES} COMMIT;`);
        return database;
      }
      database.close();
    } catch (error) {
      database.close();
      throw error;
    }
  } catch (error) {
    if (!isDamage(error)) throw error;
  }
  removeIndex(path);
  const database = openPrivate(path, choice);
  database.exec(SETTINGS);
  database.exec(`BEGIN; ${TABLES} COMMIT;`);
  return database;
}

/** SQLite gives its other files the mode of the database, which it would make readable for others. */
function openPrivate(path: string, choice: DriverChoice): Database {
  closeSync(openSync(path, constants.O_RDWR | constants.O_CREAT | (constants.O_NOFOLLOW ?? 0), 0o600));
  return openDatabase(path, choice);
}

export function removeIndex(path: string): void {
  for (const end of ['', '-wal', '-shm', '-journal']) rmSync(path + end, { force: true });
  rmSync(`${path}.lock`, { recursive: true, force: true });
}

/** Whether SQLite says that the file is not, or no longer, a database. */
export function isDamage(error: unknown): boolean {
  return (
    error instanceof Error &&
    /malformed|not a database|disk image|unsupported file format/i.test(error.message)
  );
}

/** Runs `work` in one transaction. */
export function inTransaction<T>(database: Database, work: () => T): T {
  database.exec('BEGIN');
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    database.exec('ROLLBACK');
    throw error;
  }
}
