import { exchange, type Examples } from '../../example.ts';

const target = { key: 'o', transport: 'http', url: 'https://mcp.example.com/mcp' } as const;
const linked = (uri: string) =>
  exchange('tools/call', { content: [{ type: 'resource_link', uri, name: 'a' }] }, { name: 'find' });

export const examples: Examples = {
  fires: [
    {
      why: 'a server outside names a file',
      frames: linked('file:///home/me/notes.txt'),
      target,
      at: '/result/content/0/uri',
      severity: 'medium',
    },
    { why: 'another host', frames: linked('https://files.other.example/a'), target, severity: 'info' },
    {
      why: 'in a list as well',
      frames: exchange('resources/list', { resources: [{ uri: 'file:///a', name: 'a' }] }),
      target,
      severity: 'medium',
    },
  ],
  quiet: [
    { why: 'a local server has files', frames: linked('file:///home/me/notes.txt') },
    { why: 'the same site', frames: linked('https://files.example.com/a'), target },
    { why: 'a scheme of its own', frames: linked('notes://a'), target },
    {
      why: 'a server on this machine',
      frames: linked('file:///a'),
      target: { key: 'l', transport: 'http', url: 'http://127.0.0.1:1/mcp' },
    },
  ],
};
