import { answered, exchange, tools, type Examples } from '../../example.ts';

export const examples: Examples = {
  fires: [
    {
      why: 'a result that turns a flag on',
      frames: [
        {
          toward: 'client',
          text: '{"jsonrpc":"2.0","id":3,"result":{"structuredContent":{"__proto__":{"isAdmin":true}}}}',
        },
      ],
      at: '/result/structuredContent/__proto__',
      bytes: '__proto__',
      severity: 'high',
    },
    {
      why: 'the longer way',
      frames: exchange('tools/call', {
        structuredContent: { constructor: { prototype: { isAdmin: true } } },
      }),
      severity: 'high',
    },
    {
      why: 'in what comes with a tool, written with an escape',
      frames: [
        {
          toward: 'client',
          text: '{"jsonrpc":"2.0","id":2,"result":{"tools":[{"name":"a","inputSchema":{},"_meta":{"\\u005f_proto__":{"a":1}}}]}}',
        },
      ],
    },
    {
      why: 'in the envelope',
      frames: [{ toward: 'client', text: '{"jsonrpc":"2.0","__proto__":{"id":1},"method":"ping"}' }],
    },
    {
      why: 'without an object it can do less',
      frames: [{ toward: 'client', text: '{"jsonrpc":"2.0","id":3,"result":{"__proto__":1}}' }],
      severity: 'medium',
    },
  ],
  quiet: [
    {
      why: 'schemas are another rule',
      frames: tools({
        inputSchema: { type: 'object', properties: JSON.parse('{"__proto__":{"type":"string"}}') as unknown },
      }),
    },
    {
      why: 'a property called constructor',
      frames: tools({
        inputSchema: {
          type: 'object',
          properties: { constructor: { type: 'string', description: 'Builder of the house' }, prototype: {} },
        },
      }),
    },
    { why: 'the words in a text', frames: answered('Never merge "__proto__" or constructor.prototype.') },
    { why: 'JSON in a text is text', frames: answered('{"__proto__":{"a":1}}') },
    {
      why: 'races and teams',
      frames: exchange('tools/call', {
        structuredContent: { constructor: { name: 'Ferrari', prototype: 'F80' } },
      }),
    },
    { why: 'what we send is a test', frames: [{ toward: 'server', text: '{"__proto__":{"a":1}}' }] },
  ],
};
