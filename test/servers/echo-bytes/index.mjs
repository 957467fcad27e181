// Keeps every byte it is sent in a file, as it came, and answers whatever it can read as a request. What it
// cannot read it passes over.
//   --to=FILE      all bytes of standard input, put together
//   --chunks=FILE  a line for each chunk as it was read: ms since the start, and its length
//   --default=TEXT its tool takes a text, of which this is the default, and a mode
//   --ends-after=N ends by itself after so many bytes
import { appendFileSync } from 'node:fs';
import { option, plainAnswer, send, text } from '../stdio.mjs';

const to = option('to', '');
const chunks = option('chunks', '');
const endsAfter = option('ends-after', Infinity);
const began = performance.now();
const preset = option('default', '');
const inputSchema = {
  type: 'object',
  required: ['text'],
  properties: { text: { type: 'string', default: preset }, mode: { enum: ['a', 'b'] } },
};
const server = {
  name: 'echo-bytes',
  tools: preset === '' ? undefined : [{ name: 'go', inputSchema }],
  call: (params) =>
    text(preset === '' ? JSON.stringify(params.arguments ?? {}) : String(params.arguments?.text)),
};
let rest = Buffer.alloc(0);
let bytes = 0;

function read(line) {
  try {
    // With or without a mark in front.
    const message = JSON.parse(line.toString('utf8').replace(/^\ufeff/, ''));
    return typeof message === 'object' && message !== null && typeof message.method === 'string'
      ? message
      : undefined;
  } catch {
    return undefined;
  }
}

for await (const chunk of process.stdin) {
  if (to !== '') appendFileSync(to, chunk);
  if (chunks !== '') appendFileSync(chunks, `${Math.round(performance.now() - began)} ${chunk.length}\n`);
  bytes += chunk.length;
  if (bytes >= endsAfter) process.exit(3);
  rest = Buffer.concat([rest, chunk]);
  for (let end = rest.indexOf(10); end !== -1; end = rest.indexOf(10)) {
    const message = read(rest.subarray(0, end));
    rest = rest.subarray(end + 1);
    const answer = message === undefined ? undefined : plainAnswer(message, server);
    if (answer !== undefined) await send(answer);
  }
}
