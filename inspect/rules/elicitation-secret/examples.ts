import { exchange, fromServer, type ExampleFrame, type Examples } from '../../example.ts';

const form = (message: string, properties: object = {}, id = 'e1'): ExampleFrame =>
  fromServer('elicitation/create', { message, requestedSchema: { type: 'object', properties } }, id);

export const examples: Examples = {
  fires: [
    { why: 'in German', frames: [form('Bitte', { kennwort: { type: 'string' } })], severity: 'high' },
    {
      why: 'split by what nobody sees',
      frames: [form('Go on', { a: { type: 'string', title: 'Pass\u200bword' } })],
      severity: 'high',
    },
    {
      why: 'a password',
      frames: [form('Log in', { user: { type: 'string' }, password: { type: 'string' } })],
      at: '/params/requestedSchema/properties/password',
      bytes: 'password',
      severity: 'high',
    },
    {
      why: 'a key by its title',
      frames: [form('Set up', { value: { type: 'string', title: 'OpenAI API key' } })],
      severity: 'high',
    },
    { why: 'a one-time code', frames: [form('Go on', { otpCode: { type: 'string', minLength: 6 } })] },
    {
      why: 'a seed phrase in the message',
      frames: [
        form('Please enter your 12-word recovery phrase to restore the wallet.', {
          text: { type: 'string' },
        }),
      ],
      at: '/params/message',
      severity: 'medium',
    },
    {
      why: 'a card',
      frames: [form('Pay', { a: { type: 'string', description: 'Your credit card number' } })],
    },
    {
      why: 'inside an answer',
      frames: exchange('tools/call', {
        inputRequests: {
          a: {
            method: 'elicitation/create',
            params: { message: 'x', requestedSchema: { properties: { api_key: { type: 'string' } } } },
          },
        },
      }),
    },
  ],
  quiet: [
    {
      why: 'the name of a key',
      frames: [form('Create a key', { apiKeyName: { type: 'string', title: 'API key name' } })],
    },
    {
      why: 'settings of passwords',
      frames: [form('Policy', { passwordLength: { type: 'integer' }, tokenExpiry: { type: 'string' } })],
    },
    { why: 'a yes or no', frames: [form('Sure?', { resetPassword: { type: 'boolean' } })] },
    { why: 'a choice', frames: [form('Which?', { secret: { type: 'string', enum: ['db', 'mail'] } })] },
    {
      why: 'words about a secret',
      frames: [form('Do not enter your password here. Which region?', { region: { type: 'string' } })],
    },
    {
      why: 'URL mode is where it belongs',
      frames: [
        fromServer(
          'elicitation/create',
          {
            mode: 'url',
            elicitationId: 'x',
            url: 'https://words.io/in',
            message: 'Enter your API key there',
          },
          'e',
        ),
      ],
    },
  ],
};
