import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { root } from '../../scripts/sources.mjs';

export const ECHO = join(root, 'test', 'servers', 'echo', 'index.mjs');

interface Waiting {
  notifications: number;
  bytes: number;
  done(answer: { notifications: number; bytes: number }): void;
}

/**
 * The echo server behind nothing but a pipe, with the least a client can do: split lines, parse JSON,
 * match ids. What a call costs without us; the measure of what we add.
 */
export class BarePipe {
  #child: ChildProcessByStdio<Writable, Readable, null>;
  #rest: Buffer[] = [];
  #waiting = new Map<number, Waiting>();
  #id = 0;

  private constructor(args: string[]) {
    this.#child = spawn(process.execPath, [ECHO, ...args], { stdio: ['pipe', 'pipe', 'ignore'] });
    this.#child.stdout.on('data', (chunk: Buffer) => this.#take(chunk));
  }

  static async open(args: string[] = []): Promise<BarePipe> {
    const pipe = new BarePipe(args);
    await pipe.request('initialize', {
      protocolVersion: '2025-11-25',
      capabilities: {},
      clientInfo: { name: 'bare-pipe', version: '1' },
    });
    pipe.#write({ jsonrpc: '2.0', method: 'notifications/initialized' });
    return pipe;
  }

  /** Resolves with the answer's size, and how many notifications came before it. */
  request(method: string, params: object): Promise<{ notifications: number; bytes: number }> {
    this.#id += 1;
    const id = this.#id;
    return new Promise((done) => {
      this.#waiting.set(id, { notifications: 0, bytes: 0, done });
      this.#write({ jsonrpc: '2.0', id, method, params });
    });
  }

  call(name: string, args: object) {
    return this.request('tools/call', { name, arguments: args });
  }

  /** ms that the call took. */
  async time(name: string, args: object): Promise<number> {
    const began = performance.now();
    await this.call(name, args);
    return performance.now() - began;
  }

  close(): void {
    this.#child.kill('SIGKILL');
  }

  #write(message: object) {
    this.#child.stdin.write(`${JSON.stringify(message)}\n`);
  }

  #take(chunk: Buffer) {
    let from = 0;
    for (let at = chunk.indexOf(0x0a); at >= 0; at = chunk.indexOf(0x0a, from)) {
      this.#rest.push(chunk.subarray(from, at));
      const line = this.#rest.length === 1 ? this.#rest[0]! : Buffer.concat(this.#rest);
      this.#rest = [];
      this.#read(line);
      from = at + 1;
    }
    if (from < chunk.length) this.#rest.push(chunk.subarray(from));
  }

  #read(line: Buffer) {
    const { id } = JSON.parse(line.toString('utf8')) as { id?: number };
    if (id === undefined) {
      for (const waiting of this.#waiting.values()) waiting.notifications += 1;
      return;
    }
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    waiting?.done({ notifications: waiting.notifications, bytes: line.length });
  }
}
