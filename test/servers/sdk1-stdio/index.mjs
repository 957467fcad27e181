// A well-behaved server on the official SDK 1.x: the handshake era up to 2025-11-25 over stdio.
import { McpServer, ResourceTemplate } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { z } from 'zod';

const server = new McpServer(
  { name: 'sdk1-stdio', version: '1.0.0' },
  { capabilities: { logging: {} }, instructions: 'Tools to try the handshake era with.' },
);
server.registerTool(
  'echo',
  { description: 'Says the same again', inputSchema: { text: z.string() } },
  async ({ text }) => ({ content: [{ type: 'text', text }] }),
);
server.registerTool('fail', { description: 'Fails', inputSchema: {} }, async () => {
  throw new Error('failed as asked');
});
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
    return { content: [{ type: 'text', text: `${steps} steps` }] };
  },
);
server.registerTool('ask', { description: 'Asks the person for a name', inputSchema: {} }, async () => {
  const answer = await server.server.elicitInput({
    message: 'What is your name?',
    requestedSchema: { type: 'object', properties: { name: { type: 'string' } }, required: ['name'] },
  });
  return { content: [{ type: 'text', text: JSON.stringify(answer) }] };
});
server.registerTool(
  'grow',
  { description: 'Adds a tool', inputSchema: { name: z.string() } },
  async ({ name }) => {
    server.registerTool(name, { description: 'Came later' }, async () => ({ content: [] }));
    return { content: [{ type: 'text', text: `added ${name}` }] };
  },
);
server.registerResource('readme', 'file:///readme.md', { mimeType: 'text/markdown' }, async (uri) => ({
  contents: [{ uri: uri.href, text: '# Read me' }],
}));
server.registerResource(
  'page',
  new ResourceTemplate('page://{name}', { list: undefined }),
  {},
  async (uri) => ({
    contents: [{ uri: uri.href, text: uri.href }],
  }),
);
server.registerPrompt('greet', { description: 'Greets', argsSchema: { who: z.string() } }, ({ who }) => ({
  messages: [{ role: 'user', content: { type: 'text', text: `Say hello to ${who}` } }],
}));

await server.connect(new StdioServerTransport());
