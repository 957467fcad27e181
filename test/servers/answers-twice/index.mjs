// Answers every tools/call several times, with different results.
//   --times=N   (2)
import { isCall, option, send, serve, text } from '../stdio.mjs';

await serve({ name: 'answers-twice' }, async (message) => {
  if (!isCall(message)) return false;
  const times = option('times', 2);
  for (let i = 1; i <= times; i += 1)
    await send({ jsonrpc: '2.0', id: message.id, result: text(`answer ${i}`) });
  return true;
});
