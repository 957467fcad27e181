import { renameSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Sessions that are being deleted lie in the data directory under this and their id. */
export const DOOMED = 'deleted-';

/** Windows renames no folder while a file in it is open; `release` closes what the index has open. Throws the second error. */
export async function renameFolder(from: string, to: string, release: () => Promise<unknown>): Promise<void> {
  try {
    renameSync(from, to);
  } catch {
    // EPERM, EBUSY, EACCES: perhaps only because of us.
    await release();
    renameSync(from, to);
  }
}

/** Finishes deletions that were interrupted. */
export async function removeDoomed(root: string): Promise<void> {
  const names = (await readdir(root)).filter((name) => name.startsWith(DOOMED));
  await Promise.all(names.map((name) => rm(join(root, name), { recursive: true, force: true })));
}
