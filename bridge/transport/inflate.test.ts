import { brotliCompressSync, constants, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import * as zlib from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  INFLATE_LIMITS,
  InflaterChain,
  readCodings,
  READABLE_CODINGS,
  type InflateLimits,
} from './inflate.ts';
import { processorTime } from '../../test/processor-time.ts';

type Codings = ConstructorParameters<typeof InflaterChain>[0];

async function inflate(codings: Codings, parts: Buffer[], limits: InflateLimits = INFLATE_LIMITS) {
  const out: Buffer[] = [];
  let isOver = false;
  const chain = new InflaterChain(codings, limits, (bytes) => {
    if (isOver) throw new Error('bytes after the end');
    out.push(bytes);
  });
  for (const part of parts) await chain.write(part);
  await chain.end();
  isOver = true;
  chain.close();
  return { bytes: Buffer.concat(out), problem: chain.problem };
}

const zstd = (zlib as { zstdCompressSync?: (bytes: Uint8Array) => Buffer }).zstdCompressSync;
const WAYS: [string, Codings, (bytes: Uint8Array) => Buffer][] = [
  ['gzip', ['gzip'], gzipSync],
  ['deflate', ['deflate'], deflateSync],
  ['bare deflate', ['deflate'], deflateRawSync],
  [
    'brotli',
    ['br'],
    (bytes) => brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 3 } }),
  ],
  ['gzip in brotli', ['gzip', 'br'], (bytes) => brotliCompressSync(gzipSync(bytes))],
  ...(zstd === undefined
    ? []
    : [['zstd', ['zstd'], zstd] as [string, Codings, (bytes: Uint8Array) => Buffer]]),
];

test.each(WAYS)('undoes %s, however it is cut', async (_, codings, compress) => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 2000 }), fc.nat(), async (bytes, place) => {
      const packed = compress(bytes);
      const at = place % packed.length;
      const { bytes: back, problem } = await inflate(codings, [packed.subarray(0, at), packed.subarray(at)]);
      expect(problem).toBeUndefined();
      expect(back).toEqual(Buffer.from(bytes));
    }),
    { numRuns: 60 },
  );
});

test.each(WAYS)('says that %s stops in the middle, and keeps what came out', async (_, codings, compress) => {
  const packed = compress(Buffer.from(Array.from({ length: 20_000 }, (_, at) => (at * 7919) % 251)));
  const { problem } = await inflate(codings, [packed.subarray(0, packed.length - 9)]);
  expect(problem).toMatch(/^not valid .*: .*/);
});

test.each(WAYS)('stops a bomb in %s at its first megabyte', async (_, codings, compress) => {
  const packed = compress(Buffer.alloc(300 * 1024 * 1024));
  const before = process.memoryUsage().rss;
  const started = processorTime();
  const { bytes, problem } = await inflate(codings, [packed.subarray(0, 4000), packed.subarray(4000)]);
  expect(problem).toMatch(/^inflation stopped at [\d,]+ bytes: it had grown more than 200 times$/);
  expect(bytes.length).toBeLessThanOrEqual(Math.max(INFLATE_LIMITS.free, 200 * packed.length));
  expect(processorTime() - started).toBeLessThan(10_000);
  expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024);
});

test('stops at the most bytes, whatever the ratio', async () => {
  const noise = Buffer.from(Array.from({ length: 200_000 }, (_, at) => (at * at * 31) % 256));
  const { bytes, problem } = await inflate(['gzip'], [gzipSync(noise)], { ...INFLATE_LIMITS, most: 100_000 });
  expect(problem).toMatch(/^inflation stopped at [\d,]+ bytes: that is the most that is inflated$/);
  expect(bytes.length).toBeLessThanOrEqual(100_000);
});

test('names what follows the end of the compressed data', async () => {
  const junk = (packed: Buffer) => [Buffer.concat([packed, Buffer.from('junk!')])];
  const { bytes, problem } = await inflate(['deflate'], junk(deflateSync(Buffer.from('hi'))));
  expect(bytes.toString()).toBe('hi');
  expect(problem).toBe('5 bytes after the end of the deflate data');
  // Node takes what follows gzip data for more of it.
  expect((await inflate(['gzip'], junk(gzipSync(Buffer.from('hi'))))).problem).toContain('not valid gzip');
});

test('names what is not gzip at all', async () => {
  expect((await inflate(['gzip'], [Buffer.from('{"plain":true}')])).problem).toContain('not valid gzip');
});

test('has nothing to say about an empty body', async () => {
  expect(await inflate(['gzip'], [])).toEqual({ bytes: Buffer.alloc(0), problem: undefined });
});

test('knows the encodings this Node can undo', () => {
  expect(readCodings([])).toEqual({ codings: [] });
  expect(readCodings(['identity', ' GZIP , br'])).toEqual({ codings: ['gzip', 'br'] });
  expect(readCodings(['x-gzip'])).toEqual({ codings: ['gzip'] });
  expect(readCodings(['compress'])).toEqual({ unreadable: 'compress' });
  expect(readCodings(['gzip, gzip, gzip, gzip'])).toEqual({ unreadable: '4 encodings, one over the other' });
  expect(READABLE_CODINGS.includes('zstd')).toBe(zstd !== undefined);
});
