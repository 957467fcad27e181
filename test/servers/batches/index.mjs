// Sends JSON-RPC batches whatever the revision says: every answer to tools/call in an array with
// notifications and a request of its own.
//   --how=mixed | empty | nested | answers   (mixed)
import { isCall, option, serve, text, write } from '../stdio.mjs';

const log = (data) => ({ jsonrpc: '2.0', method: 'notifications/message', params: { level: 'info', data } });
const HOW = {
  mixed: (answer) => [log('before'), answer, { jsonrpc: '2.0', id: 'own-1', method: 'ping' }, log('after')],
  empty: (answer) => [[], answer],
  nested: (answer) => [[log('inner'), [answer]]],
  answers: (answer) => [answer, { ...answer, id: 'never-asked' }],
};
const how = option('how', 'mixed');

await serve({ name: 'batches' }, async (message) => {
  if (!isCall(message)) return false;
  const answer = { jsonrpc: '2.0', id: message.id, result: text(how) };
  const sent = HOW[how](answer);
  if (how === 'empty') for (const part of sent) await write(`${JSON.stringify(part)}\n`);
  else await write(`${JSON.stringify(sent)}\n`);
  return true;
});
