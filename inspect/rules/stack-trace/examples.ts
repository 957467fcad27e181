import { answered, exchange, failed, resource, type Examples } from '../../example.ts';

const python =
  'Traceback (most recent call last):\n  File "/srv/app/main.py", line 31, in call\n    run()\n  File "/srv/app/db.py", line 8, in run\n    raise KeyError(x)\nKeyError: 7';
const node =
  'TypeError: x is not a function\n    at run (/srv/app/index.js:12:7)\n    at async Server.handle (/srv/app/server.js:88:3)';

export const examples: Examples = {
  fires: [
    {
      why: 'Python, in an error',
      frames: failed('tools/call', { code: -32603, message: python }),
      at: '/error/message',
      bytes: 'File',
      severity: 'low',
    },
    {
      why: 'Node, in the data of an error',
      frames: failed('tools/call', { code: -32603, message: 'x', data: { stack: node } }),
      at: '/error/data/stack',
      severity: 'low',
    },
    {
      why: 'Java',
      frames: exchange('tools/call', {
        isError: true,
        content: [
          {
            type: 'text',
            text: 'java.lang.IllegalStateException: x\n\tat io.shop.Api.get(Api.java:41)\n\tat io.shop.Main.main(Main.java:9)',
          },
        ],
      }),
      severity: 'low',
    },
    {
      why: 'Go',
      frames: failed('tools/call', {
        code: 1,
        message:
          'panic: x\n\ngoroutine 1 [running]:\nmain.run(0x1)\n\t/srv/app/main.go:12 +0x1d\nmain.main()\n\t/srv/app/main.go:7 +0x20',
      }),
    },
    {
      why: '.NET, Ruby, PHP and Rust',
      frames: failed('tools/call', {
        code: 1,
        message:
          'x\n   at Shop.Api.Get(Int32 id) in C:\\src\\Api.cs:line 31\n   at Shop.Main.Run() in C:\\src\\Main.cs:line 7',
      }),
    },
    { why: 'an answer that is no error', frames: answered(python), severity: 'info' },
  ],
  quiet: [
    {
      why: 'one frame is a place, no trace',
      frames: failed('tools/call', { code: 1, message: 'failed at run (/srv/app/index.js:12:7)' }),
    },
    { why: 'a document that shows one', frames: resource({ text: node }) },
    {
      why: 'lines of prose',
      frames: failed('tools/call', {
        code: 1,
        message: 'we met\n at noon (see 12:30)\n at night (see 22:30)',
      }),
    },
    { why: 'a message', frames: failed('tools/call', { code: -32602, message: 'word is missing' }) },
  ],
};
