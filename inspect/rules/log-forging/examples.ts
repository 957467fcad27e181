import { answered, fromServer, type Examples } from '../../example.ts';

const log = (data: unknown) => fromServer('notifications/message', { level: 'info', data });

export const examples: Examples = {
  fires: [
    {
      why: 'a level behind a line end',
      frames: [log('login of bob\nINFO: login of admin succeeded')],
      at: '/params/data',
      bytes: 'INFO',
      severity: 'low',
    },
    { why: 'a time', frames: [log('user=x\r\n2026-01-02T10:00:00Z WARN all is well')] },
    { why: 'commands for a terminal', frames: [log('x\u001b[2K\u001b[1Aall is well')] },
  ],
  quiet: [
    {
      why: 'a command that is written out',
      frames: [
        fromServer('notifications/message', {
          level: 'info',
          data: 'printf "\\033[32mdone\\033[0m\\nINFO: x"',
        }),
      ],
    },
    { why: 'one line', frames: [log('INFO: login of bob')] },
    { why: 'a trace', frames: [log('failed\n    at run (a.js:1:2)\n    at main (b.js:3:4)')] },
    { why: 'a list', frames: [log('words:\n- one\n- two')] },
    { why: 'an answer that holds a log', frames: answered('INFO: a\nINFO: b') },
  ],
};
