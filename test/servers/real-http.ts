// Real servers over HTTP, each a process of its own, with a relay before it that keeps exactly the bytes
// both ways.
import { spawn, type ChildProcess } from 'node:child_process';
import { connect, createServer } from 'node:net';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from '../../scripts/sources.mjs';
import { startRaw, type RawServer } from './raw-http/server.ts';

export interface RealServer {
  /** Straight to the server. */
  url: string;
  /** Through a relay that captures; its `url` has the same path. */
  relay: RawServer;
  /** What the process has printed so far, both streams. */
  output(): string;
  close(): Promise<void>;
}

const everything = join(
  createRequire(import.meta.url).resolve('@modelcontextprotocol/server-everything/package.json'),
  '..',
  'dist',
  'index.js',
);

/** @modelcontextprotocol/server-everything, as published. */
export async function startEverything(mode: 'streamableHttp' | 'sse'): Promise<RealServer> {
  const port = await freePort();
  const child = spawn(process.execPath, [everything, mode], {
    env: { ...process.env, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return running(child, (output) =>
    /listening on port|running on port/.test(output)
      ? `http://127.0.0.1:${port}/${mode === 'sse' ? 'sse' : 'mcp'}`
      : undefined,
  );
}

/** A server of this folder that prints its URL. */
export function startServer(
  folder: 'modern-http' | 'sdk1-http' | 'poisoned-http' | 'echo-bytes-http',
  args: string[] = [],
): Promise<RealServer> {
  const child = spawn(process.execPath, [join(root, 'test', 'servers', folder, 'index.mjs'), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return running(child, (output) => /^http:\S+$/m.exec(output)?.[0]);
}

async function running(
  child: ChildProcess,
  urlIn: (output: string) => string | undefined,
): Promise<RealServer> {
  let output = '';
  const url = await new Promise<string>((resolve, reject) => {
    const take = (bytes: Buffer): void => {
      output += bytes.toString();
      const found = urlIn(output);
      if (found !== undefined) resolve(found);
    };
    child.stdout!.on('data', take);
    child.stderr!.on('data', take);
    child.once('exit', (code) => reject(new Error(`ended with ${code} before it listened: ${output}`)));
  });
  const target = new URL(url);
  const relay = await startRelay(Number(target.port));
  relay.url = relay.origin + target.pathname;
  return {
    url,
    relay,
    output: () => output,
    close: async () => {
      await relay.close();
      const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await gone;
    },
  };
}

/** Passes bytes on, both ways, and keeps them. */
function startRelay(port: number): Promise<RawServer> {
  return startRaw((talker) => {
    const upstream = connect(port, '127.0.0.1');
    talker.socket.pipe(upstream);
    upstream.on('data', (bytes: Buffer) => void talker.write(bytes));
    upstream.on('end', () => talker.end());
    upstream.on('error', () => talker.socket.destroy());
    talker.socket.on('close', () => upstream.destroy());
  });
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
