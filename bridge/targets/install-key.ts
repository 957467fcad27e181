import { join } from 'node:path';
import type { Outcome } from '../../protocol/problem.ts';
import { createPrivateFile, readPrivateFile } from '../platform/private-files.ts';

const BYTES = 32;

/** The key of this installation (data directory), made at its first use. Never leaves the bridge. */
export function installKey(dataDir: string, randomBytes: (size: number) => Buffer): Outcome<Buffer> {
  const path = join(dataDir, 'install.key');
  const read = readPrivateFile(path, 1024);
  if (!read.ok) return read;
  if (read.value?.length === BYTES) return { ok: true, value: read.value };
  if (read.value !== undefined) {
    return {
      ok: false,
      problem: {
        code: 'bad-key-file',
        message: `${path} does not hold a key.`,
        hint: 'Delete it; confirmations given so far are asked again.',
      },
    };
  }
  const fresh = randomBytes(BYTES);
  try {
    // Another start may have made it meanwhile: then that one counts.
    if (createPrivateFile(path, fresh)) return { ok: true, value: fresh };
  } catch (error) {
    return {
      ok: false,
      problem: {
        code: 'not-written',
        message: `${path} could not be written: ${(error as Error).message}.`,
        hint: 'Check free space and permissions of the data directory.',
      },
    };
  }
  return readAgain(path);
}

function readAgain(path: string): Outcome<Buffer> {
  const read = readPrivateFile(path, 1024);
  if (!read.ok) return read;
  if (read.value?.length === BYTES) return { ok: true, value: read.value };
  return {
    ok: false,
    problem: {
      code: 'bad-key-file',
      message: `${path} does not hold a key.`,
      hint: 'Start again; if it stays so, delete the file.',
    },
  };
}
