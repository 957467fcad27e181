// Answers with the JSON text it is given, word for word: whatever a server could say.
//   say       { result }             `result` is JSON text
//   promised  { result }             the same, from a tool with an outputSchema ({ n: integer })
//   refuse    { error }              `error` is JSON text
//   slowly    { ms, steps, total }   progress (with `total`, or without), one log line a step, then an answer
// prompts/get and resources/read answer with what their `arguments.result` and the text after `say:` hold.
import { later, notify, plainAnswer, readMessages, send, text, tool, write } from '../stdio.mjs';

const outputSchema = { type: 'object', properties: { n: { type: 'integer' } }, required: ['n'] };
const server = {
  name: 'says-back',
  tools: [tool('say'), { ...tool('promised'), outputSchema }, tool('refuse'), tool('slowly')],
  capabilities: { tools: {}, prompts: {}, resources: {}, logging: {} },
};

const answer = (id, member, json) =>
  write(`{"jsonrpc":"2.0","id":${JSON.stringify(id)},"${member}":${json}}\n`);

async function slowly(id, { ms = 500, steps = 3, total }, progressToken) {
  for (let step = 1; step <= steps; step += 1) {
    await later(ms / steps);
    await notify('notifications/message', { level: 'info', data: `step ${step}` });
    if (progressToken !== undefined)
      await notify('notifications/progress', { progressToken, progress: step, total, message: `at ${step}` });
  }
  await send({ jsonrpc: '2.0', id, result: text('done slowly') });
}

await readMessages(async (message) => {
  const { id, method, params = {} } = message;
  const said = params.arguments ?? {};
  if (method === 'tools/call' && params.name === 'refuse') await answer(id, 'error', said.error ?? '{}');
  else if (method === 'tools/call' && params.name === 'slowly')
    void slowly(id, said, params._meta?.progressToken);
  else if (method === 'tools/call' || method === 'prompts/get')
    await answer(id, 'result', said.result ?? '{}');
  else if (method === 'resources/read') await answer(id, 'result', String(params.uri).replace(/^say:/, ''));
  else if (method === 'resources/list') await send({ jsonrpc: '2.0', id, result: { resources: [] } });
  else if (method === 'prompts/list') await send({ jsonrpc: '2.0', id, result: { prompts: [] } });
  else if (method === 'resources/templates/list')
    await send({ jsonrpc: '2.0', id, result: { resourceTemplates: [] } });
  else {
    const plain = plainAnswer(message, server);
    if (plain !== undefined) await send(plain);
  }
});
