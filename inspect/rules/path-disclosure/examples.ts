import { answered, exchange, failed, type Examples } from '../../example.ts';

const http = { key: 'h', transport: 'http', url: 'https://words.io/mcp' } as const;

export const examples: Examples = {
  fires: [
    {
      why: 'a far server',
      target: http,
      frames: failed('tools/call', { code: 1, message: 'no such file: /home/maria/shop/.env' }),
      at: '/error/message',
      bytes: '/home/maria',
      severity: 'low',
    },
    {
      why: 'a near one',
      frames: failed('tools/call', { code: 1, message: 'cannot open /Users/maria/words.txt' }),
      severity: 'info',
    },
    {
      why: 'another system',
      target: http,
      frames: exchange('tools/call', {
        isError: true,
        content: [{ type: 'text', text: 'C:\\Users\\maria\\app\\x.js not found' }],
      }),
      bytes: 'Users',
    },
  ],
  quiet: [
    { why: 'an answer about files', target: http, frames: answered('/home/maria/words.txt has 3 lines') },
    {
      why: 'a path of the system',
      target: http,
      frames: failed('tools/call', { code: 1, message: 'no such file: /usr/share/dict/words' }),
    },
    {
      why: 'the user of images',
      target: http,
      frames: failed('tools/call', { code: 1, message: 'no such file: /home/user/x and /home/node/x' }),
    },
    {
      why: 'an address',
      target: http,
      frames: failed('tools/call', { code: 1, message: 'see https://words.io/home/maria/x' }),
    },
  ],
};
