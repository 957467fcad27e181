import { createHash } from 'node:crypto';
import { lstatSync, opendirSync, readFileSync, readlinkSync, type Stats } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** A folder with more than that is read so far and no further: a server may fill it. */
const MOST_ENTRIES = 500;
/** Files whose content is compared; each costs a look at every case. */
const MOST_FILES = 300;
const MOST_BYTES = 1024 * 1024;

/** A time this near to the look may be that of a later change as well: clocks of file systems tick slowly. */
const TICK = 50;

/** What is known of a file: when and how large without opening it, and its content where that was needed. */
interface Known {
  stamp: string | undefined;
  content: string;
}

/** Files of a world as they stood when they were last looked at. Folders made by others are named, not entered. */
export class Fixture {
  #folders: readonly string[];
  #files = new Map<string, Known>();
  #entries = new Map<string, { stamp: string | undefined; names: ReadonlySet<string> }>();

  /** `folders`: those whose entries are compared; every file that is in them now is part of it. */
  constructor(folders: readonly string[]) {
    this.#folders = folders;
    for (const folder of folders) for (const path of this.#arrived(folder).created) this.#note(path);
  }

  /** What differs from the last look. */
  look(): { created: string[]; gone: string[]; altered: string[] } {
    const looks = this.#folders.map((folder) => this.#arrived(folder));
    const created = looks.flatMap((one) => one.created);
    const gone = looks.flatMap((one) => one.gone);
    const altered: string[] = [];
    for (const [path, known] of this.#files) {
      const stamp = stampOf(path);
      if (stamp !== undefined && stamp === known.stamp) continue;
      const content = contentOf(path);
      if (content !== known.content) altered.push(path);
      this.#files.set(path, { stamp, content });
    }
    for (const path of created) if (this.#files.size < MOST_FILES) this.#note(path);
    return { created, gone, altered };
  }

  /** A path that was taken away by ourselves. */
  forget(path: string): void {
    this.#files.delete(path);
    for (const [folder, { names }] of this.#entries)
      if (dirname(path) === folder)
        this.#entries.set(folder, {
          stamp: undefined,
          names: new Set([...names].filter((name) => name !== basename(path))),
        });
  }

  /** Reads a folder again where its time says that something came or went. */
  #arrived(folder: string): { created: string[]; gone: string[] } {
    const before = this.#entries.get(folder);
    const stat = statOf(folder);
    const stamp = stat === undefined ? 'gone' : timeOf(stat);
    if (stamp !== undefined && stamp === before?.stamp) return { created: [], gone: [] };
    // A link in its place leads to what is not ours to look at.
    const names = stat?.isDirectory() === true ? entriesOf(folder) : new Set<string>();
    this.#entries.set(folder, { stamp, names });
    const old = before?.names ?? new Set<string>();
    const created = [...names].filter((name) => !old.has(name)).map((name) => join(folder, name));
    const gone = [...old].filter((name) => !names.has(name)).map((name) => join(folder, name));
    for (const path of gone) this.#files.delete(path);
    return { created, gone };
  }

  #note(path: string): void {
    this.#files.set(path, { stamp: stampOf(path), content: contentOf(path) });
  }
}

/** The same where nothing was written since; undefined: too early to tell, so it is read again at the next look. */
function timeOf({ mtimeMs, ino }: Stats): string | undefined {
  return Date.now() - mtimeMs < TICK ? undefined : `${mtimeMs} ${ino}`;
}

/** Size and time; of a folder only that it is one, since its time changes with what is in it. */
function stampOf(path: string): string | undefined {
  const stat = statOf(path);
  if (stat === undefined) return 'gone';
  if (stat.isDirectory()) return 'folder';
  const time = timeOf(stat);
  return time && `${stat.size} ${time}`;
}

function statOf(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch {
    // EACCES, ENOTDIR: a folder above it was locked or replaced; its entries say so.
    return undefined;
  }
}

/** Hash of what is in a file, so that one which was only touched is the same. Links are not followed. */
function contentOf(path: string): string {
  const stat = statOf(path);
  if (stat === undefined) return 'gone';
  try {
    if (stat.isSymbolicLink()) return `link to ${readlinkSync(path)}`;
    if (!stat.isFile()) return stat.isDirectory() ? 'folder' : 'neither file nor folder';
    if (stat.size > MOST_BYTES) return `${stat.size} bytes`;
    return createHash('sha256').update(readFileSync(path)).digest('hex');
  } catch {
    // EACCES: locked by the server, which is a change too.
    return 'cannot be read';
  }
}

function entriesOf(folder: string): Set<string> {
  const names = new Set<string>();
  try {
    const opened = opendirSync(folder);
    try {
      for (
        let entry = opened.readSync();
        entry !== null && names.size < MOST_ENTRIES;
        entry = opened.readSync()
      )
        names.add(entry.name);
    } finally {
      opened.closeSync();
    }
  } catch {
    // ENOENT, ENOTDIR: removed or replaced; then nothing is in it.
  }
  return names;
}
