import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dist } from '../scripts/sources.mjs';
import type { CallAnswer, RowsPage } from '../protocol/api.ts';
import type { Session } from '../protocol/session.ts';
import type { Snapshot } from '../protocol/stream.ts';

/** The built product; another build of it can be given, as the removal test does. */
export const CLI = join(process.env['PRODUCT_FOLDER'] ?? dist, 'cli.js');
const LINK = /http:\/\/127\.0\.0\.1:\d+\/\S*#code=\S+/;

export interface ProductOptions {
  /** Kept when given; else a fresh one that goes with the product. */
  dataDir?: string;
  /** Node to run it with. */
  node?: string;
  env?: Record<string, string>;
}

/** The built product as a person starts it: a process, its terminal, its link. */
export class Product {
  readonly child: ChildProcess;
  readonly dataDir: string;
  output = '';
  /** ms from the start of the process to its link. */
  startedIn = 0;
  #ownsDataDir: boolean;
  #token: string | undefined;
  #link: string | undefined;
  #origin = '';

  private constructor(child: ChildProcess, dataDir: string, ownsDataDir: boolean) {
    this.child = child;
    this.dataDir = dataDir;
    this.#ownsDataDir = ownsDataDir;
  }

  static async start(args: string[], options: ProductOptions = {}): Promise<Product> {
    const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'product-'));
    const began = performance.now();
    const child = spawn(
      options.node ?? process.execPath,
      [CLI, '--no-open', '--data-dir', dataDir, ...args],
      { stdio: ['pipe', 'pipe', 'pipe'], env: { ...process.env, ...options.env } },
    );
    const product = new Product(child, dataDir, options.dataDir === undefined);
    await product.#untilLink();
    product.startedIn = performance.now() - began;
    return product;
  }

  /** Can be used once. */
  get link(): string {
    return this.#link!;
  }

  get origin(): string {
    return this.#origin;
  }

  /** Presses Enter in the terminal. */
  async freshLink(): Promise<string> {
    this.output = '';
    this.#link = undefined;
    this.child.stdin!.write('\n');
    await this.#untilLink();
    return this.link;
  }

  async api<T>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await this.request(method, path, body);
    const value = (await answer.json()) as T;
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(value)}`);
    return value;
  }

  async request(method: string, path: string, body?: unknown): Promise<Response> {
    const token = await this.token();
    return fetch(this.origin + path, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        origin: this.origin,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  /** Signs in by the printed link, once. */
  async token(): Promise<string> {
    if (this.#token !== undefined) return this.#token;
    const code = new URL(this.link).hash.replace(/^#code=/, '').split('&')[0]!;
    const answer = await fetch(`${this.origin}/sign-in`, {
      method: 'POST',
      headers: { origin: this.origin, 'content-type': 'application/json' },
      body: JSON.stringify({ code }),
    });
    const { token } = (await answer.json()) as { token: string };
    return (this.#token = token);
  }

  snapshot(): Promise<Snapshot> {
    return this.api('GET', '/api/snapshot');
  }

  call(session: string, method: string, params: unknown): Promise<CallAnswer> {
    return this.api('POST', `/api/sessions/${session}/calls`, { method, params: JSON.stringify(params) });
  }

  rows(q: string, from = -50, limit = 50): Promise<RowsPage> {
    const query = new URLSearchParams({ q, mode: 'frames', from: String(from), limit: String(limit) });
    return this.api('GET', `/api/traffic?${query.toString()}`);
  }

  /** The newest session, once it is as wanted. */
  async session(isSo: (session: Session) => boolean = (s) => s.state.kind === 'open'): Promise<Session> {
    const until = performance.now() + 20_000;
    for (;;) {
      const { sessions } = await this.snapshot();
      const newest = sessions.sort((a, b) => a.startedAt - b.startedAt).at(-1);
      if (newest !== undefined && isSo(newest)) return newest;
      if (performance.now() > until)
        throw new Error(`the session never became so: ${JSON.stringify(newest)}`);
      await new Promise((later) => setTimeout(later, 20));
    }
  }

  async stop(signal: NodeJS.Signals = 'SIGINT'): Promise<number | null> {
    const { child } = this;
    if (child.exitCode === null && child.signalCode === null) {
      const ended = new Promise((done) => child.once('exit', done));
      child.kill(signal);
      await ended;
    }
    if (this.#ownsDataDir) rmSync(this.dataDir, { recursive: true, force: true });
    return child.exitCode;
  }

  #untilLink(): Promise<void> {
    const { child } = this;
    return new Promise((found, failed) => {
      const take = (text: Buffer): void => {
        this.output += text.toString();
        const link = LINK.exec(this.output)?.[0];
        if (link === undefined) return;
        this.#link = link;
        this.#origin = new URL(link).origin;
        child.stdout!.off('data', take);
        found();
      };
      child.stdout!.on('data', take);
      child.stderr!.on('data', (text: Buffer) => (this.output += text.toString()));
      child.once('exit', (code) =>
        failed(new Error(`ended with ${code} before it printed a link:\n${this.output}`)),
      );
    });
  }
}
