import { tools, type Examples } from '../../example.ts';

const takes = (properties: Record<string, unknown>) => tools({ inputSchema: { type: 'object', properties } });
const text = { type: 'string' };

export const examples: Examples = {
  fires: [
    { why: 'any command', frames: takes({ command: text }), bytes: 'command', severity: 'info' },
    {
      why: 'any path and any address',
      frames: takes({ filePath: text, webhook_url: text }),
      bytes: 'filePath',
    },
    {
      why: 'in a list of objects as well',
      frames: takes({ steps: { type: 'array', items: { type: 'object', properties: { sql: text } } } }),
    },
  ],
  quiet: [
    { why: 'one of three', frames: takes({ command: { ...text, enum: ['start', 'stop', 'status'] } }) },
    { why: 'bounded', frames: takes({ path: { ...text, maxLength: 200 }, url: { ...text, format: 'uri' } }) },
    { why: 'a number', frames: takes({ command: { type: 'integer' } }) },
    { why: 'codes of countries', frames: takes({ country_code: text, zipCode: text }) },
    { why: 'the length of a path', frames: takes({ path_length: text }) },
  ],
};
