import { answered, opened, type Examples } from '../../example.ts';

const batch = {
  toward: 'client' as const,
  json: [
    { jsonrpc: '2.0', method: 'notifications/message', params: { level: 'info', data: 'x' } },
    { jsonrpc: '2.0', id: 8, method: 'roots/list' },
  ],
};

export const examples: Examples = {
  fires: [
    { why: '2025-11-25 has no lists', frames: [...opened(), batch], bytes: '[', severity: 'low' },
    { why: 'nor has 2025-06-18', frames: [...opened({ protocolVersion: '2025-06-18' }), batch] },
    { why: 'nor 2024-11-05', frames: [...opened({ protocolVersion: '2024-11-05' }), batch] },
  ],
  quiet: [
    { why: '2025-03-26 has them', frames: [...opened({ protocolVersion: '2025-03-26' }), batch] },
    {
      why: 'we sent a list ourselves',
      frames: [...opened(), { toward: 'server', json: [{ jsonrpc: '2.0', id: 1, method: 'ping' }] }, batch],
    },
    { why: 'nothing was agreed on yet', frames: [batch] },
    { why: 'a list that holds no message', frames: [...opened(), { toward: 'client', text: '[1, 2]' }] },
    { why: 'a list in a text', frames: [...opened(), ...answered('[{"jsonrpc":"2.0"}]')] },
  ],
};
