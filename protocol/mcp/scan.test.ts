import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MessageScanner, scanMessage, type Scan } from './scan.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const scan = (text: string): Scan => scanMessage(bytes(text));

describe('scanMessage', () => {
  it.each([
    [
      '{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"echo","arguments":{"a":"x","n":[1,2]}}}',
      { kind: 'request', rpcId: '7', method: 'tools/call', name: 'echo', preview: 'a: "x", n: [1,2]' },
    ],
    ['{"id":9007199254740993,"method":"m"}', { kind: 'request', rpcId: '9007199254740993' }],
    ['{"id":"a\\u0062","result":{}}', { kind: 'result', rpcId: '"a\\u0062"' }],
    [
      '{"method":"notifications/progress","params":{"progressToken":"p","progress":1}}',
      { kind: 'notification', progressToken: '"p"', preview: '1' },
    ],
    [
      '{"method":"notifications/progress","params":{"progress":3,"total":1e1,"message":"half"}}',
      { kind: 'notification', preview: '3 of 1e1: half' },
    ],
    [
      '{"method":"notifications/cancelled","params":{"requestId":3,"reason":"no\\nmore"}}',
      { kind: 'notification', cancels: '3', preview: 'no more' },
    ],
    [
      '{"id":1,"error":{"code":-32603,"message":"up \\"q\\""}}',
      { kind: 'error', errorCode: '-32603', preview: 'up "q"' },
    ],
    [
      '{"id":1,"error":null,"result":{"tools":[{"name":"a"},{"name":"b"}]}}',
      { kind: 'result', preview: '2 tools' },
    ],
    [
      '{"id":1,"result":{"content":[{"type":"text","text":"hi"}],"isError":true}}',
      { kind: 'result', preview: 'hi', isError: true },
    ],
    [
      '{"method":"notifications/message","params":{"level":"info","data":{"a":1}}}',
      { preview: 'info: {"a":1}' },
    ],
    ['{"id":1,"id":2,"method":"x"}', { rpcId: '2', repeated: ['id'] }],
    ['{"__proto__":{"id":1},"constructor":2}', { kind: 'not-rpc' }],
    ['42', { kind: 'not-rpc' }],
  ])('%s', (text, expected) => {
    const found = scan(text);
    expect(found.form).toBe('single');
    expect(found.messages).toHaveLength(1);
    expect(found.messages[0]).toMatchObject(expected);
  });

  it.each([
    '{"method":"notifications/progress","params":{"progress":"3","total":[10]}}',
    '{"method":"x","params":{"progress":3,"total":4}}',
  ])('takes nothing for progress that is none: %s', (text) => {
    expect(scan(text).messages[0]).not.toHaveProperty('preview');
  });

  it('reads batches and several messages in a row', () => {
    expect(scan('[{"id":1,"method":"a"},{"id":2,"method":"b"}]')).toMatchObject({ form: 'batch', count: 2 });
    expect(scan('{"id":1,"method":"a"} {"id":2,"result":1}')).toMatchObject({
      form: 'several',
      count: 2,
      messages: [{ kind: 'request' }, { kind: 'result' }],
    });
  });

  it.each([
    ['', 'empty'],
    ['hello', 'not JSON'],
    ['{"a":}', 'not JSON'],
    ['{"a":1', 'the end of the text'],
    ['{"a":01}', 'a broken number'],
    ['{a:1}', 'not a key'],
    ['{"a" 1}', 'without a colon'],
    ['[1 2]', 'missing comma'],
    ['"\\x"', 'unknown escape'],
    ['truth', 'unknown word'],
    ['{"a":1} x', 'not JSON'],
  ])('says why %s is not JSON', (text, complaint) => {
    const found = scan(text);
    expect(found.form).toBe('not-json');
    expect(found.complaint).toContain(complaint);
  });

  it('keeps the answers of a long batch, so that nobody waits for them in vain', () => {
    const messages = Array.from({ length: 200 }, (_, id) =>
      id === 150 ? { id, result: {} } : { method: 'm' },
    );
    const found = scan(JSON.stringify(messages));
    expect(found.count).toBe(200);
    expect(found.messages.at(-1)).toEqual({ kind: 'result', rpcId: '150' });
  });

  it('keeps the message behind a byte order mark and says so', () => {
    expect(scan('\uFEFF{"id":1,"result":{}}')).toMatchObject({
      form: 'single',
      complaint: 'begins with a byte order mark',
    });
  });

  it('stops at 64 MiB, says so, and still knows whose answer it is', () => {
    const scanner = new MessageScanner();
    scanner.push(bytes('{"id":5,"result":{"content":[{"type":"text","text":"'));
    const part = new Uint8Array(8 * 1024 * 1024).fill(0x78);
    for (let i = 0; i < 9; i++) scanner.push(part);
    expect(scanner.end()).toMatchObject({
      form: 'single',
      whole: false,
      messages: [{ kind: 'result', rpcId: '5' }],
    });
  });

  it('takes 200,000 levels without recursion', () => {
    const depth = 200_000;
    const found = scan(`{"id":1,"result":${'['.repeat(depth)}${']'.repeat(depth)}}`);
    expect(found).toMatchObject({ form: 'single', messages: [{ kind: 'result', rpcId: '1' }] });
  });

  it('agrees with JSON.parse on what is JSON, however the bytes are cut', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.json(),
          fc.string(),
          fc.json().map((t) => t.slice(1)),
          fc.json().map((t) => `${t},`),
        ),
        fc.array(fc.nat(40)),
        (text, cuts) => {
          const scanner = new MessageScanner();
          const all = bytes(text);
          let at = 0;
          for (const cut of cuts) {
            scanner.push(all.subarray(at, at + cut));
            at = Math.min(all.length, at + cut);
          }
          scanner.push(all.subarray(at));
          const found = scanner.end();
          let isJson = true;
          try {
            JSON.parse(text);
          } catch {
            isJson = false;
          }
          // Several values in a row and an empty batch are the two places where we differ on purpose.
          if (found.form === 'several' || text.trim().replace(/\s/g, '') === '[]') return;
          expect(found.form !== 'not-json').toBe(isJson);
          expect(found).toEqual(scan(text));
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('reads the same id, method and outcome as JSON.parse', () => {
    const key = fc.constantFrom('id', 'method', 'params', 'result', 'error', 'name', 'x');
    fc.assert(
      fc.property(fc.dictionary(key, fc.jsonValue()), fc.boolean(), (message, pretty) => {
        const text = JSON.stringify(message, null, pretty ? 2 : 0);
        const head = scan(text).messages[0]!;
        const isRequest = 'method' in message;
        if (isRequest) expect(head.kind).toBe('id' in message ? 'request' : 'notification');
        if ('id' in message && typeof message['id'] === 'number')
          // Minus zero is written as 0.
          expect(JSON.parse(head.rpcId!)).toBe(message['id'] + 0);
        if (typeof message['method'] === 'string' && message['method'].length < 60)
          expect(head.method).toBe(message['method']);
      }),
      { numRuns: 1000 },
    );
  });

  it('never throws on arbitrary bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (random) => void scanMessage(random)),
      { numRuns: 2000 },
    );
  });
});
