import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';

const FOLDER = 'mcp-sec-inspect';

/** Where recordings are kept: what was asked for, else what the system has for data of programs. Absolute. */
export function chooseDataDir(
  asked: string | undefined,
  env: NodeJS.ProcessEnv,
  os: NodeJS.Platform = process.platform,
  cwd = process.cwd(),
): string {
  if (asked !== undefined) return resolve(cwd, asked);
  const home = homedir();
  if (os === 'win32') return join(env['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), FOLDER);
  if (os === 'darwin') return join(home, 'Library', 'Application Support', FOLDER);
  // XDG Base Directory Specification: a relative path is to be ignored.
  const xdg = env['XDG_DATA_HOME'] ?? '';
  return join(isAbsolute(xdg) ? xdg : join(home, '.local', 'share'), FOLDER);
}
