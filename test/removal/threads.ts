import { join } from 'node:path';

/** Threads without the guard lie apart, so that tests that run meanwhile never meet them. */
export function removalThreads(): string {
  const folder = process.env['REMOVAL_FOLDER'];
  if (folder === undefined) throw new Error('scripts/removal.mjs runs this: `npm run removal`.');
  return join(folder, 'threads');
}
