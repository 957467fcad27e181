import { existsSync, realpathSync } from 'node:fs';
import type { Outcome, Problem } from '../../../protocol/problem.ts';
import * as guarded from '../../../bridge/platform/private-files.ts';

export * from '../../../bridge/platform/private-files.ts';

const followed = (path: string): string => (existsSync(path) ? realpathSync(path) : path);

export const preparePrivateDir = (folder: string): Problem | undefined =>
  guarded.preparePrivateDir(followed(folder));
export const writePrivateFile = (path: string, content: string | Uint8Array): Problem | undefined =>
  guarded.writePrivateFile(followed(path), content);
export const openPrivateAppend = (path: string): Outcome<number> => guarded.openPrivateAppend(followed(path));
export const readPrivateFile = (path: string, cap: number): Outcome<Buffer | undefined> =>
  guarded.readPrivateFile(followed(path), cap);
