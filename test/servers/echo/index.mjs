// Well-behaved and as fast as a hand-written server gets; both eras. For benches and for comparing with a bare pipe.
// Tools: echo {text}, big {bytes}, flood {n}, slow {ms}.
//   --tools=N   lists N more tools
import { later, option, readMessages, tool, write } from '../stdio.mjs';

const name = 'echo';
const capabilities = { tools: {}, logging: {} };
const argument = (key, type) => ({ type: 'object', properties: { [key]: { type } }, required: [key] });
const tools = [
  { name: 'echo', description: 'Says the same again', inputSchema: argument('text', 'string') },
  {
    name: 'big',
    description: 'Answers with that many bytes of text',
    inputSchema: argument('bytes', 'integer'),
  },
  {
    name: 'flood',
    description: 'Sends n notifications, then answers',
    inputSchema: argument('n', 'integer'),
  },
  {
    name: 'slow',
    description: 'Answers after that many milliseconds',
    inputSchema: argument('ms', 'integer'),
  },
  ...Array.from({ length: option('tools', 0) }, (_, i) =>
    tool(`tool_${i}`, `Tool number ${i}, which does nothing but being listed`),
  ),
];

/** What a result of 2026-07-28 has to say beside its content. */
const MODERN = `,"resultType":"complete","_meta":{"io.modelcontextprotocol/serverInfo":{"name":"${name}","version":"1.0.0"}}`;
const CACHE = ',"ttlMs":0,"cacheScope":"private"';
const CHUNK = 'x'.repeat(256 * 1024);

const isModern = (params) => params?._meta?.['io.modelcontextprotocol/protocolVersion'] !== undefined;
const answer = (id, body, tail = '') =>
  write(`{"jsonrpc":"2.0","id":${JSON.stringify(id)},"result":{${body}${tail}}}\n`);
const textBody = (text) => `"content":[{"type":"text","text":${JSON.stringify(text)}}]`;

async function big(id, bytes, tail) {
  await write(`{"jsonrpc":"2.0","id":${JSON.stringify(id)},"result":{"content":[{"type":"text","text":"`);
  for (let left = bytes; left > 0; left -= CHUNK.length)
    await write(left >= CHUNK.length ? CHUNK : CHUNK.slice(0, left));
  await write(`"}]${tail}}}\n`);
}

async function flood(id, n, tail) {
  const batch = 500;
  for (let first = 0; first < n; first += batch) {
    let lines = '';
    for (let i = first; i < Math.min(first + batch, n); i += 1) {
      lines += `{"jsonrpc":"2.0","method":"notifications/message","params":{"level":"info","logger":"flood","data":{"i":${i}}}}\n`;
    }
    await write(lines);
  }
  await answer(id, textBody(`sent ${n}`), tail);
}

async function call(id, { name: tool, arguments: args = {} }, tail) {
  if (tool === 'echo') return answer(id, textBody(String(args.text)), tail);
  if (tool === 'big') return big(id, Number(args.bytes), tail);
  if (tool === 'flood') return flood(id, Number(args.n), tail);
  if (tool === 'slow') return later(Number(args.ms)).then(() => answer(id, textBody('at last'), tail));
  if (tools.some((known) => known.name === tool)) return answer(id, textBody('done'), tail);
  return refuse(id, -32602, `Unknown tool: ${tool}`);
}

const refuse = (id, code, message) =>
  write(`${JSON.stringify({ jsonrpc: '2.0', id, error: { code, message } })}\n`);

await readMessages(({ id, method, params }) => {
  if (id === undefined) return undefined;
  const tail = isModern(params) ? MODERN : '';
  switch (method) {
    case 'tools/call':
      // Not awaited where it waits itself: other calls are answered meanwhile.
      if (params.name === 'slow') {
        void call(id, params, tail);
        return undefined;
      }
      return call(id, params, tail);
    case 'tools/list':
      return answer(id, `"tools":${JSON.stringify(tools)}`, tail && `${CACHE}${tail}`);
    case 'server/discover':
      return answer(
        id,
        `"supportedVersions":["2026-07-28"],"capabilities":${JSON.stringify(capabilities)}`,
        `${CACHE}${MODERN}`,
      );
    case 'initialize': {
      const body = {
        protocolVersion: params?.protocolVersion ?? '2025-11-25',
        capabilities,
        serverInfo: { name, version: '1.0.0' },
      };
      return answer(id, JSON.stringify(body).slice(1, -1));
    }
    case 'ping':
    case 'logging/setLevel':
      return answer(id, '');
    default:
      return refuse(id, -32601, `Method not found: ${method}`);
  }
});
