import { exchange, stderr, type ExampleFrame, type Examples } from '../../example.ts';

const line = (text: string): ExampleFrame => ({ toward: 'client', channel: 'stdout', text });

export const examples: Examples = {
  fires: [
    {
      why: 'what npm prints before it starts a script',
      frames: [line('> words@1.0.0 start')],
      bytes: 'words@1.0.0',
      severity: 'low',
    },
    { why: 'a greeting', frames: [line('Server listening on stdio')] },
    { why: 'with commands for a terminal', frames: [line('\u001b[32mready\u001b[0m')], severity: 'medium' },
    { why: 'npx asks', frames: [line('Need to install the following packages: words@1.0.0')] },
  ],
  quiet: [
    { why: 'messages', frames: exchange('tools/list', { tools: [] }) },
    { why: 'standard error is for that', frames: [stderr('Server listening on stdio')] },
    { why: 'an empty line', frames: [line(' ')] },
    { why: 'what we send', frames: [{ toward: 'server', channel: 'stdin', text: 'hello' }] },
  ],
};
