import { chmodSync, lstatSync, mkdirSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { createPrivateFile, readPrivateFile } from '../platform/private-files.ts';
import { isAlive, removeNow } from '../runs/homes.ts';
import { MARKER } from './world-layout.ts';

/**
 * The folder that a world is in, known by more than its name: a server may put another one in its place, or a link
 * to somebody's own, and what is there then is neither looked into nor emptied.
 */
export class WorldTop {
  readonly folder: string;
  #identity: string | undefined;

  constructor(folder: string) {
    this.folder = folder;
  }

  /** Throws where something is there already. */
  make(): void {
    mkdirSync(this.folder, { mode: 0o700 });
    this.#identity = identityOf(this.folder);
    chmodSync(this.folder, 0o700);
    markOurs(this.folder);
  }

  get isOurs(): boolean {
    return this.#identity !== undefined && identityOf(this.folder) === this.#identity;
  }

  /** Whether nothing of it is left there; a link in its place is taken away, another folder stays. */
  remove(): boolean {
    if (isFolder(this.folder) && !this.isOurs) return false;
    return removeNow(this.folder);
  }
}

/** Says in a folder whose it is, so that another bridge can tell that it was left over. */
export function markOurs(folder: string): void {
  createPrivateFile(join(folder, MARKER), JSON.stringify(whoWeAre()));
}

/** Of a bridge that was killed: ours by owner, mode and marker, and whoever made it runs no more. */
export function isLeftOver(folder: string): boolean {
  const stat = lstatSync(folder, { throwIfNoEntry: false });
  if (stat?.isDirectory() !== true) return false;
  const us = process.getuid?.();
  if (us !== undefined && (stat.uid !== us || (stat.mode & 0o077) !== 0)) return false;
  const marker = join(folder, MARKER);
  const read = readPrivateFile(marker, 1000);
  if (!read.ok || read.value === undefined) return false;
  try {
    const { pid, host, since } = JSON.parse(read.value.toString('utf8')) as Record<string, unknown>;
    const us = whoWeAre();
    if (host !== us.host || typeof pid !== 'number' || typeof since !== 'number') return false;
    // In a container every bridge has the same number; then the time it was started tells.
    return pid === us.pid ? Math.abs(since - us.since) > 5000 : !isAlive(pid);
  } catch {
    // SyntaxError: not what is written here.
    return false;
  }
}

/** A link that leads nowhere is there too. */
export function isThere(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    // ENOTDIR, ENAMETOOLONG, a NUL in it: nothing can be there.
    return false;
  }
}

/** A link to one is none. */
export function isFolder(path: string): boolean {
  return identityOf(path) !== undefined;
}

function identityOf(path: string): string | undefined {
  try {
    const stat = lstatSync(path, { throwIfNoEntry: false, bigint: true });
    return stat?.isDirectory() === true ? `${stat.dev} ${stat.ino}` : undefined;
  } catch {
    // EACCES, ENOTDIR: what it is in was locked or replaced.
    return undefined;
  }
}

function whoWeAre(): { pid: number; host: string; since: number } {
  return { pid: process.pid, host: hostname(), since: Math.round(Date.now() - process.uptime() * 1000) };
}
