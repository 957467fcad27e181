import { describe, expect, it } from 'vitest';
import type { FrameSummary } from '../frame.ts';
import { encodeText } from '../raw/encode.ts';
import { requestsMeant } from './meant.ts';
import { scanPayload } from './scan.ts';
import { createSummariser } from './summary.ts';
import { processorTime } from '../../test/processor-time.ts';

const PING = '{"jsonrpc":"2.0","id":7,"method":"ping"}';
const utf8 = (text: string): Uint8Array => encodeText(text, 'utf-8');

/** The rows of what was sent and came back, in turn. */
function rows(...frames: [toward: 'server' | 'client', bytes: Uint8Array][]): FrameSummary[] {
  const summariser = createSummariser('s');
  return frames.map(([toward, bytes], at) => {
    const channel = toward === 'server' ? 'stdin' : 'stdout';
    const author = toward === 'server' ? 'craft' : 'server';
    const head = { channel, toward, leg: 'server', author, wall: 0, mono: at } as const;
    return summariser.summarise({ seq: at + 1, n: at + 1 }, head, bytes.length, scanPayload(channel, bytes));
  });
}

const result = (id: string): Uint8Array => utf8(`{"jsonrpc":"2.0","id":${id},"result":{}}`);
const refusal = (id: string): Uint8Array =>
  utf8(`{"jsonrpc":"2.0",${id}"error":{"code":-32700,"message":"Parse error"}}`);

describe('an answer to what is no JSON', () => {
  it.each([
    ['UTF-16', encodeText(PING, 'utf-16le'), 'ping'],
    ['UTF-16, the other way round', encodeText(PING, 'utf-16be'), 'ping'],
    ['UTF-16 with a mark', encodeText(`\ufeff${PING}`, 'utf-16be'), 'ping'],
    ['UTF-8 with a mark', utf8(`\ufeff${PING}`), 'ping'],
    ['a trailing comma', utf8(`${PING.slice(0, -1)},}`), 'ping'],
    ['a message that is cut off', utf8(PING.slice(0, -1)), undefined],
    ['a zero in it', utf8(`${PING}\0${PING}`), undefined],
    ['a batch in UTF-16', encodeText(`[${PING}]`, 'utf-16le'), undefined],
    ['no method', utf8('{"id":7}'), undefined],
  ])('%s is the answer to it', (_, sent, method) => {
    const [request, answer] = rows(['server', sent], ['client', result('7')]);
    expect(answer).toMatchObject({ request: 1, ms: 1 });
    expect([answer!.marks, answer!.method]).toEqual([undefined, method]);
    expect(request!.kind).not.toBe('result');
  });

  it.each([
    ['an id that stands nowhere in it', encodeText(PING, 'utf-16le'), result('8')],
    ['the id of an answer of ours', encodeText('{"id":7,"result":{}}', 'utf-16le'), result('7')],
    ['an id of another type', encodeText(PING, 'utf-16le'), result('"7"')],
  ])('%s was never asked', (_, sent, answer) => {
    expect(rows(['server', sent], ['client', answer])[1]).toMatchObject({ marks: ['unknown id'] });
  });

  it('is not taken from a plain request that waits with the same id', () => {
    const [, , answer] = rows(['server', utf8(PING)], ['server', utf8(`${PING}}`)], ['client', result('7')]);
    expect(answer).toMatchObject({ request: 1 });
  });

  it('may have no id, where something was sent that could not be read', () => {
    for (const id of ['', '"id":null,']) {
      expect(rows(['server', utf8('{"id":')], ['client', refusal(id)])[1]!.marks).toBeUndefined();
      expect(rows(['server', utf8(`[${PING}]`)], ['client', refusal(id)])[1]!.marks).toBeUndefined();
      expect(rows(['server', utf8(PING)], ['client', refusal(id)])[1]!.marks).toEqual(['unknown id']);
    }
  });

  it('of the server is nobody’s request', () => {
    const [, answer] = rows(['client', encodeText(PING, 'utf-16le')], ['server', result('7')]);
    expect(answer!.marks).toEqual(['unknown id']);
  });
});

describe('what a text was meant as', () => {
  it('is looked for in time that grows with its length, and no further than its beginning', () => {
    const long = utf8('"id":"\\a'.repeat(100_000));
    const began = processorTime();
    expect(requestsMeant(long)).toHaveLength(1);
    expect(requestsMeant(utf8(`{"id":1,${' '.repeat(300_000)}"id":2`))).toEqual([{ rpcId: '1' }]);
    expect(requestsMeant(utf8('{"id":1,'.repeat(10_000)))).toHaveLength(1);
    expect(processorTime() - began).toBeLessThan(10_000);
  });
});
