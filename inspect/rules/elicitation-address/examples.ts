import { exchange, failed, fromServer, type ExampleFrame, type Examples } from '../../example.ts';
import { jsonWebToken } from '../../support/secrets/made-up.ts';

const open = (url: string): ExampleFrame =>
  fromServer(
    'elicitation/create',
    { mode: 'url', elicitationId: 'a', message: 'Please go on there.', url },
    'e1',
  );

export const examples: Examples = {
  fires: [
    {
      why: 'not encrypted',
      frames: [open('http://words.io/login')],
      at: '/params/url',
      bytes: 'http://words.io/login',
      severity: 'medium',
    },
    { why: 'a script behind blanks', frames: [open(' java\nscript:take()')], severity: 'high' },
    { why: 'a script', frames: [open(`java${'script'}:alert(1)`)], severity: 'high' },
    {
      why: 'a name in front of the host',
      frames: [open('https://accounts.google.com@evil.io/')],
      severity: 'high',
    },
    { why: 'a bare number of a machine', frames: [open('https://203.0.113.9/in')] },
    { why: 'look-alike letters', frames: [open('https://xn--pple-43d.com/')], severity: 'high' },
    {
      why: 'a token goes along',
      frames: [open(`https://words.io/in?session=${jsonWebToken({ sub: 'a' })}`)],
      severity: 'high',
    },
    { why: 'this machine', frames: [open('http://localhost:3000/cb')], severity: 'info' },
    {
      why: 'inside an error that wants it first',
      frames: failed('tools/call', {
        code: -32042,
        message: 'More is needed.',
        data: {
          elicitations: [{ mode: 'url', url: 'http://words.io/login', elicitationId: 'e', message: 'Go' }],
        },
      }),
      at: '/error/data/elicitations/0/url',
      severity: 'medium',
    },
    {
      why: 'inside an answer',
      frames: exchange('tools/call', {
        inputRequests: {
          a: { method: 'elicitation/create', params: { mode: 'url', url: 'file:///etc/passwd' } },
        },
      }),
      at: '/result/inputRequests/a/params/url',
    },
  ],
  quiet: [
    { why: 'encrypted, and its own', frames: [open('https://words.io/connect?elicitation=abc')] },
    { why: 'a path with an at sign', frames: [open('https://words.io/@me')] },
    { why: 'a port', frames: [open('https://words.io:8443/connect')] },
    {
      why: 'no address at all',
      frames: [fromServer('elicitation/create', { message: 'Which?', requestedSchema: {} }, 'e')],
    },
  ],
};
