import { answered, exchange, type Examples } from '../../example.ts';
import { githubToken, jsonWebToken, privateKey } from '../../support/secrets/made-up.ts';

const call = (args: unknown) => exchange('tools/call', { content: [] }, { name: 'look_up', arguments: args });

export const examples: Examples = {
  fires: [
    {
      why: 'a token in an argument',
      frames: call({ query: `why is ${githubToken()} refused?` }),
      at: '/params/arguments/query',
      bytes: githubToken(),
      severity: 'high',
    },
    { why: 'a key in a file that is passed on', frames: call({ body: privateKey() }), severity: 'high' },
    {
      why: 'in the answer to a question of the server',
      frames: [
        {
          toward: 'server',
          json: {
            jsonrpc: '2.0',
            id: 5,
            result: { action: 'accept', content: { value: jsonWebToken({ sub: 'me' }) } },
          },
        },
      ],
    },
  ],
  quiet: [
    { why: 'what the server says belongs to the other rules', frames: answered(githubToken()) },
    { why: 'an address without a secret', frames: call({ url: 'https://shop.io:8080/a?token=<token>' }) },
    {
      why: 'a header that exists to carry one',
      frames: [
        {
          toward: 'server',
          channel: 'c1>',
          http: { startLine: 'POST /mcp HTTP/1.1', headers: [['Authorization', `Bearer ${githubToken()}`]] },
          json: { jsonrpc: '2.0', id: 1, method: 'ping' },
        },
      ],
    },
    { why: 'a number', frames: call({ id: '20260101123456789' }) },
  ],
};
