import { readdirSync } from 'node:fs';

export function isSessionId(id: string): boolean {
  return /^[0-9a-f]{32}$/.test(id);
}

/** Ids of the sessions that have a folder. */
export function sessionIds(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && isSessionId(entry.name))
    .map((entry) => entry.name);
}
