import { exchange, fromServer, type Examples } from '../../example.ts';

const called = exchange('tools/call', { content: [] }, { name: 'look_up', _meta: { progressToken: 7 } });
const progress = (progressToken: unknown) =>
  fromServer('notifications/progress', { progressToken, progress: 1 });

export const examples: Examples = {
  fires: [
    {
      why: 'a token we never gave',
      frames: [called[0]!, progress(8), called[1]!],
      at: '/params/progressToken',
      bytes: '8',
      severity: 'medium',
    },
    { why: 'a string is another token', frames: [called[0]!, progress('7'), called[1]!] },
    {
      why: 'a resource we never asked about',
      frames: [
        ...exchange('resources/subscribe', {}, { uri: 'notes://mine/1' }),
        fromServer('notifications/resources/updated', { uri: 'notes://theirs/1' }),
      ],
      at: '/params/uri',
    },
    {
      why: 'a task of somebody else',
      frames: [fromServer('notifications/tasks/status', { taskId: 'b', status: 'working' })],
    },
    {
      why: 'a stream we never opened',
      frames: [
        fromServer('notifications/tools/list_changed', {
          _meta: { 'io.modelcontextprotocol/subscriptionId': 'zz' },
        }),
      ],
    },
  ],
  quiet: [
    { why: 'our token', frames: [called[0]!, progress(7), called[1]!] },
    { why: 'a little late', frames: [...called, progress(7)] },
    {
      why: 'in the folder we subscribed to',
      frames: [
        ...exchange('resources/subscribe', {}, { uri: 'notes://mine/' }),
        fromServer('notifications/resources/updated', { uri: 'notes://mine/2' }),
      ],
    },
    {
      why: 'a task that a call became',
      frames: [
        ...exchange('tools/call', { task: { taskId: 'b', status: 'working' } }),
        fromServer('notifications/tasks/status', { taskId: 'b', status: 'completed' }),
      ],
    },
    {
      why: 'our stream',
      frames: [
        { toward: 'server', json: { jsonrpc: '2.0', id: 'zz', method: 'subscriptions/listen', params: {} } },
        fromServer('notifications/tools/list_changed', {
          _meta: { 'io.modelcontextprotocol/subscriptionId': 'zz' },
        }),
      ],
    },
    {
      why: 'a question that was asked',
      frames: [
        fromServer('elicitation/create', { mode: 'url', elicitationId: 'e1', url: 'https://a.example' }, 5),
        fromServer('notifications/elicitation/complete', { elicitationId: 'e1' }),
      ],
    },
  ],
};
