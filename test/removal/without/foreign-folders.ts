import { chmodSync, lstatSync, mkdirSync } from 'node:fs';
import type { Problem } from '../../../protocol/problem.ts';
import * as guarded from '../../../bridge/platform/private-files.ts';

export * from '../../../bridge/platform/private-files.ts';

/** A folder into which others may have put something, or that they may replace, is taken. */
export function preparePrivateDir(folder: string): Problem | undefined {
  const problem = guarded.preparePrivateDir(folder);
  if (problem?.code !== 'data-dir-refused' || lstatSync(folder).isSymbolicLink()) return problem;
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o700);
  return undefined;
}
