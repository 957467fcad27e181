import { rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Database as WasmDatabase, Statement as WasmStatement } from 'node-sqlite3-wasm';

export type SqlValue = number | string | null;
export type SqlRow = Record<string, SqlValue>;

export interface Statement {
  /** Number of rows changed. */
  run(...values: SqlValue[]): number;
  all(...values: SqlValue[]): SqlRow[];
  get(...values: SqlValue[]): SqlRow | undefined;
}

/** The little of SQLite that the index needs, the same over both drivers. All calls are synchronous. */
export interface Database {
  readonly driver: 'node' | 'wasm';
  exec(sql: string): void;
  /** Kept for the next call with the same text; the least used of many are let go. */
  prepare(sql: string): Statement;
  close(): void;
}

export type DriverChoice = 'auto' | 'node' | 'wasm';

/** Opens or creates a database. Whoever calls this holds the index lock, so a leftover lock of a killed process is removed. */
export function openDatabase(path: string, choice: DriverChoice): Database {
  const native = choice === 'wasm' ? undefined : loadNative();
  if (native !== undefined) return openNative(native, path);
  if (choice === 'node') throw new Error('this Node has no node:sqlite');
  rmSync(`${path}.lock`, { recursive: true, force: true });
  return openWasm(path);
}

interface NativeStatement {
  run(...values: SqlValue[]): { changes: number | bigint };
  all(...values: SqlValue[]): SqlRow[];
  get(...values: SqlValue[]): SqlRow | undefined;
}
interface NativeDatabase {
  exec(sql: string): void;
  prepare(sql: string): NativeStatement;
  close(): void;
}
type Native = new (path: string) => NativeDatabase;

/** node:sqlite, where it needs no flag (22.13 on). Its notice that it is experimental says nothing to our users. */
function loadNative(): Native | undefined {
  const emit = process.emitWarning;
  process.emitWarning = () => undefined;
  try {
    const found = process.getBuiltinModule('node:sqlite') as { DatabaseSync?: Native } | undefined;
    return found?.DatabaseSync;
  } finally {
    process.emitWarning = emit;
  }
}

function openNative(Native: Native, path: string): Database {
  const database = new Native(path);
  const kept = new Kept<Statement>(() => undefined);
  return {
    driver: 'node',
    exec: (sql) => database.exec(sql),
    prepare: (sql) =>
      kept.get(sql, () => {
        const statement = database.prepare(sql);
        return {
          run: (...values) => Number(statement.run(...values).changes),
          all: (...values) => statement.all(...values),
          get: (...values) => statement.get(...values),
        };
      }),
    close: () => database.close(),
  };
}

function openWasm(path: string): Database {
  const require = createRequire(import.meta.url);
  const { Database } = require('node-sqlite3-wasm') as { Database: new (path: string) => WasmDatabase };
  const database = new Database(path);
  const kept = new Kept<{ statement: WasmStatement; use: Statement }>((one) => one.statement.finalize());
  return {
    driver: 'wasm',
    exec: (sql) => database.exec(sql),
    prepare: (sql) =>
      kept.get(sql, () => {
        const statement = database.prepare(sql);
        // `get` would leave the statement running, and nothing could be committed beside it.
        const all = (...values: SqlValue[]): SqlRow[] => statement.all(values) as SqlRow[];
        const use = {
          all,
          get: (...values: SqlValue[]) => all(...values)[0],
          run: (...values: SqlValue[]) => statement.run(values).changes,
        };
        return { statement, use };
      }).use,
    close: () => {
      kept.clear();
      database.close();
    },
  };
}

/** The most recently used of something that is dear to make. */
class Kept<T> {
  #byText = new Map<string, T>();
  #release: (one: T) => void;

  constructor(release: (one: T) => void) {
    this.#release = release;
  }

  get(text: string, make: () => T): T {
    const known = this.#byText.get(text);
    if (known !== undefined) {
      this.#byText.delete(text);
      this.#byText.set(text, known);
      return known;
    }
    const made = make();
    this.#byText.set(text, made);
    if (this.#byText.size > 200) {
      const [oldest, one] = this.#byText.entries().next().value as [string, T];
      this.#byText.delete(oldest);
      this.#release(one);
    }
    return made;
  }

  clear(): void {
    for (const one of this.#byText.values()) this.#release(one);
    this.#byText.clear();
  }
}
