import { chmodSync, existsSync } from 'node:fs';
import type { Outcome, Problem } from '../../../protocol/problem.ts';
import * as guarded from '../../../bridge/platform/private-files.ts';

export * from '../../../bridge/platform/private-files.ts';

function opened<T>(path: string, mode: number, outcome: T): T {
  if (existsSync(path)) chmodSync(path, mode);
  return outcome;
}

/** Folders and files as everybody's are: others may read them. */
export const preparePrivateDir = (folder: string): Problem | undefined =>
  opened(folder, 0o755, guarded.preparePrivateDir(folder));
export const writePrivateFile = (path: string, content: string | Uint8Array): Problem | undefined =>
  opened(path, 0o644, guarded.writePrivateFile(path, content));
export const createPrivateFile = (path: string, content: string | Uint8Array): boolean =>
  opened(path, 0o644, guarded.createPrivateFile(path, content));
export const openPrivateAppend = (path: string): Outcome<number> =>
  opened(path, 0o644, guarded.openPrivateAppend(path));
