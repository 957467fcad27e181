import { describe, expect, it } from 'vitest';
import type { Draft } from '../../protocol/craft.ts';
import { readHex, writeHex } from '../../protocol/raw/hex.ts';
import { USUAL_STDIO } from '../../protocol/raw/to-wire.ts';
import type { HttpForm, WireForm } from '../../protocol/wire-form.ts';
import { asHex, asText, changesOnTheWay, wireBytes, wireWords } from './draft-wire.ts';

const HTTP: HttpForm = {
  kind: 'http',
  head: 'POST /mcp HTTP/1.1\nhost: x',
  lineEnd: 'crlf',
  length: 'fit',
  targetHeaders: true,
  parts: 1,
  pause: 0,
};
const draft = (text: string, more: Partial<Draft> = {}): Draft => ({
  id: 'd',
  target: 't',
  text,
  how: { rpcId: 'as-written', meta: 'as-written' },
  sends: [],
  ...more,
});
const bytesOf = (hex: string): number[] => {
  const bytes = readHex(hex);
  return bytes.ok ? [...bytes.value] : [];
};

describe('what is done to a text on its way', () => {
  const how = { rpcId: 'next', meta: 'fill' } as const;
  it.each([
    [draft('{}'), 0],
    [draft('{\n}'), 1],
    [draft('{\n}', { wire: USUAL_STDIO }), 0],
    [draft('{}', { how }), 2],
    [draft('{}', { how, form: 'hex' }), 0],
    [draft('{{n}}'), 1],
    [draft('{{n}}', { keepsPlaceholders: true }), 0],
  ])('%j: %i', (written, changes) => {
    expect(changesOnTheWay(written, true)).toHaveLength(changes);
  });
  it('over HTTP line ends stay', () => {
    expect(changesOnTheWay(draft('{\n}'), false)).toEqual([]);
  });
});

describe('a text as bytes and back', () => {
  it.each([
    ['{"a":"ü"}\n', undefined],
    ['\ufeff{}', undefined],
    ['a\u0000b', undefined],
    ['é😀', 'utf-16le'],
    ['\ufeffé😀', 'utf-16be'],
    ['', undefined],
  ] as const)('%j stays what it is (%s)', (text, encoding) => {
    const wire = encoding && { ...USUAL_STDIO, encoding };
    const more: Partial<Draft> = wire === undefined ? {} : { wire };
    const hex = asHex(draft(text, more));
    expect(asText(draft(hex, more))).toEqual({ ok: true, value: text });
  });
  it('is what would be sent of it', () => {
    const wire: WireForm = { ...USUAL_STDIO, encoding: 'utf-16be', end: 'none' };
    const sent = wireBytes(draft('aü', { wire }), undefined, []);
    expect(sent?.ok === true ? [...sent.value.bytes] : []).toEqual(bytesOf(asHex(draft('aü', { wire }))));
    expect(bytesOf(asHex(draft('\ud800')))).toEqual([0xef, 0xbf, 0xbd]);
  });
  it.each([
    ['7b ff 7d', 'byte 2'],
    ['c3', 'no UTF-8'],
    ['7b 22 c0 af', 'byte 3'],
    ['7', 'stands alone'],
    ['zz', 'hexadecimal'],
  ])('%s is no text, and why is said', (hex, words) => {
    const text = asText(draft(hex));
    expect(text.ok).toBe(false);
    expect(text.ok ? '' : text.problem.message).toContain(words);
  });
  it('is written in lines', () => {
    const lines = asHex(draft('x'.repeat(33))).split('\n');
    expect(lines.map(({ length }) => length)).toEqual([47, 47, 2]);
  });
});

describe('the bytes that go out', () => {
  it('have placeholders filled in and stars for what is not known here', () => {
    const filled = { text: '{"n":1}', head: 'POST /1 HTTP/1.1', places: [], more: 0 };
    const sent = wireBytes(draft('{"n":{{n}}}', { wire: HTTP }), filled, ['authorization']);
    expect(sent?.ok === true ? new TextDecoder().decode(sent.value.bytes) : '').toBe(
      'POST /1 HTTP/1.1\r\nauthorization: ****\r\nContent-Length: 7\r\n\r\n{"n":1}',
    );
  });
  it('are nothing to be drawn when they go out as usual', () =>
    expect(wireBytes(draft('{}'), undefined, [])).toBeUndefined());
  it('are none of what is no hex', () =>
    expect(wireBytes(draft('xyz', { form: 'hex', wire: USUAL_STDIO }), undefined, [])?.ok).toBe(false));
});

describe('one line says how', () => {
  const words = (wire: WireForm | undefined, isHttp = false, more: Partial<Draft> = {}): string =>
    wireWords(
      draft(writeHex(new Uint8Array(2)), { ...more, ...(wire === undefined ? {} : { wire }) }),
      isHttp,
    );
  it.each([
    [words(undefined), 'as usual: one line, UTF-8'],
    [words(undefined, true), 'as usual: one POST'],
    [words(USUAL_STDIO), 'UTF-8, ends with a newline'],
    [
      words({ ...USUAL_STDIO, encoding: 'utf-16le', bom: true, end: 'none' }),
      'UTF-16LE, byte order mark, no line end',
    ],
    [words({ ...USUAL_STDIO, parts: 3, pause: 20 }), 'in 3 parts, 20 ms apart'],
    [words(USUAL_STDIO, false, { form: 'hex' }), 'bytes as they are, ends with a newline'],
    [words(HTTP), 'own head of 2 lines, Content-Length fits'],
    [words({ ...HTTP, chunk: 5, targetHeaders: false }), 'chunks of 5 B, no headers of the target'],
    [words({ ...HTTP, head: '' }), 'the text is the whole request'],
  ])('%s', (line, part) => expect(line).toContain(part));
});
