import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { root } from '../../scripts/sources.mjs';

export interface Message {
  id?: unknown;
  method?: string;
  params?: Record<string, unknown>;
  result?: Record<string, unknown>;
  error?: { code: number; message: string };
}

/** A server of test/servers under the bare hands: bytes in, bytes out, nothing interpreted. */
export class Talk {
  readonly child: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly exit: Promise<[code: number | null, signal: string | null]>;
  stderr = '';
  /** Bytes seen so far, also of lines that are not kept. */
  bytes = 0;
  #rest: Buffer[] = [];
  #lines: Buffer[] = [];
  #wake: (() => void)[] = [];
  #isOver = false;

  constructor(
    folder: string,
    args: string[] = [],
    options: { keep?: boolean; env?: NodeJS.ProcessEnv } = {},
  ) {
    const inside = folder.endsWith('.mjs') ? folder : join(folder, 'index.mjs');
    const file = join(root, 'test', 'servers', inside);
    this.child = spawn(process.execPath, [file, ...args], {
      stdio: ['pipe', 'pipe', 'pipe'],
      env: options.env,
    });
    this.exit = once(this.child, 'exit') as Promise<[number | null, string | null]>;
    this.child.stdin.on('error', () => {
      // EPIPE: the server is gone; `exit` tells.
    });
    this.child.stderr.setEncoding('utf8').on('data', (text: string) => (this.stderr += text));
    this.child.stdout.on('data', (chunk: Buffer) => this.#take(chunk, options.keep ?? true));
    this.child.stdout.on('close', () => {
      this.#isOver = true;
      this.#stir();
    });
  }

  send(method: string, params?: unknown, id?: unknown) {
    this.child.stdin.write(
      `${JSON.stringify({ jsonrpc: '2.0', ...(id === undefined ? {} : { id }), method, params })}\n`,
    );
  }

  initialize(protocolVersion = '2025-11-25') {
    this.send(
      'initialize',
      { protocolVersion, capabilities: {}, clientInfo: { name: 'talk', version: '1' } },
      0,
    );
  }

  /** Handshake done, its answer read. */
  async open(protocolVersion?: string): Promise<Message> {
    this.initialize(protocolVersion);
    const answer = await this.until((message) => message.id === 0);
    this.send('notifications/initialized');
    return answer;
  }

  /** The answer to a call, read past everything else; other lines are dropped. */
  async call(name: string, args: object = {}, id: unknown = 1, meta?: object): Promise<Message> {
    this.send('tools/call', { name, arguments: args, ...(meta === undefined ? {} : { _meta: meta }) }, id);
    return this.until((message) => message.id === id && message.method === undefined);
  }

  /** Next line without its newline; undefined when stdout is closed. */
  async line(): Promise<Buffer | undefined> {
    while (this.#lines.length === 0 && !this.#isOver)
      await new Promise<void>((wake) => this.#wake.push(wake));
    return this.#lines.shift();
  }

  async message(): Promise<Message> {
    const line = await this.line();
    if (line === undefined) throw new Error(`stdout was closed; stderr: ${this.stderr}`);
    return JSON.parse(line.toString('utf8')) as Message;
  }

  async until(fits: (message: Message) => boolean): Promise<Message> {
    for (;;) {
      const line = await this.line();
      if (line === undefined) throw new Error(`stdout was closed; stderr: ${this.stderr}`);
      const message = parse(line);
      if (message !== undefined && fits(message)) return message;
    }
  }

  /** What came after the last newline so far. */
  get unended(): string {
    return Buffer.concat(this.#rest).toString('utf8');
  }

  /** Resolves when `isSo` holds; looked at whenever bytes come. */
  async when(isSo: () => boolean): Promise<void> {
    while (!isSo()) {
      if (this.#isOver) throw new Error('stdout was closed before that');
      await new Promise<void>((wake) => this.#wake.push(wake));
    }
  }

  async end(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      this.child.kill('SIGKILL');
      await this.exit;
    }
  }

  #take(chunk: Buffer, isKept: boolean) {
    this.bytes += chunk.length;
    if (isKept) this.#split(chunk);
    this.#stir();
  }

  #split(chunk: Buffer) {
    let from = 0;
    for (let at = chunk.indexOf(0x0a); at >= 0; at = chunk.indexOf(0x0a, from)) {
      this.#lines.push(Buffer.concat([...this.#rest, chunk.subarray(from, at)]));
      this.#rest = [];
      from = at + 1;
    }
    if (from < chunk.length) this.#rest.push(chunk.subarray(from));
  }

  #stir() {
    const waiting = this.#wake;
    this.#wake = [];
    for (const wake of waiting) wake();
  }
}

function parse(line: Buffer): Message | undefined {
  try {
    const value: unknown = JSON.parse(line.toString('utf8'));
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    // SyntaxError: junk between messages is what some servers are for.
    return undefined;
  }
}
