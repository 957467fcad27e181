import { httpAnswer, httpRequest, type Examples } from '../../example.ts';

const ping = { jsonrpc: '2.0', id: 1, method: 'ping' };

export const examples: Examples = {
  fires: [
    {
      why: 'an access token in the query',
      frames: [httpRequest([], ping, 'POST /mcp?access_token=aaaabbbbccccddddeeee')],
      bytes: 'aaaabbbbccccddddeeee',
      severity: 'high',
    },
    {
      why: 'an API key behind another parameter',
      frames: [httpRequest([], ping, 'POST /mcp?v=2&apiKey=11112222333344445555')],
    },
    {
      why: 'the server puts one into a redirect',
      frames: [
        httpAnswer([['Location', 'https://app.example/#id_token=eyJhbGciOiJub25lIn0.e30.x']], undefined, 302),
      ],
      at: 'Location',
    },
    {
      why: 'a password before the host',
      frames: [httpAnswer([['Location', 'https://admin:correct-horse@mcp.example/']], undefined, 302)],
      bytes: 'correct-horse',
    },
  ],
  quiet: [
    {
      why: 'in a header it belongs',
      frames: [httpRequest([['Authorization', 'Bearer aaaabbbbcccc']], ping)],
    },
    {
      why: 'the id of a stream of 2024-11-05 stands in its address',
      frames: [httpRequest([], ping, 'POST /messages?sessionId=1868a90c-d3f5-4b5e-9c2b-7f6f3a1c0d4e')],
    },
    { why: 'a word that only ends so', frames: [httpRequest([], ping, 'POST /mcp?maxtokens=40000000')] },
    { why: 'too short for a secret', frames: [httpRequest([], ping, 'POST /mcp?token=1')] },
    { why: 'a path that speaks of tokens', frames: [httpRequest([], ping, 'GET /oauth/token')] },
  ],
};
