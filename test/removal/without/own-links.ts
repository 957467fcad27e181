import { spawn } from 'node:child_process';
import type { Problem } from '../../../protocol/problem.ts';
import type { Opener } from '../../../bridge/platform/browser.ts';

export * from '../../../bridge/platform/browser.ts';

export const isOwnLink = (_url: string): boolean => true;

/** Whatever it is, it is opened. */
export function runOpener(
  opener: Opener | undefined,
  url: string,
  env: NodeJS.ProcessEnv,
): Promise<Problem | undefined> {
  if (opener !== undefined)
    spawn(opener.file, [...opener.args, url], { env, stdio: 'ignore' }).on('error', () => undefined);
  return Promise.resolve(undefined);
}
