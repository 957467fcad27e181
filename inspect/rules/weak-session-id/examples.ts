import { httpAnswer, httpRequest, type Examples } from '../../example.ts';

const given = (id: string) =>
  httpAnswer(
    [
      ['Content-Type', 'application/json'],
      ['Mcp-Session-Id', id],
    ],
    { jsonrpc: '2.0', id: 1, result: {} },
  );

export const examples: Examples = {
  fires: [
    { why: 'it counts', frames: [given('1041')], at: 'Mcp-Session-Id', bytes: '1041', severity: 'high' },
    {
      why: 'long, but one more than the one before',
      frames: [given('session-000000000000000000004711'), given('session-000000000000000000004712')],
      severity: 'high',
    },
    { why: 'a time in milliseconds', frames: [given('sess_1763743200123')], severity: 'high' },
    {
      why: 'a UUID of time and machine',
      frames: [given('6ba7b810-9dad-11d1-80b4-00c04fd430c8')],
      severity: 'medium',
    },
    {
      why: 'blanks are not allowed in it',
      frames: [given('my session 8f2c0b1d9e7a4f63')],
      severity: 'medium',
    },
    { why: 'ten letters of the same', frames: [given('aaaaaaaaaaaaaaaa')] },
  ],
  quiet: [
    { why: 'a random UUID', frames: [given('1868a90c-d3f5-4b5e-9c2b-7f6f3a1c0d4e')] },
    { why: '32 hexadecimal digits of chance', frames: [given('9f86d081884c7d659a2feaa0c55ad015')] },
    { why: 'base64 of 16 random bytes', frames: [given('q7Zk3mW0T9yVx2bLr5Jd8g')] },
    {
      why: 'the same id again is one session',
      frames: [given('9f86d081884c7d659a2feaa0c55ad015'), given('9f86d081884c7d659a2feaa0c55ad015')],
    },
    { why: 'what we send is for the server to judge', frames: [httpRequest([['Mcp-Session-Id', '1']])] },
  ],
};
