import {
  chmodSync,
  closeSync,
  constants,
  fchmodSync,
  fstatSync,
  ftruncateSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readlinkSync,
  readSync,
  symlinkSync,
  writeSync,
  type BigIntStats,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { createPrivateFile } from '../platform/private-files.ts';
import { removeNow } from '../runs/homes.ts';
import { MARKER, type Layout } from './world-layout.ts';

/** A link or a pipe in place of a file is neither followed nor waited for. */
const AS_A_FILE = constants.O_RDWR | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** What a file is to hold where it stays the one it was; `now`: what it holds. */
type Again = (path: string, bytes: Buffer, now: Buffer) => Buffer;

/** What a file was when it was made, and what has to be in it. */
interface MadeFile {
  identity: string | undefined;
  bytes: Buffer;
}

/**
 * Folders, files and links as they were made. Made as they were again, whatever is still the same stays what it is: a
 * server may hold it open. A file is written through only while it is the one that was made here, under its one name.
 */
export class MadeTree {
  #top: string;
  #layout: Layout;
  #folders = new Map<string, string | undefined>();
  #files = new Map<string, MadeFile>();

  constructor(top: string, layout: Layout) {
    this.#top = top;
    this.#layout = layout;
    for (const { path, text } of layout.files)
      this.#files.set(path, { identity: undefined, bytes: Buffer.from(text) });
  }

  /** A file that somebody else has just made in one of the folders: from now on it belongs to them, as it is. */
  add(path: string): void {
    const fd = openSync(path, AS_A_FILE);
    try {
      this.#files.set(path, { identity: identityOf(fstatSync(fd, { bigint: true })), bytes: bytesOf(fd) });
    } finally {
      closeSync(fd);
    }
  }

  /** Whether a file is the one that was made, under one name only. */
  isSame(path: string): boolean {
    const stat = statOf(path);
    return (
      stat?.isFile() === true && stat.nlink === 1n && identityOf(stat) === this.#files.get(path)?.identity
    );
  }

  /** What could not be made here, in words. Throws where a folder or file cannot be written. */
  write(as: Again = (_path, bytes) => bytes): string[] {
    const { folders, links } = this.#layout;
    this.#empty(this.#top);
    // Each after the one it is in: what is there already, a link for one, is nothing to write through.
    for (const folder of folders) this.#folder(folder);
    for (const [path, made] of this.#files) this.#file(path, made, as);
    return links.flatMap((link) => linked(link));
  }

  #folder(path: string): void {
    const known = this.#folders.get(path);
    const stat = statOf(path);
    if (stat?.isDirectory() === true && known !== undefined && identityOf(stat) === known) {
      if (process.platform !== 'win32' && (stat.mode & 0o777n) !== 0o700n) chmodSync(path, 0o700);
    } else {
      if (stat !== undefined && !removeNow(path)) throw new Error(`${path} cannot be removed`);
      mkdirSync(path, { mode: 0o700 });
      this.#folders.set(path, identityOf(statOf(path)));
    }
    this.#empty(path);
  }

  /** Takes away what nobody put there here. */
  #empty(folder: string): void {
    const own = new Set(
      [...this.#layout.folders, ...this.#files.keys(), ...this.#layout.links.map(({ path }) => path)].filter(
        (path) => dirname(path) === folder,
      ),
    );
    if (folder === this.#top) own.add(join(folder, MARKER));
    for (const path of readdirSync(folder).map((name) => join(folder, name)))
      if (!own.has(path) && !removeNow(path)) throw new Error(`${path} cannot be removed`);
  }

  #file(path: string, made: MadeFile, as: Again): void {
    if (this.isSame(path) && keep(path, made, (now) => as(path, made.bytes, now))) return;
    if (statOf(path) !== undefined && !removeNow(path)) throw new Error(`${path} cannot be removed`);
    const folder = dirname(path);
    const isOurs = folder === this.#top || identityOf(statOf(folder)) === this.#folders.get(folder);
    if (!isOurs || !createPrivateFile(path, made.bytes)) throw new Error(`${path} is in use`);
    made.identity = identityOf(statOf(path));
  }
}

/** Whether it holds what it should now; false: it is another one by now. */
function keep(path: string, { identity }: MadeFile, wanted: (now: Buffer) => Buffer): boolean {
  let fd: number;
  try {
    fd = openSync(path, AS_A_FILE);
  } catch {
    // EACCES, ELOOP: locked or replaced; then it is made anew.
    return false;
  }
  try {
    const stat = fstatSync(fd, { bigint: true });
    // Asked of what was opened: what the name leads to may have changed since.
    if (!stat.isFile() || stat.nlink !== 1n || identityOf(stat) !== identity) return false;
    if (process.platform !== 'win32' && (stat.mode & 0o777n) !== 0o600n) fchmodSync(fd, 0o600);
    const now = stat.size > MOST_BYTES ? Buffer.alloc(0) : bytesOf(fd);
    const bytes = wanted(now);
    if (stat.size <= MOST_BYTES && now.equals(bytes)) return true;
    for (let at = 0; at < bytes.length;) at += writeSync(fd, bytes, at, bytes.length - at, at);
    ftruncateSync(fd, bytes.length);
    return true;
  } finally {
    closeSync(fd);
  }
}

/** Larger than that is not compared: it is written again. */
const MOST_BYTES = 32 * 1024 * 1024;

function bytesOf(fd: number): Buffer {
  const bytes = Buffer.alloc(fstatSync(fd).size);
  let filled = 0;
  for (let read = 1; read > 0 && filled < bytes.length; filled += read)
    read = readSync(fd, bytes, filled, bytes.length - filled, filled);
  return bytes.subarray(0, filled);
}

function linked({ path, to, kind }: Layout['links'][number]): string[] {
  try {
    const stat = statOf(path);
    if (stat?.isSymbolicLink() === true && readlinkSync(path) === to) return [];
    if (stat !== undefined && !removeNow(path)) throw new Error(`${path} cannot be removed`);
    symlinkSync(to, path, kind === 'dir' ? 'junction' : 'file');
    return [];
  } catch (error) {
    // EPERM: Windows lets only some accounts make links to files.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') throw error;
    return [`a link to ${to}`];
  }
}

/** The number of a file is given out again when it is gone: the time it was made tells those apart. */
function identityOf(stat: BigIntStats | undefined): string | undefined {
  return stat && `${stat.dev} ${stat.ino} ${stat.birthtimeNs}`;
}

function statOf(path: string): BigIntStats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false, bigint: true });
  } catch {
    // EACCES, ENOTDIR: what it is in was locked or replaced.
    return undefined;
  }
}
