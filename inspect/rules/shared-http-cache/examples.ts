import { httpAnswer, httpRequest, type Examples } from '../../example.ts';

const pong = { jsonrpc: '2.0', id: 1, result: {} };
const ping = { jsonrpc: '2.0', id: 1, method: 'ping' };
const signed = httpRequest([['Authorization', 'Bearer abcdefghijkl']], ping);
const cached = (control: string, ...more: [string, string][]) => ({
  ...httpAnswer([['Content-Type', 'application/json'], ['Cache-Control', control], ...more], pong),
  answers: 1,
});

export const examples: Examples = {
  fires: [
    {
      why: 'public, asked with credentials',
      frames: [signed, cached('public, max-age=600')],
      at: 'Cache-Control',
      bytes: 'public',
      severity: 'medium',
    },
    { why: 'kept by proxies', frames: [signed, cached('max-age=0, S-MaxAge=3600')], severity: 'medium' },
    {
      why: 'the session id would be cached too',
      frames: [
        httpRequest([], ping),
        cached('public', ['Mcp-Session-Id', '1868a90c-d3f5-4b5e-9c2b-7f6f3a1c0d4e']),
      ],
      severity: 'low',
    },
  ],
  quiet: [
    { why: 'not kept at all', frames: [signed, cached('no-store')] },
    { why: 'kept by the one who asked', frames: [signed, cached('private, max-age=600')] },
    { why: 'public, and nobody is known', frames: [httpRequest([], ping), cached('public, max-age=600')] },
    { why: 'kept by proxies for no time', frames: [signed, cached('s-maxage=0')] },
  ],
};
