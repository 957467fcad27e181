import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import type { Outcome } from '../../protocol/problem.ts';
import type { ArchiveLimits } from './limits.ts';

/** A file a person named, for reading: a file itself, neither a link nor anything that could wait for ever. */
export async function openFile(path: string, limits: ArchiveLimits): Promise<Outcome<Readable>> {
  const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;
  try {
    const file = await open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
    const stat = await file.stat();
    if (stat.isFile() && stat.size <= limits.file)
      return { ok: true, value: file.createReadStream({ highWaterMark: 64 * 1024 }) };
    await file.close();
    return stat.isFile()
      ? refused('archive-too-big', `${path} is longer than ${limits.file} bytes.`)
      : refused('not-a-file', `${path} is no file${stat.isDirectory() ? ' but a folder' : ''}.`);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return refused('no-such-file', `There is no file ${path}.`);
    if (code === 'ELOOP')
      return refused(
        'not-a-file',
        `${path} is a symbolic link, which is not followed.`,
        'Name the file itself.',
      );
    // ENXIO: a socket.
    return refused('not-read', `${path} could not be read: ${message}.`);
  }
}

function refused(code: string, message: string, hint = 'Name a session file (.mcpsec).'): Outcome<never> {
  return { ok: false, problem: { code, message, hint } };
}
