import { exchange, fromServer, opened, type ExampleFrame, type Examples } from '../../example.ts';

const form = (message: string, properties: object = {}, id = 'e1'): ExampleFrame =>
  fromServer('elicitation/create', { message, requestedSchema: { type: 'object', properties } }, id);

const open = fromServer(
  'elicitation/create',
  { mode: 'url', url: 'https://words.io/a', message: 'There.', elicitationId: 'i' },
  'u',
);

export const examples: Examples = {
  fires: [
    { why: 'a client without elicitation', frames: [...opened(), form('Which?')], severity: 'medium' },
    { why: 'an address where only forms are offered', frames: [...opened({}, { elicitation: {} }), open] },
    {
      why: 'a form where only addresses are offered',
      frames: [...opened({}, { elicitation: { url: {} } }), form('Which?')],
    },
    {
      why: 'inside an answer',
      frames: [
        ...opened(),
        ...exchange('tools/call', {
          inputRequests: { a: { method: 'elicitation/create', params: { message: 'Which?' } } },
        }),
      ],
      at: '/result/inputRequests/a',
    },
  ],
  quiet: [
    { why: 'forms by the plain declaration', frames: [...opened({}, { elicitation: {} }), form('Which?')] },
    { why: 'addresses where they are offered', frames: [...opened({}, { elicitation: { url: {} } }), open] },
    { why: 'nothing is known of the client', frames: [form('Which?')] },
    { why: 'both', frames: [...opened({}, { elicitation: { url: {}, form: {} } }), form('Which?'), open] },
  ],
};
