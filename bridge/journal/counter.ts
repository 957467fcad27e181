import { mkdirSync, readdirSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { createPrivateFile } from '../platform/private-files.ts';

/** Old claims are kept this long, so that a slow process cannot claim a number that was cleared away under it. */
const KEPT = 32;

/**
 * The next number of a persisted counter, never given twice, also not to two processes at once: each
 * number is claimed by creating a file of that name. Throws errors of the file system.
 */
export function claimNext(folder: string, counter: string): number {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const prefix = `${counter}-`;
  const taken = readdirSync(folder)
    .filter((name) => name.startsWith(prefix) && /^\d{1,10}$/.test(name.slice(prefix.length)))
    .map((name) => Number(name.slice(prefix.length)));
  let next = Math.max(0, ...taken) + 1;
  while (!createPrivateFile(join(folder, `${prefix}${next}`), '')) next++;
  for (const number of taken) if (number < next - KEPT) removeClaim(join(folder, `${prefix}${number}`));
  return next;
}

function removeClaim(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // ENOENT: another process cleared it away.
  }
}
