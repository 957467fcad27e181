import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { Outcome } from '../protocol/problem.ts';
import { refuse } from './chosen.ts';

const STEP = 1024 * 1024;

/**
 * The bytes of a file that a person named, of a pipe too. Never more than `most` are held, whatever it says of its
 * size: a device goes on for ever.
 */
export function fileBytes(path: string, most: number): Outcome<Buffer> {
  let fd: number | undefined;
  try {
    fd = openSync(path, 'r');
    if (fstatSync(fd).isDirectory())
      return refuse('no-such-file', `${path} is a folder.`, 'Give the name of a file.');
    const parts: Buffer[] = [];
    for (let held = 0; ;) {
      const part = Buffer.allocUnsafe(STEP);
      const read = readSync(fd, part, 0, STEP, null);
      if (read === 0) return { ok: true, value: Buffer.concat(parts) };
      held += read;
      if (held > most)
        return refuse('too-large', `${path} is over ${most / 1024 / 1024} MiB.`, 'Give a smaller file.');
      parts.push(part.subarray(0, read));
    }
  } catch (error) {
    // ENOENT, EACCES and others of the system: it cannot be read.
    return refuse(
      'no-such-file',
      `The file ${path} cannot be read: ${(error as Error).message}.`,
      'Check its name.',
    );
  } finally {
    if (fd !== undefined) closeSync(fd);
  }
}
