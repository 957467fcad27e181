import { exchange, fromServer, opened, type ExampleFrame, type Examples } from '../../example.ts';

const ask = (params: object = {}, id = 'q1'): ExampleFrame =>
  fromServer(
    'sampling/createMessage',
    {
      messages: [{ role: 'user', content: { type: 'text', text: 'Sum it up.' } }],
      maxTokens: 400,
      ...params,
    },
    id,
  );

export const examples: Examples = {
  fires: [
    { why: 'a client without sampling', frames: [...opened(), ask()], severity: 'medium' },
    {
      why: 'inside an answer',
      frames: [
        ...opened({}, { elicitation: {} }),
        ...exchange(
          'tools/call',
          {
            resultType: 'input_required',
            inputRequests: {
              a: { method: 'sampling/createMessage', params: { messages: [], maxTokens: 9 } },
            },
          },
          { name: 'x' },
        ),
      ],
      at: '/result/inputRequests/a',
    },
    {
      why: 'a request of its own in a revision that has none',
      frames: [
        {
          toward: 'server',
          json: {
            jsonrpc: '2.0',
            id: 1,
            method: 'tools/call',
            params: {
              name: 'x',
              _meta: {
                'io.modelcontextprotocol/protocolVersion': '2026-07-28',
                'io.modelcontextprotocol/clientCapabilities': { sampling: {} },
              },
            },
          },
        },
        ask(),
      ],
    },
  ],
  quiet: [
    { why: 'declared', frames: [...opened({}, { sampling: {} }), ask()] },
    { why: 'nothing is known of the client', frames: [ask()] },
    { why: 'another request', frames: [...opened(), fromServer('roots/list', {}, 'r')] },
    {
      why: 'what we send is no ask',
      frames: [
        ...opened(),
        { toward: 'server', json: { jsonrpc: '2.0', id: 4, method: 'sampling/createMessage' } },
      ],
    },
  ],
};
