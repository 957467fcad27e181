import { fromServer, opened, type ExampleFrame, type Examples } from '../../example.ts';

const log = fromServer('notifications/message', { level: 'info', data: 'x' });
const call = (meta: object = {}): ExampleFrame => ({
  toward: 'server',
  json: {
    jsonrpc: '2.0',
    id: 1,
    method: 'tools/call',
    params: { name: 'x', _meta: { 'io.modelcontextprotocol/protocolVersion': '2026-07-28', ...meta } },
  },
});

export const examples: Examples = {
  fires: [
    { why: 'no level was named', frames: [call(), log], severity: 'low' },
    { why: 'a level elsewhere is none', frames: [call({ logLevel: 'debug' }), log] },
    { why: 'more than once', frames: [call(), log, log] },
  ],
  quiet: [
    { why: 'a level was named', frames: [call({ 'io.modelcontextprotocol/logLevel': 'info' }), log] },
    { why: 'an earlier revision', frames: [...opened(), log] },
    { why: 'no revision is known', frames: [log] },
    {
      why: 'another notification',
      frames: [call(), fromServer('notifications/progress', { progressToken: 1, progress: 1 })],
    },
  ],
};
