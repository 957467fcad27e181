// MCP in both eras around a face that may be another one for every request.
import { randomUUID } from 'node:crypto';
import { failed, isModern, modern, SUBSCRIPTION } from '../modern.mjs';
import { text } from '../stdio.mjs';
import { PAGE } from './plain.mjs';

const NAME = 'lengths';
const CURSOR = 'second-page';
const META = 'io.modelcontextprotocol/';
const MODERN = '2026-07-28';
const CHANGED = 'notifications/tools/list_changed';
const CAPABILITIES = { tools: { listChanged: true }, prompts: {}, resources: {} };
/** Lists and what is read of 2026-07-28 say how long they hold. */
const FRESH = { ttlMs: 0, cacheScope: 'private' };

const itemAt = (items, key, value) => items.find((item) => item[key] === value);
const said = (line) => ({ messages: [{ role: 'user', content: { type: 'text', text: line } }] });

export class Speaker {
  #faces;
  #counts;
  #eras;
  /** Names of clients by `Mcp-Session-Id`; over stdio there is one client, without an id. */
  #clients = new Map();
  /** Over stdio a process is one connection, however often it is opened. */
  #isCounted = false;
  /** Streams that listen, by the id of their request. */
  #listeners = new Map();

  constructor({ faces, counts, eras }) {
    this.#faces = faces;
    this.#counts = counts;
    this.#eras = eras;
  }

  async take(message, channel) {
    const { id, method, params } = message;
    if (method === 'notifications/cancelled') this.#listeners.delete(params?.requestId);
    if (id === undefined) return;
    const era = isModern(params) ? 'modern' : 'handshake';
    // An opening is counted first: it may be the one that turns.
    if (method === 'initialize' || method === 'server/discover') this.#open(channel, era);
    if (channel.http !== undefined) Object.assign(channel.http.own, this.#face({ era }).headers);
    if (!this.#eras.includes(era)) {
      await channel.send(this.#otherEra(message));
      return;
    }
    if (era === 'modern') await this.#modern(message, channel);
    else await this.#handshake(message, channel);
  }

  /** As an honest server of one era answers to the other. */
  #otherEra({ id, method, params }) {
    if (!this.#eras.includes('modern')) return failed(id, -32601, `Method not found: ${method}`);
    const requested = params?.protocolVersion;
    const { error } = failed(id, -32022, 'Unsupported protocol version');
    return { jsonrpc: '2.0', id, error: { ...error, data: { supported: [MODERN], requested } } };
  }

  async #handshake(message, channel) {
    const { id, method, params } = message;
    const session = channel.http?.headers['mcp-session-id'];
    if (method === 'initialize') {
      const given = channel.http === undefined ? undefined : randomUUID();
      this.#clients.set(given, params?.clientInfo?.name);
      if (given !== undefined) channel.http.own['Mcp-Session-Id'] = given;
    } else if (channel.http !== undefined && method !== 'ping' && !this.#clients.has(session)) {
      // A request without a session is refused; the id of one that is gone gets "not found".
      channel.http.refuse(session === undefined ? 400 : 404);
      return;
    }
    const client = method === 'initialize' ? params?.clientInfo?.name : this.#clients.get(session);
    const seen = { era: 'handshake', client, ...asker(channel) };
    if (method === 'initialize') {
      const { version, instructions } = this.#face(seen);
      const result = {
        protocolVersion: params?.protocolVersion ?? '2025-11-25',
        capabilities: CAPABILITIES,
        serverInfo: { name: NAME, version },
        instructions,
      };
      await channel.send({ jsonrpc: '2.0', id, result });
      return;
    }
    const { result, error } = await this.#answer(message, seen, async (notices) => {
      if (notices > 0) channel.stream();
      for (let n = 0; n < notices; n += 1) await channel.send({ jsonrpc: '2.0', method: CHANGED });
    });
    await channel.send({ jsonrpc: '2.0', id, ...(error === undefined ? { result } : { error }) });
    channel.end();
  }

  async #modern(message, channel) {
    const { id, method, params } = message;
    const seen = { era: 'modern', client: params._meta[`${META}clientInfo`]?.name, ...asker(channel) };
    if (method === 'subscriptions/listen') {
      await this.#listen(id, params.notifications ?? {}, channel);
      return;
    }
    if (method === 'server/discover') {
      const { version, instructions } = this.#face(seen);
      const found = { supportedVersions: [MODERN], capabilities: CAPABILITIES, instructions, ...FRESH };
      await channel.send(modern(id, found, NAME, version));
      return;
    }
    const { result, error } = await this.#answer(message, seen, async (notices) => {
      for (const [stream, listener] of this.#listeners)
        for (let n = 0; n < notices; n += 1) await listener.send(streamNotice(stream, CHANGED));
    });
    const { version } = this.#face(seen);
    const isCall = method === 'tools/call' || method === 'prompts/get';
    await channel.send(
      error === undefined
        ? modern(id, { ...result, ...(isCall ? {} : FRESH) }, NAME, version)
        : { jsonrpc: '2.0', id, error },
    );
  }

  async #listen(id, { toolsListChanged }, channel) {
    channel.stream();
    if (toolsListChanged === true) this.#listeners.set(id, channel);
    void channel.closed.then(() => this.#listeners.delete(id));
    const notifications = toolsListChanged === true ? { toolsListChanged } : {};
    await channel.send(streamNotice(id, 'notifications/subscriptions/acknowledged', { notifications }));
  }

  /** One that is refused for its era is none. */
  #open(channel, era) {
    if (!this.#eras.includes(era)) return;
    if (this.#isCounted && channel.http === undefined) return;
    this.#isCounted = true;
    this.#counts.connected();
  }

  #face(seen) {
    return this.#faces.for({ ...seen, ...this.#counts.now });
  }

  /** What both eras answer alike; `tell` is called before the answer of a tool. */
  async #answer({ id, method, params }, seen, tell) {
    const face = this.#face({ ...seen, cursor: params?.cursor });
    switch (method) {
      case 'ping':
        return { result: {} };
      case 'tools/list':
        return pageOf(face.tools, id, params?.cursor);
      case 'prompts/list':
        return { result: { prompts: face.prompts } };
      case 'resources/list':
        return { result: { resources: face.resources } };
      case 'resources/templates/list':
        return { result: { resourceTemplates: [] } };
      case 'prompts/get':
        return itemAt(face.prompts, 'name', params?.name) === undefined
          ? failed(id, -32602, 'There is no such prompt')
          : { result: said('Which of the two lengths is the longer one?') };
      case 'resources/read':
        return itemAt(face.resources, 'uri', params?.uri) === undefined
          ? failed(id, -32602, 'There is no such resource')
          : { result: { contents: [{ uri: params.uri, mimeType: 'text/plain', text: 'mm, cm, m, km' }] } };
      case 'tools/call':
        if (itemAt(face.tools, 'name', params?.name) === undefined)
          return failed(id, -32602, 'There is no such tool');
        this.#counts.called();
        await tell(this.#faces.notices(face, this.#face(seen)));
        return { result: answerOf(this.#face(seen), params.name) };
      default:
        return failed(id, -32601, `Method not found: ${method}`);
    }
  }
}

const asker = ({ http }) => ({
  // Over stdio credentials come with the environment.
  isAnonymous:
    http === undefined ? process.env.TOKEN === undefined : http.headers.authorization === undefined,
});

const answerOf = ({ results }, tool) => (Object.hasOwn(results, tool) ? results[tool] : text('done'));

function pageOf(tools, id, cursor) {
  if (cursor === undefined) return { result: { tools: tools.slice(0, PAGE), nextCursor: CURSOR } };
  return cursor === CURSOR ? { result: { tools: tools.slice(PAGE) } } : failed(id, -32602, 'Unknown cursor');
}

function streamNotice(id, method, params = {}) {
  return { jsonrpc: '2.0', method, params: { ...params, _meta: { [SUBSCRIPTION]: id } } };
}
