import { exchange, tools, type Examples } from '../../example.ts';

const raw = (text: string) => [{ toward: 'client' as const, text }];

export const examples: Examples = {
  fires: [
    {
      why: 'an account that becomes another one',
      frames: raw(
        '{"jsonrpc":"2.0","id":3,"result":{"content":[],"structuredContent":{"account":9007199254740993}}}',
      ),
      at: '/result/structuredContent/account',
      bytes: '9007199254740993',
      severity: 'medium',
    },
    {
      why: 'the id of a request of theirs',
      frames: raw('{"jsonrpc":"2.0","id":12345678901234567891,"method":"roots/list"}'),
      at: '/id',
      severity: 'medium',
    },
    {
      why: 'infinity',
      frames: raw('{"jsonrpc":"2.0","id":3,"result":{"structuredContent":{"limit":1e999}}}'),
      severity: 'medium',
    },
    {
      why: 'elsewhere it weighs less',
      frames: raw(
        '{"jsonrpc":"2.0","method":"notifications/message","params":{"data":{"n":-12345678901234567891}}}',
      ),
      severity: 'low',
    },
    {
      why: 'a bound of a schema',
      frames: raw(
        '{"jsonrpc":"2.0","id":2,"result":{"tools":[{"name":"a","inputSchema":{"properties":{"n":{"maximum":18446744073709551615}}}}]}}',
      ),
      severity: 'info',
    },
  ],
  quiet: [
    {
      why: 'the largest that is kept',
      frames: exchange('tools/call', {
        structuredContent: { n: Number.MAX_SAFE_INTEGER, m: -Number.MAX_SAFE_INTEGER },
      }),
    },
    {
      why: 'larger, and kept all the same',
      frames: raw('{"jsonrpc":"2.0","id":3,"result":{"structuredContent":{"n":9223372036854775808}}}'),
    },
    {
      why: 'digits in a string',
      frames: exchange('tools/call', { structuredContent: { id: '9007199254740993' } }),
    },
    {
      why: 'a fraction is never exact',
      frames: raw(
        '{"jsonrpc":"2.0","id":3,"result":{"structuredContent":{"n":0.1234567890123456789,"z":0.0000e5}}}',
      ),
    },
    {
      why: 'an id that we chose',
      frames: [
        { toward: 'server', text: '{"jsonrpc":"2.0","id":9007199254740993,"method":"ping"}' },
        { toward: 'client', text: '{"jsonrpc":"2.0","id":9007199254740993,"result":{}}' },
      ],
    },
    {
      why: 'the usual bounds of integers',
      frames: tools({
        inputSchema: {
          type: 'object',
          properties: { n: { type: 'integer', maximum: Number.MAX_SAFE_INTEGER } },
        },
      }),
    },
  ],
};
