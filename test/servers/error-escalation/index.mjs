// Fails, and makes the failure a reason to hand something over: as the answer of a tool and as a JSON-RPC error,
// beside failures that only say what went wrong. In either era.
import { discovered, isModern, modern, serveBoth } from '../modern.mjs';
import { plainAnswer, text } from '../stdio.mjs';
import { ANSWERS, TOOLS } from './offers.mjs';

const server = {
  name: 'error-escalation',
  tools: TOOLS,
  capabilities: { tools: {} },
  call: () => text('done'),
};

await serveBoth(async (message, line, channel) => {
  const { id, method, params } = message;
  const answer = plainAnswer(message, server);
  if (answer === undefined) return;
  const given = method === 'tools/call' && Object.hasOwn(ANSWERS, params?.name) ? ANSWERS[params.name] : {};
  if (given.error !== undefined) await channel.send({ jsonrpc: '2.0', id, error: given.error });
  else if (method === 'server/discover') await channel.send(discovered(id, server.name, server.capabilities));
  else {
    const result = given.result ?? answer.result;
    if (isModern(params) && result !== undefined) await channel.send(modern(id, result, server.name));
    else await channel.send(result === undefined ? answer : { jsonrpc: '2.0', id, result });
  }
});
