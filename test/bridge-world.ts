import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { preparePrivateDir, startBridge, type Bridge, type BridgeOptions } from '../bridge/index.ts';
import type { Session } from '../protocol/session.ts';
import type { Snapshot } from '../protocol/stream.ts';
import { root } from '../scripts/sources.mjs';
import { ask, writePage } from './contracts/api-world.ts';
import { serverPath } from './stdio-servers.ts';

/** A whole bridge and a signed-in page without a browser. */
export class BridgeWorld {
  readonly bridge: Bridge;
  readonly notices: string[];
  /** Of the page, for its stream. */
  readonly token: string;
  #world: Parameters<typeof ask>[0];

  private constructor(bridge: Bridge, notices: string[], token: string) {
    this.bridge = bridge;
    this.notices = notices;
    this.token = token;
    const origin = `http://127.0.0.1:${bridge.port}`;
    this.#world = { server: { port: bridge.port, origin }, token } as Parameters<typeof ask>[0];
  }

  static async start(dataDir: string, more: Partial<BridgeOptions> = {}): Promise<BridgeWorld> {
    const webRoot = writePage();
    const notices: string[] = [];
    const env = { PATH: process.env['PATH'] ?? '' };
    const onNotice = ({ text }: { text: string }): void => void notices.push(text);
    const started = await startBridge({ dataDir, env, webRoot, build: '0.0.0+t', onNotice, ...more });
    rmSync(webRoot, { recursive: true });
    if (!started.ok) throw new Error(started.problem.message);
    const { origin, hash } = new URL(started.value.freshLink());
    const signedIn = await fetch(`${origin}/sign-in`, {
      method: 'POST',
      headers: { origin, 'content-type': 'application/json' },
      body: JSON.stringify({ code: hash.replace(/^#code=/, '').split('&')[0] }),
    });
    const { token } = (await signedIn.json()) as { token: string };
    return new BridgeWorld(started.value, notices, token);
  }

  ask(method: string, path: string, body?: unknown): ReturnType<typeof ask> {
    return ask(this.#world, method, path, body);
  }

  /** The answer's JSON; anything but 200 throws. */
  async get<T>(path: string): Promise<T> {
    return this.#answer<T>('GET', path);
  }

  async send<T>(method: string, path: string, body: unknown): Promise<T> {
    return this.#answer<T>(method, path, body);
  }

  async #answer<T>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await this.ask(method, path, body);
    if (answer.status !== 200)
      throw new Error(`${method} ${path}: ${answer.status} ${answer.body.toString().slice(0, 300)}`);
    return answer.json as T;
  }

  /** Connects to one of the servers in test/servers and waits until every list was walked, or it cannot be. */
  async connect(server: string, ...args: string[]): Promise<Session> {
    const added = await this.bridge.addAndConnect({
      name: server,
      spec: {
        kind: 'stdio',
        command: process.execPath,
        args: [serverPath(server), ...args],
        cwd: root,
        env: [],
      },
      origin: 'page',
      confirmed: 'in-terminal',
    });
    if (!added.ok) throw new Error(added.problem.message);
    return this.until(added.value.session, ({ stages, state }) => {
      const isListed = stages.some(({ stage, status }) => stage === 'lists' && status !== 'running');
      return isListed || state.kind === 'failed' || state.kind === 'closed';
    });
  }

  async until(id: string, isSo: (session: Session) => boolean): Promise<Session> {
    for (;;) {
      const { sessions } = await this.get<Snapshot>('/api/snapshot');
      const session = sessions.find((one) => one.id === id);
      if (session !== undefined && isSo(session)) return session;
      await new Promise((later) => setTimeout(later, 10));
    }
  }
}

export function privateFolder(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'bridge-'));
  const refused = preparePrivateDir(path);
  if (refused !== undefined) throw new Error(refused.message);
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
