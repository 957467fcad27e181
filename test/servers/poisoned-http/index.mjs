// A careless server over HTTP: what only headers and status lines can show, once each. What is wrong where
// stands in expected.mjs. Prints its URL; --port=N
import { serve } from '../http.mjs';
import { HEADERS } from './headers.mjs';

const result = (id, value) => JSON.stringify({ jsonrpc: '2.0', id, result: value });

async function bodyOf(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return JSON.parse(Buffer.concat(chunks).toString('utf8'));
}

await serve('/mcp', async (request, response) => {
  if (request.method !== 'POST') {
    response.writeHead(405).end();
    return;
  }
  const { id, method, params } = await bodyOf(request);
  const json = { 'Content-Type': 'application/json' };
  if (id === undefined) response.writeHead(202).end();
  else if (method === 'initialize') {
    const opening = {
      protocolVersion: params?.protocolVersion ?? '2025-11-25',
      capabilities: { tools: {} },
      serverInfo: { name: 'poisoned-http', version: '1.0.0' },
    };
    response.writeHead(200, { ...json, ...HEADERS.initialize }).end(result(id, opening));
  } else if (method === 'tools/list')
    response.writeHead(200, HEADERS['tools/list']).end(result(id, { tools: [] }));
  else if (method === 'resources/list') response.writeHead(307, HEADERS['resources/list']).end();
  else if (method === 'prompts/list') response.writeHead(401, HEADERS['prompts/list']).end();
  else response.writeHead(200, json).end(result(id, {}));
});
