import { randomBytes } from 'node:crypto';
import { closeSync, openSync, readFileSync, renameSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import type { loadGate } from '../bridge/index.ts';
import type { Lock } from '../protocol/lock.ts';
import type { Outcome } from '../protocol/problem.ts';
import { refuse } from './chosen.ts';

type GateParts = Pick<Awaited<ReturnType<typeof loadGate>>, 'LARGEST_LOCK' | 'readLock' | 'writeLock'>;

/** Undefined: there is no such file. */
export function readLockFile(path: string, { LARGEST_LOCK, readLock }: GateParts): Outcome<Lock | undefined> {
  let bytes: Buffer;
  try {
    const stat = statSync(path);
    if (!stat.isFile()) return refuse('bad-lock', `${path} is no file.`, 'Name another one with --lock.');
    if (stat.size > LARGEST_LOCK)
      return refuse(
        'lock-too-large',
        `${path} is over ${LARGEST_LOCK / 1024 / 1024} MiB.`,
        'Pin fewer targets in one file.',
      );
    bytes = readFileSync(path);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return code === 'ENOENT'
      ? { ok: true, value: undefined }
      : refuse('bad-lock', `${path} cannot be read: ${message}.`, 'Check its permissions.');
  }
  try {
    return readLock(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return refuse('bad-lock', `${path} is not UTF-8.`, 'Take it from git again.');
  }
}

/** Whole or not at all. Answers why not. Nothing is written that could not be read again. */
export function writeLockFile(
  path: string,
  text: string,
  { LARGEST_LOCK }: Pick<GateParts, 'LARGEST_LOCK'>,
): Outcome<undefined> {
  if (Buffer.byteLength(text) > LARGEST_LOCK)
    return refuse(
      'lock-too-large',
      `${path} would be over ${LARGEST_LOCK / 1024 / 1024} MiB, and was not written.`,
      'Pin fewer targets in one file.',
    );
  const beside = `${path}.${randomBytes(6).toString('hex')}`;
  try {
    const file = openSync(beside, 'wx', 0o644);
    try {
      writeFileSync(file, text);
    } finally {
      closeSync(file);
    }
    renameSync(beside, path);
    return { ok: true, value: undefined };
  } catch (error) {
    try {
      unlinkSync(beside);
    } catch {
      // ENOENT: it was never made.
    }
    return refuse(
      'not-written',
      `${path} could not be written: ${(error as Error).message}.`,
      'Check the folder, or name another file with --lock.',
    );
  }
}
