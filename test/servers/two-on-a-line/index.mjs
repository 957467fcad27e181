// Puts two messages on one line: a notification and the answer to tools/call.
//   --between=TEXT   what stands between them (nothing)
//   --split          and spreads one message over three lines elsewhere: the answer to ping
import { isCall, option, serve, text, write } from '../stdio.mjs';

const between = option('between', '');
await serve({ name: 'two-on-a-line' }, async (message) => {
  if (message.method === 'ping' && option('split', false)) {
    await write(`{"jsonrpc":"2.0",\n"id":${JSON.stringify(message.id)},\n"result":{}}\n`);
    return true;
  }
  if (!isCall(message)) return false;
  const log = { jsonrpc: '2.0', method: 'notifications/message', params: { level: 'info', data: 'first' } };
  const answer = { jsonrpc: '2.0', id: message.id, result: text('second') };
  await write(`${JSON.stringify(log)}${between}${JSON.stringify(answer)}\n`);
  return true;
});
