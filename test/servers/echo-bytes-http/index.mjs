// Keeps every byte of each connection in a file of its own, as it came, and answers once: a request of JSON-RPC
// as an MCP server would, anything else with what it read, in hexadecimal. It never judges a request. The end
// of one is where its Content-Length or its last chunk says, or where nothing has come for a while.
//   --to=FOLDER  a file for each connection: 1, 2, 3 …
//   --quiet=MS   how long a request that has no end is waited for
import { appendFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { option, plainAnswer, text } from '../stdio.mjs';

const to = option('to', '');
const quiet = option('quiet', 25);
const server = { name: 'echo-bytes', call: (params) => text(JSON.stringify(params.arguments ?? {})) };
let connections = 0;

/** Where the body of a request begins; undefined: its head goes on. */
function headEnd(bytes) {
  const ends = ['\r\n\r\n', '\n\n']
    .map((end) => [bytes.indexOf(end), end.length])
    .filter(([at]) => at !== -1);
  const [first] = ends.sort(([a], [b]) => a - b);
  return first === undefined ? undefined : first[0] + first[1];
}

/** The body as far as it is there, and whether that is all of it. */
function bodyOf(bytes) {
  const at = headEnd(bytes);
  if (at === undefined) return { body: Buffer.alloc(0), isWhole: false };
  const head = bytes.toString('latin1', 0, at);
  const rest = bytes.subarray(at);
  if (/^transfer-encoding:.*chunked/im.test(head)) return unchunked(rest);
  const length = /^content-length:[ \t]*(\d+)[ \t]*\r?$/im.exec(head)?.[1];
  return { body: rest, isWhole: rest.length >= Number(length ?? 0) };
}

function unchunked(bytes) {
  const parts = [];
  let rest = bytes;
  for (;;) {
    const line = /^([0-9a-f]+)\r?\n/i.exec(rest.toString('latin1', 0, 20));
    if (line === null) return { body: Buffer.concat(parts), isWhole: false };
    const size = Number.parseInt(line[1], 16);
    parts.push(rest.subarray(line[0].length, line[0].length + size));
    if (size === 0) return { body: Buffer.concat(parts), isWhole: rest.length > line[0].length };
    rest = rest.subarray(line[0].length + size);
    rest = rest.subarray(rest.indexOf(10) + 1);
  }
}

function answerTo(bytes) {
  const method = /^[^ \r\n]*/.exec(bytes.toString('latin1', 0, 100))[0];
  const { body } = bodyOf(bytes);
  if (method === 'GET' && headEnd(bytes) === bytes.length) return http('405 Method Not Allowed', '', method);
  if (method === 'DELETE') return http('405 Method Not Allowed', '', method);
  let message;
  try {
    message = JSON.parse(body.toString('utf8'));
  } catch {
    // SyntaxError: whatever it is, it is shown as it came.
  }
  if (typeof message?.method !== 'string') return http('200 OK', bytes.toString('hex', 0, 4096), method);
  const answer = plainAnswer(message, server);
  if (answer === undefined) return http('202 Accepted', '', method);
  return http('200 OK', JSON.stringify(answer), method, 'application/json');
}

function http(status, body, method, type = 'text/plain') {
  const head = `HTTP/1.1 ${status}\r\nContent-Type: ${type}\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n`;
  return method === 'HEAD' || method === 'CONNECT' ? head : head + body;
}

const listener = createServer((socket) => {
  const number = ++connections;
  let bytes = Buffer.alloc(0);
  let isAnswered = false;
  let timer;
  const answer = () => {
    clearTimeout(timer);
    if (isAnswered) return;
    isAnswered = true;
    socket.end(answerTo(bytes));
  };
  socket.on('data', (chunk) => {
    if (to !== '') appendFileSync(join(to, String(number)), chunk);
    bytes = Buffer.concat([bytes, chunk]);
    clearTimeout(timer);
    if (bodyOf(bytes).isWhole) answer();
    else timer = setTimeout(answer, quiet);
  });
  socket.on('error', () => {
    // ECONNRESET: the client has gone.
  });
  socket.on('close', () => clearTimeout(timer));
});
listener.listen(option('port', Number(process.env.PORT ?? 0)), '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${listener.address().port}/mcp`);
});
