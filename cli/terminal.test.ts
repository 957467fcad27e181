import { Writable } from 'node:stream';
import { expect, it } from 'vitest';
import { createTerminal } from './terminal.ts';

it('writes many lines as fast as they are taken, and holds no more than a piece of them', async () => {
  let taken = 0;
  let most = 0;
  const slow = new Writable({
    highWaterMark: 16 * 1024,
    write(chunk: Buffer, _, done) {
      taken += chunk.length;
      most = Math.max(most, slow.writableLength);
      setImmediate(done);
    },
  });
  const lines = function* (): Generator<string> {
    for (let k = 0; k < 200_000; k++) yield '\u001b[31m';
  };
  await createTerminal(slow, slow).printAll(lines());
  await new Promise((done) => slow.end(done));
  expect(taken).toBe(200_000 * '\\u{1B}[31m\n'.length);
  expect(most).toBeLessThan(256 * 1024);
});

it('ends when whoever read it is gone', async () => {
  const gone = new Writable({
    highWaterMark: 1,
    write: (_chunk, _encoding, done) => done(Object.assign(new Error('gone'), { code: 'EPIPE' })),
  });
  await createTerminal(gone, gone).printAll(Array.from({ length: 50_000 }, () => 'a line'));
});
