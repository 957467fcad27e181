import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decodeBase64, sizeOfBase64 } from './base64.ts';

const encode = (bytes: Uint8Array) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));

it('gives back every byte', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
      const text = encode(bytes);
      expect(await decodeBase64(text)).toEqual({ ok: true, bytes, remarks: [] });
      expect(sizeOfBase64(text)).toBe(bytes.length);
    }),
  );
});

it('reads what is longer than one step', async () => {
  const bytes = new Uint8Array(1_000_001).map((_, k) => k * 7);
  const decoded = await decodeBase64(encode(bytes));
  expect(decoded.ok && decoded.bytes.every((byte, k) => byte === bytes[k])).toBe(true);
  expect(decoded.ok && decoded.bytes.length).toBe(bytes.length);
});

it.each([
  ['AQID\r\n BA==', [1, 2, 3, 4], ['White space stands between its characters.']],
  ['-_8=', [0xfb, 0xff], ['It is written in the alphabet for URLs.']],
  ['AQI', [1, 2], ['Its padding is missing.']],
  ['AQID=', [1, 2, 3], ['It has too much padding.']],
  ['AR==', [1], ['Its last character holds bits that belong to no byte.']],
  ['', [], []],
])('%j is taken, and said', async (text, bytes, remarks) => {
  expect(await decodeBase64(text)).toEqual({ ok: true, bytes: Uint8Array.from(bytes), remarks });
});

it.each([
  ['AQ!D', 'character 3 is none of its alphabet'],
  ['data:image/png;base64,AAAA', 'character 5 is none of its alphabet'],
  ['AQé=', 'character 3 is none of its alphabet'],
  ['AQ==AQ==', 'it goes on after its padding, at character 5'],
  ['AQIDA', 'it ends in the middle of a byte'],
])('%j is refused with its place', async (text, why) => {
  expect(await decodeBase64(text)).toEqual({ ok: false, why });
});

it('reads only as many bytes as are wanted, and judges only those', async () => {
  expect(await decodeBase64('AQIDBAUG!!', 3)).toEqual({
    ok: true,
    bytes: Uint8Array.of(1, 2, 3),
    remarks: [],
  });
});
