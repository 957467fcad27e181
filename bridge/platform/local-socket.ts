import { chmodSync, rmdirSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Outcome } from '../../protocol/problem.ts';
import { preparePrivateDir, removeQuietly } from './private-files.ts';

/** sun_path holds 104 bytes on macOS and 108 on Linux, the NUL at its end included. */
const MAX_SOCKET_PATH = 103;
const MAX_LINE = 4 * 1024 * 1024;

export interface LocalServer {
  path: string;
  /** Stops taking connections; open ones may finish. */
  close(): void;
}

/** A connection between two processes of one user on this machine, line by line. */
export interface LocalPeer {
  send(line: string): void;
  /** The next line, or undefined when the other end is gone or said nothing for `within` ms. */
  next(within: number): Promise<string | undefined>;
  end(): void;
}

/**
 * Waits for other processes of the same user: a unix socket (0600) in the private folder, or on Windows a
 * named pipe that nobody can guess. Where the folder's path is too long for a socket, a private folder
 * below the temporary one holds it.
 */
export async function listenLocally(
  folder: string,
  random: string,
  onPeer: (peer: LocalPeer) => void,
): Promise<Outcome<LocalServer>> {
  const server = createServer((socket) => onPeer(peerOf(socket)));
  const failures: string[] = [];
  let path: string | undefined;
  for (const place of socketPlaces(folder, random)) {
    const at = place();
    const failure = at.ok ? await listenAt(server, at.value) : at.problem.message;
    if (failure === undefined && at.ok) {
      path = at.value;
      break;
    }
    failures.push(failure ?? '');
  }
  if (path === undefined) {
    const problem = {
      code: 'no-local-socket',
      message: `Waiting for further starts failed: ${failures.join('; ')}.`,
      hint: 'Choose a data directory on a local disk with --data-dir.',
    };
    return { ok: false, problem };
  }
  // After that a failed accept concerns one caller, who then says that nobody answers.
  server.on('error', () => {});
  server.unref();
  if (process.platform !== 'win32') chmodSync(path, 0o600);
  return {
    ok: true,
    value: {
      path,
      close: () => {
        server.close();
        removeSocket(path);
      },
    },
  };
}

/** Some file systems hold no sockets; then the temporary folder is tried, too. */
function socketPlaces(folder: string, random: string): (() => Outcome<string>)[] {
  if (process.platform === 'win32')
    return [() => ({ ok: true, value: `\\\\.\\pipe\\mcp-sec-inspect-${random}` })];
  const beside = join(folder, `${random.slice(0, 8)}.sock`);
  const short = join(tmpdir(), `mcp-sec-inspect-${random.slice(0, 16)}`);
  const elsewhere = (): Outcome<string> => {
    const problem = preparePrivateDir(short);
    return problem === undefined ? { ok: true, value: join(short, 's.sock') } : { ok: false, problem };
  };
  return Buffer.byteLength(beside) <= MAX_SOCKET_PATH
    ? [() => ({ ok: true, value: beside }), elsewhere]
    : [elsewhere];
}

/** The reason why it could not listen there. */
function listenAt(server: Server, path: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const failed = (error: Error): void => resolve(error.message);
    server.once('error', failed);
    server.listen(path, () => {
      server.off('error', failed);
      resolve(undefined);
    });
  });
}

/** Takes the socket file away, and the folder that was made for it alone. A named pipe goes by itself. */
export function removeSocket(path: string): void {
  if (process.platform === 'win32') return;
  removeQuietly(path);
  if (!/^mcp-sec-inspect-[\da-f]{16}$/.test(dirname(path).slice(tmpdir().length + 1))) return;
  try {
    rmdirSync(dirname(path));
  } catch {
    // ENOENT: it is gone already.
  }
}

/** undefined when nobody listens there. */
export function connectLocally(path: string, within: number): Promise<LocalPeer | undefined> {
  return new Promise((resolve) => {
    const socket = connect(path);
    const settle = (peer: LocalPeer | undefined): void => {
      clearTimeout(patience);
      if (peer === undefined) socket.destroy();
      resolve(peer);
    };
    const patience = setTimeout(() => settle(undefined), within);
    socket.once('connect', () => settle(peerOf(socket)));
    socket.once('error', () => settle(undefined));
  });
}

function peerOf(socket: Socket): LocalPeer {
  const lines: string[] = [];
  let waiting: ((line: string | undefined) => void) | undefined;
  let isOver = false;
  let rest = '';
  const deliver = (): void => {
    if (waiting === undefined || (lines.length === 0 && !isOver)) return;
    const then = waiting;
    waiting = undefined;
    then(lines.shift());
  };
  socket.setEncoding('utf8');
  socket.on('data', (text: string) => {
    const parts = (rest + text).split('\n');
    rest = parts.pop() ?? '';
    lines.push(...parts);
    if (rest.length > MAX_LINE) socket.destroy();
    deliver();
  });
  // A broken connection ends like a closed one: nothing more comes.
  socket.on('error', () => {});
  socket.on('close', () => {
    isOver = true;
    deliver();
  });
  return {
    send: (line) => void socket.write(`${line}\n`),
    next: (within) =>
      new Promise((resolve) => {
        const patience = setTimeout(() => {
          waiting = undefined;
          resolve(undefined);
        }, within);
        waiting = (line) => {
          clearTimeout(patience);
          resolve(line);
        };
        deliver();
      }),
    end: () => socket.end(),
  };
}
