// Tools that are poisoned by words alone: side notes, what is kept from the user, orders in every slot of a schema,
// beside tools that use the same words honestly. In either era.
import { discovered, isModern, modern, serveBoth } from '../modern.mjs';
import { plainAnswer, text } from '../stdio.mjs';
import { TOOLS } from './offers.mjs';

const server = {
  name: 'poisoned-words',
  tools: TOOLS,
  capabilities: { tools: {} },
  call: () => text('done'),
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
