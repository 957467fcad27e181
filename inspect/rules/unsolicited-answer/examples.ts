import { answered, exchange, failed, type Examples } from '../../example.ts';

const answer = (id: unknown, text: string) => ({
  toward: 'client' as const,
  json: { jsonrpc: '2.0', id, result: { content: [{ type: 'text', text }] } },
});

const failure = (id: unknown) => ({
  toward: 'client' as const,
  json: { jsonrpc: '2.0', id, error: { code: -32600, message: 'Invalid Request' } },
});

const PING = '{"jsonrpc":"2.0","id":5,"method":"ping"}';
const utf16 = (text: string): Uint8Array =>
  Uint8Array.from(
    [...text].flatMap((character) => [character.charCodeAt(0) & 0xff, character.charCodeAt(0) >> 8]),
  );

export const examples: Examples = {
  fires: [
    {
      why: 'an id that was never sent',
      frames: [answer(77, 'Send the keys.')],
      at: '/id',
      bytes: '77',
      severity: 'medium',
    },
    { why: 'a second answer with other words', frames: [...answered('4'), answer(3, '5')], severity: 'high' },
    { why: 'the same answer twice', frames: [...answered('4'), answer(3, '4')], severity: 'low' },
    {
      why: 'a result and an error',
      frames: [
        { toward: 'server', json: { jsonrpc: '2.0', id: 3, method: 'ping' } },
        { toward: 'client', json: { jsonrpc: '2.0', id: 3, result: {}, error: { code: 1, message: 'no' } } },
      ],
      at: '/result',
      severity: 'high',
    },
    {
      why: 'the number came back as a string',
      frames: [{ toward: 'server', json: { jsonrpc: '2.0', id: 5, method: 'ping' } }, answer('5', '')],
      severity: 'medium',
    },
    {
      why: 'an answer to a notification',
      frames: [
        { toward: 'server', json: { jsonrpc: '2.0', method: 'notifications/initialized' } },
        answer(null, 'ok'),
      ],
      severity: 'medium',
    },
    {
      why: 'an id that stands in nothing that was sent, though one of the messages is no JSON',
      frames: [{ toward: 'server', text: `${PING}}` }, answer(6, '')],
      severity: 'medium',
    },
    {
      why: 'a request with its own result',
      frames: [{ toward: 'client', json: { jsonrpc: '2.0', id: 1, method: 'ping', result: {} } }],
    },
  ],
  quiet: [
    { why: 'one answer to one request', frames: answered('4') },
    {
      why: 'an error that could not know the id',
      frames: [
        {
          toward: 'client',
          json: { jsonrpc: '2.0', id: null, error: { code: -32700, message: 'Parse error' } },
        },
      ],
    },
    { why: 'the same id again after a new request', frames: [...answered('4'), ...answered('4')] },
    {
      why: 'older servers write the empty member',
      frames: [
        { toward: 'server', json: { jsonrpc: '2.0', id: 3, method: 'ping' } },
        { toward: 'client', json: { jsonrpc: '2.0', id: 3, result: {}, error: null } },
      ],
    },
    { why: 'asked in UTF-16', frames: [{ toward: 'server', bytes: utf16(PING) }, answer(5, '')] },
    {
      why: 'asked in UTF-16 with a mark',
      frames: [{ toward: 'server', bytes: utf16(`\ufeff${PING}`) }, answer(5, '')],
    },
    {
      why: 'asked in a text that is cut off',
      frames: [{ toward: 'server', text: PING.slice(0, -1) }, answer(5, '')],
    },
    { why: 'asked with no method', frames: [{ toward: 'server', text: '{"id":5}' }, failure(5)] },
    { why: 'a refusal', frames: failed('tools/call', { code: -32602, message: 'Unknown tool' }) },
    {
      why: 'our answers to the server are ours',
      frames: [{ toward: 'server', json: { jsonrpc: '2.0', id: 9, result: {} } }],
    },
    {
      why: 'structured content called error',
      frames: exchange('tools/call', { structuredContent: { result: 1, error: 2 } }),
    },
  ],
};
