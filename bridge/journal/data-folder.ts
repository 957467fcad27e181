import { cpSync, existsSync, lstatSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import type { Problem } from '../../protocol/problem.ts';
import { preparePrivateDir, readPrivateFile, writePrivateFile } from '../platform/private-files.ts';

/** Format of the data directory as a whole; segments and the index carry versions of their own. */
export const DATA_FORMAT = 1;

/** Where things lie in a data directory. */
export interface DataFolder {
  root: string;
  sessions: string;
  counters: string;
  indexFile: string;
  indexLock: string;
}

/** Brings a data directory of format `from` to the next one. `sessions/` was copied before. */
export interface Migration {
  from: number;
  migrate(folder: DataFolder): void;
}

export function dataFolderAt(root: string): DataFolder {
  return {
    root,
    sessions: join(root, 'sessions'),
    counters: join(root, 'counters'),
    indexFile: join(root, 'index.db'),
    indexLock: join(root, 'index.lock'),
  };
}

/** Makes the data directory usable, or says why it is not touched. */
export function prepareDataFolder(
  folder: DataFolder,
  build: string,
  migrations: readonly Migration[],
): Problem | undefined {
  const refused = refuseLoose(folder.root) ?? preparePrivateDir(folder.root);
  if (refused !== undefined) return refused;
  return (
    bringUpToDate(folder, build, migrations) ??
    preparePrivateDir(folder.sessions) ??
    preparePrivateDir(folder.counters)
  );
}

/** A folder that others may write into may hold links and files they put there: making it private now is too late. */
function refuseLoose(root: string): Problem | undefined {
  if (process.getuid === undefined) return undefined;
  let stat: Stats;
  try {
    stat = lstatSync(root);
  } catch {
    // ENOENT: it will be made.
    return undefined;
  }
  if (!stat.isDirectory() || (stat.mode & 0o022) === 0) return undefined;
  return {
    code: 'data-dir-refused',
    message: `Others may write into ${root} (mode ${(stat.mode & 0o777).toString(8)}), so what lies in it cannot be trusted.`,
    hint: `Look at what is in it, then: chmod 700 ${JSON.stringify(root)}. Or choose another one with --data-dir.`,
  };
}

function bringUpToDate(
  folder: DataFolder,
  build: string,
  migrations: readonly Migration[],
): Problem | undefined {
  const path = join(folder.root, 'format.json');
  const read = readPrivateFile(path, 4096);
  if (!read.ok) return read.problem;
  const note = read.value === undefined ? undefined : readNote(read.value.toString('utf8'));
  if (read.value !== undefined && note === undefined) {
    return {
      code: 'data-dir-refused',
      message: `${path} cannot be read, so it is not known in which format the recordings are.`,
      hint: `If they are from this version, delete ${path}.`,
    };
  }
  let format = note?.format ?? DATA_FORMAT;
  if (note !== undefined && format > DATA_FORMAT) {
    return {
      code: 'data-dir-newer',
      message: `The recordings in ${folder.root} are in format ${format}, written by version ${note.writtenBy}. This version reads up to format ${DATA_FORMAT}.`,
      hint: `Use version ${note.writtenBy} or later, or another folder with --data-dir.`,
    };
  }
  while (format < DATA_FORMAT) {
    const step = migrations.find((one) => one.from === format);
    if (step === undefined) {
      return {
        code: 'data-dir-older',
        message: `The recordings in ${folder.root} are in format ${format}, which this version cannot migrate.`,
        hint: `Open them once with version ${note?.writtenBy ?? 'that wrote them'}, or choose another folder with --data-dir.`,
      };
    }
    const copy = join(folder.root, `before-format-${format + 1}`);
    if (existsSync(folder.sessions) && !existsSync(copy)) cpSync(folder.sessions, copy, { recursive: true });
    step.migrate(folder);
    format++;
  }
  if (note?.format === DATA_FORMAT) return undefined;
  return writePrivateFile(path, `${JSON.stringify({ format: DATA_FORMAT, writtenBy: build })}\n`);
}

function readNote(text: string): { format: number; writtenBy: string } | undefined {
  try {
    const note = JSON.parse(text) as { format?: unknown; writtenBy?: unknown } | null;
    if (typeof note?.format !== 'number') return undefined;
    return { format: note.format, writtenBy: typeof note.writtenBy === 'string' ? note.writtenBy : '?' };
  } catch {
    // SyntaxError: not what we wrote.
    return undefined;
  }
}
