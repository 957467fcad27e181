import { httpAnswer, type Examples } from '../../example.ts';

const target = { key: 'example', transport: 'http', url: 'https://mcp.example.com/mcp' } as const;
const refused = (...values: string[]) => [
  httpAnswer(
    values.map((value): [string, string] => ['WWW-Authenticate', value]),
    undefined,
    401,
  ),
];

export const examples: Examples = {
  fires: [
    { why: 'nothing at all', target, frames: refused(), severity: 'low' },
    {
      why: 'a scheme alone',
      target,
      frames: refused('Bearer realm="mcp"'),
      at: 'WWW-Authenticate',
      severity: 'low',
    },
    {
      why: 'in clear text',
      target,
      frames: refused(
        'Bearer resource_metadata="http://mcp.example.com/.well-known/oauth-protected-resource"',
      ),
      severity: 'medium',
    },
    {
      why: 'into the machine of the client',
      target,
      frames: refused('Bearer resource_metadata="https://127.0.0.1:9000/meta"'),
      severity: 'medium',
    },
  ],
  quiet: [
    {
      why: 'as it should be',
      target,
      frames: refused(
        'Bearer resource_metadata="https://mcp.example.com/.well-known/oauth-protected-resource"',
      ),
    },
    { why: 'another scheme has no metadata', target, frames: refused('Basic realm="mcp"') },
    {
      why: 'the second challenge names it',
      target,
      frames: refused('Basic realm="x"', 'Bearer resource_metadata="https://mcp.example.com/m"'),
    },
    { why: 'forbidden is not refused for want of a token', target, frames: [httpAnswer([], undefined, 403)] },
  ],
};
