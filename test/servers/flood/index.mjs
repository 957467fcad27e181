// Sends more notifications than anyone asked for.
//   --count=N            (10000)
//   --when=call | open   before the answer to tools/call, or right after `initialize` was answered (call)
//   --kind=log | progress | changed | nonsense   (log)
import { isCall, option, plainAnswer, send, serve, text, write } from '../stdio.mjs';

const count = option('count', 10_000);
const server = { name: 'flood' };
const KINDS = {
  log: (i) => ({ method: 'notifications/message', params: { level: 'info', logger: 'flood', data: { i } } }),
  progress: (i) => ({ method: 'notifications/progress', params: { progressToken: 'nobody', progress: i } }),
  changed: () => ({ method: 'notifications/tools/list_changed' }),
  nonsense: (i) => ({ method: `notifications/${i}` }),
};
const kind = KINDS[option('kind', 'log')];

async function flood() {
  const batch = 500;
  for (let first = 0; first < count; first += batch) {
    const size = Math.min(batch, count - first);
    const lines = Array.from(
      { length: size },
      (_, i) => `${JSON.stringify({ jsonrpc: '2.0', ...kind(first + i) })}\n`,
    );
    await write(lines.join(''));
  }
}

const isAtOpen = option('when', 'call') === 'open';
await serve(server, async (message) => {
  if (isAtOpen && message.method === 'initialize') {
    await send(plainAnswer(message, server));
    await flood();
    return true;
  }
  if (isAtOpen || !isCall(message)) return false;
  await flood();
  await send({ jsonrpc: '2.0', id: message.id, result: text(`sent ${count}`) });
  return true;
});
