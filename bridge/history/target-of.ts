import * as z from 'zod/mini';
import { closeSync, constants, openSync, readSync } from 'node:fs';

const Head = z.object({ target: z.string() });
/** A key is a name a person can read. */
const LONGEST_HEAD = 64 * 1024;

/** Whose history a file is, from its first line; undefined where that cannot be read. */
export function targetOf(path: string): string | undefined {
  let fd: number;
  try {
    fd = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
  } catch {
    // ELOOP, EACCES: no file of ours.
    return undefined;
  }
  try {
    const bytes = Buffer.alloc(LONGEST_HEAD);
    const [line = ''] = bytes.toString('utf8', 0, readSync(fd, bytes, 0, LONGEST_HEAD, 0)).split('\n', 1);
    const head = z.safeParse(Head, JSON.parse(line.slice(line.indexOf(' ') + 1)));
    return head.success ? head.data.target : undefined;
  } catch {
    // SyntaxError: not what was written. EISDIR: a folder of that name.
    return undefined;
  } finally {
    closeSync(fd);
  }
}
