import { tools, type Examples } from '../../example.ts';
import { base64Text } from '../../support/base64.ts';

const encoded = (text: string): string => base64Text(Uint8Array.from(text, (c) => c.charCodeAt(0)));

const icon = (src: string, more: Record<string, unknown> = {}) => tools({ icons: [{ src, ...more }] });
const target = { key: 'o', transport: 'http', url: 'https://mcp.example.com/mcp' } as const;
const svg = (inside: string) =>
  `data:image/svg+xml;base64,${encoded(`<svg xmlns="http://www.w3.org/2000/svg">${inside}</svg>`)}`;

export const examples: Examples = {
  fires: [
    {
      why: 'a script in a drawing',
      frames: icon(svg('<script>go()</script>')),
      at: '/result/tools/0/icons/0/src',
      severity: 'high',
    },
    {
      why: 'the same with escapes',
      frames: icon('data:image/svg+xml,%3Csvg%20onload=%22go()%22%3E'),
      severity: 'high',
    },
    { why: 'a file of the user', frames: icon('file:///etc/passwd'), severity: 'high' },
    { why: 'no encryption', frames: icon('http://icons.example.com/a.png'), severity: 'medium' },
    { why: 'a page', frames: icon('data:text/html,<b>x</b>'), severity: 'high' },
    {
      why: 'another host than the server',
      frames: icon('https://tracker.other.example/a.png'),
      target,
      severity: 'info',
    },
    {
      why: 'far too large',
      frames: icon(`data:image/png;base64,iVBORw0KGgoA${'A'.repeat(300_000)}`),
      severity: 'low',
    },
  ],
  quiet: [
    {
      why: 'a drawing that only draws',
      frames: icon(svg('<path d="M0 0h9"/>'), { mimeType: 'image/svg+xml' }),
    },
    {
      why: 'an image in the message',
      frames: icon('data:image/png;base64,iVBORw0KGgoAAAAN', { mimeType: 'image/png' }),
    },
    { why: 'the host of the server', frames: icon('https://static.example.com/a.png'), target },
    { why: 'a local server has no host to compare', frames: icon('https://cdn.example.net/a.png') },
  ],
};
