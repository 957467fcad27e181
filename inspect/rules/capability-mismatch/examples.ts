import { exchange, fromServer, opened, type Examples } from '../../example.ts';

const asking = fromServer('roots/list', {}, 1);
const sampling = fromServer('sampling/createMessage', { messages: [], maxTokens: 10 }, 1);
const input = (method: string) =>
  exchange('tools/call', { resultType: 'input_required', inputRequests: { a: { method, params: {} } } });

export const examples: Examples = {
  fires: [
    {
      why: 'roots that were never offered',
      frames: [...opened(), asking],
      at: '/method',
      bytes: 'roots/list',
      severity: 'medium',
    },
    {
      why: 'asked within an answer',
      frames: [...opened(), ...input('roots/list')],
      at: '/result/inputRequests/a/method',
    },
    {
      why: 'a notice that was not announced',
      frames: [...opened(), fromServer('notifications/tools/list_changed', {})],
      severity: 'low',
    },
  ],
  quiet: [
    { why: 'roots that were offered', frames: [...opened({}, { roots: {} }), asking] },
    { why: 'sampling is told by another rule', frames: [...opened(), sampling] },
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
      why: 'offered, asked within an answer',
      frames: [...opened({}, { roots: {} }), ...input('roots/list')],
    },
    {
      why: 'progress and cancelling need no word',
      frames: [...opened(), fromServer('notifications/cancelled', { requestId: 1 })],
    },
  ],
};
