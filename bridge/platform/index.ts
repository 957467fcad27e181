import type { Platform } from './platform.ts';
import { createPosix } from './posix.ts';
import { createWindows } from './windows.ts';

/** The platform this process runs on. `env` is the bridge's own environment. */
export function choosePlatform(env: NodeJS.ProcessEnv, os: NodeJS.Platform = process.platform): Platform {
  return os === 'win32' ? createWindows(env) : createPosix(os, env);
}

export type { Platform } from './platform.ts';
