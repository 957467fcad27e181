// Writes to stderr without measure, on start and on every tools/call, and answers all the same.
//   --bytes=N    each time (8MiB)
//   --how=lines | one-line | no-newline | terminal   (lines)
import { once } from 'node:events';
import { isCall, option, serve } from '../stdio.mjs';

const bytes = option('bytes', 8 * 2 ** 20);
const HOW = {
  lines: 'WARN something happened that nobody will ever read, number 123456\n',
  'one-line': 'x'.repeat(64),
  'no-newline': 'x'.repeat(64),
  terminal: '\u001b]0;owned\u0007\u001b[2J\u001b[31mred\u001b[0m\u0008\u0008\u009b1mred\r::error::forged\n',
};
const how = option('how', 'lines');
const chunk = Buffer.from(HOW[how].repeat(Math.ceil((64 * 1024) / HOW[how].length)));

async function flood() {
  for (let left = bytes; left > 0; left -= chunk.length) {
    const part = left >= chunk.length ? chunk : chunk.subarray(0, left);
    if (!process.stderr.write(part)) await once(process.stderr, 'drain');
  }
  if (how === 'one-line') process.stderr.write('\n');
}

await flood();
await serve({ name: 'stderr-flood' }, async (message) => {
  if (isCall(message)) await flood();
  return false;
});
