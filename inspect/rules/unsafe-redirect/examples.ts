import { httpAnswer, httpRequest, type Examples } from '../../example.ts';

const target = { key: 'example', transport: 'http', url: 'https://mcp.example.com/mcp' } as const;
const ping = { jsonrpc: '2.0', id: 1, method: 'ping' };
const to = (location: string, status = 307) => ({
  ...httpAnswer([['Location', location]], undefined, status),
  answers: 1,
});
const plain = httpRequest([], ping);
const signed = httpRequest([['Authorization', 'Bearer abcdefghijkl']], ping);

export const examples: Examples = {
  fires: [
    {
      why: 'another host with our token',
      target,
      frames: [signed, to('https://collect.example/mcp')],
      at: 'Location',
      bytes: 'collect.example',
      severity: 'high',
    },
    { why: 'another host', target, frames: [plain, to('//other.example/mcp')], severity: 'medium' },
    {
      why: 'the same host without encryption',
      target,
      frames: [plain, to('http://mcp.example.com/mcp')],
      severity: 'high',
    },
    {
      why: 'into the machine of the client',
      target,
      frames: [plain, to('http://127.0.0.1:9200/')],
      severity: 'high',
    },
    {
      why: 'a file is no web address',
      target,
      frames: [plain, to('file:///etc/passwd', 302)],
      severity: 'high',
    },
  ],
  quiet: [
    { why: 'a path of its own', target, frames: [signed, to('/v2/mcp')] },
    { why: 'a slash at the end', target, frames: [signed, to('https://mcp.example.com/mcp/')] },
    {
      why: 'from http to https on the same host',
      target: { ...target, url: 'http://mcp.example.com/mcp' },
      frames: [plain, to('https://mcp.example.com/mcp')],
    },
    { why: 'a location without a redirect', target, frames: [plain, to('https://other.example/', 201)] },
    { why: 'not modified', target, frames: [plain, httpAnswer([], undefined, 304)] },
  ],
};
