import { answered, type Examples } from '../../example.ts';

const bytes = (...parts: (string | number[])[]) => ({
  toward: 'client' as const,
  bytes: Uint8Array.from(
    parts.flatMap((part) => (typeof part === 'string' ? [...new TextEncoder().encode(part)] : part)),
  ),
});
const line = (text: string) => ({ toward: 'client' as const, text });

export const examples: Examples = {
  fires: [
    {
      why: 'an overlong slash',
      frames: [bytes('{"jsonrpc":"2.0","id":null,"error":{"code":1,"message":"a', [0xc0, 0xaf], 'b"}}')],
      severity: 'medium',
    },
    {
      why: 'a mark before it',
      frames: [bytes([0xef, 0xbb, 0xbf], '{"jsonrpc":"2.0","method":"x"}')],
      severity: 'low',
    },
    {
      why: 'a bare tab',
      frames: [line('{"jsonrpc":"2.0","method":"x","params":{"a":"1\t2"}}')],
      bytes: '\t',
      severity: 'low',
    },
    {
      why: 'an escape of another language',
      frames: [line('{"jsonrpc":"2.0","method":"x","params":{"a":"\\x41"}}')],
      bytes: '\\x',
    },
    {
      why: 'more behind the end',
      frames: [line('{"jsonrpc":"2.0","method":"x"} trailing')],
      severity: 'medium',
    },
    { why: 'cut off', frames: [line('{"jsonrpc":"2.0","method":"x","par')] },
    { why: 'two on a line', frames: [line('{"jsonrpc":"2.0","method":"x"}{"jsonrpc":"2.0","method":"y"}')] },
  ],
  quiet: [
    {
      why: 'all escapes that JSON knows',
      frames: [line('{"jsonrpc":"2.0","method":"x","params":{"a":"\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9"}}')],
    },
    { why: 'text of the whole world', frames: answered('Grüße, 世界 🎉 \u{10ffff}') },
    { why: 'a line for people is told by another rule', frames: [line('Server is listening')] },
    { why: 'white space around', frames: [line(' \t{"jsonrpc":"2.0","method":"x"}\r\n')] },
    {
      why: 'a page is judged by its type',
      frames: [{ ...line('<!doctype html><p>Not found'), channel: 'c1<' }],
    },
    { why: 'standard error holds anything', frames: [{ ...bytes('log ', [0xff]), channel: 'stderr' }] },
  ],
};
