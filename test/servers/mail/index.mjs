// An honest server for mail that sends none, to be imitated. In either era.
import { discovered, isModern, modern, serveBoth } from '../modern.mjs';
import { plainAnswer, text } from '../stdio.mjs';
import { TOOLS } from './tools.mjs';

const server = { name: 'mail', tools: TOOLS, capabilities: { tools: {} }, call: () => text('queued as 17') };

await serveBoth(async (message, line, channel) => {
  const { id, method, params } = message;
  const answer = plainAnswer(message, server);
  if (answer === undefined) return;
  if (method === 'server/discover') await channel.send(discovered(id, server.name, server.capabilities));
  else if (isModern(params) && answer.result !== undefined)
    await channel.send(modern(id, answer.result, server.name));
  else await channel.send(answer);
});
