import { statfsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Problem } from '../../protocol/problem.ts';

/** Bytes. Recording stops before one of them is passed, and goes on when there is room again. */
export interface DiskLimits {
  /** Of everything in the data directory together. */
  total: number;
  frame: number;
  /** Always left free for others on the same file system. */
  keepFree: number;
}

const GIB = 1024 ** 3;
export const DEFAULT_LIMITS: DiskLimits = { total: 8 * GIB, frame: 2 * GIB, keepFree: GIB };

const LOOK_AFTER_MS = 5000;
const LOOK_AFTER_BYTES = 64 * 1024 * 1024;
const LOOK_AGAIN_MS = 250;

/** Knows how much may still be written. Asked at every flush, so it counts and looks at the disk only now and then. */
export class DiskBudget {
  readonly limits: DiskLimits;
  #folder: string;
  #wall: () => number;
  #freeBytes: (folder: string) => number | undefined;
  #used = 0;
  #free = Infinity;
  #lookedAt = -Infinity;
  #sinceLook = 0;

  constructor(
    folder: string,
    limits: DiskLimits,
    wall: () => number,
    freeBytes: (folder: string) => number | undefined = readFreeBytes,
  ) {
    this.#folder = folder;
    this.limits = limits;
    this.#wall = wall;
    this.#freeBytes = freeBytes;
  }

  /** Counts what lies in the folder already. Until it is done only what is written now counts. */
  async measure(): Promise<void> {
    const before = this.#used;
    const found = await sizeBelow(this.#folder);
    // What was written while it was being measured may be counted twice: the safe side.
    this.#used = found + this.#used - before;
  }

  wrote(bytes: number): void {
    this.#used += bytes;
    this.#sinceLook += bytes;
  }

  freed(bytes: number): void {
    this.#used = Math.max(0, this.#used - bytes);
    this.#lookedAt = -Infinity;
  }

  /** Why `bytes` more may not be written. */
  refuses(bytes: number): Problem | undefined {
    if (this.#used + bytes > this.limits.total) {
      return {
        code: 'disk-budget',
        message: `Recordings would take more than ${inWords(this.limits.total)} in ${this.#folder}. Recording stopped; nothing recorded so far is lost.`,
        hint: 'Delete sessions that are not needed: recording goes on by itself.',
      };
    }
    if (this.#isTooLittleFree(bytes)) this.#look(LOOK_AGAIN_MS);
    else this.#look(this.#sinceLook > LOOK_AFTER_BYTES ? LOOK_AGAIN_MS : LOOK_AFTER_MS);
    if (!this.#isTooLittleFree(bytes)) return undefined;
    return {
      code: 'disk-budget',
      message: `Less than ${inWords(this.limits.keepFree)} would stay free on the disk of ${this.#folder}. Recording stopped; nothing recorded so far is lost.`,
      hint: 'Make room on that disk: recording goes on by itself.',
    };
  }

  /** Why a frame of this length is not recorded any further. */
  refusesFrame(bytes: number): Problem | undefined {
    if (bytes <= this.limits.frame) return undefined;
    return {
      code: 'frame-budget',
      message: `One frame is longer than ${inWords(this.limits.frame)}. Recording of this session stopped; what arrived of it is kept.`,
      hint: 'Stop the session. A server that sends this is broken or hostile.',
    };
  }

  #isTooLittleFree(bytes: number): boolean {
    return this.#free - this.#sinceLook - bytes < this.limits.keepFree;
  }

  #look(notBefore: number): void {
    const now = this.#wall();
    if (now - this.#lookedAt < notBefore) return;
    this.#lookedAt = now;
    this.#sinceLook = 0;
    this.#free = this.#freeBytes(this.#folder) ?? Infinity;
  }
}

function readFreeBytes(folder: string): number | undefined {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  } catch {
    // ENOSYS and friends: a file system that does not tell; a full one then shows at the write itself.
    return undefined;
  }
}

async function sizeBelow(folder: string): Promise<number> {
  let sum = 0;
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) sum += await sizeBelow(path);
    // ENOENT: deleted meanwhile.
    else if (entry.isFile()) sum += (await stat(path).catch(() => undefined))?.size ?? 0;
  }
  return sum;
}

function inWords(bytes: number): string {
  return bytes >= GIB ? `${Number((bytes / GIB).toFixed(1))} GiB` : `${Math.round(bytes / 1024 / 1024)} MiB`;
}
