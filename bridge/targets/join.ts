import { linkSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import type { Outcome, Problem } from '../../protocol/problem.ts';
import { listenLocally, removeSocket, type LocalServer } from '../platform/local-socket.ts';
import { createPrivateFile, readPrivateFile, removeQuietly } from '../platform/private-files.ts';
import { Door, JOIN_PROTOCOL, knockAt, parseLine, type JoinAnswer, type JoinRequest } from './join-talk.ts';
import {
  identify,
  isIdentity,
  isSameProcess,
  type Identity,
  type IdentityPlatform,
} from './process-identity.ts';

export interface ClaimOptions {
  dataDir: string;
  build: string;
  platform: IdentityPlatform;
  /** This process: its pid and when it began, ms since 1970. */
  owner: { pid: number; startedAt: number };
  randomBytes(size: number): Buffer;
}

/** The right to run the bridge of a data directory, or the way to the one that has it. */
export type Claim =
  | {
      kind: 'ours';
      /** Answers further starts; those that came before wait until now. */
      serve(answer: (request: JoinRequest) => Promise<Outcome<JoinAnswer>>): void;
      /** Gives the directory free. Idempotent. */
      release(): void;
    }
  | { kind: 'running'; pid: number; join(request: JoinRequest): Promise<Outcome<JoinAnswer>> };

const POINTER = 'bridge.json';
const MAX_POINTER = 64 * 1024;
/** Looks at the pointer this often, this many ms apart, while another start or stop is under way. */
const TURNS = 40;
const TURN = 75;

/** Who runs the bridge of this data directory. In a 0600 file in a 0700 folder: whoever can read it is us. */
interface Pointer extends Identity {
  protocol: number;
  build: string;
  socket: string;
  /** Hex. Never crosses the socket: both ends prove that they know it. */
  secret: string;
}

/**
 * Decides which process runs the bridge of a data directory: the one that creates `bridge.json`. A file
 * left by a dead process is taken over. The directory must have been made private before.
 */
export async function claimDataDir(options: ClaimOptions): Promise<Outcome<Claim>> {
  const path = join(options.dataDir, POINTER);
  let last: Problem | undefined;
  for (let turn = 0; turn < TURNS; turn += 1) {
    const read = readPrivateFile(path, MAX_POINTER);
    if (!read.ok) return read;
    if (read.value === undefined) {
      const ours = await tryClaim(path, options);
      if (!ours.ok || ours.value !== undefined) return ours as Outcome<Claim>;
      continue;
    }
    const text = read.value.toString('utf8');
    const pointer = parsePointer(text);
    if (pointer === undefined) {
      // Being written at this moment, or left half-written by a crash.
      last = {
        code: 'bridge-file-broken',
        message: `${path} is not what this program wrote.`,
        hint: 'Delete it and start again.',
      };
      if (turn > TURNS / 2) takeAway(path, text, undefined, options);
    } else {
      const met = await meet(pointer, options);
      if (met !== undefined) return met;
      if (await isSameProcess(options.platform, pointer)) last = notAnswering(pointer, options.dataDir);
      else {
        takeAway(path, text, pointer.socket, options);
        continue;
      }
    }
    await pause(TURN);
  }
  return { ok: false, problem: last ?? notAnswering(undefined, options.dataDir) };
}

async function tryClaim(path: string, options: ClaimOptions): Promise<Outcome<Claim | undefined>> {
  const secret = options.randomBytes(32).toString('hex');
  const door = new Door(secret, options.randomBytes);
  const listening = await listenLocally(options.dataDir, options.randomBytes(16).toString('hex'), (peer) =>
    door.knock(peer),
  );
  if (!listening.ok) return listening;
  const server: LocalServer = listening.value;
  const { pid, startedAt } = options.owner;
  const pointer: Pointer = {
    ...identify(options.platform, pid, startedAt),
    protocol: JOIN_PROTOCOL,
    build: options.build,
    socket: server.path,
    secret,
  };
  const text = `${JSON.stringify(pointer)}\n`;
  try {
    if (!createPrivateFile(path, text)) {
      server.close();
      return { ok: true, value: undefined };
    }
  } catch (error) {
    server.close();
    return {
      ok: false,
      problem: {
        code: 'data-dir-unwritable',
        message: `${path} could not be written: ${(error as Error).message}.`,
        hint: 'Choose another one with --data-dir.',
      },
    };
  }
  const release = (): void => {
    if (isStill(path, text)) removeQuietly(path);
    server.close();
  };
  return { ok: true, value: { kind: 'ours', serve: (answer) => door.open(answer), release } };
}

function isStill(path: string, text: string): boolean {
  try {
    return readFileSync(path, 'utf8') === text;
  } catch {
    // ENOENT: somebody took it for stale, or it was given free already.
    return false;
  }
}

/** Takes a dead bridge's file away. Only one of several starts gets it, and a fresh file taken by mistake is put back. */
function takeAway(path: string, text: string, socket: string | undefined, options: ClaimOptions): void {
  const aside = `${path}.${options.randomBytes(6).toString('hex')}.stale`;
  try {
    renameSync(path, aside);
    if (readFileSync(aside, 'utf8') !== text) linkSync(aside, path);
    else if (socket !== undefined) removeSocket(socket);
  } catch {
    // ENOENT or EEXIST: another start was faster; the next turn sees what it made.
  }
  removeQuietly(aside);
}

/** undefined: nobody answers there. */
async function meet(pointer: Pointer, options: ClaimOptions): Promise<Outcome<Claim> | undefined> {
  const isOther = pointer.protocol !== JOIN_PROTOCOL || pointer.build !== options.build;
  if (isOther) {
    const isRunning = await isSameProcess(options.platform, pointer);
    return isRunning ? { ok: false, problem: otherBuild(pointer, options) } : undefined;
  }
  const join = await knockAt(pointer.socket, pointer.secret, options.randomBytes);
  return join === undefined ? undefined : { ok: true, value: { kind: 'running', pid: pointer.pid, join } };
}

function parsePointer(text: string): Pointer | undefined {
  const { protocol, build, socket, secret, ...identity } = (parseLine(text) ?? {}) as Partial<Pointer>;
  const isWhole =
    typeof protocol === 'number' &&
    typeof build === 'string' &&
    typeof socket === 'string' &&
    typeof secret === 'string';
  return isWhole && isIdentity(identity) ? { ...identity, protocol, build, socket, secret } : undefined;
}

function otherBuild(pointer: Pointer, options: ClaimOptions): Problem {
  return {
    code: 'other-build',
    message: `A bridge of another build (${pointer.build}, this is ${options.build}) runs on ${options.dataDir}, as process ${pointer.pid}.`,
    hint: 'Stop it with Ctrl-C in its terminal, or start this one with another --data-dir.',
  };
}

function notAnswering(pointer: Pointer | undefined, dataDir: string): Problem {
  const who = pointer === undefined ? 'Another bridge' : `The bridge with process id ${pointer.pid}`;
  return {
    code: 'bridge-not-answering',
    message: `${who} holds ${dataDir} and does not answer.`,
    hint: 'Stop it, or start this one with another --data-dir.',
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
