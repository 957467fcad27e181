// Looks at the server that turns with bare hands: over stdio in the modern era and over HTTP with the handshake,
// where not told otherwise, because there what is told of a change stands before the answer to the call.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import type { Look } from '../servers/turning/scenarios.ts';
import { serverPath } from '../stdio-servers.ts';
import type { Launch } from '../turning-world.ts';
import { Talk, type Message } from './talk.ts';

interface Named {
  name: string;
}

/** All that was listed, and what came around the last call. */
export interface Face {
  listed: {
    server: { version: unknown; instructions: unknown };
    tools: Record<string, Named>;
    prompts: unknown;
    resources: unknown;
  };
  result: unknown;
  notices: number;
}

type Ask = (method: string, params?: object) => Promise<{ answer: Message; heard: Message[] }>;

const CHANGED = 'notifications/tools/list_changed';
const OWN = 'io.modelcontextprotocol/';
const META = (look: Look): object => ({
  [`${OWN}protocolVersion`]: '2026-07-28',
  [`${OWN}clientInfo`]: { name: look.client ?? 'stranger', version: '1' },
  [`${OWN}clientCapabilities`]: {},
});
const opening = (look: Look): object => ({
  protocolVersion: '2025-11-25',
  capabilities: {},
  clientInfo: { name: look.client ?? 'stranger', version: '1' },
});

async function walk(opened: Message, ask: Ask, missing: number): Promise<Face> {
  const call = () => ask('tools/call', { name: 'convert_length', arguments: {} });
  let last: Awaited<ReturnType<Ask>> | undefined;
  for (let n = 0; n < missing; n += 1) last = await call();
  const { result: server } = opened;
  const meta = server?.['_meta'] as Record<string, { version?: unknown }> | undefined;
  const info = (server?.['serverInfo'] ?? meta?.[`${OWN}serverInfo`]) as { version?: unknown };
  const tools = new Map<string, Named>();
  for (let cursor: unknown, isFirst = true; isFirst || cursor !== undefined; isFirst = false) {
    const { result } = (await ask('tools/list', cursor === undefined ? {} : { cursor })).answer;
    for (const tool of result?.['tools'] as Named[]) tools.set(tool.name, tool);
    cursor = result?.['nextCursor'];
  }
  const listed = {
    server: { version: info.version, instructions: server?.['instructions'] },
    tools: Object.fromEntries(tools),
    prompts: (await ask('prompts/list')).answer.result?.['prompts'],
    resources: (await ask('resources/list')).answer.result?.['resources'],
  };
  const { answer, heard } = last ?? (await call());
  const notices = heard.filter(({ method }) => method === CHANGED).length;
  const { content, structuredContent } = answer.result ?? {};
  return { listed, result: { content, structuredContent }, notices };
}

/** A process of its own for every look. */
export async function lookOverStdio({ args, env }: Launch, look: Look, state: string): Promise<Face> {
  writeFileSync(state, JSON.stringify({ connects: (look.connect ?? 1) - 1, calls: 0 }));
  const talk = new Talk('turning', [...args, '--state', state], { env });
  try {
    let id = 0;
    const isModern = look.era !== 'handshake';
    const ask: Ask = async (method, params = {}) => {
      const mine = ++id;
      talk.send(method, isModern ? { ...params, _meta: META(look) } : params, mine);
      const heard: Message[] = [];
      const answer = await talk.until((message) => heard.push(message) > 0 && message.id === mine);
      return { answer, heard };
    };
    if (!isModern) return await walk((await ask('initialize', opening(look))).answer, ask, look.calls ?? 0);
    const { answer } = await ask('server/discover');
    talk.send(
      'subscriptions/listen',
      { notifications: { toolsListChanged: true }, _meta: META(look) },
      'all',
    );
    return await walk(answer, ask, look.calls ?? 0);
  } finally {
    await talk.end();
  }
}

/** One process that is looked at several times: what was opened and called before counts. */
export class HttpServer {
  #url: string;
  #end: () => Promise<void>;
  #opened = 0;
  #called = 0;

  private constructor(url: string, end: () => Promise<void>) {
    this.#url = url;
    this.#end = end;
  }

  static async start({ args, env }: Launch): Promise<HttpServer> {
    const child = spawn(process.execPath, [serverPath('turning'), ...args, '--http', '0'], {
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const exit = once(child, 'exit');
    const [said] = (await Promise.race([
      once(child.stdout, 'data'),
      exit.then(() => Promise.reject(new Error('ended before it listened'))),
    ])) as [Buffer];
    return new HttpServer(said.toString().trim(), async () => {
      child.kill('SIGKILL');
      await exit;
    });
  }

  get url(): string {
    return this.#url;
  }

  end(): Promise<void> {
    return this.#end();
  }

  async look(look: Look): Promise<Face> {
    let opened: { answer: Message; ask: Ask };
    do opened = await this.#open(look);
    while (++this.#opened < (look.connect ?? 1));
    const missing = Math.max(0, (look.calls ?? 0) - this.#called);
    return walk(opened.answer, opened.ask, missing);
  }

  /** What is told on a stream that listens, up to the first notice. */
  async listen(): Promise<AsyncIterator<Message>> {
    const params = { notifications: { toolsListChanged: true }, _meta: META({}) };
    return messagesOf(await this.post({ id: 'all', method: 'subscriptions/listen', params }, {}));
  }

  post(message: object, headers: Record<string, string>): Promise<Response> {
    return fetch(this.#url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
        ...headers,
      },
      body: JSON.stringify({ jsonrpc: '2.0', ...message }),
    });
  }

  async #open(look: Look): Promise<{ answer: Message; ask: Ask }> {
    const headers: Record<string, string> =
      look.isAnonymous === true ? {} : { authorization: 'Bearer made-up' };
    const isModern = look.era === 'modern';
    let id = 0;
    const ask: Ask = async (method, params = {}) => {
      const mine = ++id;
      const sent = { id: mine, method, params: isModern ? { ...params, _meta: META(look) } : params };
      const response = await this.post(sent, headers);
      const given = response.headers.get('mcp-session-id');
      if (given !== null) headers['mcp-session-id'] = given;
      if (method === 'tools/call') this.#called += 1;
      const heard: Message[] = [];
      for await (const message of messagesOf(response)) heard.push(message);
      return { answer: heard.find((message) => message.id === mine)!, heard };
    };
    const { answer } = isModern ? await ask('server/discover') : await ask('initialize', opening(look));
    return { answer, ask };
  }
}

async function* messagesOf(response: Response): AsyncGenerator<Message, undefined> {
  if (response.headers.get('content-type') === 'application/json') {
    yield (await response.json()) as Message;
    return;
  }
  let rest = '';
  for await (const part of response.body!.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + part).split('\n');
    rest = lines.pop()!;
    for (const line of lines)
      if (line.startsWith('data: ')) yield JSON.parse(line.slice('data: '.length)) as Message;
  }
}
