import { answered, exchange, failed, resource, stderr, type Examples } from '../../example.ts';

const env = 'USER=app\nHOME=/home/app\nSHELL=/bin/sh\nPATH=/usr/bin:/bin\nPWD=/srv\nDB_URL=x\n';

export const examples: Examples = {
  fires: [
    {
      why: 'the answer of a tool',
      frames: answered(env),
      at: '/result/content/0/text',
      bytes: 'PATH=',
      severity: 'high',
    },
    {
      why: 'as Linux keeps it',
      frames: answered(env.replaceAll('\n', '\0')),
      severity: 'high',
    },
    { why: 'in an error', frames: failed('tools/call', { code: 1, message: 'spawn failed', data: env }) },
    {
      why: 'as JSON in text',
      frames: answered(
        JSON.stringify({
          USER: 'app',
          HOME: '/home/app',
          SHELL: '/bin/sh',
          PATH: '/usr/bin:/bin',
          PWD: '/srv',
        }),
      ),
    },
    {
      why: 'as structured content',
      frames: exchange('tools/call', {
        content: [],
        structuredContent: {
          env: { USER: 'app', HOME: '/home/app', SHELL: '/bin/sh', PATH: '/usr/bin:/bin', PWD: '/srv' },
        },
      }),
      at: '/result/structuredContent/env/PATH',
    },
  ],
  quiet: [
    {
      why: 'a file of settings',
      frames: resource({ text: 'PORT=80\nHOST=a\nDEBUG=1\nDB_NAME=b\nDB_USER=c\nTZ=UTC\n' }),
    },
    { why: 'one line of a shell', frames: answered('export PATH=/opt/bin:$PATH') },
    { why: 'names alone', frames: answered('It reads PATH, HOME, USER, SHELL, PWD and LANG.') },
    { why: 'a line of a log', frames: [stderr('PATH=/usr/bin:/bin')] },
  ],
};
