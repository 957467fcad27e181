import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HttpForm, StdioForm } from '../wire-form.ts';
import { utf8Length } from './encode.ts';
import { readHex, writeHex } from './hex.ts';
import { toWire, USUAL_STDIO, type ToWire } from './to-wire.ts';

const HTTP: HttpForm = {
  kind: 'http',
  head: 'POST /mcp HTTP/1.1\nHost: a\ncontent-LENGTH:  99 \nX: 1\nX: 1',
  lineEnd: 'crlf',
  length: 'fit',
  targetHeaders: true,
  parts: 1,
  pause: 0,
};

function wired(what: ToWire): ReturnType<typeof latin1> & { notes: string[]; ends: number[] } {
  const made = toWire(what);
  if (!made.ok) throw new Error(made.problem.message);
  const { bytes, notes, ends } = made.value;
  return { ...latin1(bytes), notes, ends };
}

function latin1(bytes: Uint8Array): { sent: string } {
  return { sent: Buffer.from(bytes).toString('latin1') };
}

it('the length of a text in UTF-8 is that of its bytes, whatever it is made of', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', 'é', '…', '😀', '\ud83d', '\ude00') }), (text) => {
      expect(utf8Length(text)).toBe(Buffer.from(text, 'utf8').length);
    }),
  );
});

describe('hex', () => {
  it.each([
    ['', []],
    ['7b7D', [0x7b, 0x7d]],
    [' 00\n ff\t0a ', [0, 255, 10]],
  ])('%j is read', (text, bytes) => {
    expect(readHex(text)).toEqual({ ok: true, value: Uint8Array.from(bytes) });
  });

  it.each([
    ['7g', 'At character 2: “g” is no hexadecimal digit.'],
    ['7b 7 b', 'At character 4: the digit “7” stands alone, a byte has two.'],
    ['7b7', 'At character 3: the digit “7” stands alone, a byte has two.'],
    ['0x7b', 'At character 2: “x” is no hexadecimal digit.'],
    ['7b\u20ac', 'At character 3: U+20AC is no hexadecimal digit.'],
  ])('%j is refused with its place', (text, message) => {
    expect(readHex(text)).toMatchObject({ ok: false, problem: { code: 'bad-hex', message } });
  });

  it('comes back as it was written', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(readHex(writeHex(bytes))).toEqual({ ok: true, value: bytes });
      }),
    );
  });
});

describe('stdio', () => {
  const form = (some: Partial<StdioForm>): StdioForm => ({ ...USUAL_STDIO, ...some });

  it.each([
    [form({}), '{}\r\n', '{}\r\n\n'],
    [form({ end: 'crlf' }), 'é', '\xc3\xa9\r\n'],
    [form({ end: 'none', bom: true }), '{}', '\xef\xbb\xbf{}'],
    [form({ encoding: 'utf-16le', bom: true }), '{\ud800', '\xff\xfe{\0\x00\xd8\n\0'],
    [form({ encoding: 'utf-16be', bom: true, end: 'crlf' }), '{', '\xfe\xff\0{\0\r\0\n'],
    [form({}), '\ud800', '\xef\xbf\xbd\n'],
  ])('%o of %j', (wire, text, sent) => {
    expect(wired({ text, wire }).sent).toBe(sent);
  });

  it('sends bytes given as hex as they are, whatever the encoding', () => {
    expect(
      wired({ text: '00 0a ff', form: 'hex', wire: form({ encoding: 'utf-16le', end: 'none' }) }).sent,
    ).toBe('\0\n\xff');
  });

  it('says what will be read otherwise than one might think', () => {
    expect(wired({ text: '{}\n{}', wire: form({}) }).notes).toEqual([
      'There is a line end in it: on stdio a line is a message.',
    ]);
    expect(wired({ text: '{}', wire: form({}) }).notes).toEqual([]);
  });

  it('cuts into parts that are never empty and lose nothing', () => {
    expect(wired({ text: '12345', wire: form({ end: 'none', parts: 2 }) }).ends).toEqual([2, 5]);
    expect(wired({ text: '123', wire: form({ end: 'none', parts: 1000 }) }).ends).toEqual([1, 2, 3]);
    expect(wired({ text: '', wire: form({ end: 'none', parts: 7 }) }).ends).toEqual([]);
  });

  it('does not drip for longer than ten minutes', () => {
    const asked = toWire({ text: 'x', wire: form({ parts: 601, pause: 1000 }) });
    expect(asked).toMatchObject({ ok: false, problem: { code: 'drip-too-long' } });
    expect(toWire({ text: 'x', wire: form({ parts: 600, pause: 1000 }) }).ok).toBe(true);
  });
});

describe('http', () => {
  const form = (some: Partial<HttpForm>): HttpForm => ({ ...HTTP, ...some });

  it.each([
    [
      'fits the length and touches nothing else',
      form({}),
      '{}',
      'POST /mcp HTTP/1.1\r\nHost: a\r\ncontent-LENGTH:  2 \r\nX: 1\r\nX: 1\r\n\r\n{}',
    ],
    [
      'leaves the length alone',
      form({ length: 'as-written', lineEnd: 'lf' }),
      '{}',
      'POST /mcp HTTP/1.1\nHost: a\ncontent-LENGTH:  99 \nX: 1\nX: 1\n\n{}',
    ],
    [
      'fits the first of several lengths',
      form({ head: 'P\nContent-Length: 1\nContent-Length: 1' }),
      'abc',
      'P\r\nContent-Length: 3\r\nContent-Length: 1\r\n\r\nabc',
    ],
    [
      'takes a malformed length for none',
      form({ head: 'P\nContent-Length : 1\n Content-Length: 1' }),
      'abc',
      'P\r\nContent-Length : 1\r\n Content-Length: 1\r\nContent-Length: 3\r\n\r\nabc',
    ],
    ['adds no length to nothing', form({ head: 'GET / HTTP/1.1\n' }), '', 'GET / HTTP/1.1\r\n\r\n'],
    [
      'takes the text for all of it when there is no head',
      form({ head: '' }),
      'GET /\r\n\r\n',
      'GET /\r\n\r\n',
    ],
    [
      'sends what is no header at all',
      form({ head: '\0\nno colon\n: x\n:', length: 'as-written' }),
      'é',
      '\0\r\nno colon\r\n: x\r\n:\r\n\r\n\xc3\xa9',
    ],
    [
      'adds before an empty line of the head',
      form({ head: 'P\nA: 1\n\nB: 2' }),
      'x',
      'P\r\nA: 1\r\nContent-Length: 1\r\n\r\nB: 2\r\n\r\nx',
    ],
    [
      'chunks',
      form({ head: 'P', chunk: 2 }),
      'abc',
      'P\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n',
    ],
    [
      'chunks as the head says, and leaves a length beside it',
      form({ head: 'P\ntransfer-encoding: x\ncontent-length: 7', chunk: 16, lineEnd: 'lf' }),
      'abc',
      'P\ntransfer-encoding: x\ncontent-length: 7\n\n3\nabc\n0\n\n',
    ],
    ['chunks nothing', form({ head: 'P', chunk: 1 }), '', 'P\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'],
  ])('%s', (_, wire, text, sent) => {
    expect(wired({ text, wire }).sent).toBe(sent);
  });

  it('adds the headers of the target where the head does not name them', () => {
    const targetHeaders: [string, string][] = [
      ['Authorization', 'Bearer \xe9'],
      ['x', '2'],
    ];
    const { sent } = wired({ text: '', wire: form({}), targetHeaders });
    expect(sent).toContain('X: 1\r\nX: 1\r\nAuthorization: Bearer \xe9\r\n\r\n');
    expect(wired({ text: '', wire: form({ targetHeaders: false }), targetHeaders }).sent).not.toContain(
      'Bearer',
    );
  });

  it('says what a chunk of one byte would make of a large body before making it', () => {
    const asked = toWire({ text: 'x'.repeat(20 * 1024 * 1024), wire: form({ chunk: 1 }) });
    expect(asked).toMatchObject({ ok: false, problem: { code: 'too-large' } });
  });

  it('says where the message stands', () => {
    const made = toWire({ text: 'abc', wire: form({ head: 'P' }) });
    expect(made).toMatchObject({ value: { at: { from: 24, to: 27 } } });
    const coded = toWire({ text: 'abc', wire: form({ head: 'P', chunk: 1 }) });
    expect(coded.ok && coded.value.at).toBeUndefined();
    expect(coded.ok && latin1(coded.value.message).sent).toBe('abc');
  });
});
