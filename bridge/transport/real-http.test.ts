import { afterEach, describe, expect, test } from 'vitest';
import { mcpHeaders, paramHeaders } from '../../protocol/mcp/http-headers.ts';
import { expectExact, httpWorld, until, type HttpWorld } from '../../test/http-world.ts';
import { startEverything, startServer, type RealServer } from '../../test/servers/real-http.ts';

interface Message {
  id?: unknown;
  method?: string;
  params?: Record<string, unknown>;
  result?: Record<string, unknown>;
  error?: { code: number };
}

const closing: { close(): Promise<unknown> }[] = [];

afterEach(async () => {
  for (const it of closing.splice(0).reverse()) await it.close();
});

class Talk {
  readonly w: HttpWorld;
  readonly server: RealServer;
  #revision: string;
  #id = 0;

  constructor(
    server: RealServer,
    revision: string,
    kind: 'streamable-http' | 'legacy-sse' = 'streamable-http',
  ) {
    this.server = server;
    this.#revision = revision;
    this.w = httpWorld(server.relay.url, { kind });
    closing.push(server, this.w.transport);
  }

  messages(): Message[] {
    return this.w
      .messages()
      .flatMap(({ head, message }) =>
        head.sse?.event === 'endpoint' ? [] : [JSON.parse(message.toString()) as Message],
      );
  }

  async until(isIt: (message: Message) => boolean): Promise<Message> {
    await until(() => this.messages().some(isIt), 10_000);
    return this.messages().find(isIt)!;
  }

  get isModern(): boolean {
    return this.#revision === '2026-07-28';
  }

  /** Sends a request as the session layer will: the revision's headers, its _meta in the modern era. */
  async start(method: string, params: Record<string, unknown> = {}, more: [string, string][] = []) {
    const id = ++this.#id;
    const _meta = this.isModern
      ? {
          ...(params['_meta'] as object | undefined),
          'io.modelcontextprotocol/protocolVersion': this.#revision,
          'io.modelcontextprotocol/clientInfo': { name: 'talk', version: '1' },
          'io.modelcontextprotocol/clientCapabilities': {},
        }
      : params['_meta'];
    const message = {
      jsonrpc: '2.0',
      id,
      method,
      params: { ...params, ...(_meta === undefined ? {} : { _meta }) },
    };
    const headers = [...mcpHeaders({ method, params, revision: this.#revision }), ...more];
    const isAnswer = (it: Message): boolean => it.id === id && it.method === undefined;
    const sent = await this.w.transport.send({
      message: Buffer.from(JSON.stringify(message)),
      author: 'client',
      headers,
      awaitsAnswer: () => !this.messages().some(isAnswer),
    });
    return { sent, answer: () => this.until(isAnswer) };
  }

  async call(method: string, params?: Record<string, unknown>, more?: [string, string][]): Promise<Message> {
    return (await this.start(method, params, more)).answer();
  }

  async tell(message: object): Promise<void> {
    const headers = mcpHeaders({ method: '', revision: this.#revision }).filter(
      ([name]) => name === 'MCP-Protocol-Version',
    );
    const sent = await this.w.transport.send({
      message: Buffer.from(JSON.stringify({ jsonrpc: '2.0', ...message })),
      author: 'client',
      headers,
    });
    await sent.done;
  }

  async initialize(): Promise<Message> {
    expect(await this.w.transport.open()).toBeUndefined();
    const params = {
      protocolVersion: this.#revision,
      capabilities: { elicitation: {} },
      clientInfo: { name: 'talk', version: '1' },
    };
    const answer = await this.call('initialize', params);
    await this.tell({ method: 'notifications/initialized' });
    return answer;
  }

  /** Nothing that the relay passed on is missing or changed, and nothing was found wrong with it. */
  async end(): Promise<void> {
    await this.w.transport.close();
    await expectExact(this.server.relay, this.w);
    expect(this.w.wire.frames.flatMap(({ head }) => head.problem ?? [])).toEqual([]);
  }
}

const textOf = ({ result }: Message): string =>
  (result?.['content'] as { text: string }[] | undefined)?.[0]?.text ?? '';
const echo = (message: string) => ({ name: 'echo', arguments: { message } });

describe('server-everything', () => {
  test('over Streamable HTTP', async () => {
    const talk = new Talk(await startEverything('streamableHttp'), '2025-11-25');
    expect((await talk.initialize()).result).toMatchObject({ protocolVersion: '2025-11-25' });
    talk.w.transport.listen!([['MCP-Protocol-Version', '2025-11-25']]);
    const tools = (await talk.call('tools/list')).result?.['tools'] as { name: string }[];
    expect(tools.map(({ name }) => name)).toContain('echo');
    expect(textOf(await talk.call('tools/call', echo('zwölf 世界')))).toContain('zwölf 世界');
    const long = {
      name: 'trigger-long-running-operation',
      arguments: { duration: 0.3, steps: 3 },
      _meta: { progressToken: 'p' },
    };
    await talk.call('tools/call', long);
    expect(talk.messages().filter(({ method }) => method === 'notifications/progress')).toHaveLength(3);
    await talk.w.transport.endMcpSession!([['MCP-Protocol-Version', '2025-11-25']]);
    expect(talk.server.output()).toContain('session termination');
    await talk.w.transport.close();
    await expectExact(talk.server.relay, talk.w);
  });

  test('over HTTP+SSE', async () => {
    const talk = new Talk(await startEverything('sse'), '2024-11-05', 'legacy-sse');
    expect((await talk.initialize()).result).toMatchObject({ protocolVersion: '2024-11-05' });
    expect(textOf(await talk.call('tools/call', echo('a\nb')))).toContain('a\nb');
    await talk.w.transport.close();
    await expectExact(talk.server.relay, talk.w);
  });
});

describe('SDK 1.x', () => {
  test('answers in JSON and in streams', async () => {
    for (const args of [[], ['--json']]) {
      const talk = new Talk(await startServer('sdk1-http', args), '2025-06-18');
      await talk.initialize();
      expect(textOf(await talk.call('tools/call', { name: 'echo', arguments: { text: 'é' } }))).toBe('é');
      expect(
        textOf(await talk.call('tools/call', { name: 'big', arguments: { bytes: 3_000_000 } })),
      ).toHaveLength(3_000_000);
      await talk.w.transport.endMcpSession!([['MCP-Protocol-Version', '2025-06-18']]);
      await talk.end();
    }
  });

  test('closes a stream and is asked to go on', async () => {
    const talk = new Talk(await startServer('sdk1-http'), '2025-11-25');
    await talk.initialize();
    const { sent, answer } = await talk.start('tools/call', { name: 'drop', arguments: {} });
    expect(textOf(await answer())).toBe('after all');
    expect(await sent.done).toMatchObject({ kind: 'http', messages: 1 });
    expect(talk.server.relay.seen.map(({ received }) => received.toString()).join('')).toMatch(
      /GET \/mcp [^]*Last-Event-ID: \d+/,
    );
    await talk.end();
  });

  test('asks on the stream of a call, and is answered', async () => {
    const talk = new Talk(await startServer('sdk1-http'), '2025-11-25');
    await talk.initialize();
    const { answer } = await talk.start('tools/call', { name: 'ask', arguments: {} });
    const question = await talk.until(({ method }) => method === 'elicitation/create');
    await talk.tell({ id: question.id, result: { action: 'accept', content: { name: 'Ada' } } });
    expect(textOf(await answer())).toContain('Ada');
    await talk.end();
  });

  test('tells on the GET stream that its tools have changed', async () => {
    const talk = new Talk(await startServer('sdk1-http'), '2025-11-25');
    await talk.initialize();
    talk.w.transport.listen!([['MCP-Protocol-Version', '2025-11-25']]);
    await until(
      () => talk.w.wire.frames.filter(({ head }) => head.http?.startLine.startsWith('GET ')).length === 1,
    );
    await talk.w.wire.until((frames) =>
      frames.some(
        ({ head }) => head.answers === frames.find((it) => it.head.http?.startLine.startsWith('GET '))!.seq,
      ),
    );
    await talk.call('tools/call', { name: 'grow', arguments: { name: 'new' } });
    await talk.until(({ method }) => method === 'notifications/tools/list_changed');
    await talk.w.transport.close();
    await expectExact(talk.server.relay, talk.w);
  });
});

describe('SDK 2.x, 2026-07-28', () => {
  async function open(args: string[] = []): Promise<Talk> {
    const talk = new Talk(await startServer('modern-http', args), '2026-07-28');
    expect(await talk.w.transport.open()).toBeUndefined();
    return talk;
  }

  test('discovers, lists, and takes headers made from the schema', async () => {
    const talk = await open(['--legacy=reject']);
    expect((await talk.call('server/discover')).result).toMatchObject({ supportedVersions: ['2026-07-28'] });
    const tools = (await talk.call('tools/list')).result?.['tools'] as {
      name: string;
      inputSchema: unknown;
    }[];
    const { inputSchema } = tools.find(({ name }) => name === 'query')!;
    for (const region of ['us-west1', ' padded ', 'Hello, 世界', '=?base64?x?=', '']) {
      const args = { region, sql: 'select 1' };
      const { headers } = paramHeaders(inputSchema, args);
      expect(headers).toHaveLength(1);
      expect(textOf(await talk.call('tools/call', { name: 'query', arguments: args }, headers))).toBe(
        `${region}: select 1`,
      );
    }
    await talk.end();
  });

  test('refuses a call whose headers do not say what it says', async () => {
    const talk = await open();
    const call = { name: 'query', arguments: { region: 'a', sql: 'b' } };
    expect((await talk.call('tools/call', call)).error?.code).toBe(-32020);
    expect((await talk.call('tools/call', call, [['Mcp-Param-Region', 'other']])).error?.code).toBe(-32020);
    await talk.end();
  });

  test('streams progress, and stops when we close the stream', async () => {
    const talk = await open();
    const params = (steps: number, pause: number) => ({
      name: 'steps',
      arguments: { steps, pause },
      _meta: { progressToken: 1 },
    });
    expect(textOf(await talk.call('tools/call', params(3, 1)))).toBe('3 steps');
    const { sent } = await talk.start('tools/call', params(1000, 20));
    await until(() => talk.messages().filter(({ method }) => method === 'notifications/progress').length > 5);
    sent.abort();
    expect(await sent.done).toMatchObject({ kind: 'http', aborted: true });
    // The connection went with it; the next request takes another.
    expect(textOf(await talk.call('tools/call', { name: 'echo', arguments: { text: 'still here' } }))).toBe(
      'still here',
    );
  });

  test('tells listeners what they listen for', async () => {
    const talk = await open();
    const { sent } = await talk.start('subscriptions/listen', { notifications: { toolsListChanged: true } });
    await talk.until(({ method }) => method === 'notifications/subscriptions/acknowledged');
    await talk.call('tools/call', { name: 'change', arguments: {} });
    await talk.until(({ method }) => method === 'notifications/tools/list_changed');
    sent.abort();
    expect(await sent.done).toMatchObject({ kind: 'http', aborted: true, messages: 2 });
  });
});
