import { Writable } from 'node:stream';
import { expect, it } from 'vitest';
import { MemoryWire } from '../../test/memory-wire.ts';
import { Stdin } from './stdin.ts';
import type { Hold } from './transport.ts';

it('writes what is let go together in one write, each a frame of its own, and nothing else before', async () => {
  const writes: string[] = [];
  const to = new Writable({
    write: (chunk: Buffer, _, done) => {
      writes.push(chunk.toString());
      done();
    },
  });
  const wire = new MemoryWire();
  const stdin = new Stdin({ wire, stream: () => to, gone: () => Promise.resolve(true) });
  let release = (): void => {};
  let ready = 0;
  const released = new Promise<void>((resolve) => (release = resolve));
  const hold: Hold = { released, ready: () => void ready++ };
  const message = (text: string) => ({ message: Buffer.from(text), author: 'craft' as const });
  const held = [];
  for (const text of ['a', 'bb', 'ccc']) held.push(await stdin.send({ ...message(text), hold }));
  const plain = stdin.send(message('later'));
  expect([ready, writes]).toEqual([3, []]);
  release();
  expect(await Promise.all(held.map(({ done }) => done))).toEqual(held.map(() => ({ kind: 'written' })));
  await (
    await plain
  ).done;
  expect(writes).toEqual(['a\nbb\nccc\n', 'later\n']);
  expect(wire.frames.map(({ raw }) => raw.toString())).toEqual(['a\n', 'bb\n', 'ccc\n', 'later\n']);
});
