import { httpRequest, type Examples } from '../../example.ts';

const at = (url: string) => ({ key: 'example', transport: 'http' as const, url });
const ping = { jsonrpc: '2.0', id: 1, method: 'ping' };

export const examples: Examples = {
  fires: [
    {
      why: 'another machine over plain http',
      target: at('http://mcp.example.com/mcp'),
      frames: [httpRequest([['Host', 'mcp.example.com']], ping)],
      severity: 'medium',
    },
    {
      why: 'a token goes along',
      target: at('http://10.0.0.7:8080/mcp'),
      frames: [httpRequest([['Authorization', 'Bearer abcdefghijkl']], ping)],
      severity: 'high',
    },
    {
      why: 'a name that only begins like this machine',
      target: at('http://localhost.example.com/mcp'),
      frames: [httpRequest([], ping)],
    },
  ],
  quiet: [
    { why: 'encrypted', target: at('https://mcp.example.com/mcp'), frames: [httpRequest([], ping)] },
    { why: 'this machine', target: at('http://127.0.0.1:8080/mcp'), frames: [httpRequest([], ping)] },
    { why: 'this machine by IPv6', target: at('http://[::1]:8080/mcp'), frames: [httpRequest([], ping)] },
    { why: 'stdio has no address', frames: [{ toward: 'server', json: ping }] },
  ],
};
