import { tools, type Examples } from '../../example.ts';

const tool = (name: string, properties: object, openWorldHint: unknown = false) =>
  tools({ name, inputSchema: { type: 'object', properties }, annotations: { openWorldHint } });

export const examples: Examples = {
  fires: [
    {
      why: 'an address of the web',
      frames: tool('load', { page_url: { type: 'string' } }),
      at: '/result/tools/0/annotations/openWorldHint',
      severity: 'low',
    },
    { why: 'receivers are outside', frames: tool('tell', { recipients: { type: 'array' } }) },
    { why: 'the web itself', frames: tool('search_web', { query: {} }) },
  ],
  quiet: [
    { why: 'a closed world', frames: tool('look_up', { word: {} }) },
    { why: 'open, as it says', frames: tool('load', { url: {} }, true) },
    { why: 'words that only look like it', frames: tool('look_up', { curl_friction: {}, hourly: {} }) },
    { why: 'a hint that is none', frames: tool('load', { url: {} }, 'false') },
  ],
};
