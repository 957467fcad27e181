// An honest server that says it reads and writes files, and touches none. In either era.
import { discovered, isModern, modern, serveBoth } from '../modern.mjs';
import { plainAnswer, text } from '../stdio.mjs';

const tool = (name, description, readOnlyHint, ...more) => ({
  name,
  description,
  inputSchema: {
    type: 'object',
    properties: Object.fromEntries(
      ['path', ...more].map((key) => [key, { type: 'string', maxLength: 4000 }]),
    ),
    required: ['path'],
    additionalProperties: false,
  },
  annotations: { readOnlyHint, destructiveHint: !readOnlyHint, openWorldHint: false },
});
const server = {
  name: 'filesystem',
  tools: [
    tool('read_file', 'Reads a text file below the allowed folders.', true),
    tool(
      'write_file',
      'Writes a text file below the allowed folders, over one that is there.',
      false,
      'text',
    ),
    tool('list_directory', 'Names what is in a folder.', true),
  ],
  capabilities: { tools: {} },
  call: () => text('nothing was touched'),
};

await serveBoth(async (message, line, channel) => {
  const { id, method, params } = message;
  const answer = plainAnswer(message, server);
  if (answer === undefined) return;
  if (method === 'server/discover') await channel.send(discovered(id, server.name, server.capabilities));
  else if (isModern(params) && answer.result !== undefined)
    await channel.send(modern(id, answer.result, server.name));
  else await channel.send(answer);
});
