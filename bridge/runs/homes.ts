import { randomBytes } from 'node:crypto';
import { chmodSync, lstatSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Outcome, Problem } from '../../protocol/problem.ts';
import { preparePrivateDir } from '../platform/private-files.ts';

export type HomeKind = 'empty' | 'with-keys';

/** What thieves look for. Made up, and it says so to whoever opens it: none of it opens anything. */
const KEYS: readonly (readonly [string, string])[] = [
  [
    '.ssh/id_ed25519',
    '-----BEGIN OPENSSH PRIVATE KEY-----\nbWFkZSB1cCBmb3IgYSB0ZXN0OyBvcGVucyBub3RoaW5n\n-----END OPENSSH PRIVATE KEY-----\n',
  ],
  ['.ssh/id_ed25519.pub', 'ssh-ed25519 bWFkZSB1cCBmb3IgYSB0ZXN0 made-up@example.invalid\n'],
  ['.ssh/known_hosts', 'example.invalid ssh-ed25519 bWFkZSB1cCBmb3IgYSB0ZXN0\n'],
  [
    '.aws/credentials',
    '[default]\naws_access_key_id = AKIAMADEUPFORATEST00\naws_secret_access_key = made/up/for/a/test/opens/nothing/00000000\n',
  ],
  ['.aws/config', '[default]\nregion = eu-central-1\n'],
  ['.npmrc', '//registry.example.invalid/:_authToken=npm_madeUpForATestOpensNothing000000\n'],
  ['.netrc', 'machine example.invalid login made-up password made-up\n'],
  ['.git-credentials', 'https://made-up:made-up@example.invalid\n'],
  ['.docker/config.json', '{"auths":{"registry.example.invalid":{"auth":"bWFkZS11cDptYWRlLXVw"}}}\n'],
  ['.config/gh/hosts.yml', 'example.invalid:\n    user: made-up\n    oauth_token: gho_madeUpForATest\n'],
];

const REMOVING = { recursive: true, force: true, maxRetries: 3 };
/** Folders that are opened before a home is removed; a server could go on making them. */
const MOST_FOLDERS = 10_000;

/** Home folders of single connections: made for one, and gone with it. Their names are random, never a server's. */
export class Homes {
  #folder: string;
  #mine = new Set<string>();
  #isSwept = false;

  constructor(folder: string) {
    this.#folder = folder;
  }

  make(kind: HomeKind): Outcome<string> {
    // A link one step above would take homes, and what is swept, to somewhere else.
    const above = dirname(this.#folder);
    if (lstatSync(above, { throwIfNoEntry: false })?.isSymbolicLink() === true)
      return { ok: false, problem: notMade(`${above} is a symbolic link, which is not followed`) };
    const problem = preparePrivateDir(this.#folder);
    if (problem !== undefined) return { ok: false, problem };
    this.#sweep();
    const path = join(this.#folder, `${process.pid}-${randomBytes(8).toString('hex')}`);
    try {
      mkdirSync(path, { mode: 0o700 });
      this.#mine.add(path);
      if (kind === 'with-keys')
        for (const [name, text] of KEYS) {
          mkdirSync(dirname(join(path, name)), { recursive: true, mode: 0o700 });
          writeFileSync(join(path, name), text, { mode: 0o600, flag: 'wx' });
        }
      return { ok: true, value: path };
    } catch (error) {
      if (removeNow(path)) this.#mine.delete(path);
      return { ok: false, problem: notMade((error as Error).message) };
    }
  }

  /** With all that was put into it; a link in it is taken away, not followed. */
  async remove(path: string): Promise<Problem | undefined> {
    if (!this.#mine.has(path)) return undefined;
    try {
      await rm(path, REMOVING).catch((error: unknown) => {
        if (!isLocked(error)) throw error;
        openFolders(path);
        return rm(path, REMOVING);
      });
      // Only now: what is left is tried once more when the bridge ends.
      this.#mine.delete(path);
      return undefined;
    } catch (error) {
      return notRemoved(path, (error as Error).message);
    }
  }

  /** At once: whoever calls has no time left. */
  removeAll(): void {
    for (const path of this.#mine) if (removeNow(path)) this.#mine.delete(path);
  }

  /** Those of a bridge that was killed. */
  #sweep(): void {
    if (this.#isSwept) return;
    this.#isSwept = true;
    for (const name of readdirSync(this.#folder)) {
      const pid = /^(\d{1,10})-[0-9a-f]{16}$/.exec(name)?.[1];
      const path = join(this.#folder, name);
      // Of our own number, and not made here: in a container every bridge has the same one.
      const isKept = Number(pid) === process.pid ? this.#mine.has(path) : isAlive(Number(pid));
      if (pid !== undefined && !isKept) removeNow(path);
    }
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // ESRCH: nobody. EPERM: somebody else's.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** A folder of ours with all that was put into it; no link is followed. Whether it is gone. */
export function removeNow(path: string): boolean {
  for (const isAgain of [false, true]) {
    try {
      rmSync(path, REMOVING);
      return true;
    } catch (error) {
      // EACCES: a server locked what it put there. EBUSY: it is looked for again at the next start.
      if (isAgain || !isLocked(error)) return false;
      openFolders(path);
    }
  }
  return false;
}

function isLocked(error: unknown): boolean {
  const { code = '' } = error as NodeJS.ErrnoException;
  return ['EACCES', 'EPERM', 'ENOTEMPTY'].includes(code);
}

/** A folder that may not be written or read cannot be emptied. Links are left alone. */
function openFolders(top: string): void {
  const folders = [top];
  for (let folder = folders.pop(), seen = 0; folder !== undefined && seen < MOST_FOLDERS; seen++) {
    try {
      chmodSync(folder, 0o700);
      for (const entry of readdirSync(folder, { withFileTypes: true }))
        if (entry.isDirectory()) folders.push(join(folder, entry.name));
    } catch {
      // ENOENT: gone meanwhile. EPERM: somebody else's; then removing says so.
    }
    folder = folders.pop();
  }
}

function notMade(why: string): Problem {
  return { code: 'no-home', message: `A folder for the connection could not be made: ${why}.` };
}

function notRemoved(path: string, why: string): Problem {
  return {
    code: 'home-left',
    message: `${path} was made for a connection of a probe and could not be removed: ${why}.`,
    hint: 'Remove it by hand.',
  };
}
