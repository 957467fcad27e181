import { spawn } from 'node:child_process';
import type { Problem } from '../../protocol/problem.ts';

/** Only what we print ourselves: loopback, a port, and nothing that an opener could take for an option. */
export function isOwnLink(url: string): boolean {
  const match = /^http:\/\/127\.0\.0\.1:(\d{1,5})\/[\w\-./?&=%~:]*(#[\w\-./?&=%~:]*)?$/.exec(url);
  return match !== null && Number(match[1]) <= 65535;
}

export interface Opener {
  file: string;
  args: string[];
}

/** Runs an opener with the link as its last argument; resolves when it has ended, or after a second without failure. */
export async function runOpener(
  opener: Opener | undefined,
  url: string,
  env: NodeJS.ProcessEnv,
): Promise<Problem | undefined> {
  if (!isOwnLink(url)) {
    return {
      code: 'not-our-link',
      message: 'Only links of this bridge are opened in a browser.',
      hint: 'Copy the address instead.',
    };
  }
  if (opener === undefined) return noBrowser('this terminal has no desktop');
  const child = spawn(opener.file, [...opener.args, url], {
    env,
    stdio: 'ignore',
    detached: true,
    windowsHide: true,
  });
  child.unref();
  const failure = await new Promise<string | undefined>((resolve) => {
    const patience = setTimeout(() => resolve(undefined), 1000);
    patience.unref();
    const settle = (why: string | undefined): void => {
      clearTimeout(patience);
      resolve(why);
    };
    child.once('error', (error: NodeJS.ErrnoException) =>
      settle(error.code === 'ENOENT' ? `${opener.file} is not installed` : error.message),
    );
    child.once('exit', (code) =>
      settle(code === 0 || code === null ? undefined : `${opener.file} ended with code ${code}`),
    );
  });
  return failure === undefined ? undefined : noBrowser(failure);
}

function noBrowser(why: string): Problem {
  return {
    code: 'no-browser',
    message: `No browser could be opened: ${why}.`,
    hint: 'Open the printed link yourself; --no-open leaves this out.',
  };
}
