import { statSync } from 'node:fs';
import type { Problem } from '../../protocol/problem.ts';

export function folderProblem(cwd: string): Problem | undefined {
  try {
    if (statSync(cwd).isDirectory()) return undefined;
  } catch {
    // Any failure to look at it means the process could not start there either.
  }
  return {
    code: 'no-such-folder',
    message: `The working directory ${cwd} is not a folder that can be entered.`,
    hint: 'Give another one with --cwd.',
  };
}

export function spawnProblem(program: string, error: unknown): Problem {
  const { code = 'spawn', message = String(error) } =
    error instanceof Error ? (error as NodeJS.ErrnoException) : {};
  const hints: Record<string, string> = {
    ENOENT:
      'Check the spelling, or give the whole path. A script needs an interpreter that exists in its first line.',
    EACCES: 'The file is there but may not be executed: chmod +x, or start it through its interpreter.',
    E2BIG: 'Arguments and environment together are too long for this system.',
  };
  const hint = hints[code];
  return {
    code: 'spawn-failed',
    message: `${program} could not be started: ${message}.`,
    ...(hint === undefined ? {} : { hint }),
  };
}
