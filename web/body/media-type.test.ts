import { expect, it } from 'vitest';
import { isSameType, pixelsOf, sniffMedia } from './media-type.ts';

const latin = (text: string) => Uint8Array.from(text, (c) => c.charCodeAt(0));
const hex = (text: string) => Uint8Array.from(text.match(/../g)!, (pair) => Number.parseInt(pair, 16));

it.each([
  ['\x89PNG\r\n\x1a\n', 'image/png'],
  ['\xff\xd8\xff\xe0', 'image/jpeg'],
  ['GIF89a', 'image/gif'],
  ['RIFF\0\0\0\0WEBP', 'image/webp'],
  ['RIFF\0\0\0\0WAVE', 'audio/wav'],
  ['OggS', 'audio/ogg'],
  ['fLaC', 'audio/flac'],
  ['ID3\x04', 'audio/mpeg'],
  ['\xff\xfb\x90\x00', 'audio/mpeg'],
  ['\0\0\0\x20ftypM4A ', 'audio/mp4'],
])('%j is %s', (text, type) => {
  expect(sniffMedia(latin(text))?.type).toBe(type);
});

it.each([
  '',
  '<svg xmlns="http://www.w3.org/2000/svg">',
  '<html>',
  '%PDF-1.7',
  'GIF90a',
  '\x89PNG',
  'RIFF\0\0\0\0AVI ',
  '\0\0\0\x20ftypisom',
  '\0\0\0\x20ftypavif',
  // MPEG layers I and II, a reserved version, a bad bit rate, a bad sampling rate.
  '\xff\xff\x90\x00',
  '\xff\xfd\x90\x00',
  '\xff\xeb\x90\x00',
  '\xff\xfb\xf0\x00',
  '\xff\xfb\x9c\x00',
  // A UTF-16 byte order mark.
  '\xff\xfeh\0',
])('%j is shown as bytes', (text) => {
  expect(sniffMedia(latin(text))).toBeUndefined();
});

it('takes other spellings of a type for the same', () => {
  expect(isSameType('image/JPG', 'image/jpeg')).toBe(true);
  expect(isSameType('audio/x-wav; rate=8000', 'audio/wav')).toBe(true);
  expect(isSameType('image/svg+xml', 'image/png')).toBe(false);
  expect(isSameType('constructor', 'image/png')).toBe(false);
  expect(isSameType('', 'image/png')).toBe(false);
});

it.each([
  ['image/png', '89504e470d0a1a0a0000000d49484452' + '0000c350' + '0000c350', 50_000, 50_000],
  ['image/gif', '474946383961' + '0a00' + '1400', 10, 20],
  [
    'image/webp',
    '524946460000000057454250' + '56503858' + '0a000000' + '00000000' + 'ff0000' + '010000',
    256,
    2,
  ],
  [
    'image/webp',
    '524946460000000057454250' + '5650384c' + '00000000' + '2f' + 'ffff3f00' + '0000000000',
    16384,
    256,
  ],
  [
    'image/webp',
    '524946460000000057454250' + '56503820' + '00000000' + '000000' + '9d012a' + '2c01' + '9001' + '00',
    300,
    400,
  ],
  // An application segment before the frame header.
  ['image/jpeg', 'ffd8' + 'ffe00004abcd' + 'ffc00011080064' + '00c8' + '03011100', 200, 100],
])('%s says how large it is', (type, bytes, width, height) => {
  expect(pixelsOf(hex(bytes), type)).toEqual({ width, height });
});

it.each([
  ['image/png', '89504e47'],
  ['image/gif', '474946383961'],
  ['image/webp', '5249464600000000574542505650385800'],
  ['image/jpeg', 'ffd8ffe0ffff'],
  ['image/jpeg', 'ffd8' + '00'.repeat(40)],
  ['image/jpeg', 'ffd8' + 'ffe00000'.repeat(3)],
  ['audio/wav', '00'],
])('%s cut off does not', (type, bytes) => {
  expect(pixelsOf(hex(bytes), type)).toBeUndefined();
});
