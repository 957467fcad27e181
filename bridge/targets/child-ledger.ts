import { closeSync, fsyncSync, readdirSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Problem } from '../../protocol/problem.ts';
import type { EscapedChild } from '../../protocol/stream.ts';
import {
  openPrivateAppend,
  preparePrivateDir,
  readPrivateFile,
  removeQuietly,
} from '../platform/private-files.ts';
import type { Platform } from '../platform/platform.ts';
import {
  identify,
  isIdentity,
  isSameProcess,
  type Identity,
  type IdentityPlatform,
} from './process-identity.ts';

export interface ChildLedgerOptions {
  dataDir: string;
  platform: IdentityPlatform & Pick<Platform, 'tree'>;
  /** ms since 1970. */
  now(): number;
  /** This bridge: its pid and when it began, ms since 1970. */
  owner: { pid: number; startedAt: number };
  randomBytes(size: number): Buffer;
}

interface Entry extends Identity {
  command: string;
  target: string;
}

/** Entries of one earlier bridge that were never struck out. */
interface Leftover {
  file: string;
  entries: Map<number, Entry>;
}

const MAX_FILE = 16 * 1024 * 1024;
const MAX_COMMAND = 2000;
const GRACE = 2000;

/**
 * Who was started and has not been seen to end, on disk before it is used: what a bridge that was killed
 * left behind is found by the next one. One file a bridge, appended and synced line by line.
 */
export class ChildLedger {
  #o: ChildLedgerOptions;
  #folder: string;
  #file: string;
  #fd: number | undefined;
  #open = new Set<number>();
  #leftovers: Leftover[] | undefined;

  constructor(options: ChildLedgerOptions) {
    this.#o = options;
    this.#folder = join(options.dataDir, 'children');
    this.#file = join(this.#folder, `${options.owner.pid}-${options.randomBytes(6).toString('hex')}.log`);
  }

  /** Returns when it is on disk. A Problem is no reason not to go on: the watchdog still watches. */
  started(child: { pid: number; command: string; target: string }): Problem | undefined {
    this.#open.add(child.pid);
    const { platform, now } = this.#o;
    const command = child.command.slice(0, MAX_COMMAND);
    return this.#append({
      started: { ...identify(platform, child.pid, now()), command, target: child.target },
    });
  }

  ended(pid: number): void {
    if (this.#open.delete(pid)) this.#append({ ended: pid });
  }

  /** Takes the file away when nothing in it is open any more. */
  close(): void {
    if (this.#fd === undefined) return;
    closeSync(this.#fd);
    this.#fd = undefined;
    if (this.#open.size === 0) removeQuietly(this.#file);
  }

  /** Children of earlier bridges that are still there: same pid and same start, or what is left of their group. */
  async escaped(): Promise<EscapedChild[]> {
    this.#leftovers ??= await this.#readLeftovers();
    const alive: EscapedChild[] = [];
    for (const leftover of this.#leftovers) {
      for (const entry of leftover.entries.values()) {
        if (await this.#isThere(entry)) {
          alive.push({ pid: entry.pid, startedAt: entry.at, command: entry.command, target: entry.target });
        } else this.#strike(leftover, entry.pid);
      }
    }
    return alive.sort((a, b) => a.startedAt - b.startedAt);
  }

  /** Looks again whether it is still the same process, then ends its tree: SIGTERM, two seconds, SIGKILL. */
  async endEscaped(pid: number): Promise<Problem | undefined> {
    this.#leftovers ??= await this.#readLeftovers();
    const leftover = this.#leftovers.find(({ entries }) => entries.has(pid));
    const entry = leftover?.entries.get(pid);
    if (leftover === undefined || entry === undefined) {
      return { code: 'not-escaped', message: `Process ${pid} is not one that an earlier run left behind.` };
    }
    if (await this.#isThere(entry)) {
      const tree = this.#o.platform.tree(pid, entry.mark);
      tree.signal('SIGTERM');
      const until = this.#o.now() + GRACE;
      while (tree.signal(0) && this.#o.now() < until) await new Promise((later) => setTimeout(later, 25));
      if (tree.signal('SIGKILL') && !(await isGoneSoon(tree))) {
        return {
          code: 'not-ended',
          message: `Process ${pid} is still there after SIGKILL.`,
          hint: 'It may run as another user: end it from an account that may.',
        };
      }
    }
    this.#strike(leftover, pid);
    return undefined;
  }

  #append(line: object): Problem | undefined {
    if (this.#fd === undefined) {
      const problem = preparePrivateDir(this.#folder);
      if (problem !== undefined) return problem;
      const opened = openPrivateAppend(this.#file);
      if (!opened.ok) return opened.problem;
      this.#fd = opened.value;
      const { pid, startedAt } = this.#o.owner;
      writeSync(this.#fd, `${JSON.stringify({ owner: identify(this.#o.platform, pid, startedAt) })}\n`);
    }
    try {
      writeSync(this.#fd, `${JSON.stringify(line)}\n`);
      fsyncSync(this.#fd);
      return undefined;
    } catch (error) {
      return {
        code: 'not-written',
        message: `${this.#file} could not be written: ${(error as Error).message}.`,
        hint: 'If the bridge is killed, the next start cannot tell what was left behind.',
      };
    }
  }

  async #readLeftovers(): Promise<Leftover[]> {
    const leftovers: Leftover[] = [];
    for (const name of listLogs(this.#folder)) {
      const file = join(this.#folder, name);
      if (file === this.#file) continue;
      const read = readPrivateFile(file, MAX_FILE);
      if (!read.ok || read.value === undefined) continue;
      const { owner, entries } = parseLog(read.value.toString('utf8'));
      if (owner !== undefined && (await isSameProcess(this.#o.platform, owner))) continue;
      if (entries.size === 0) removeQuietly(file);
      else leftovers.push({ file, entries });
    }
    return leftovers;
  }

  /** With a mark, what is left of the group counts too; the mark guards against a reused pid. */
  async #isThere(entry: Entry): Promise<boolean> {
    if (entry.mark === undefined) return isSameProcess(this.#o.platform, entry);
    return entry.boot === this.#o.platform.boot() && this.#o.platform.tree(entry.pid, entry.mark).signal(0);
  }

  #strike(leftover: Leftover, pid: number): void {
    leftover.entries.delete(pid);
    if (leftover.entries.size === 0) removeQuietly(leftover.file);
  }
}

async function isGoneSoon(tree: { signal(signal: 0): boolean }): Promise<boolean> {
  for (let turn = 0; turn < 20; turn += 1) {
    if (!tree.signal(0)) return true;
    await new Promise((later) => setTimeout(later, 25));
  }
  return false;
}

function listLogs(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => /^\d+-[\da-f]{12}\.log$/.test(name));
  } catch {
    // ENOENT: nothing was ever started from here.
    return [];
  }
}

/** A line that a crash cut short says nothing; everything before it counts. */
function parseLog(text: string): { owner?: Identity; entries: Map<number, Entry> } {
  const entries = new Map<number, Entry>();
  let owner: Identity | undefined;
  for (const line of text.split('\n')) {
    const parsed = parseLine(line);
    if (parsed?.owner !== undefined && isIdentity(parsed.owner)) owner = parsed.owner;
    if (parsed?.started !== undefined && isEntry(parsed.started))
      entries.set(parsed.started.pid, parsed.started);
    if (typeof parsed?.ended === 'number') entries.delete(parsed.ended);
  }
  return { entries, ...(owner !== undefined && { owner }) };
}

function parseLine(line: string): { owner?: unknown; started?: unknown; ended?: unknown } | undefined {
  try {
    const parsed: unknown = JSON.parse(line);
    return typeof parsed === 'object' && parsed !== null ? parsed : undefined;
  } catch {
    // SyntaxError: the last line of a bridge that was killed while it wrote.
    return undefined;
  }
}

function isEntry(value: unknown): value is Entry {
  if (!isIdentity(value)) return false;
  const { command, target } = value as Partial<Entry>;
  return typeof command === 'string' && typeof target === 'string';
}
