// A well-behaved server on the official SDK 1.x over HTTP: handshake era up to 2025-11-25, with MCP sessions,
// the GET stream, and streams that can be resumed.
//   --port=N   or PORT; a free port without it; the URL is printed
//   --json     answers in JSON instead of event streams
import { randomUUID } from 'node:crypto';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { z } from 'zod';
import { serve } from '../http.mjs';
import { later, option } from '../stdio.mjs';

const text = (value) => ({ content: [{ type: 'text', text: value }] });

function createServer() {
  const server = new McpServer(
    { name: 'sdk1-http', version: '1.0.0' },
    {
      capabilities: { logging: {}, tools: { listChanged: true } },
      instructions: 'Tools to try the handshake era over HTTP with.',
    },
  );
  server.registerTool(
    'echo',
    { description: 'Says the same again', inputSchema: { text: z.string() } },
    async (args) => text(args.text),
  );
  server.registerTool(
    'big',
    { description: 'Answers with that many bytes', inputSchema: { bytes: z.number() } },
    async ({ bytes }) => text('x'.repeat(bytes)),
  );
  server.registerTool(
    'steps',
    { description: 'Reports progress, then answers', inputSchema: { steps: z.number() } },
    async ({ steps }, { _meta, sendNotification }) => {
      const progressToken = _meta?.progressToken;
      for (let progress = 1; progress <= steps && progressToken !== undefined; progress += 1) {
        await sendNotification({
          method: 'notifications/progress',
          params: { progressToken, progress, total: steps },
        });
      }
      return text(`${steps} steps`);
    },
  );
  server.registerTool(
    'drop',
    { description: 'Closes the stream, then answers: the client has to come back for it', inputSchema: {} },
    async (_, extra) => {
      extra.closeSSEStream?.();
      await later(50);
      return text('after all');
    },
  );
  server.registerTool(
    'ask',
    { description: 'Asks the person for a name', inputSchema: {} },
    async (_, extra) => {
      const answer = await server.server.elicitInput(
        {
          message: 'What is your name?',
          requestedSchema: { type: 'object', properties: { name: { type: 'string' } }, required: ['name'] },
        },
        { relatedRequestId: extra.requestId },
      );
      return text(JSON.stringify(answer));
    },
  );
  server.registerTool(
    'grow',
    { description: 'Adds a tool', inputSchema: { name: z.string() } },
    async ({ name }) => {
      server.registerTool(name, { description: 'Came later' }, async () => ({ content: [] }));
      return text(`added ${name}`);
    },
  );
  return server;
}

/** Keeps events in the order they were made, so that a stream can go on where it broke. */
class Events {
  #events = [];

  async storeEvent(stream, message) {
    this.#events.push({ stream, message });
    return String(this.#events.length);
  }

  async getStreamIdForEventId(id) {
    return this.#events[Number(id) - 1]?.stream;
  }

  async replayEventsAfter(id, { send }) {
    const stream = await this.getStreamIdForEventId(id);
    for (const [at, event] of this.#events.entries()) {
      if (at >= Number(id) && event.stream === stream && Object.keys(event.message).length > 0)
        await send(String(at + 1), event.message);
    }
    return stream;
  }
}

const sessions = new Map();

async function openSession() {
  const transport = new StreamableHTTPServerTransport({
    sessionIdGenerator: randomUUID,
    enableJsonResponse: option('json', false),
    eventStore: new Events(),
    retryInterval: 30,
    onsessioninitialized: (id) => sessions.set(id, transport),
    onsessionclosed: (id) => sessions.delete(id),
  });
  await createServer().connect(transport);
  return transport;
}

await serve('/mcp', async (request, response) => {
  const id = request.headers['mcp-session-id'];
  const transport = id === undefined ? await openSession() : sessions.get(id);
  if (transport !== undefined) return transport.handleRequest(request, response);
  response.writeHead(404, { 'Content-Type': 'application/json' });
  response.end(
    JSON.stringify({ jsonrpc: '2.0', id: null, error: { code: -32001, message: 'Session not found' } }),
  );
});
