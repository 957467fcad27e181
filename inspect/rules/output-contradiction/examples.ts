import { exchange, tools, type Examples } from '../../example.ts';

const call = (text: string, structuredContent: unknown, more: object = {}) =>
  exchange(
    'tools/call',
    { content: [{ type: 'text', text }], structuredContent, ...more },
    { name: 'look_up', arguments: {} },
  );
const promising = tools({
  outputSchema: {
    type: 'object',
    properties: { amount: { type: 'number' }, note: { type: ['string', 'null'] } },
    required: ['amount'],
  },
});

export const examples: Examples = {
  fires: [
    {
      why: 'a person approves ten, a program pays a thousand',
      frames: call('{"amount": 10, "to": "Ann"}', { amount: 1000, to: 'Ann' }),
      at: '/result/structuredContent/amount',
      bytes: '1000',
      severity: 'medium',
    },
    {
      why: 'in a list, under what a framework adds',
      frames: call('[{"ok":true}]', { result: [{ ok: false }] }),
      severity: 'medium',
    },
    {
      why: 'another type than promised',
      frames: [...promising, ...call('ten', { amount: 'ten' })],
      at: '/result/structuredContent/amount',
      severity: 'low',
    },
    {
      why: 'what was promised is missing',
      frames: [...promising, ...call('none', { note: null })],
      severity: 'low',
    },
  ],
  quiet: [
    {
      why: 'the same, written otherwise',
      frames: call('{ "b": [1, 2.50], "a": "x  y" }', { a: 'x y', b: [1.0, 2.5] }),
    },
    { why: 'a summary for people', frames: call('Paid 10 to Ann.', { amount: 10, to: 'Ann' }) },
    { why: 'the text leaves things out', frames: call('{"to":"Ann"}', { amount: 10, to: 'Ann' }) },
    { why: 'rounded for people', frames: call('{"degrees": 21.3}', { degrees: 21.3042 }) },
    { why: 'a list that was cut', frames: call('{"all":[1,2]}', { all: [1, 2, 3] }) },
    { why: 'as promised', frames: [...promising, ...call('x', { amount: 3, note: null, more: 1 })] },
    { why: 'an error need not keep promises', frames: [...promising, ...call('no', {}, { isError: true })] },
  ],
};
