import { exchange, fromServer, type ExampleFrame, type Examples } from '../../example.ts';

const form = (message: string, properties: object = {}, id = 'e1'): ExampleFrame =>
  fromServer('elicitation/create', { message, requestedSchema: { type: 'object', properties } }, id);

export const examples: Examples = {
  fires: [
    {
      why: 'in the message',
      frames: [form('Log in at https://words.io/login first.')],
      at: '/params/message',
      severity: 'low',
    },
    {
      why: 'in the description of a field',
      frames: [form('Go on', { code: { type: 'string', description: 'From http://words.io/code' } })],
      at: '/params/requestedSchema/properties/code/description',
    },
    {
      why: 'inside an answer',
      frames: exchange('tools/call', {
        inputRequests: { a: { method: 'elicitation/create', params: { message: '[here](https://a.io)' } } },
      }),
      at: '/result/inputRequests/a/params/message',
    },
  ],
  quiet: [
    { why: 'no address', frames: [form('Which branch?', { branch: { type: 'string' } })] },
    {
      why: 'a field that takes one',
      frames: [form('Which page?', { page: { type: 'string', format: 'uri' } })],
    },
    { why: 'a name of a host', frames: [form('Publish to words.io?')] },
    {
      why: 'the address of URL mode',
      frames: [
        fromServer(
          'elicitation/create',
          { mode: 'url', url: 'https://words.io', message: 'Please go on there.', elicitationId: 'i' },
          'e',
        ),
      ],
    },
  ],
};
