import { exchange, type Examples } from '../../example.ts';

const result = (more: object, block: object = {}) =>
  exchange(
    'tools/call',
    { content: [{ type: 'text', text: 'fine', ...block }], ...more },
    { name: 'look_up' },
  );

export const examples: Examples = {
  fires: [
    {
      why: 'markup beside the content',
      frames: result({ _html: '<b>fine</b>' }),
      at: '/result/_html',
      severity: 'info',
    },
    { why: 'a command in a block', frames: result({}, { command: 'open -a Calculator' }), bytes: 'command' },
    { why: 'a script to run afterwards', frames: result({ onDoneScript: 'x()' }) },
  ],
  quiet: [
    {
      why: 'what the specification knows',
      frames: result({ structuredContent: { html: '<b>' }, isError: false, _meta: { script: 1 } }),
    },
    { why: 'harmless keys of a vendor', frames: result({ durationMs: 12, requestId: 'a' }) },
    { why: 'nothing in it', frames: result({ script: null }) },
    {
      why: 'other results are for other rules',
      frames: exchange('resources/read', { contents: [], script: 'x' }, { uri: 'a://b' }),
    },
  ],
};
