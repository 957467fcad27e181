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

const tools = [{ name: 'send', inputSchema: { type: 'object' } }];

export const examples: Examples = {
  fires: [
    {
      why: 'a client that offered sampling without tools',
      frames: [...opened({}, { sampling: {} }), ask({ tools })],
      at: '/params/tools',
      severity: 'medium',
    },
    {
      why: 'a choice alone',
      frames: [...opened({}, { sampling: {} }), ask({ toolChoice: { mode: 'auto' } })],
      at: '/params/toolChoice',
    },
    {
      why: 'offered, but forced',
      frames: [...opened({}, { sampling: { tools: {} } }), ask({ tools, toolChoice: { mode: 'required' } })],
      severity: 'low',
    },
    {
      why: 'offered: only noted',
      frames: [...opened({}, { sampling: { tools: {} } }), ask({ tools })],
      severity: 'info',
    },
  ],
  quiet: [
    { why: 'no tools', frames: [...opened({}, { sampling: {} }), ask()] },
    { why: 'an empty list', frames: [...opened({}, { sampling: {} }), ask({ tools: [] })] },
    { why: 'the tools of the server', frames: exchange('tools/list', { tools }) },
    {
      why: 'a question to the user',
      frames: [fromServer('elicitation/create', { message: 'Which?', tools }, 'e')],
    },
  ],
};
