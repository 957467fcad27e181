// A well-behaved server on the official SDK 2.x: 2026-07-28 over stdio, and the handshake era where a client asks for it.
//   --legacy=reject   refuses `initialize`
//   --asks            `deploy` asks back before it answers, `touch` tells of an update of the resource
import { acceptedContent, inputRequired, McpServer } from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { z } from 'zod';
import { option } from '../stdio.mjs';

function createServer() {
  const server = new McpServer(
    { name: 'modern-stdio', version: '1.0.0' },
    {
      capabilities: {
        tools: { listChanged: true },
        logging: {},
        ...(option('asks', false) ? { resources: { subscribe: true } } : {}),
      },
      instructions: 'Tools to try the modern era with.',
    },
  );
  server.registerTool(
    'echo',
    { description: 'Says the same again', inputSchema: z.object({ text: z.string() }) },
    ({ text }) => ({ content: [{ type: 'text', text }] }),
  );
  server.registerTool('fail', { description: 'Fails', inputSchema: z.object({}) }, () => {
    throw new Error('failed as asked');
  });
  server.registerTool(
    'steps',
    { description: 'Reports progress, then answers', inputSchema: z.object({ steps: z.number() }) },
    async ({ steps }, context) => {
      const progressToken = context.mcpReq._meta?.progressToken;
      for (let progress = 1; progress <= steps && progressToken !== undefined; progress += 1) {
        await context.mcpReq.notify({
          method: 'notifications/progress',
          params: { progressToken, progress, total: steps },
        });
      }
      return { content: [{ type: 'text', text: `${steps} steps` }] };
    },
  );
  server.registerTool(
    'grow',
    { description: 'Adds a tool', inputSchema: z.object({ name: z.string() }) },
    ({ name }) => {
      server.registerTool(name, { description: 'Came later' }, () => ({ content: [] }));
      return { content: [{ type: 'text', text: `added ${name}` }] };
    },
  );
  server.registerResource('readme', 'file:///readme.md', { mimeType: 'text/markdown' }, (uri) => ({
    contents: [{ uri: uri.href, text: '# Read me' }],
  }));
  server.registerPrompt(
    'greet',
    { description: 'Greets', argsSchema: z.object({ who: z.string() }) },
    ({ who }) => ({
      messages: [{ role: 'user', content: { type: 'text', text: `Say hello to ${who}` } }],
    }),
  );
  if (option('asks', false)) addAsking(server);
  return server;
}

function addAsking(server) {
  const answer = z.object({ confirm: z.boolean() });
  server.registerTool('deploy', { description: 'Asks first', inputSchema: z.object({}) }, (_, { mcpReq }) => {
    const confirmed = acceptedContent(mcpReq.inputResponses, 'sure', answer);
    if (confirmed === undefined) {
      const sure = inputRequired.elicit({ message: 'Deploy it?', requestedSchema: answer });
      return inputRequired({
        inputRequests: { sure, roots: inputRequired.listRoots() },
        requestState: 'é/"1',
      });
    }
    return { content: [{ type: 'text', text: JSON.stringify([confirmed, mcpReq.requestState()]) }] };
  });
  server.registerTool('touch', { description: 'Updates', inputSchema: z.object({}) }, async () => {
    await server.server.sendResourceUpdated({ uri: 'file:///readme.md' });
    return { content: [] };
  });
}

serveStdio(createServer, {
  legacy: option('legacy', 'serve'),
  onerror: (error) => console.error(error.message),
});
