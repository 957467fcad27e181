import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { SecretSearch } from './secret-search.ts';

const SECRET = 'Zq81mNv73LkTx05RbWcY';
const ENCODED = [
  SECRET,
  Buffer.from(`the ${SECRET}`).toString('base64'),
  Buffer.from(SECRET).toString('hex'),
  encodeURIComponent(`"${SECRET}"`),
  gzipSync(SECRET).toString('base64'),
  Buffer.from(Buffer.from(`ab ${SECRET} cd`).toString('base64')).toString('base64'),
];
const WORDS = [
  'additionalProperties',
  '/home/user/alpha/file-123.txt',
  'notifications/initialized',
  'a1b2c3d4e5f60718293a4b5c6d7e8f90',
  'YWJjZGVmZ2hpamtsbW5vcHFy',
  'password',
  '=',
  ': ',
  '"token":"',
  '%20%41%42',
  'ordinary prose',
  '\\u0041',
  ...ENCODED,
];

it('misses nothing by looking only for what is known in frames in which nothing was telling', () => {
  const frame = fc.array(fc.constantFrom(...WORDS), { maxLength: 8 }).map((words) => words.join(' '));
  let quiet = 0;
  fc.assert(
    fc.property(fc.array(frame, { maxLength: 8 }), (texts) => {
      const search = new SecretSearch();
      search.know(SECRET);
      const frames = texts.map((text) => Buffer.from(`{"text":${JSON.stringify(text)}}\n`));
      const telling = frames.map((bytes) => search.collect(bytes));
      frames.forEach((bytes, i) => {
        if (telling[i] === true) return;
        quiet++;
        expect(search.find(bytes, { isQuiet: true })).toEqual(search.find(bytes));
      });
    }),
    { numRuns: 150 },
  );
  expect(quiet).toBeGreaterThan(50);
});

it('decides about an encoded stretch again once more is known', () => {
  const inner = Buffer.from('a b Hj82kLpQ c d').toString('base64');
  const packed = gzipSync('of Hj82kLpQ').toString('base64');
  const bytes = Buffer.from(`${inner} ${packed}`);
  const search = new SecretSearch();
  search.collect(bytes);
  expect(search.find(bytes)).toEqual([]);
  search.know('Hj82kLpQ');
  expect(search.find(bytes)).toMatchObject([{}, { from: inner.length + 1, to: bytes.length }]);
});
