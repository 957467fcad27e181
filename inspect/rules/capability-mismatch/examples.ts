import { exchange, fromServer, opened, type Examples } from '../../example.ts';

const asking = fromServer('sampling/createMessage', { messages: [], maxTokens: 10 }, 1);
const input = (method: string) =>
  exchange('tools/call', { resultType: 'input_required', inputRequests: { a: { method, params: {} } } });

export const examples: Examples = {
  fires: [
    {
      why: 'sampling that was never offered',
      frames: [...opened(), asking],
      at: '/method',
      bytes: 'sampling/createMessage',
      severity: 'medium',
    },
    {
      why: 'tools in sampling',
      frames: [
        ...opened({}, { sampling: {} }),
        fromServer('sampling/createMessage', { messages: [], tools: [] }, 1),
      ],
      at: '/params/tools',
    },
    {
      why: 'an address to open',
      frames: [
        ...opened({}, { elicitation: {} }),
        fromServer('elicitation/create', { mode: 'url', url: 'https://a.example' }, 1),
      ],
      at: '/params/mode',
    },
    {
      why: 'asked within an answer',
      frames: [...opened(), ...input('elicitation/create')],
      at: '/result/inputRequests/a/method',
    },
    {
      why: 'a notice that was not announced',
      frames: [...opened(), fromServer('notifications/tools/list_changed', {})],
      severity: 'low',
    },
  ],
  quiet: [
    { why: 'sampling that was offered', frames: [...opened({}, { sampling: {} }), asking] },
    {
      why: 'a notice that was announced',
      frames: [
        ...opened({ capabilities: { tools: { listChanged: true } } }),
        fromServer('notifications/tools/list_changed', {}),
      ],
    },
    {
      why: 'logging was declared',
      frames: [...opened(), fromServer('notifications/message', { level: 'info', data: 'x' })],
    },
    { why: 'nothing is known of the opening', frames: [asking] },
    {
      why: 'what the client offered stands in the request',
      frames: [...opened({}, { elicitation: {} }), ...input('elicitation/create')],
    },
    {
      why: 'progress and cancelling need no word',
      frames: [...opened(), fromServer('notifications/cancelled', { requestId: 1 })],
    },
  ],
};
