import { answered, failed, httpAnswer, type Examples } from '../../example.ts';

export const examples: Examples = {
  fires: [
    {
      why: 'a header',
      frames: [httpAnswer([['Server', 'nginx/1.18.0']])],
      at: 'Server',
      bytes: 'nginx/1.18.0',
      severity: 'info',
    },
    { why: 'who powers it', frames: [httpAnswer([['X-Powered-By', 'PHP/8.1.2']])] },
    {
      why: 'a page in an error',
      frames: failed('tools/call', { code: 502, message: '<hr><center>nginx/1.24.0</center>' }),
      at: '/error/message',
    },
  ],
  quiet: [
    { why: 'a name without version', frames: [httpAnswer([['Server', 'nginx']])] },
    { why: 'an answer that names one', frames: answered('nginx/1.18.0 is old.') },
    { why: 'another header', frames: [httpAnswer([['Via', 'nginx/1.18.0']])] },
    { why: 'a version of the protocol', frames: failed('tools/call', { code: 1, message: 'HTTP/1.1 502' }) },
  ],
};
