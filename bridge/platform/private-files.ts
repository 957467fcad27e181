import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  constants,
  existsSync,
  fstatSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  statSync,
  unlinkSync,
  writeSync,
  type Stats,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { Outcome, Problem } from '../../protocol/problem.ts';

/** undefined on Windows, where the profile folder's access list does what modes do elsewhere. */
const uid = (): number | undefined => process.getuid?.();
const NO_FOLLOW = constants.O_NOFOLLOW ?? 0;
/** A named pipe planted in place of a file must not make opening wait. */
const NO_WAIT = constants.O_NONBLOCK ?? 0;

/**
 * Makes `folder` exist, ours and closed to everybody else (0700). A symbolic link at its place, another
 * owner, or a parent in which others may rename it are refused: somebody could have put it there first.
 */
export function preparePrivateDir(folder: string): Problem | undefined {
  try {
    makeFolders(folder);
    const stat = lstatSync(folder);
    const refused = whyNotPrivate(stat, folder) ?? looseParent(folder) ?? looseContent(stat, folder);
    if (refused !== undefined) return refused;
    if (uid() !== undefined) chmodSync(folder, 0o700);
    const probe = join(folder, `.writable-${randomBytes(6).toString('hex')}`);
    closeSync(openSync(probe, constants.O_CREAT | constants.O_EXCL | constants.O_WRONLY, 0o600));
    unlinkSync(probe);
    return undefined;
  } catch (error) {
    return unwritable(folder, error);
  }
}

function whyNotPrivate(stat: Stats, folder: string): Problem | undefined {
  const code = 'data-dir-refused';
  const hint = 'Choose a folder of your own with --data-dir.';
  if (stat.isSymbolicLink()) {
    return {
      code,
      message: `${folder} is a symbolic link, which is not followed for recordings and keys.`,
      hint: 'Give the folder it points to with --data-dir.',
    };
  }
  if (!stat.isDirectory()) return { code, message: `${folder} is not a folder.`, hint };
  const us = uid();
  if (us !== undefined && stat.uid !== us)
    return { code, message: `${folder} belongs to another user (uid ${stat.uid}).`, hint };
  return undefined;
}

/** mkdirSync's own `recursive` never returns where nothing can be made, as below /proc. */
function makeFolders(folder: string): void {
  if (existsSync(folder)) return;
  if (dirname(folder) !== folder) makeFolders(dirname(folder));
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    // EEXIST: another start was faster, or it is a link that leads nowhere; what it is is looked at next.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

/** Where others could write, they may have put links and files: closing it now is too late, unless it is empty. */
function looseContent(stat: Stats, folder: string): Problem | undefined {
  if (uid() === undefined || (stat.mode & 0o022) === 0 || readdirSync(folder).length === 0) return undefined;
  return {
    code: 'data-dir-refused',
    message: `Others may write into ${folder} (mode ${(stat.mode & 0o777).toString(8)}), so what lies in it cannot be trusted.`,
    hint: `Look at what is in it, then: chmod 700 ${JSON.stringify(folder)}. Or choose another one with --data-dir.`,
  };
}

function looseParent(folder: string): Problem | undefined {
  if (uid() === undefined) return undefined;
  const { mode } = statSync(dirname(folder));
  const isOpenToAll = (mode & 0o002) !== 0 && (mode & 0o1000) === 0;
  if (!isOpenToAll) return undefined;
  return {
    code: 'data-dir-refused',
    message: `Everybody may replace what lies in ${dirname(folder)}: it is writable for all, without the sticky bit.`,
    hint: 'Choose a folder of your own with --data-dir.',
  };
}

function unwritable(folder: string, error: unknown): Problem {
  const { code, message } = error as NodeJS.ErrnoException;
  const why: Record<string, string> = {
    EACCES: 'permission denied',
    EPERM: 'permission denied',
    EROFS: 'the file system is read-only',
    ENOSPC: 'no space left',
    ENOTDIR: 'part of that path is a file',
    EEXIST: 'there is a file of that name',
    ENOENT: 'it cannot be made there',
    ENAMETOOLONG: 'the path is too long',
    EDQUOT: 'the disk quota is used up',
  };
  return {
    code: 'data-dir-unwritable',
    message: `The data directory ${folder} cannot be written: ${why[code ?? ''] ?? message}.`,
    hint: 'Choose another one with --data-dir.',
  };
}

/** Replaces a file in whole, mode 0600: written beside it, synced, renamed over it. A link at its place is replaced, not followed. */
export function writePrivateFile(path: string, content: string | Uint8Array): Problem | undefined {
  const draft = `${path}.${randomBytes(6).toString('hex')}.new`;
  try {
    const fd = openSync(draft, constants.O_CREAT | constants.O_EXCL | constants.O_WRONLY | NO_FOLLOW, 0o600);
    try {
      writeWhole(fd, content);
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
    renameSync(draft, path);
    return undefined;
  } catch (error) {
    removeQuietly(draft);
    return {
      code: 'not-written',
      message: `${path} could not be written: ${(error as Error).message}.`,
      hint: 'Check free space and permissions of the data directory.',
    };
  }
}

/** Creates a file that must not exist yet (0600, O_EXCL). false: it was there. */
export function createPrivateFile(path: string, content: string | Uint8Array): boolean {
  let fd: number;
  try {
    fd = openSync(path, constants.O_CREAT | constants.O_EXCL | constants.O_WRONLY | NO_FOLLOW, 0o600);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
  try {
    writeWhole(fd, content);
  } finally {
    closeSync(fd);
  }
  return true;
}

/** Opens for appending, 0600; a link, another owner's file or one that others may read is a Problem. */
export function openPrivateAppend(path: string): Outcome<number> {
  return openChecked(path, constants.O_CREAT | constants.O_APPEND | constants.O_WRONLY);
}

/** The whole file, or undefined when there is none. Longer than `cap` bytes, a link, or open to others: a Problem. */
export function readPrivateFile(path: string, cap: number): Outcome<Buffer | undefined> {
  const opened = openChecked(path, constants.O_RDONLY);
  if (!opened.ok) return opened.problem.code === 'no-such-file' ? { ok: true, value: undefined } : opened;
  const fd = opened.value;
  try {
    const { size } = fstatSync(fd);
    if (size > cap)
      return {
        ok: false,
        problem: { code: 'file-too-long', message: `${path} holds ${size} bytes; at most ${cap} are read.` },
      };
    const content = Buffer.alloc(size);
    let filled = 0;
    while (filled < size) {
      const read = readSync(fd, content, filled, size - filled, filled);
      if (read === 0) break;
      filled += read;
    }
    return { ok: true, value: content.subarray(0, filled) };
  } finally {
    closeSync(fd);
  }
}

function openChecked(path: string, flags: number): Outcome<number> {
  let fd: number;
  try {
    fd = openSync(path, flags | NO_FOLLOW | NO_WAIT, 0o600);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT')
      return { ok: false, problem: { code: 'no-such-file', message: `There is no ${path}.` } };
    const why = code === 'ELOOP' ? 'it is a symbolic link, which is not followed' : message;
    return {
      ok: false,
      problem: {
        code: 'file-refused',
        message: `${path} was not opened: ${why}.`,
        hint: 'Move it away, or choose another --data-dir.',
      },
    };
  }
  const stat = fstatSync(fd);
  const us = uid();
  const isOurs = us === undefined || (stat.uid === us && (stat.mode & 0o077) === 0);
  if (stat.isFile() && isOurs) return { ok: true, value: fd };
  closeSync(fd);
  return {
    ok: false,
    problem: {
      code: 'file-refused',
      message: `${path} was not opened: it belongs to somebody else or is open to others.`,
      hint: 'If it is yours, chmod 600 it; else choose another --data-dir.',
    },
  };
}

function writeWhole(fd: number, content: string | Uint8Array): void {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  for (let at = 0; at < bytes.length;) at += writeSync(fd, bytes, at, bytes.length - at);
}

export function removeQuietly(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // ENOENT: it is gone already, which is what was wanted.
  }
}
