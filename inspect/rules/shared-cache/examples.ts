import { exchange, httpAnswer, httpRequest, type Examples } from '../../example.ts';

const list = (cacheScope: unknown, ttlMs: unknown = 1000) => ({
  resultType: 'complete',
  tools: [],
  ttlMs,
  cacheScope,
});
const ask = { jsonrpc: '2.0', id: 2, method: 'tools/list' };
const overHttp = (header: [string, string][], result: unknown) => [
  httpRequest(header, ask),
  { ...httpAnswer([['Content-Type', 'application/json']], { jsonrpc: '2.0', id: 2, result }), answers: 1 },
];
const TOKEN: [string, string][] = [['Authorization', 'Bearer abcdefghijkl']];

export const examples: Examples = {
  fires: [
    {
      why: 'asked for with a token',
      frames: overHttp(TOKEN, list('public')),
      at: '/result/cacheScope',
      bytes: 'public',
      severity: 'medium',
    },
    {
      why: 'a call is for one',
      frames: exchange('tools/call', { content: [], cacheScope: 'public', ttlMs: 5 }),
      severity: 'low',
    },
    {
      why: 'a page for all, a page for one',
      frames: [
        ...exchange('tools/list', { ...list('public'), nextCursor: 'b' }),
        ...exchange('tools/list', list('private'), { cursor: 'b' }, 9),
      ],
      severity: 'low',
    },
    { why: 'time runs backwards', frames: exchange('tools/list', list('private', -1)), at: '/result/ttlMs' },
    {
      why: 'for longer than a year',
      frames: exchange('tools/list', list('private', 1e15)),
      at: '/result/ttlMs',
    },
  ],
  quiet: [
    { why: 'private, asked for with a token', frames: overHttp(TOKEN, list('private')) },
    { why: 'public, and nobody is known', frames: overHttp([], list('public')) },
    { why: 'not kept', frames: exchange('tools/list', list('private', 0)) },
    { why: 'for a day', frames: exchange('tools/list', list('public', 86_400_000)) },
    {
      why: 'a tool that speaks of caches',
      frames: exchange('tools/call', { structuredContent: { cacheScope: 'public', ttlMs: -1 } }),
    },
  ],
};
