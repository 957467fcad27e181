import { exchange, fromServer, type ExampleFrame, type Examples } from '../../example.ts';

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
    {
      why: 'all servers',
      frames: [ask({ includeContext: 'allServers' })],
      at: '/params/includeContext',
      bytes: 'allServers',
      severity: 'high',
    },
    { why: 'its own', frames: [ask({ includeContext: 'thisServer' })], severity: 'low' },
    {
      why: 'inside an answer',
      frames: exchange('tools/call', {
        inputRequests: { a: { method: 'sampling/createMessage', params: { includeContext: 'allServers' } } },
      }),
      at: '/result/inputRequests/a/params/includeContext',
    },
  ],
  quiet: [
    { why: 'none', frames: [ask({ includeContext: 'none' })] },
    { why: 'not said', frames: [ask()] },
    { why: 'a word in a message', frames: [ask({ systemPrompt: 'includeContext: allServers' })] },
    {
      why: 'the same key elsewhere',
      frames: exchange('tools/call', { structuredContent: { includeContext: 'allServers' } }),
    },
  ],
};
