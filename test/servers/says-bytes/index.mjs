// Tells what it read: every line after the opening comes back as base64 in a notification, whatever it is. A line
// with an id is answered as well, with that id as it was spelt.
//   --reads=N   stops reading after N such lines, and goes on living
//   --silent    no answers, only what was read
import { notify, option, plainAnswer, send, text, write } from '../stdio.mjs';

const ID = /"id"\s*:\s*("(?:[^"\\]|\\.)*"|[^,}\s]+)/;
const server = { name: 'says-bytes' };
const reads = option('reads', Infinity);
const isSilent = option('silent', false);
const said = JSON.stringify(text('read'));
let read = 0;

async function take(line) {
  const words = line.toString('utf8');
  if (
    read === 0 &&
    /"method"\s*:\s*"(initialize|notifications\/initialized|tools\/list|server\/discover)"/.test(words)
  ) {
    const answer = plainAnswer(JSON.parse(words), server);
    if (answer !== undefined) await send(answer);
    return;
  }
  read += 1;
  await notify('notifications/message', { level: 'info', data: line.toString('base64') });
  const id = ID.exec(words)?.[1];
  if (id !== undefined && !isSilent) await write(`{"jsonrpc":"2.0","id":${id},"result":${said}}\n`);
}

let rest = Buffer.alloc(0);
for await (const chunk of process.stdin) {
  rest = Buffer.concat([rest, chunk]);
  for (let end = rest.indexOf(10); end !== -1; end = rest.indexOf(10)) {
    await take(rest.subarray(0, end));
    rest = rest.subarray(end + 1);
    if (read >= reads) await new Promise((never) => setTimeout(never, 2 ** 30));
  }
}
