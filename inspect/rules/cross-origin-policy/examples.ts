import { httpAnswer, httpRequest, type Examples } from '../../example.ts';

const pong = { jsonrpc: '2.0', id: 1, result: {} };
const json: [string, string] = ['Content-Type', 'application/json'];
const ask = (origin: string) => httpRequest([['Origin', origin]], { jsonrpc: '2.0', id: 1, method: 'ping' });

export const examples: Examples = {
  fires: [
    {
      why: 'every page',
      frames: [httpAnswer([json, ['Access-Control-Allow-Origin', '*']], pong)],
      at: 'Access-Control-Allow-Origin',
      bytes: '*',
      severity: 'low',
    },
    {
      why: 'every page, with credentials',
      frames: [
        httpAnswer(
          [json, ['access-control-allow-credentials', 'true'], ['access-control-allow-origin', '*']],
          pong,
        ),
      ],
      severity: 'medium',
    },
    {
      why: 'the asking page is repeated back, with credentials',
      frames: [
        ask('https://evil.example'),
        {
          ...httpAnswer(
            [
              json,
              ['Access-Control-Allow-Origin', 'https://evil.example'],
              ['Access-Control-Allow-Credentials', 'true'],
            ],
            pong,
          ),
          answers: 1,
        },
      ],
      bytes: 'https://evil.example',
      severity: 'high',
    },
    {
      why: 'null is an origin anybody can have',
      frames: [httpAnswer([json, ['Access-Control-Allow-Origin', 'null']], pong)],
      severity: 'medium',
    },
  ],
  quiet: [
    { why: 'no word of other origins', frames: [httpAnswer([json], pong)] },
    {
      why: 'one origin, not the one that asked',
      frames: [
        ask('https://evil.example'),
        {
          ...httpAnswer([json, ['Access-Control-Allow-Origin', 'https://app.example.com']], pong),
          answers: 1,
        },
      ],
    },
    {
      why: 'exposed headers alone allow nothing',
      frames: [httpAnswer([json, ['Access-Control-Expose-Headers', 'Mcp-Session-Id']], pong)],
    },
    {
      why: 'what we send allows nothing',
      frames: [httpRequest([['Access-Control-Allow-Origin', '*']], pong)],
    },
  ],
};
