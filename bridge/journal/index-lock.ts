import type { Problem } from '../../protocol/problem.ts';
import { randomBytes } from 'node:crypto';
import { linkSync, readFileSync, renameSync } from 'node:fs';
import { createPrivateFile, removeQuietly } from '../platform/private-files.ts';
import { isRunning, ownMark, type ProcessMarks, readMark, type WriterMark } from './writer-mark.ts';

/** `left`: this process makes no index; whoever holds one later takes in what was recorded. */
export type IndexLock =
  { kind: 'ours'; release(): void } | { kind: 'theirs'; holder: WriterMark } | { kind: 'left' };

/**
 * Decides which of several processes on one data directory writes the index. The lock is a file
 * naming its holder; one whose holder is gone is taken over.
 */
export function lockIndex(path: string, marks: ProcessMarks, run = 0): IndexLock {
  const own = JSON.stringify(ownMark(marks, run));
  for (;;) {
    if (claim(path, own)) return { kind: 'ours', release: () => release(path, own) };
    const text = readQuietly(path);
    const holder = text === undefined ? undefined : parseMark(text);
    if (holder !== undefined && isRunning(holder, marks)) return { kind: 'theirs', holder };
    if (text !== undefined) removeStale(path, text);
  }
}

/** false: there is one. The lock appears with its content in it, so that nobody reads half of it. */
function claim(path: string, own: string): boolean {
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  createPrivateFile(draft, own);
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    // EPERM, ENOTSUP: a file system without links; then the content comes a moment later.
    return createPrivateFile(path, own);
  } finally {
    removeQuietly(draft);
  }
}

/** Moves the stale lock aside; if another process was quicker and it is a fresh one, puts it back. */
function removeStale(path: string, stale: string): void {
  const aside = `${path}.${randomBytes(6).toString('hex')}`;
  try {
    renameSync(path, aside);
  } catch {
    // ENOENT: somebody else moved it aside.
    return;
  }
  if (readQuietly(aside) !== stale) {
    try {
      linkSync(aside, path);
    } catch {
      // EEXIST: a third process holds it by now, which is as good.
    }
  }
  removeQuietly(aside);
}

function release(path: string, own: string): void {
  if (readQuietly(path) === own) removeQuietly(path);
}

function readQuietly(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // ENOENT: released meanwhile.
    return undefined;
  }
}

function parseMark(text: string): WriterMark | undefined {
  try {
    return readMark(JSON.parse(text));
  } catch {
    // SyntaxError: cut off while it was written; its writer is gone or just starting.
    return undefined;
  }
}

/** What cannot be done because another process holds the index. */
export function indexElsewhere(what: string, root: string, lock: IndexLock): Problem {
  const holder = lock.kind === 'theirs' ? ` (process ${lock.holder.pid})` : '';
  return {
    code: 'index-elsewhere',
    message: `${what} by the mcp-sec-inspect that was started first on ${root}${holder}.`,
    hint: 'Use its page, or end it and start again.',
  };
}
