import { describe, expect, it } from 'vitest';
import { MemoryWire } from '../../test/memory-wire.ts';
import { createRecording, type RecordedMessage } from './recording.ts';

const toServer = (text: string): RecordedMessage => ({ toward: 'server', bytes: Buffer.from(text) });
const toClient = (text: string): RecordedMessage => ({ toward: 'client', bytes: Buffer.from(text) });

async function replay(messages: RecordedMessage[], ...sent: string[]): Promise<string[]> {
  const wire = new MemoryWire();
  const transport = createRecording(() => Promise.resolve(messages), { wire, tell() {} });
  expect(await transport.open()).toBeUndefined();
  for (const text of sent) await transport.send({ message: Buffer.from(text), author: 'client' });
  return wire.frames
    .filter((frame) => frame.head.toward === 'client')
    .map((frame) => `${frame.head.author} ${frame.message.toString()}`);
}

const RECORDED = [
  toServer('{"id":1,"method":"tools/call","params":{"name":"a","_meta":{"progressToken":1}}}'),
  toClient('{"method":"notifications/progress","params":{}}'),
  toClient('{ "x": {"id": 5}, "id" : 1 , "result": {"n": 1.0, "n": 2} }'),
  toServer('{"id":"two","method":"tools/call","params":{"name":"a"}}'),
  toClient('{"id":"two","result":2}'),
  toServer('{"id":3,"method":"initialize","params":{"clientInfo":{"name":"somebody"}}}'),
  toClient('{"id":3,"result":{"protocolVersion":"2025-06-18"}}'),
];

describe('recording', () => {
  it('answers what was asked then, in order, touching nothing but the id', async () => {
    const call = (id: number): string => `{"id":${id},"method":"tools/call","params":{"name":"a"}}`;
    expect(await replay(RECORDED, call(7), call(8), call(9))).toEqual([
      'import { "x": {"id": 5}, "id" : 7 , "result": {"n": 1.0, "n": 2} }',
      'import {"id":8,"result":2}',
      'import {"id":9,"result":2}',
    ]);
  });

  it('opens for whoever asks', async () => {
    const sent = '{"id":1,"method":"initialize","params":{"clientInfo":{"name":"us"}}}';
    expect(await replay(RECORDED, sent)).toEqual([
      'import {"id":1,"result":{"protocolVersion":"2025-06-18"}}',
    ]);
  });

  it('says that it does not know the rest, and answers no notification', async () => {
    const sent = '{"id":"q","method":"tools/call","params":{"name":"b"}}';
    expect(await replay(RECORDED, sent, '{"method":"notifications/initialized"}')).toEqual([
      'host {"jsonrpc":"2.0","id":"q","error":{"code":-32000,"message":"not in the recording"}}',
    ]);
  });
});
