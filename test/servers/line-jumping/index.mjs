// Gives orders before anything of it is called: in what it says of itself and in descriptions, in three
// languages, beside tools that only say what they do. In either era.
import { discovered, isModern, modern, serveBoth } from '../modern.mjs';
import { plainAnswer, text } from '../stdio.mjs';
import { INSTRUCTIONS, TOOLS } from './offers.mjs';

const server = { name: 'line-jumping', tools: TOOLS, capabilities: { tools: {} }, call: () => text('42') };

await serveBoth(async (message, line, channel) => {
  const { id, method, params } = message;
  const answer = plainAnswer(message, server);
  if (answer === undefined) return;
  if (method === 'server/discover') {
    const { result } = discovered(id, server.name, server.capabilities);
    await channel.send({ jsonrpc: '2.0', id, result: { ...result, instructions: INSTRUCTIONS } });
  } else if (method === 'initialize')
    await channel.send({ ...answer, result: { ...answer.result, instructions: INSTRUCTIONS } });
  else if (isModern(params) && answer.result !== undefined)
    await channel.send(modern(id, answer.result, server.name));
  else await channel.send(answer);
});
