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
      why: 'half a million tokens',
      frames: [ask({ maxTokens: 500_000 })],
      at: '/params/maxTokens',
      bytes: '500000',
      severity: 'medium',
    },
    { why: 'a number beyond all', frames: [ask({ maxTokens: 1e15 })] },
    { why: 'again and again', frames: Array.from({ length: 10 }, (_, at) => ask({}, `q${at}`)) },
  ],
  quiet: [
    { why: 'as much as a page', frames: [ask({ maxTokens: 4096 })] },
    { why: 'what models allow at most today', frames: [ask({ maxTokens: 64_000 })] },
    { why: 'a few steps', frames: Array.from({ length: 5 }, (_, at) => ask({}, `q${at}`)) },
    {
      why: 'a few for each of our calls',
      frames: Array.from({ length: 4 }, (_, at) => [
        ...exchange('tools/call', {}, { name: 'x' }, at + 50),
        ask({}, `a${at}`),
        ask({}, `b${at}`),
        ask({}, `c${at}`),
      ]).flat(),
    },
  ],
};
