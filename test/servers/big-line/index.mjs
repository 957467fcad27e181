// Answers tools/call with one line of a given size, streamed; the process itself stays small.
//   --size=50MiB | 1GiB | N   bytes of text in the answer (50MiB)
//   --of=CHARACTERS           what the text is made of (x)
//   --cut                     never ends the line: stops and stays
import { isCall, option, serve, write } from '../stdio.mjs';

const size = option('size', 50 * 2 ** 20);
const of = option('of', 'x');
const chunk = Buffer.from(of.repeat(Math.ceil((256 * 1024) / of.length)));

async function bigAnswer(id) {
  await write(`{"jsonrpc":"2.0","id":${JSON.stringify(id)},"result":{"content":[{"type":"text","text":"`);
  for (let left = size; left > 0; left -= chunk.length)
    await write(left >= chunk.length ? chunk : chunk.subarray(0, left));
  if (!option('cut', false)) await write('"}]}}\n');
}

await serve({ name: 'big-line' }, async (message) => {
  if (!isCall(message)) return false;
  await bigAnswer(message.id);
  return true;
});
