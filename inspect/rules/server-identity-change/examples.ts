import { exchange, opened, type Examples } from '../../example.ts';

const called = (name: string, version = '1.0.0') =>
  exchange('tools/call', {
    content: [],
    _meta: { 'io.modelcontextprotocol/serverInfo': { name, version } },
  });

export const examples: Examples = {
  fires: [
    {
      why: 'another one answers the second opening',
      frames: [...opened(), ...opened({ serverInfo: { name: 'numbers', version: '1.0.0' } })],
      at: '/result/serverInfo/name',
      bytes: 'numbers',
      severity: 'medium',
    },
    {
      why: 'another one answers a call',
      frames: [...called('words'), ...called('w0rds')],
      severity: 'medium',
    },
    { why: 'another version', frames: [...opened(), ...called('words', '2.0.0')], severity: 'low' },
  ],
  quiet: [
    { why: 'the same in every answer', frames: [...opened(), ...called('words'), ...called('words')] },
    {
      why: 'answers that say nothing of it',
      frames: [...opened(), ...exchange('tools/call', { content: [] })],
    },
    {
      why: 'a result with such a member',
      frames: [
        ...opened(),
        ...exchange('tools/call', { structuredContent: { serverInfo: { name: 'other', version: '9' } } }),
      ],
    },
    { why: 'the first word is no change', frames: called('numbers', '7') },
  ],
};
