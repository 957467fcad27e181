import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SseReader, type SseFields } from './sse.ts';
import { processorTime } from '../../test/processor-time.ts';

interface Block {
  fields: SseFields;
  data: string | undefined;
}

function read(bytes: Buffer, places: number[] = []) {
  const blocks: Block[] = [];
  const out: Buffer[] = [];
  let data: Buffer[] = [];
  const reader = new SseReader({
    other: (part) => out.push(part),
    data: (part) => {
      out.push(part);
      data.push(part);
    },
    nextData: () => data.push(Buffer.from('\n')),
    block: (fields, hasData) => {
      blocks.push({ fields, data: hasData ? Buffer.concat(data).toString() : undefined });
      data = [];
    },
  });
  const sorted = [...new Set(places.map((place) => place % (bytes.length + 1)))].sort((a, b) => a - b);
  for (const [at, to] of [...sorted, bytes.length].entries())
    reader.feed(bytes.subarray(at === 0 ? 0 : sorted[at - 1], to));
  return { blocks, bytes: Buffer.concat(out), reader };
}

const readText = (text: string): Block[] => read(Buffer.from(text)).blocks;

/** The HTML standard's algorithm on whole text, as slowly as it is written there. */
function byTheBook(text: string): Block[] {
  const blocks: Block[] = [];
  const lines = text.replace(/^\ufeff/, '').split(/\r\n|\r|\n/);
  lines.pop();
  let fields: SseFields = {};
  let data: string[] | undefined;
  let isEmpty = true;
  for (const line of lines) {
    if (line === '') {
      if (!isEmpty) blocks.push({ fields, data: data?.join('\n') });
      fields = {};
      data = undefined;
      isEmpty = true;
      continue;
    }
    isEmpty = false;
    const colon = line.indexOf(':');
    const name = colon === -1 ? line : line.slice(0, colon);
    const value = colon === -1 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (name === 'data') (data ??= []).push(value);
    else if (name === 'event') fields.event = value;
    else if (name === 'id' && !value.includes('\0')) fields.id = value;
    else if (name === 'retry' && /^[0-9]+$/.test(value)) fields.retry = Number(value);
  }
  return blocks;
}

const piece = fc.constantFrom(
  'data',
  'data: ',
  'data:',
  'event: ',
  'id:',
  'id: 7',
  'retry: 10',
  'retry: x',
  ':',
  ': ping',
  ' ',
  '\n',
  '\n',
  '\r',
  '\r\n',
  '\n\n',
  '\r\n\r\n',
  '{"a":1}',
  'é',
  '世',
  '\0',
  '\ufeff',
  'x',
  'dataset: 1',
);
const stream = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(''));
const places = fc.array(fc.nat(200), { maxLength: 12 });

describe('any stream', () => {
  test('is read as the standard says, however it is cut, and every byte comes out', () => {
    fc.assert(
      fc.property(stream, places, (text, cuts) => {
        const bytes = Buffer.from(text);
        const found = read(bytes, cuts);
        expect(found.bytes).toEqual(bytes);
        expect(found.blocks).toEqual(byTheBook(text));
      }),
      { numRuns: 5000 },
    );
  });

  test('may be any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), places, (bytes, cuts) => {
        expect(read(Buffer.from(bytes), cuts).bytes).toEqual(Buffer.from(bytes));
      }),
      { numRuns: 1000 },
    );
  });
});

test.each<[string, string, Block[]]>([
  ['one line', 'data: {"a":1}\n\n', [{ fields: {}, data: '{"a":1}' }]],
  ['CR alone', 'data: a\rdata: b\r\r', [{ fields: {}, data: 'a\nb' }]],
  ['a byte order mark', '\ufeffdata: a\n\n', [{ fields: {}, data: 'a' }]],
  ['one blank after the colon is not data, two are one', 'data:  a\n\n', [{ fields: {}, data: ' a' }]],
  ['empty data, which primes resumption', 'id: 5\ndata:\n\n', [{ fields: { id: '5' }, data: '' }]],
  ['an empty id, which forgets', 'id\ndata: a\n\n', [{ fields: { id: '' }, data: 'a' }]],
  ['a NUL in the id', 'id: a\0b\ndata: a\n\n', [{ fields: {}, data: 'a' }]],
  ['fields without data', 'retry: 500\n\n', [{ fields: { retry: 500 }, data: undefined }]],
  ['a retry that is no number', 'retry: 5s\ndata: a\n\n', [{ fields: {}, data: 'a' }]],
  ['a comment', ': ping\n\n', [{ fields: {}, data: undefined }]],
  ['nothing unfinished', 'data: a\n', []],
])('%s', (_, text, blocks) => {
  expect(readText(text)).toEqual(blocks);
});

test('an id too long for a header is not kept', () => {
  expect(readText(`id: ${'x'.repeat(5000)}\ndata: a\n\n`)).toEqual([{ fields: {}, data: 'a' }]);
});

test('ends an event at a CR without waiting for the LF that may follow', () => {
  const reader = read(Buffer.from('data: a\r\n\r'));
  expect(reader.blocks).toHaveLength(1);
});

test('takes time in proportion to the bytes', () => {
  const hostile = [
    Buffer.from('x\n'.repeat(500_000)),
    Buffer.from('data\n'.repeat(200_000)),
    Buffer.from(`data: ${'a'.repeat(2_000_000)}\n\n`),
    Buffer.from('\r'.repeat(1_000_000)),
    Buffer.from(`${'data: a\n\n'.repeat(100_000)}\r`),
  ];
  const started = processorTime();
  for (const bytes of hostile) read(bytes);
  expect(processorTime() - started).toBeLessThan(15_000);
});
