// A well-behaved server on the official SDK 2.x over HTTP: 2026-07-28, and the handshake era without sessions.
//   --port=N            or PORT; a free port without it; the URL is printed
//   --legacy=reject     2026-07-28 only
import {
  localhostHostValidation,
  localhostOriginValidation,
  toNodeHandler,
} from '@modelcontextprotocol/node';
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server';
import { z } from 'zod';
import { serve } from '../http.mjs';
import { later, option } from '../stdio.mjs';

function createServer() {
  const server = new McpServer(
    { name: 'modern-http', version: '1.0.0' },
    {
      capabilities: { tools: { listChanged: true }, logging: {} },
      instructions: 'Tools to try the modern era over HTTP with.',
    },
  );
  server.registerTool(
    'echo',
    { description: 'Says the same again', inputSchema: z.object({ text: z.string() }) },
    ({ text }) => ({
      content: [{ type: 'text', text }],
    }),
  );
  server.registerTool(
    'query',
    {
      description: 'Takes its region from a header too',
      inputSchema: z.object({ region: z.string().meta({ 'x-mcp-header': 'Region' }), sql: z.string() }),
    },
    ({ region, sql }) => ({ content: [{ type: 'text', text: `${region}: ${sql}` }] }),
  );
  server.registerTool(
    'steps',
    {
      description: 'Reports progress, then answers',
      inputSchema: z.object({ steps: z.number(), pause: z.number().optional() }),
    },
    async ({ steps, pause = 0 }, context) => {
      const progressToken = context.mcpReq._meta?.progressToken;
      for (let progress = 1; progress <= steps; progress += 1) {
        if (progressToken !== undefined) {
          await context.mcpReq.notify({
            method: 'notifications/progress',
            params: { progressToken, progress, total: steps },
          });
        }
        if (pause > 0) await later(pause);
      }
      return { content: [{ type: 'text', text: `${steps} steps` }] };
    },
  );
  server.registerTool(
    'big',
    { description: 'Answers with that many bytes', inputSchema: z.object({ bytes: z.number() }) },
    ({ bytes }) => ({ content: [{ type: 'text', text: 'x'.repeat(bytes) }] }),
  );
  server.registerTool(
    'change',
    { description: 'Tells listeners that the tools have changed', inputSchema: z.object({}) },
    () => {
      handler.notify.toolsChanged();
      return { content: [] };
    },
  );
  server.registerResource('readme', 'file:///readme.md', { mimeType: 'text/markdown' }, (uri) => ({
    contents: [{ uri: uri.href, text: '# Read me' }],
  }));
  return server;
}

const handler = createMcpHandler(createServer, {
  legacy: option('legacy', 'stateless'),
  onerror: (error) => console.error(error.message),
});
const handle = toNodeHandler(handler);
const isHost = localhostHostValidation();
const isOrigin = localhostOriginValidation();
await serve('/mcp', (request, response) => {
  if (isHost(request, response) && isOrigin(request, response)) return handle(request, response);
});
